"""Words around the wizard: a seller's listings, what rests, what was sent, who helps."""

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.payloads import (
    DiscardQuestion,
    HelpIsComing,
    ListingDiscarded,
    ListingGone,
    ListingKept,
    ListingLine,
    ListingSent,
    ListingStanding,
    ListingWaits,
    MyListings,
    PassedToStaff,
    TroublePassed,
    UploadInvitation,
)
from models.uploads import UploadState, UploadStep
from views.actions import (
    DiscardUpload,
    Open,
    OpenMenu,
    ResumeUpload,
    StartUpload,
    encode,
)
from views.layout import paragraphs, stacked
from views.listing import listing_block
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.upload_categories import category_name
from views.upload_ready import standing_rows
from views.upload_rows import go_on_row, next_button, wizard_rows
from views.upload_steps import step_name
from views.words import Words

NAMED = 18
"""How much of a product's name a button shows."""


@view(MyListings)
def my_listings(payload: MyListings, words: Words, reader: Reader) -> Text:
    """List them with where each is; a draft can be gone on with, or thrown away."""
    new = (new_button(words), _menu(words))
    if not payload.lines:
        return Text(words("You have no product pages here yet."), buttons=(new,))
    lines = (_line(line, words, reader) for line in payload.lines)
    html = paragraphs(words("<b>Your product pages</b>"), *lines)
    return Text(html, buttons=(*(_row(line, words) for line in payload.lines), new))


@view(ListingStanding)
def listing_standing(payload: ListingStanding, words: Words, _reader: Reader) -> Text:
    """Say where it is, show it, and how to have it changed."""
    html = paragraphs(
        state_line(payload.state, words),
        listing_block(payload.listing, words),
        Markup("🔗 {}").format(payload.link) if payload.link else Markup(),
    )
    rows = standing_rows(payload.upload_id, payload.state, words)
    return Text(html, buttons=(*rows, (new_button(words), _menu(words))))


@view(ListingSent)
def listing_sent(payload: ListingSent, words: Words, _reader: Reader) -> Text:
    """Say what happens next."""
    html = words(
        "🎉 <b>{name}</b> is with our team. They look at it and write to you here, usually within "
        "one working day.",
        name=payload.name,
    )
    return Text(html, buttons=((new_button(words), _menu(words)),))


@view(ListingKept)
def listing_kept(payload: ListingKept, words: Words, _reader: Reader) -> Text:
    """Say that nothing is lost, and how to come back."""
    kept = (
        words("💾 <b>{name}</b> is kept as it is.", name=payload.name)
        if payload.name
        else words("💾 Everything is kept as it is.")
    )
    way = words("Whenever you like, press the button below or send /unggah, and we go on there.")
    return Text(
        stacked(kept, way),
        buttons=(go_on_row(words, payload.upload_id), (_drop(words, payload.upload_id, sure=0),)),
    )


@view(ListingWaits)
def listing_waits(payload: ListingWaits, words: Words, _reader: Reader) -> Text:
    """Ask whether what was written belongs to the draft."""
    step = step_name(payload.step, words)
    html = paragraphs(
        words("👋 Good to see you again! <b>{name}</b> still waits for you.", name=payload.name)
        if payload.name
        else words("👋 Good to see you again! Your product page still waits for you."),
        words("We stopped at this step: <b>{step}</b>.", step=step),
        words("Does what you sent just now belong to it?") if payload.kept else Markup(),
    )
    other = Button(words.pgettext("button", "🙋 Something else"), encode(Open("report")))
    return Text(html, buttons=(go_on_row(words, payload.upload_id), (other,)))


@view(HelpIsComing)
def help_is_coming(payload: HelpIsComing, words: Words, _reader: Reader) -> Text:
    """Say who comes, and that all which is said now goes there."""
    html = words(
        "🙋 Our team sees where you are and what is there so far, and will write to you here.\n\n"
        "What is difficult? Write it, or send a photo or a voice message. You would rather go on "
        "yourself? Then press the button."
    )
    return Text(html, buttons=(go_on_row(words, payload.upload_id),))


@view(PassedToStaff)
def passed_to_staff(payload: PassedToStaff, words: Words, _reader: Reader) -> Text:
    """Say who listens, and that one need not wait."""
    html = words(
        "🎤 Our team listens to it and helps you with this step. They write to you here. You need "
        "not wait: go on if you like."
    )
    rows = wizard_rows(
        words, payload.step, skip=False, extra=((next_button(words, payload.step),),)
    )
    return Text(html, buttons=rows)


@view(TroublePassed)
def trouble_passed(payload: TroublePassed, words: Words, _reader: Reader) -> Text:
    """Say who has it, under which number, and that the step waits."""
    html = words(
        "📨 Your message is with our team (<b>#{ticket}</b>). They write to you here.\n\n"
        "Your listing waits at this step; go on whenever you like. Was it meant for the listing? "
        "Then please say it in other words.",
        ticket=payload.ticket_id,
    )
    rows = wizard_rows(
        words, payload.step, skip=False, extra=((next_button(words, payload.step),),)
    )
    return Text(html, buttons=rows)


@view(DiscardQuestion)
def discard_question(payload: DiscardQuestion, words: Words, _reader: Reader) -> Text:
    """Ask once, with the way back first."""
    name = _named(payload.name, payload.category, words)
    question = words("🗑 Throw <b>{name}</b> away? It cannot be brought back.", name=name)
    back = go_on_row(words, payload.upload_id)
    return Text(question, buttons=(back, (_drop(words, payload.upload_id, sure=1),)))


@view(ListingDiscarded)
def listing_discarded(_payload: ListingDiscarded, words: Words, _reader: Reader) -> Text:
    """Confirm it."""
    return Text(words("🗑 It is gone."), buttons=((new_button(words), _menu(words)),))


@view(ListingGone)
def listing_gone(_payload: ListingGone, words: Words, _reader: Reader) -> Toast:
    """Say so."""
    return Toast(words.pgettext("toast", "This product page is not open any more."))


@view(UploadInvitation)
def upload_invitation(payload: UploadInvitation, words: Words, _reader: Reader) -> Text:
    """Offer to do it together."""
    html = words(
        "📸 Shall we make your product page together? Send photos and answer a few short "
        "questions; our team helps you at every step."
    )
    begin = words.pgettext("button", "📸 Yes, let us begin")
    return Text(html, buttons=((Button(begin, encode(StartUpload(payload.ticket_id))),),))


def state_line(state: UploadState, words: Words) -> Markup:
    """Say where a listing is."""
    return {
        UploadState.DRAFT: words("✏️ Not finished yet"),
        UploadState.SENT: words("📨 Our team is looking at it"),
        UploadState.CHANGES: words("💬 Our team suggests something: your word, please"),
        UploadState.APPROVED: words("✅ Approved: ready for your store"),
        UploadState.UPLOADED: words("🛍 In your store"),
        UploadState.DISCARDED: words("🗑 Thrown away"),
    }[state]


def new_button(words: Words) -> Button:
    """Return the way to a new listing."""
    return Button(words.pgettext("button", "🆕 New product"), encode(StartUpload(0)))


def _line(line: ListingLine, words: Words, reader: Reader) -> Markup:
    state = state_line(line.state, words)
    if line.state is UploadState.DRAFT and line.step is not UploadStep.CATEGORY:
        step = step_name(line.step, words)
        state = words("✏️ Not finished yet, at this step: {step}", step=step)
    return stacked(
        Markup("<b>{}</b>").format(_named(line.name, line.category, words)),
        state,
        Markup("{}").format(words.moment(line.at, reader.zone)),
    )


def _row(line: ListingLine, words: Words) -> tuple[Button, ...]:
    name = cut(str(_named(line.name, line.category, words).unescape()), NAMED)
    is_draft = line.state is UploadState.DRAFT
    label = f"▶️ {name}" if is_draft else f"👀 {name}"
    look = Button(label, encode(ResumeUpload(line.upload_id)))
    return (look, _drop(words, line.upload_id, sure=0)) if is_draft else (look,)


def _named(name: str, category: str, words: Words) -> Markup:
    if name:
        return Markup("{}").format(cut(name, 120))
    return category_name(category, words) or words("New product page")


def _drop(words: Words, upload_id: int, *, sure: int) -> Button:
    label = words.pgettext("button", "🗑 Throw away")
    return Button(label, encode(DiscardUpload(upload_id, sure)))


def _menu(words: Words) -> Button:
    return Button(words.pgettext("button", "🏠 Menu"), encode(OpenMenu()))
