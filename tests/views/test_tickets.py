from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.tickets.payloads import (
    AnswerUndelivered,
    PressAnswered,
    PressOutcome,
    SellerCommented,
    TicketReopened,
    Undelivered,
)
from crm.tickets.relayed import NotRelayed, Relay, RelayEdit, RelayEditToSeller, RelayToSeller
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Copy, EditCaption, EditText, Text
from views.rendering import Reader, render, toast
from views.words import Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")


def text(payload: Payload) -> str:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, Text)
    return wrapped(message.html)


@pytest.mark.parametrize("kind", [Relay, RelayToSeller])
def test_words_are_copied_as_they_are(kind: type[Relay]) -> None:
    relay = kind(from_chat_id=5, message_ids=(1, 2), reply_to=9, text="a\nb")
    assert render(relay, ENGLISH, READER) == Copy(5, (1, 2), reply_to=9, text="a\nb")


@pytest.mark.parametrize("kind", [RelayEdit, RelayEditToSeller])
def test_edits_are_plain_words(kind: type[RelayEdit]) -> None:
    edit = render(kind(7, "a < b"), ENGLISH, READER)
    assert isinstance(edit, EditText)
    assert (edit.message_id, str(edit.html)) == (7, "a &lt; b")
    caption = render(kind(7, "a" * 2000, caption=True), ENGLISH, READER)
    assert isinstance(caption, EditCaption)
    assert len(caption.html) == 1024


def test_staff_read_what_happened_to_a_ticket() -> None:
    assert text(TicketReopened(12)) == snapshot("🔁 The seller opened report #12 again.")
    assert text(TicketReopened(12, "Dewi", 77)) == snapshot(
        """\
🔁 The seller opened report #12 again. <a href="tg://user?id=77">Dewi</a>, please have
another look.\
"""
    )
    assert text(SellerCommented("Cepat & ramah", 5)) == snapshot("""\
💬 The seller about the answer ⭐⭐⭐⭐⭐
<blockquote>Cepat &amp; ramah</blockquote>\
""")
    assert text(NotRelayed("poll")) == snapshot("""\
⚠️ The seller sent something that cannot be shown here (poll). Ask them for a photo or for
words.\
""")


def test_staff_read_why_an_answer_did_not_arrive() -> None:
    assert text(AnswerUndelivered(Undelivered.NOT_COPYABLE)) == snapshot("""\
⚠️ This kind of message cannot be passed on, so the seller did not get it. Please send
words, a photo, a voice message or a file.\
""")
    assert text(AnswerUndelivered(Undelivered.WHOSE)) == snapshot("""\
⚠️ I do not know which report this message belongs to, so no seller got your answer.
Please reply to the report's card.\
""")
    assert text(AnswerUndelivered(Undelivered.UNREACHABLE, "+62811")) == snapshot(
        """\
⚠️ The seller has blocked or left the bot and did not get your answer. Please call them:
+62811\
"""
    )
    assert text(AnswerUndelivered(Undelivered.UNREACHABLE)) == snapshot(
        "⚠️ The seller has blocked or left the bot and did not get your answer."
    )


def test_each_press_has_a_short_answer() -> None:
    answers = {one: toast(PressAnswered(one, "Dewi"), ENGLISH, READER) for one in PressOutcome}
    assert all(0 < len(answer.text) <= 200 for answer in answers.values())
    lines = (wrapped(f"{one}: {answer.text}") for one, answer in answers.items())
    assert "\n".join(lines) == snapshot("""\
claimed: It is yours. Good luck!
already_yours: You have this one already.
already_claimed: Dewi was faster and has it.
resolved: Resolved. We ask the seller how it was.
resolved_quietly: Resolved.
already_resolved: Dewi has resolved it already.
reopened: It is open again.
still_open: It is open already.
how_to_note: Begin a message with // and it stays among staff. Everything else goes to the
seller.
linked: Linked. The seller is told.
refused: Refused. The person is told.
store_taken: This store is linked to another chat. Nothing was changed.
gone: This is not there any more.\
""")
