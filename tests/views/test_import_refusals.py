import importlib
import pkgutil
from collections.abc import Iterator
from gettext import NullTranslations
from types import ModuleType

import pytest

import crm.imports
import delivery.telegram
import scheduler.importing
from crm.errors import CrmError
from crm.imports.orders.payloads import ImportStopped
from views.import_refusals import REASONS, refusal
from views.words import Words

ENGLISH = Words("en", NullTranslations())
SOURCES = (crm.imports, scheduler.importing, delivery.telegram)
ELSEWHERE = {"supervisors_only", "already_decided", "order_lost", "nothing_recognised"}
"""Refusals that end no import: presses', other replicas', `sapa import profile`'s."""


def modules(package: ModuleType) -> Iterator[str]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)
        yield found.name


NAMES = {name for package in SOURCES for name in modules(package)}


def heirs(kind: type[CrmError]) -> Iterator[type[CrmError]]:
    for heir in kind.__subclasses__():
        yield heir
        yield from heirs(heir)


CODES = sorted(
    {kind.code for kind in heirs(CrmError) if kind.__module__ in NAMES}
    - {CrmError.code, *ELSEWHERE}
)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_of_a_file_has_words(code: str) -> None:
    assert refusal(ImportStopped("a.csv", code, "English", names=("ID Toko",)), ENGLISH)
    assert code in REASONS


def test_no_words_are_left_of_refusals_that_are_no_more() -> None:
    assert sorted(REASONS) == CODES


def test_an_unknown_refusal_is_told_in_the_english_it_came_with() -> None:
    assert refusal(ImportStopped("a.csv", "x", "It is <odd>."), ENGLISH) == "It is &lt;odd&gt;."
    assert len(refusal(ImportStopped("a.csv", "x", "a" * 5_000), ENGLISH)) == 600
