from datetime import date

import pytest
from inline_snapshot import snapshot

from crm.knowledge import rules
from crm.knowledge.articles import Article
from crm.knowledge.payloads import (
    TipCount,
    TipCounts,
    TipList,
    TipShown,
    TipSolved,
    TipSubjects,
)
from crm.tickets.reporting import DescribeQuestion, ReportSummary
from models.tickets import Category
from tests.support.phone import read
from views.knowledge_words import tip_steps, tip_title
from views.words import LANGUAGES, Catalogs


def test_an_answer_is_a_few_steps_and_a_question() -> None:
    assert read(TipShown(Article.NO_OTP, reading_id=5)) == snapshot("""\
💡 <b>The OTP code does not come</b>

1. Wait two minutes before you press “Send again”.
2. See whether the phone has a signal, and whether the number is right.
3. Is the phone's memory full? Delete some old SMS.
4. Restart the phone, then press “Send again” once.

Never give this code to anybody, not even to us.

Has that solved it?
[✅ Yes, solved]
[✍️ No, ask the team]\
""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_short_in_every_language(language: str) -> None:
    words = Catalogs.load()[language]
    for article in Article:
        steps = str(tip_steps(article, words)).split("\n\n")[0].split("\n")
        assert [step[:3] for step in steps] == [f"{n}. " for n in range(1, len(steps) + 1)]
        assert 3 <= len(steps) <= 5
        assert max(map(len, steps)) <= 125
        assert len(tip_title(article, words)) <= 38


def test_what_may_help_stands_above_the_story() -> None:
    tips = rules.offered(Category.PAYMENT)
    assert read(DescribeQuestion(category=Category.PAYMENT, tips=tips)) == snapshot("""\
💳 <b>Payment or payout</b>

Which payment or payout is it about: from which day, and about how much? Please never send
us a password or PIN.

You can write, or send photos, a voice message, a video or a file.

💡 Or look here first, maybe it helps at once:
[💡 My payout has not come yet]
[💡 Change my bank account]
[✖️ Cancel]\
""")


def test_what_the_words_are_about_stands_below_the_report() -> None:
    summary = ReportSummary(
        category=Category.PAYMENT,
        text="Belum cair",
        pictures=0,
        voices=0,
        others=0,
        tips=(Article.PAYOUT_LATE,),
    )
    assert read(summary) == snapshot("""\
Please have a last look. Shall we send this to our team?

💳 <b>Payment or payout</b>

<blockquote>Belum cair</blockquote>

💡 Maybe one of these answers helps at once.
[📨 Send report]
[✏️ Add something | ✖️ Cancel]
[💡 My payout has not come yet]\
""")


def test_it_is_good_that_it_works() -> None:
    assert read(TipSolved()) == snapshot("""\
We are glad that it works 🎉

Whenever something comes up, just write to us here.
[🙋 Report a problem | 🏠 Menu]\
""")
    assert read(TipSolved(kept=2)) == snapshot("""\
We are glad that it works 🎉 So we do not pass on what you wrote.

Whenever something comes up, just write to us here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_answers_are_found_by_subject() -> None:
    assert read(TipSubjects(categories=rules.categories())) == snapshot("""\
💡 <b>Quick answers</b>

What is it about?
[🔑 Logging in | 💳 Payment, payout]
[🧾 Order | 🚚 Shipping]
[📦 Product, upload | 🏪 My store]
[🙋 Report a problem | 🏠 Menu]\
""")
    assert read(
        TipList(category=Category.ORDER, articles=tuple(rules.of(Category.ORDER)))
    ) == snapshot("""\
🧾 <b>Order</b>

Choose what you would like to know. Is it not here? Then press <b>🙋 Report a problem</b>.
[💡 An order was cancelled]
[💡 A buyer wants to return it]
[⬅️ Back]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_staff_see_what_the_answers_have_done() -> None:
    line = TipCount(Article.NO_OTP, shown=1_200, solved=800, reported=90)
    assert read(TipCounts(since=date(2026, 11, 1), lines=(line,))) == snapshot("""\
💡 <b>Quick answers since 1 November 2026</b>
Sellers see them before they report a problem.

• The OTP code does not come: read 1,200, solved 800, reported 90\
""")
    assert read(TipCounts(since=date(2026, 11, 1), lines=())) == snapshot("""\
💡 <b>Quick answers since 1 November 2026</b>
Sellers see them before they report a problem.

Nobody has read one yet.\
""")
