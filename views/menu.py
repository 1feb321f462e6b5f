"""Words for the menu, the commands and old buttons."""

from markupsafe import Markup

from crm.sellers.menu import (
    ButtonForStaff,
    Help,
    Menu,
    MenuNote,
    MyReports,
    OldButton,
    Privacy,
    ProactiveResumed,
    ProactiveStopped,
    ReportLine,
)
from crm.tickets.rules import ICONS
from models.tickets import TicketKind, TicketState
from views.actions import Open, OpenMenu, Proactive, Reopen, encode
from views.categories import category_name
from views.invitations import trouble_line
from views.languages import own_name
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
REOPENABLE = 3
"""How many reports of the list have a button to reopen them."""


def menu_rows(words: Words, *, linked: bool) -> Rows:
    """Return the menu's buttons; a chat without a store is offered to connect one."""
    rows = (
        (Button(words.pgettext("menu", "🙋 Report a problem"), encode(Open("report"))),),
        (Button(words.pgettext("menu", "📸 Add a product page"), encode(Open("upload"))),),
        (
            Button(words.pgettext("menu", "📋 My reports"), encode(Open("reports"))),
            Button(words.pgettext("menu", "🌐 Language"), encode(Open("language"))),
        ),
        (
            Button(words.pgettext("menu", "💡 Quick answers"), encode(Open("tips"))),
            Button(words.pgettext("menu", "❓ Help"), encode(Open("help"))),
        ),
    )
    connect = Button(words.pgettext("menu", "🏪 Connect my store"), encode(Open("link")))
    return rows if linked else (*rows, (connect,))


def home_row(words: Words) -> tuple[Button, ...]:
    """Return the way to a report and the way to the menu."""
    return (
        Button(words.pgettext("button", "🙋 Report a problem"), encode(Open("report"))),
        Button(words.pgettext("button", "🏠 Menu"), encode(OpenMenu())),
    )


def write_again(words: Words) -> Button:
    """Return the way back for whoever asked for silence."""
    return Button(words.pgettext("button", "🔔 Write to me again"), encode(Proactive(1)))


@view(Menu)
def menu(payload: Menu, words: Words, _reader: Reader) -> Text:
    """Show what can be done, and say first why it is shown where nobody asked."""
    html = _noted(payload.note, words)
    if payload.trouble is not None:
        html = trouble_line(payload.trouble, words) + Markup("\n\n") + html
    return Text(html, buttons=menu_rows(words, linked=payload.linked))


@view(Help)
def help_(_payload: Help, words: Words, reader: Reader) -> Text:
    """Explain the bot in one screen."""
    return Text(
        words(
            "<b>How we can help you</b>\n\n"
            "This is the seller helpdesk of {marketplace}. Just write here what is wrong, or send "
            "a photo or a voice message: people of our team read it and answer in this chat.\n\n"
            "/lapor – report a problem\n"
            "/unggah – make the page of a product, step by step\n"
            "/tips – quick answers to common problems\n"
            "/laporan_saya – see your reports\n"
            "/bahasa – choose your language\n"
            "/berhenti – no more messages that you did not ask for\n"
            "/lanjut – get those messages again\n"
            "/privasi – what we keep about you\n"
            "/batal – leave what you are doing\n"
            "/menu – show the menu",
            marketplace=reader.marketplace,
        ),
        buttons=(home_row(words),),
    )


@view(Privacy)
def privacy(payload: Privacy, words: Words, reader: Reader) -> Text:
    """Say plainly what is kept, why, and how to stop messages or get them again."""
    if not payload.agreed:
        html = words(
            "<b>What we keep about you</b>\n\n"
            "As long as you have not agreed, our team sees nothing of what you write here. If "
            "you say no, we delete it and remember your language and your answer.\n\n"
            "If you agree, we keep what you write and send, so that our team can read it and "
            "help you. Send /start to answer the question."
        )
        return Text(html, buttons=(home_row(words),))
    kept = words(
        "<b>What we keep about you</b>\n\n"
        "• What you write and send here, and what we answer.\n"
        "• Your name on Telegram, your language and, if you shared it, your phone number.\n"
        "• What {marketplace} knows about your store, such as its name and place.\n\n"
        "We use it only to help you and your store.",
        marketplace=reader.marketplace,
    )
    wish, button = _wish(words, unasked=payload.unasked)
    return Text(Markup("\n\n").join((kept, wish)), buttons=((button,), home_row(words)))


@view(ProactiveStopped)
def proactive_stopped(_payload: ProactiveStopped, words: Words, _reader: Reader) -> Text:
    """Confirm silence, and show the way back."""
    return Text(
        words(
            "Understood: from now on we will not write to you on our own 🙏\n\n"
            "You can still write to us at any time, and we will always answer. If you change your "
            "mind, press the button below or send /lanjut."
        ),
        buttons=((write_again(words),), home_row(words)),
    )


@view(ProactiveResumed)
def proactive_resumed(_payload: ProactiveResumed, words: Words, _reader: Reader) -> Text:
    """Welcome back."""
    return Text(
        words(
            "Good to have you back 😊\n\n"
            "We will ask now and then how your store is doing. Send /berhenti whenever that is "
            "too much."
        ),
        buttons=(home_row(words),),
    )


@view(MyReports)
def my_reports(payload: MyReports, words: Words, reader: Reader) -> Text:
    """List reports by number, subject, state and day."""
    if not payload.lines:
        return Text(
            words("You have no reports yet. If something is wrong, just write it here."),
            buttons=(home_row(words),),
        )
    lines = (_line(line, words, reader) for line in payload.lines)
    reopenable = [line for line in payload.lines if line.reopenable][:REOPENABLE]
    again = tuple((_reopen(line, words),) for line in reopenable)
    heading = words("<b>Your reports</b>")
    return Text(Markup("\n\n").join((heading, *lines)), buttons=(*again, home_row(words)))


@view(OldButton)
def old_button(_payload: OldButton, words: Words, _reader: Reader) -> Toast:
    """Say that the button has had its day."""
    return Toast(
        words.pgettext("toast", "This button is an old one. Here is what you can do now.")
    )


@view(ButtonForStaff)
def button_for_staff(_payload: ButtonForStaff, words: Words, _reader: Reader) -> Toast:
    """Say whose button it is."""
    return Toast(words.pgettext("toast", "Only our team can use this button."))


def _noted(note: MenuNote | None, words: Words) -> Markup:
    language = own_name(words.language)
    return {
        MenuNote.LEFT: words("All right, we have left that. What can we do for you?"),
        MenuNote.LISTING_KEPT: words(
            "💾 Your product page is kept as it is. Send /unggah whenever you would like to "
            "go on.\n\nWhat can we do for you?"
        ),
        MenuNote.NOTHING_TO_LEAVE: words(
            "There is nothing to leave right now. What can we do for you?"
        ),
        MenuNote.NO_REPORT: words(
            "All right, we leave it at that. Whenever you need us, just write here."
        ),
        MenuNote.LANGUAGE: words(
            "From now on we speak <b>{language}</b> with you 😊", language=language
        ),
        MenuNote.GREETING: words(
            "Hello 👋 Good to hear from you. What can we do for you?\n\n"
            "Choose below, or just write here what is on your mind."
        ),
        MenuNote.THANKS: words("You are welcome 😊 Whenever you need us, just write here."),
        MenuNote.ASSENT: words("All right 😊 Whenever you need us, just write here."),
        None: words(
            "What can we do for you?\n\nChoose below, or just write here what is on your mind."
        ),
    }[note]


def _line(line: ReportLine, words: Words, reader: Reader) -> Markup:
    claim = line.kind is TicketKind.CLAIM
    subject = words("Connecting your store") if claim else category_name(line.category, words)
    return Markup("{} <b>#{}</b> · {}\n{}\n{}").format(
        ICONS[line.category],
        line.ticket_id,
        subject,
        _state(line.state, words),
        words.moment(line.at, reader.zone),
    )


def _state(state: TicketState, words: Words) -> Markup:
    return {
        TicketState.NEW: words("📨 Our team has received it"),
        TicketState.OPEN: words("🔧 Our team is working on it"),
        TicketState.WAITING: words("✉️ Our team has answered and waits for you"),
        TicketState.RESOLVED: words("✅ Done"),
        TicketState.CLOSED: words("✅ Done"),
    }[state]


def _reopen(line: ReportLine, words: Words) -> Button:
    label = words.pgettext("button", "🔁 Reopen #{number}", number=line.ticket_id)
    return Button(label, encode(Reopen(line.ticket_id)))


def _wish(words: Words, *, unasked: bool) -> tuple[Markup, Button]:
    if unasked:
        stop = Button(words.pgettext("button", "🔕 Stop writing to me"), encode(Proactive(0)))
        return words(
            "Do you want no more messages that you did not ask for? Press the button below or "
            "send /berhenti."
        ), stop
    return words(
        "At the moment we write to you only to answer you. Do you want to hear from us again? "
        "Press the button below or send /lanjut."
    ), write_again(words)
