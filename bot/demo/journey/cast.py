"""Who plays: picked from the imported sellers by what the journey needs of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.demo.accounts import Account
from bot.demo.crowd import QUIET_DAYS
from bot.refusals import CannotStart
from crm.sellers.provinces import JAKARTA, JAYAPURA, MAKASSAR


@dataclass(frozen=True, slots=True)
class Cast:
    """One seller with a report, and two who have gone quiet, in different zones."""

    reporter: Account
    caller: Account
    """Will ask to be called; lives where the morning comes first."""
    troubled: Account
    """Will answer the follow-up with a problem."""


def cast_from(accounts: Sequence[Account]) -> Cast:
    """Pick the cast.

    Raises:
        CannotStart: there are too few sellers to pick from.
    """
    quiet = [one for one in accounts if (one.days_silent or 0) >= QUIET_DAYS]
    active = [one for one in accounts if one.days_silent is not None and one not in quiet]
    try:
        return Cast(
            reporter=_pick(active, lambda one: one.zone == JAKARTA),
            caller=_pick(
                quiet, lambda one: one.zone == JAYAPURA, lambda one: one.zone == MAKASSAR
            ),
            troubled=_pick(
                quiet, lambda one: one.province == "Jawa Barat", lambda one: one.zone == JAKARTA
            ),
        )
    except LookupError:
        message = "There are too few sellers to play the journey with: try --sellers 100."
        raise CannotStart(message) from None


def _pick(accounts: Sequence[Account], *tastes: Callable[[Account], bool]) -> Account:
    """Return the first account that meets the earliest of the tastes that anybody meets."""
    found = (one for taste in tastes for one in accounts if taste(one))
    picked = next(found, None)
    if picked is None:
        raise LookupError
    return picked
