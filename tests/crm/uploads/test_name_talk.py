from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.categories import NamePart
from crm.uploads.naming import talking
from crm.uploads.naming.faults import Fault
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion, NamePrompt
from crm.uploads.naming.talking import NameFaulty
from models import Upload
from tests.support.builders import NOW, a_seller


async def a_draft(session: AsyncSession, **facts: Any) -> Upload:  # noqa: ANN401 - fields of the table
    """Return a kept draft of a new store."""
    store = await a_seller(session)
    facts = {"seller_id": store.id, "category": "snacks", **facts}
    upload = Upload(created_at=NOW, updated_at=NOW, **facts)
    session.add(upload)
    await session.flush()
    return upload


async def test_a_name_grows_part_by_part(session: AsyncSession) -> None:
    upload = await a_draft(session)
    place = talking.entrance(upload)
    assert await talking.ask(session, upload=upload, place=place) == NamePartQuestion(
        "snacks", NamePart.KIND
    )

    place = talking.hear(upload, place=place, text="keripik singkong", now=NOW)
    place = talking.leave_out(upload, place=place, now=NOW)
    asked = await talking.ask(session, upload=upload, place=place)
    assert asked == NamePartQuestion("snacks", NamePart.ORIGIN, so_far="Keripik Singkong")
    place = talking.hear(upload, place=place, text="bu tini", now=NOW)
    place = talking.hear(upload, place=place, text="250gr", now=NOW)

    name = "Keripik Singkong Bu Tini 250 g"
    assert await talking.ask(session, upload=upload, place=place) == NameCheck("snacks", name)
    talking.use(upload, better=False, now=NOW)
    assert upload.name == name
    assert upload.name_parts == {"kind": "keripik singkong", "origin": "bu tini", "size": "250gr"}


async def test_one_part_is_changed_alone_or_left_out(session: AsyncSession) -> None:
    upload = await a_draft(session, name_parts={"kind": "keripik", "size": "250 g"})
    alone = talking.ALONE + "kind"
    asked = await talking.ask(session, upload=upload, place=alone)
    assert asked == NamePartQuestion("snacks", NamePart.KIND, "keripik", "Keripik 250 g")

    assert talking.hear(upload, place=alone, text="keripik pisang raja 1", now=NOW) == "check"
    assert talking.name_of(upload) == "Keripik Pisang Raja 1 250 g"
    assert talking.leave_out(upload, place=alone, now=NOW) == "check"
    assert upload.name_parts == {"size": "250 g"}


async def test_a_whole_name_is_welcome_at_once_and_a_better_one_can_be_used(
    session: AsyncSession,
) -> None:
    upload = await a_draft(session)
    typed = "keripik singkong balado TERMURAH!!! 🔥 250gr"

    assert talking.hear(upload, place="kind", text=typed, now=NOW) == "check"
    check = await talking.ask(session, upload=upload, place="check")
    assert isinstance(check, NameCheck)
    assert [one.fault for one in check.findings] == [
        Fault.PROMOTION, Fault.SHOUTING, Fault.SYMBOLS,
    ]  # fmt: skip
    assert check.better == "Keripik Singkong Balado 250 g"
    assert not check.built
    with pytest.raises(NameFaulty):
        talking.use(upload, better=False, now=NOW)
    assert upload.name == ""

    talking.use(upload, better=True, now=NOW)
    assert upload.name == talking.name_of(upload) == "Keripik Singkong Balado 250 g"
    assert talking.from_parts(upload, now=NOW) == "kind"
    assert talking.name_of(upload) == upload.name, "until another one is built"


async def test_a_name_beyond_repair_cannot_be_used(session: AsyncSession) -> None:
    upload = await a_draft(session)
    talking.hear(upload, place="write", text="promo", now=NOW)

    check = await talking.ask(session, upload=upload, place="check")
    assert isinstance(check, NameCheck)
    assert check.better == ""
    with pytest.raises(NameFaulty):
        talking.use(upload, better=True, now=NOW)


async def test_a_name_like_another_of_the_store_may_be_used(session: AsyncSession) -> None:
    other = await a_draft(session, name="Keripik Singkong Balado 250 g")
    upload = await a_draft(session, seller_id=other.seller_id)
    talking.hear(upload, place="write", text="keripik singkong balado 500 g", now=NOW)

    check = await talking.ask(session, upload=upload, place="check")
    assert isinstance(check, NameCheck)
    assert [(one.fault, one.what) for one in check.findings] == [(Fault.SIMILAR, other.name)]
    talking.use(upload, better=False, now=NOW)
    assert upload.name == "Keripik Singkong Balado 500 g"


async def test_nothing_is_kept_of_what_nobody_can_read(session: AsyncSession) -> None:
    upload = await a_draft(session)
    for place in ("kind", "write", "only_size"):
        assert talking.hear(upload, place=place, text="\u200b\n", now=NOW) == place
    assert upload.name_parts == {}
    assert await talking.ask(session, upload=upload, place="check") == NamePrompt("snacks")
