"""A command's own word, alone in a message, does what the command does."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from crm.understanding.plain_words import COMMANDS as WORDED
from crm.understanding.plain_words import commanded
from handlers import plain_words, tables
from models import Dialog, Outbox, Seller
from models.sellers import Consent
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.databases import of_this_test
from tests.support.turns import Stage
from views.actions import Open, decode
from views.menu import menu_rows
from views.words import LANGUAGES, Catalogs

COMMANDS = {
    "report": "lapor",
    "upload": "unggah",
    "reports": "laporan_saya",
    "language": "bahasa",
    "tips": "tips",
    "help": "bantuan",
}
"""Of each entry of the menu, the command that does the same."""
PLEAS = frozenset({("bug", "help"), ("nij", "help")})
"""Labels that are also what somebody in need calls out."""
FORWARDED = {"type": "hidden_user", "sender_user_name": "Budi", "date": 0}


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return one database: words are read alike on each kind."""
    return of_this_test(request)


async def says(
    stage: Stage,
    text: str,
    *,
    state: TicketState | None = None,
    proactive: bool = True,
    **more: Any,  # noqa: ANN401 - fields of the Bot API
) -> str:
    """Let a seller write; return the template of the answer, nothing where it was no command."""
    seller = await a_seller(stage.session, proactive=proactive)
    if state is not None:
        await a_ticket(stage.session, seller=seller, state=state)
    turn = await stage.in_private(seller.chat_id or 0, text=text, **more)
    turn.dialogs = tables.all_dialogs()
    ran = await plain_words.ran(turn)
    await stage.session.flush()
    answers = select(Outbox).where(col(Outbox.chat_id) == seller.chat_id)
    found = [row.template for row in await stage.session.scalars(answers)]
    assert ran is bool(found)
    return found[-1] if found else ""


def at(
    stage: Stage,
    seller: Seller,
    name: str,
    *,
    waits: timedelta = timedelta(days=1),
) -> None:
    """Put a seller into a dialog."""
    dialog = Dialog(
        chat_id=seller.chat_id or 0,
        name=name,
        step=name,
        answers={},
        started_at=NOW,
        expires_at=NOW + waits,
    )
    stage.session.add(dialog)


async def leaves(stage: Stage, seller: Seller, text: str, **more: Any) -> bool:  # noqa: ANN401 - fields of the Bot API
    """Let a seller write; tell whether that left what they were doing, in a turn of its own."""
    turn = await stage.in_private(seller.chat_id or 0, text=text, **more)
    left = await plain_words.left(turn)
    assert left is (turn.said > 0)
    return left


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("menu", "menu"),
        ("laporan saya sudah sampai mana?", "my_reports"),
        ("kak minta bantuan dong", "help"),
        ("laporan saya", "my_reports"),
        ("basa", "language_question"),
        ("privasi", "privacy"),
        ("mau lapor min", "category_question"),
        ("tips", "tip_subjects"),
        ("Upload produk", "uploads.category_question"),
    ],
)
async def test_it_does_what_the_command_does(stage: Stage, text: str, template: str) -> None:
    assert await says(stage, text) == template


@pytest.mark.parametrize("text", ["menu makanan hilang", "tulung", "laporan", "Uang belum masuk"])
async def test_whatever_else_is_no_command(stage: Stage, text: str) -> None:
    assert await says(stage, text) == ""


async def test_forwarded_words_a_caption_and_a_reply_are_none(stage: Stage) -> None:
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
    asked = {"message_id": 7, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "?"}
    assert await says(stage, "menu", forward_origin=FORWARDED) == ""
    assert await says(stage, "menu", reply_to_message=asked) == ""
    assert await says(stage, "", caption="menu", photo=[size]) == ""


async def test_what_a_stranger_says_is_none(stage: Stage) -> None:
    assert not await plain_words.ran(await stage.in_private(56, text="menu"))
    visitor = await a_seller(stage.session, consent=Consent.UNASKED)
    assert not await plain_words.ran(await stage.in_private(visitor.chat_id or 0, text="menu"))


async def test_to_staff_who_asked_a_word_is_the_answer(stage: Stage) -> None:
    assert await says(stage, "menu", state=TicketState.WAITING) == ""
    assert await says(stage, "menu", state=TicketState.OPEN) == "menu"


async def test_go_on_wakes_only_whoever_is_silent(stage: Stage) -> None:
    assert await says(stage, "lanjut kak", proactive=False) == "proactive_resumed"
    assert await says(stage, "lanjut kak") == ""


async def test_go_on_does_not_wake_whoever_is_asked_something_else(stage: Stage) -> None:
    seller = await a_seller(stage.session, proactive=False)
    at(stage, seller, "offer")
    assert not await plain_words.ran(await stage.in_private(seller.chat_id or 0, text="lanjut"))
    at(stage, seller := await a_seller(stage.session, proactive=False), "offer", waits=timedelta())
    assert await plain_words.ran(await stage.in_private(seller.chat_id or 0, text="lanjut"))


@pytest.mark.parametrize("dialog", ["report", "offer"])
async def test_a_plain_cancel_leaves_what_waits(stage: Stage, dialog: str) -> None:
    seller = await a_seller(stage.session)
    at(stage, seller, dialog)
    assert not await leaves(stage, seller, "pesanan batal")
    assert not await leaves(stage, seller, "batal", forward_origin=FORWARDED)
    assert await leaves(stage, seller, "batal deh kak")
    assert not await leaves(stage, seller, "batal"), "nothing waits any more"


async def test_elsewhere_a_plain_cancel_is_an_order(stage: Stage) -> None:
    assert await says(stage, "batal") == ""
    seller = await a_seller(stage.session)
    at(stage, seller, "report", waits=timedelta())
    assert not await leaves(stage, seller, "batal")
    at(stage, uploader := await a_seller(stage.session), "upload")
    assert not await leaves(stage, uploader, "batal")
    at(stage, visitor := await a_seller(stage.session), "start")
    assert not await leaves(stage, visitor, "batal")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_menus_own_labels_are_known(tag: str) -> None:
    words = Catalogs.load()[tag]
    for button in (one for row in menu_rows(words, linked=True) for one in row):
        action = decode(button.data or "")
        assert isinstance(action, Open)
        if (tag, action.entry) not in PLEAS:
            assert commanded(button.label) == COMMANDS[action.entry], button.label


def test_every_plain_word_has_its_command() -> None:
    assert set(COMMANDS.values()) <= WORDED <= plain_words.COMMANDS.keys()
    assert plain_words.COMMANDS.items() <= tables.COMMANDS.items()
