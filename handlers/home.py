"""Back to the menu."""

from crm.sellers.menu import Menu, MenuNote
from crm.sellers.payloads import InvitationTrouble
from crm.sellers.rules import is_visitor
from handlers.turn import Turn


def home(
    turn: Turn, note: MenuNote | None = None, *, trouble: InvitationTrouble | None = None
) -> Menu:
    """Return the menu that fits whoever speaks, with a word about what was just done."""
    linked = turn.seller is not None and not is_visitor(turn.seller)
    return Menu(linked=linked, note=note, trouble=trouble)
