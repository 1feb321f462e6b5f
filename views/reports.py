"""Words for reporting: what it is about, what is there so far, and the number it gets."""

from markupsafe import Markup

from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    DialogExpired,
    DialogName,
    MessageJoined,
    MessageKept,
    NoMoreRoom,
    NothingWritten,
    NotPassedOn,
    OfferReport,
    ReportFull,
    ReportReceived,
    ReportSummary,
)
from crm.tickets.rules import ICONS
from models.tickets import Category
from views.actions import ChooseCategory, DialogStep, MakeReport, Open, Reopen, encode
from views.categories import category_hint, category_label, category_name
from views.knowledge import tip_rows
from views.layout import quoted, stacked
from views.meanings import answer_courtesy, ask_what_is_meant, meant_rows
from views.menu import home_row
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.sellers import paragraphs, waiting_line
from views.upload_rows import begin_button
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]


@view(CategoryQuestion)
def category_question(payload: CategoryQuestion, words: Words, _reader: Reader) -> Text:
    """Ask what it is about, with a button for each subject."""
    buttons = [
        Button(category_label(one, words), encode(ChooseCategory(one.value))) for one in Category
    ]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    html = paragraphs(words("What is it about?"), waiting_line(payload.waiting, words))
    return Text(html, buttons=(*pairs, (_cancel(words),)))


@view(DescribeQuestion)
def describe_question(payload: DescribeQuestion, words: Words, _reader: Reader) -> Text:
    """Ask for the story, and say what helps for this subject.

    The wizard is offered as long as nothing is written, which would be left with the report.
    """
    offers_wizard = payload.category is Category.PRODUCT and not payload.kept
    html = paragraphs(
        Markup("{} <b>{}</b>").format(
            ICONS[payload.category], category_name(payload.category, words)
        ),
        category_hint(payload.category, words),
        stacked(
            words("You can write, or send photos, a voice message, a video or a file."),
            words("📸 A new product? We make its page with you, step by step.")
            if offers_wizard
            else Markup(),
        ),
        words("💡 Or look here first, maybe it helps at once:") if payload.tips else Markup(),
        _kept(payload.kept, words) if payload.kept else Markup(),
    )
    rows = _when_written(words) if payload.kept else ((_cancel(words),),)
    begin = ((begin_button(words),),) if offers_wizard else ()
    return Text(html, buttons=(*tip_rows(payload.tips, words), *begin, *rows))


@view(MessageKept)
def message_kept(payload: MessageKept, words: Words, _reader: Reader) -> Text:
    """Count what is there, and say how to go on."""
    html = paragraphs(
        _kept(payload.kept, words),
        words("Send more if you like. Is that all? Then press <b>{done}</b>.", done=_done(words)),
    )
    return Text(html, buttons=_when_written(words))


@view(ReportFull)
def report_full(payload: ReportFull, words: Words, _reader: Reader) -> Text:
    """Say that this message did not fit, and that it can follow."""
    done = _done(words)
    html = words.ngettext(
        "Thank you, that is a lot to go on: we have {n} message and cannot take more into one "
        "report 🙏\n\nPlease press <b>{done}</b> and send it. As soon as it has a number you can "
        "add the rest.",
        "Thank you, that is a lot to go on: we have {n} messages and cannot take more into one "
        "report 🙏\n\nPlease press <b>{done}</b> and send it. As soon as it has a number you can "
        "add the rest.",
        payload.kept,
        done=done,
    )
    return Text(html, buttons=_when_written(words))


@view(NoMoreRoom)
def no_more_room(payload: NoMoreRoom, words: Words, _reader: Reader) -> Text:
    """Say that this message did not fit, and when it can follow."""
    return Text(
        words.ngettext(
            "Thank you, that is a lot to go on: we have {n} message and cannot take more into one "
            "report 🙏\n\nAs soon as it has a number you can add the rest.",
            "Thank you, that is a lot to go on: we have {n} messages and cannot take more into "
            "one report 🙏\n\nAs soon as it has a number you can add the rest.",
            payload.kept,
        )
    )


@view(ReportSummary)
def report_summary(payload: ReportSummary, words: Words, _reader: Reader) -> Text:
    """Show the report as it will be sent."""
    html = paragraphs(
        words("Please have a last look. Shall we send this to our team?"),
        Markup("{} <b>{}</b>").format(
            ICONS[payload.category], category_name(payload.category, words)
        ),
        quoted(payload.text),
        _attached(payload, words),
        words("💡 Maybe one of these answers helps at once.") if payload.tips else Markup(),
    )
    send = Button(words.pgettext("button", "📨 Send report"), encode(DialogStep("send")))
    more = Button(words.pgettext("button", "✏️ Add something"), encode(DialogStep("back")))
    return Text(html, buttons=((send,), (more, _cancel(words)), *tip_rows(payload.tips, words)))


@view(ReportReceived)
def report_received(payload: ReportReceived, words: Words, _reader: Reader) -> Text:
    """Give the number and say what happens next."""
    mine = Button(words.pgettext("button", "📋 My reports"), encode(Open("reports")))
    return Text(_received(payload, words), buttons=((mine, home_row(words)[-1]),))


@view(MessageJoined)
def message_joined(payload: MessageJoined, words: Words, _reader: Reader) -> Text:
    """Say that the message reached the right place."""
    if payload.talk:
        return Text(words("👍 Our team sees your message and answers here."))
    return Text(
        words(
            "👍 Added to your report <b>#{number}</b>. Our team sees it and answers here.",
            number=payload.ticket_id,
        )
    )


@view(NotPassedOn)
def not_passed_on(payload: NotPassedOn, words: Words, _reader: Reader) -> Text:
    """Say that the team does not have it, and how they can get it."""
    return Text(
        words(
            "⚠️ I could not pass this on to our team; perhaps it is too large, or of a kind that I "
            "cannot send. Please send it as a photo or a smaller file, or tell us in words."
        ),
        reply_to=payload.message_id,
    )


@view(OfferReport)
def offer_report(payload: OfferReport, words: Words, _reader: Reader) -> Text:
    """Ask what shall become of a message, showing how it begins."""
    if payload.ticket_id is not None:
        question = words(
            "Your report <b>#{number}</b> is done. Is something still not right?",
            number=payload.ticket_id,
        )
    elif payload.likely:
        question = ask_what_is_meant(payload.likely, words)
    elif payload.courtesy is not None:
        question = answer_courtesy(payload.courtesy, words)
    else:
        question = words.ngettext(
            "Shall we make a report of your message, so that our team can help you?",
            "Shall we make a report of your {n} messages, so that our team can help you?",
            payload.count,
        )
    return Text(paragraphs(quoted(payload.text), question), buttons=_offers(payload, words))


@view(DialogExpired)
def dialog_expired(payload: DialogExpired, words: Words, _reader: Reader) -> Text:
    """Say that nothing is lost, and offer to go on."""
    if payload.dialog is DialogName.REPORT:
        html = words.ngettext(
            "You began a report some time ago, and we have kept what you wrote ({n} message). "
            "Shall we go on with it?",
            "You began a report some time ago, and we have kept what you wrote ({n} messages). "
            "Shall we go on with it?",
            payload.kept,
        )
    else:
        html = words.ngettext(
            "You wrote to us some time ago, and we have kept it ({n} message). Shall we go on?",
            "You wrote to us some time ago, and we have kept it ({n} messages). Shall we go on?",
            payload.kept,
        )
    go_on = Button(words.pgettext("button", "▶️ Go on"), encode(DialogStep("resume")))
    return Text(html, buttons=((go_on,), (_cancel(words),)))


@view(NothingWritten)
def nothing_written(_payload: NothingWritten, words: Words, _reader: Reader) -> Toast:
    """Say what is missing."""
    return Toast(words.pgettext("toast", "Please write or send something first."))


def _received(payload: ReportReceived, words: Words) -> Markup:
    if payload.known:
        return words(
            "🧯 Thank you. We know about this: other sellers have reported the same, and our team "
            "is working on it. Your report has the number <b>#{number}</b>.\n\n"
            "As soon as there is news you read it here. Would you like to add something? Just "
            "write it here.",
            number=payload.ticket_id,
        )
    if payload.category is not Category.SUGGESTION:
        return words(
            "✅ Thank you, our team has your report. Its number is <b>#{number}</b>.\n\n"
            "Someone from our team will answer you here in this chat. Would you like to add "
            "something? Just write it here, it goes to the same report.",
            number=payload.ticket_id,
        )
    thanks = words(
        "Thank you for your idea 💡 It has the number <b>#{number}</b>.\n\n"
        "Our team reads every suggestion and will write to you here if they have a question. "
        "Would you like to add something? Just write it here.",
        number=payload.ticket_id,
    )
    if not payload.others:
        return thanks
    others = words.ngettext(
        "💛 You are not alone: {n} other seller wishes this too.",
        "💛 You are not alone: {n} other sellers wish this too.",
        payload.others,
    )
    return paragraphs(thanks, others)


def _offers(payload: OfferReport, words: Words) -> Rows:
    yes, no = (encode(MakeReport(payload.message_id, answer)) for answer in (1, 0))
    refuse = (Button(words.pgettext("button", "✖️ No, thank you"), no),)
    if payload.likely and payload.ticket_id is None:
        other = Button(words.pgettext("button", "💬 Something else"), yes)
        return (*meant_rows(payload.likely, words), (other,), refuse)
    if payload.ticket_id is None:
        return ((Button(words.pgettext("button", "✅ Yes, report it"), yes),), refuse)
    again = words.pgettext("button", "🔁 Reopen #{number}", number=payload.ticket_id)
    return (
        (Button(again, encode(Reopen(payload.ticket_id))),),
        (Button(words.pgettext("button", "🆕 Make a new report"), yes),),
        refuse,
    )


def _when_written(words: Words) -> Rows:
    return ((Button(_done(words), encode(DialogStep("done"))),), (_cancel(words),))


def _done(words: Words) -> str:
    return words.pgettext("button", "✅ That is all")


def _cancel(words: Words) -> Button:
    return Button(words.pgettext("button", "✖️ Cancel"), encode(DialogStep("cancel")))


def _kept(kept: int, words: Words) -> Markup:
    return words.ngettext(
        "📥 We have {n} message for this report.", "📥 We have {n} messages for this report.", kept
    )


def _attached(payload: ReportSummary, words: Words) -> Markup:
    lines = (
        words.ngettext("🖼 {n} photo or video", "🖼 {n} photos or videos", payload.pictures)
        if payload.pictures
        else Markup(),
        words.ngettext("🎤 {n} voice message", "🎤 {n} voice messages", payload.voices)
        if payload.voices
        else Markup(),
        words.ngettext("📎 {n} other message", "📎 {n} other messages", payload.others)
        if payload.others
        else Markup(),
    )
    return Markup("\n").join(line for line in lines if line)
