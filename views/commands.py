"""What the bot's command menu says."""

from crm.sellers.payloads import CommandMenu
from views.message import CommandList
from views.rendering import Reader, view
from views.words import Words


@view(CommandMenu)
def command_menu(_payload: CommandMenu, words: Words, _reader: Reader) -> CommandList:
    """Bring the sellers' commands."""
    return CommandList(tuple(seller_commands(words)))


def seller_commands(words: Words) -> list[tuple[str, str]]:
    """Return the sellers' commands with a line about each, in the order of the menu."""
    return [
        ("menu", words.pgettext("command", "Show the menu")),
        ("lapor", words.pgettext("command", "Report a problem")),
        ("unggah", words.pgettext("command", "Make a product page")),
        ("tips", words.pgettext("command", "Quick answers to common problems")),
        ("laporan_saya", words.pgettext("command", "My reports")),
        ("bahasa", words.pgettext("command", "Choose your language")),
        ("bantuan", words.pgettext("command", "How to use this bot")),
        ("batal", words.pgettext("command", "Leave what you are doing")),
        ("berhenti", words.pgettext("command", "No more messages from us")),
        ("lanjut", words.pgettext("command", "Get our messages again")),
        ("privasi", words.pgettext("command", "What we keep about you")),
    ]
