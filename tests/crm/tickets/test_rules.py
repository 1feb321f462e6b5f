from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crm.tickets import rules
from crm.tickets.messages import Said, bundles
from crm.tickets.rules import Move
from models import Seller, Ticket
from models.tickets import FINISHED, Category, TicketKind, TicketState
from tests.support.builders import NOW
from tests.support.tickets import a_photo, words


class ATicketsLife(RuleBasedStateMachine):
    """Whatever people do in whatever order, a ticket stays understandable."""

    @initialize()
    def begin(self) -> None:
        self.state = TicketState.NEW
        self.moves: list[Move] = []

    def go(self, step: Move) -> None:
        following = rules.after(self.state, step)
        assert following is not None
        self.state = following
        self.moves.append(step)

    @precondition(lambda self: self.state not in FINISHED)
    @rule(step=st.sampled_from([Move.CLAIM, Move.HEAR, Move.ANSWER, Move.RESOLVE]))
    def work(self, step: Move) -> None:
        self.go(step)

    @precondition(lambda self: self.state is TicketState.RESOLVED)
    @rule()
    def close(self) -> None:
        self.go(Move.CLOSE)

    @precondition(lambda self: self.state in FINISHED)
    @rule()
    def open_again(self) -> None:
        self.go(Move.REOPEN)

    @rule(step=st.sampled_from(Move))
    def try_anything(self, step: Move) -> None:
        finished = self.state in FINISHED
        possible = finished == (step is Move.REOPEN)
        if step is Move.CLOSE:
            possible = self.state is TicketState.RESOLVED
        assert (rules.after(self.state, step) is not None) == possible

    @invariant()
    def resolved_is_what_ended_by_resolving(self) -> None:
        last = self.moves[-1] if self.moves else None
        assert (self.state is TicketState.RESOLVED) == (last is Move.RESOLVE)
        assert (self.state is TicketState.CLOSED) == (last is Move.CLOSE)

    @invariant()
    def waiting_means_that_the_seller_has_the_word(self) -> None:
        talk = [move for move in self.moves if move is not Move.CLAIM]
        assert (self.state is TicketState.WAITING) == (talk[-1:] == [Move.ANSWER])

    @invariant()
    def new_means_that_nobody_of_staff_touched_it(self) -> None:
        assert (self.state is TicketState.NEW) == (not set(self.moves) - {Move.HEAR})


TestATicketsLife = ATicketsLife.TestCase


@pytest.mark.parametrize(
    ("after", "may"),
    [(timedelta(0), True), (timedelta(days=7), True), (timedelta(days=7, seconds=1), False)],
)
def test_a_seller_may_reopen_for_seven_days(after: timedelta, may: bool) -> None:  # noqa: FBT001 - a table's column
    assert rules.may_reopen(NOW, NOW + after) is may


def test_what_was_never_resolved_cannot_be_reopened() -> None:
    assert not rules.may_reopen(None, NOW)


@given(st.text(max_size=600), st.integers(2, 300))
def test_a_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    kept = rules.cut(text, limit)
    assert len(kept.encode("utf-16-le")) // 2 <= limit
    assert kept == text or text.startswith(kept.removesuffix("…"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=255), st.sampled_from(Category))
def test_a_topics_name_always_fits(store: str, category: Category) -> None:
    seller = Seller(store_name=store, created_at=NOW, updated_at=NOW)
    ticket = Ticket(
        id=12,
        kind=TicketKind.ISSUE,
        category=category,
        seller_id=1,
        created_at=NOW,
        updated_at=NOW,
    )
    name = rules.topic_name(ticket, seller.store_name)
    assert len(name.encode("utf-16-le")) // 2 <= 128
    assert name.startswith("#12 · ")


def test_a_topic_is_named_after_number_store_and_category() -> None:
    seller = Seller(store_name="Batik Ayu", created_at=NOW, updated_at=NOW)
    ticket = Ticket(
        id=12,
        kind=TicketKind.ISSUE,
        category=Category.PAYMENT,
        seller_id=1,
        created_at=NOW,
        updated_at=NOW,
    )
    assert rules.topic_name(ticket, seller.store_name) == "#12 · Batik Ayu · 💳"


def test_the_card_carries_texts_and_leaves_the_rest_to_copies() -> None:
    photo = a_photo("ini fotonya")
    assert rules.beside_the_card([words("satu"), photo, words("dua")]) == [photo]


def test_a_report_too_long_for_the_card_is_copied_whole() -> None:
    messages = [words("a" * 2000), words("b" * 2000)]
    assert rules.beside_the_card(messages) == messages


def test_parts_of_an_album_stay_together() -> None:
    one, two = (Said(5, number, "photo", album="x") for number in (1, 2))
    three, four = words(), a_photo()
    assert bundles([one, two, three, four]) == [(one, two), (three,), (four,)]


@pytest.mark.parametrize(
    ("text", "note"), [("// halo", True), ("  //halo", True), ("halo //", False), ("/halo", False)]
)
def test_a_note_begins_with_two_slashes(text: str, note: bool) -> None:  # noqa: FBT001 - a table's column
    assert rules.is_note(text) is note


def test_topics_are_linked_in_supergroups_only() -> None:
    assert rules.topic_link(-1001234567890, 55) == "https://t.me/c/1234567890/55"
    assert not rules.topic_link(-1234567, 55)
    assert not rules.topic_link(-1001234567890, None)


def test_a_topic_of_somebody_without_a_name_has_no_gap() -> None:
    ticket = Ticket(
        id=12,
        kind=TicketKind.ISSUE,
        category=Category.PAYMENT,
        seller_id=1,
        created_at=NOW,
        updated_at=NOW,
    )
    assert rules.topic_name(ticket, "") == "#12 · 💳"
