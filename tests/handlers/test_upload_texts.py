"""The steps for a name and a description, each press and word by itself."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from crm.outbox.payload import Payload
from crm.uploads.categories import NamePart, Question
from crm.uploads.describing.payloads import (
    AnswerNotKept,
    DescriptionDraft,
    DescriptionPrompt,
    DescriptionQuestion,
)
from crm.uploads.describing.rules import Objection
from crm.uploads.naming.payloads import NameCheck, NameNotUsable, NamePartQuestion, NamePrompt
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading import describing, naming
from handlers.uploading.courses import Course
from models import Upload
from tests.support.builders import NOW, a_seller
from tests.support.tickets import posted
from tests.support.turns import Stage
from views.actions import (
    Action,
    AskAgain,
    ChangePart,
    ChooseAnswer,
    MoveDescription,
    MoveName,
)

Ask = Callable[[Turn, Upload, Answers], Awaitable[Payload]]
Take = Callable[[Turn, Upload, Answers, Said], Awaitable[Course]]


class Talk:
    """One step with one listing."""

    def __init__(self, turn: Turn, upload: Upload, ask: Ask, take: Take) -> None:
        """Begin it."""
        self.turn, self.upload, self.answers = turn, upload, Answers()
        self._ask, self._take = ask, take

    async def says(self, text: str) -> Payload | Course:
        message = Message(9, NOW, self.turn.message.chat, text=text)
        return await self._went(Said(message=message))

    async def presses(self, action: Action) -> Payload | Course:
        return await self._went(Said(action=action))

    async def _went(self, said: Said) -> Payload | Course:
        course = await self._take(self.turn, self.upload, self.answers, said)
        if course is Course.AGAIN:
            return await self._ask(self.turn, self.upload, self.answers)
        return course


@pytest.fixture
async def turn(stage: Stage) -> Turn:
    return await stage.in_private(5, text="…")


@pytest.fixture
async def upload(session: AsyncSession) -> Upload:
    store = await a_seller(session)
    upload = Upload(seller_id=store.id or 0, category="snacks", created_at=NOW, updated_at=NOW)
    session.add(upload)
    await session.flush()
    return upload


@pytest.fixture
def name(turn: Turn, upload: Upload) -> Talk:
    return Talk(turn, upload, naming.ask, naming.take)


@pytest.fixture
def text(turn: Turn, upload: Upload) -> Talk:
    return Talk(turn, upload, describing.ask, describing.take)


async def test_a_name_is_built_checked_changed_and_used(name: Talk) -> None:
    assert await name.says("keripik") == NamePartQuestion(
        "snacks", NamePart.MATERIAL, so_far="Keripik"
    )
    short = await name.presses(MoveName("material", "done"))
    assert isinstance(short, NameCheck)
    assert await name.presses(MoveName("check", "use")) is Course.STAY
    assert name.turn.answer == NameNotUsable()
    assert isinstance(await name.presses(ChangePart("material")), NamePartQuestion)
    good = await name.says("pisang manis")
    assert good == NameCheck("snacks", "Keripik Pisang Manis")
    assert await name.presses(MoveName("check", "use")) is Course.ON
    assert (name.upload.name, name.answers) == ("Keripik Pisang Manis", {})


async def test_a_part_is_skipped_once_though_it_is_pressed_twice(name: Talk) -> None:
    await name.says("keripik")
    skipped = await name.presses(MoveName("material", "drop"))
    assert isinstance(skipped, NamePartQuestion)
    assert skipped.part is NamePart.ORIGIN
    assert await name.presses(MoveName("material", "drop")) is Course.STAY


async def test_a_better_name_is_taken_with_one_press(name: Talk) -> None:
    await name.says("KERIPIK SINGKONG BALADO TERMURAH")
    assert await name.presses(MoveName("check", "better")) is Course.ON
    assert name.upload.name == "Keripik Singkong Balado"


async def test_a_name_can_be_typed_or_built_anew(name: Talk) -> None:
    await name.says("keripik singkong balado 250 g")
    assert isinstance(await name.presses(MoveName("check", "write")), NamePrompt)
    assert await name.says("kue lapis legit") == NameCheck(
        "snacks", "Kue Lapis Legit", built=False
    )
    assert await name.presses(MoveName("check", "parts")) == NamePartQuestion(
        "snacks", NamePart.KIND
    )


async def test_a_description_is_answered_looked_at_and_used(text: Talk) -> None:
    assert await text.says("Renyah") == DescriptionQuestion("snacks", Question.INGREDIENTS)
    asked = await text.presses(MoveDescription("ingredients", "drop"))
    assert asked == DescriptionQuestion("snacks", Question.NET)
    assert await text.presses(ChooseAnswer("ingredients", 0)) is Course.STAY
    await text.presses(ChooseAnswer("net", 1))
    assert isinstance(await text.presses(MoveDescription("shelf_life", "done")), DescriptionDraft)
    assert await text.presses(AskAgain("net")) == DescriptionQuestion(
        "snacks", Question.NET, "250 g"
    )
    assert isinstance(await text.says("300 g"), DescriptionDraft)
    assert await text.presses(MoveDescription("draft", "use")) is Course.ON
    assert text.upload.answers == {"special": "Renyah", "net": "300 g"}
    assert text.answers == {}


async def test_an_answer_with_a_contact_is_not_kept(session: AsyncSession, text: Talk) -> None:
    assert await text.says("Pesan ke 0812 3456 7890") is Course.STAY
    await session.flush()
    assert await posted(session, AnswerNotKept) == [
        AnswerNotKept(Objection.PHONE, "Pesan ke 0812 3456 7890")
    ]
    assert text.upload.answers == {}


async def test_a_text_of_their_own_in_english_too(text: Talk) -> None:
    await text.presses(MoveDescription("special", "done"))
    assert await text.presses(MoveDescription("draft", "write")) == DescriptionPrompt()
    await text.says("Keripik buatan ibu.\nRenyah.")
    await text.presses(MoveDescription("draft", "english"))
    assert (text.upload.description, text.upload.english) == ("Keripik buatan ibu.\nRenyah.", True)
    await text.presses(MoveDescription("draft", "redraft"))
    assert text.upload.description == ""
