from dataclasses import replace
from datetime import timedelta

import pytest

from crm.duplicates.rules import Link, apart, may_decide, together
from models.sellers import Consent, Reach
from models.staff import Role
from tests.support.builders import NOW

ALONE = Link(
    chat_id=None,
    telegram=Reach.UNKNOWN,
    linked_at=None,
    language=None,
    consent=Consent.UNASKED,
    consent_at=None,
    proactive=True,
    phone="+6281100000001",
    phone_verified=False,
    tags=(),
)
LINKED = replace(
    ALONE,
    chat_id=55,
    telegram=Reach.OK,
    linked_at=NOW,
    language="jv",
    consent=Consent.GIVEN,
    consent_at=NOW,
    phone="+6281100000002",
)


@pytest.mark.parametrize(
    ("kept", "other", "language"),
    [
        (ALONE, replace(ALONE, language="su"), "su"),
        (replace(ALONE, language="id"), replace(ALONE, language="su"), "id"),
        (replace(ALONE, language="id"), LINKED, "jv"),
        (replace(ALONE, language="id"), replace(LINKED, language=None), "id"),
        (LINKED, replace(LINKED, chat_id=56, language="su"), "jv"),
        (replace(LINKED, language=None), replace(LINKED, chat_id=56, language="su"), "su"),
    ],
)
def test_the_language_is_that_of_whoever_writes(kept: Link, other: Link, language: str) -> None:
    assert together(kept, other).language == language


def test_what_a_new_chat_said_stays_where_it_is() -> None:
    """The kept store was linked anew after the merge, by somebody who says the same by chance."""
    given = together(ALONE, LINKED)
    now = replace(given, chat_id=77, linked_at=NOW + timedelta(days=1))
    kept, other = apart(now, before=ALONE, given=given, other=LINKED)
    assert other is None
    assert kept == replace(now, phone=ALONE.phone)


def test_without_a_chat_the_language_alone_is_taken_back() -> None:
    twin = replace(ALONE, language="su", tags=("a",))
    given = together(ALONE, twin)
    assert apart(given, before=ALONE, given=given, other=twin) == (ALONE, None)
    chosen = replace(given, language="id", tags=("a", "b"))
    kept, _ = apart(chosen, before=ALONE, given=given, other=twin)
    assert (kept.language, kept.tags) == ("id", ("b",))


@pytest.mark.parametrize("role", Role)
def test_agents_do_not_decide(role: Role) -> None:
    assert may_decide(role) is (role is not Role.AGENT)
