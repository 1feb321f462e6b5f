from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.calls.payloads import (
    CallNoted,
    CallPress,
    CallPressed,
    CallProblemKept,
    CallProblemNeedsWords,
    CallProblemPrompt,
    CallProblemTooLate,
)
from models.calls import CallOutcome
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import as_read
from views.rendering import Reader, render, toast
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita", zone="Asia/Makassar")


def test_a_problem_is_asked_for_and_answered() -> None:
    prompt = CallProblemPrompt(7, "Dewi", "Kopi Gayo", 5, Category.PAYMENT, 9)
    payloads = (
        prompt,
        CallProblemKept("Kopi Gayo", 12),
        CallProblemNeedsWords(),
        CallProblemTooLate(),
    )
    assert [as_read(render(one, ENGLISH, DESK)) for one in payloads] == snapshot(
        [
            """\
🛠 <a href="tg://user?id=7">Dewi</a>, what does <b>Kopi Gayo</b> need (Payment or payout)?
Reply to this message with a line or two: I make a report of it.\
""",
            "🛠 Report #12 of <b>Kopi Gayo</b> is made. Thank you!",
            "🛠 Please reply to the question with words: a line is enough.",
            """\
⚠️ This call has another outcome by now, so I made no report. Look the seller up with
/seller, and write or note it there.\
""",
        ]
    )


def test_toasts() -> None:
    payloads = (
        *(CallNoted(outcome) for outcome in CallOutcome),
        CallNoted(CallOutcome.NO_ANSWER, again_at=NOW, zone="Asia/Makassar"),
        *(CallPressed(outcome, by="Budi") for outcome in CallPress),
    )
    assert [toast(payload, ENGLISH, DESK).text for payload in payloads] == snapshot(
        [
            "Noted: reached. Thank you!",
            "Noted: no answer.",
            "Noted: wrong number. /perbaiki lists it.",
            "Noted: a problem.",
            "Noted: call again.",
            "Noted: already solved.",
            "Noted: no longer needed.",
            "Noted. It is on the list again from 16 Nov 2026 10.00 (there).",
            "The call is yours for half an hour.",
            "The call is on the list again.",
            "Budi has this call just now.",
            "This call is done, or no longer needed. /telepon shows the others.",
            "Reply to the message below.",
            "Noted.",
        ]
    )
