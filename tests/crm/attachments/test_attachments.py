from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.attachments.operations import LIMIT, AttachmentTooLarge, attach, forget
from crm.attachments.queries import AttachmentGone, attachment
from crm.attachments.rules import safe_name
from models import Attachment
from tests.support.builders import NOW

PNG = "image/png"


async def test_keeps_a_file_as_it_is(session: AsyncSession) -> None:
    content = bytes(range(256)) * 100

    number = await attach(session, name="grafik.png", media_type=PNG, content=content, now=NOW)

    session.expunge_all()
    kept = await attachment(session, number)
    assert (kept.name, kept.media_type, kept.content) == ("grafik.png", PNG, content)


async def test_refuses_what_a_bot_may_not_send(session: AsyncSession) -> None:
    with pytest.raises(AttachmentTooLarge, match=r"besar\.xlsx is larger than the 50 MB"):
        await attach(session, name="besar.xlsx", media_type=PNG, content=bytes(LIMIT + 1), now=NOW)


async def test_forgets_the_oldest_first_and_only_as_many_as_asked(session: AsyncSession) -> None:
    numbers = [
        await attach(
            session, name="a", media_type=PNG, content=b"x", now=NOW - timedelta(days=days)
        )
        for days in (8, 10, 9, 6)
    ]

    assert await forget(session, before=NOW - timedelta(days=7), limit=2) == 2

    assert await session.scalar(select(func.count()).select_from(Attachment)) == 2
    for gone in numbers[1:3]:
        with pytest.raises(AttachmentGone, match=f"attachment {gone} is not kept any more"):
            await attachment(session, gone)
    assert await forget(session, before=NOW - timedelta(days=7), limit=2) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("tolak.xlsx", "tolak.xlsx"),
        ('..\\"a"/b\r\n?.xlsx', "_a_b_.xlsx"),
        ("toko 👩‍🍳 ibu.csv", "toko 👩‍🍳 ibu.csv"),
        ("a" * 200 + ".xlsx", "a" * 115 + ".xlsx"),
        ("a" * 200, "a" * 120),
        ("a." + "b" * 200, "a." + "b" * 118),
        ("/", "_"),
        (" .", "file"),
    ],
)
def test_a_name_is_one_that_every_phone_can_save(given: str, kept: str) -> None:
    assert safe_name(given) == kept
