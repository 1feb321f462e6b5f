"""Words for what can be done with a ticket beyond its card: a button for each subject."""

from crm.tickets.menu import TicketMenu
from crm.tickets.rules import ICONS
from models.tickets import TicketKind
from views.actions import (
    ChooseTaker,
    HowToNote,
    InviteToUpload,
    ShowHistory,
    ShowPriorities,
    ShowTicketIncident,
    ShowTicketMenu,
    TranslateTicket,
    encode,
)
from views.categories import category_name
from views.layout import in_twos
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words


@view(TicketMenu)
def ticket_menu(payload: TicketMenu, words: Words, _reader: Reader) -> EditText | Text:
    """Offer what can be done, two buttons in a row."""
    html = words(
        "⚙️ <b>#{number}</b> · {icon} {category}\nWhat shall be done?",
        number=payload.ticket_id,
        icon=ICONS[payload.category],
        category=category_name(payload.category, words),
    )
    rows = in_twos(_buttons(payload, words))
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


def back_to_menu(ticket_id: int, words: Words) -> Button:
    """Return the button that leads from a page of the menu back to it."""
    return Button(words.pgettext("button", "⬅️ Back"), encode(ShowTicketMenu(ticket_id, here=1)))


def _buttons(menu: TicketMenu, words: Words) -> list[Button]:
    """Return the buttons of all subjects, a line for each."""
    number = menu.ticket_id
    return [
        Button(words.pgettext("button", "🤝 Hand over"), encode(ChooseTaker(menu.ticket_id, 0))),
        Button(words.pgettext("button", "📝 Note"), encode(HowToNote(menu.ticket_id))),
        Button(words.pgettext("button", "🚦 Priority"), encode(ShowPriorities(menu.ticket_id))),
        Button(words.pgettext("button", "🕘 History"), encode(ShowHistory(menu.ticket_id))),
        Button(words.pgettext("button", "🧯 Incident"), encode(ShowTicketIncident(number))),
        *((_invite(number, words),) if menu.kind is not TicketKind.CLAIM else ()),
        *((_translate(number, words),) if menu.translates else ()),
    ]


def _translate(number: int, words: Words) -> Button:
    return Button(words.pgettext("button", "🌐 Translate"), encode(TranslateTicket(number)))


def _invite(number: int, words: Words) -> Button:
    return Button(words.pgettext("button", "📸 Invite to upload"), encode(InviteToUpload(number)))
