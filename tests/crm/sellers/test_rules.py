from datetime import date, timedelta

import pytest

from crm.sellers.facts import facts_of
from crm.sellers.rules import Lifecycle, lifecycle
from models import Seller
from tests.support.builders import NOW


def a_store(**facts: object) -> Seller:
    plausible: dict[str, object] = {
        "portal_id": "P1",
        "store_name": "Batik Ayu",
        "joined": date(2025, 1, 1),
        "products": 3,
        "last_login": NOW - timedelta(days=1),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Seller.model_validate(plausible | facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"portal_id": None}, Lifecycle.VISITOR),
        ({"joined": date(2026, 11, 10), "products": 0}, Lifecycle.NEW),
        ({"joined": date(2026, 10, 17)}, Lifecycle.NEW),
        ({"joined": date(2026, 10, 16)}, Lifecycle.ACTIVE),
        ({"products": 0}, Lifecycle.NO_PRODUCT),
        ({"joined": None}, Lifecycle.ACTIVE),
        ({"last_login": NOW - timedelta(days=14)}, Lifecycle.ACTIVE),
        ({"last_login": NOW - timedelta(days=14, seconds=1)}, Lifecycle.SLOWING),
        ({"last_login": NOW - timedelta(days=60)}, Lifecycle.SLOWING),
        ({"last_login": NOW - timedelta(days=61)}, Lifecycle.DORMANT),
        ({"last_login": None}, Lifecycle.DORMANT),
    ],
)
def test_where_a_store_stands(facts: dict[str, object], expected: Lifecycle) -> None:
    assert lifecycle(a_store(**facts), NOW) is expected


def test_a_visitor_is_not_linked() -> None:
    assert not facts_of(a_store(portal_id=None), now=NOW).linked
    assert facts_of(a_store(), now=NOW).linked
