import pytest

from crm.declared.tables import Mistake
from crm.followups.cadences.files.parsing import MOST_STEPS, parse
from crm.followups.cadences.plans import (
    Anchor,
    CadencePlan,
    Entrance,
    Span,
    StepPlan,
    Stop,
    Unanswered,
)
from crm.followups.letters import Answer, Letter
from models.followups import TouchSource
from models.interactions import Channel
from models.segments import Lifecycle

LANGUAGES = ("id", "jv", "su", "en")
SHORT = """\
priority = 7
enter = { linked = false }
[[step]]
name = "one"
after_days = 0
letter = "invitation"
channels = ["phone"]
"""
FULL = """\
priority = 30
anchor = "joined"
control = 0.25
cap = 5000
rest_days = 45
wait_days = 5
stop_when = ["logged_in", "sale"]

[enter]
segments = ["new", "invited"]
joined_days = { at_most = 10 }
silent_days = { at_least = 14, at_most = 60 }
products = 0
transactions = { at_least = 1 }
resolved_days = { at_most = 7 }
unanswered = { source = "promotion", at_least = 3 }
linked = true
provinces = ["Jogja", "Sumbar"]
languages = ["id", "jv"]

[[step]]
name = "hello"
after_days = 1
letter = "welcome"
channels = ["telegram", "email"]
answers = [
    "fine",
    "stop",
]

[[step]]
name = "call"
after_days = 14
letter = "two_weeks"
channels = ["phone"]
"""
STEP = '[[step]]\nname = "s{0}"\nafter_days = {0}\nletter = "dormant"\nchannels = ["email"]\n'


def read(text: str, name: str = "hello") -> CadencePlan | None:
    return parse(name, text, languages=LANGUAGES)


def test_all_that_can_be_said_is_understood() -> None:
    assert read(FULL) == CadencePlan(
        name="hello",
        priority=30,
        anchor=Anchor.JOINED,
        control=0.25,
        cap=5000,
        rest_days=45,
        wait_days=5,
        stops=frozenset({Stop.LOGGED_IN, Stop.SALE}),
        enter=Entrance(
            segments=(Lifecycle.NEW, Lifecycle.INVITED),
            joined_days=Span(at_most=10),
            silent_days=Span(14, 60),
            products=Span(0, 0),
            transactions=Span(at_least=1),
            resolved_days=Span(at_most=7),
            unanswered=Unanswered(TouchSource.PROMOTION, Span(at_least=3)),
            linked=True,
            provinces=("DI Yogyakarta", "Sumatera Barat"),
            languages=("id", "jv"),
        ),
        steps=(
            StepPlan(
                "hello",
                1,
                Letter.WELCOME,
                (Channel.TELEGRAM, Channel.EMAIL),
                (Answer.FINE, Answer.STOP),
            ),
            StepPlan("call", 14, Letter.TWO_WEEKS, (Channel.PHONE,)),
        ),
    )


def test_what_is_not_said_is_as_usual() -> None:
    assert read(SHORT) == CadencePlan(
        name="hello",
        priority=7,
        enter=Entrance(linked=False),
        steps=(StepPlan("one", 0, Letter.INVITATION, (Channel.PHONE,)),),
        anchor=Anchor.ENTRY,
        control=0.1,
        cap=None,
        rest_days=60,
        wait_days=7,
    )


def test_what_is_switched_off_need_not_be_complete() -> None:
    assert read("enabled = false") is None
    assert read(f"enabled = true\n{SHORT}") == read(SHORT)


def test_lines_may_end_as_on_windows() -> None:
    assert read(FULL.replace("\n", "\r\n")) == read(FULL)
    with pytest.raises(Mistake) as mistake:
        read(FULL.replace('"sale"', '"sold"').replace("\n", "\r\n"))
    assert mistake.value.line == 7


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("priority = 30", "priority 30", 1, "this is not TOML: expected '=' after a key"),
        ('channels = ["phone"]\n', 'channels = ["phone"', 35, "this is not TOML: unclosed array"),
        ("cap = 5000", "cap = 5000\ncap = 1", 5, "this is not TOML: cannot overwrite a value"),
        ("cap = 5000", "cap = " + "9" * 5000, None, "it has a number that is too long"),
        ("cap = 5000", "cap = " + "[" * 5000, None, "it is nested too deeply"),
        ("priority", "priorty", 1, '"priorty" is not known here; did you mean priority?'),
        ("cap", "limit", 4, '"limit" is not known here; known are enabled, priority, control'),
        ("[enter]", "[who]", 9, '"who" is not known here; known are enabled, prior'),
        ("products", "Products", 13, '"Products" is not known here; did you mean products?'),
        ("at_least = 14", "atleast = 14", 12, '"atleast" is not known here; did you mean at_lea'),
        ("at_least = 3", "days = 3", 16, '"days" is not known here; known are source, at_least'),
        ("after_days = 14", "after = 14", 33, '"after" is not known here; did you mean after_d'),
        ("priority = 30", "", 1, "priority must be a whole number from 0 to 999"),
        ("30", '"30"', 1, "priority must be a whole number from 0 to 999"),
        ("30", "true", 1, "priority must be a whole number from 0 to 999"),
        ("30", "1000", 1, "priority must be a whole number from 0 to 999"),
        ("0.25", "0.51", 3, "control must be a number from 0 to 0.5, such as 0.1 for a tenth"),
        ("0.25", "-0.1", 3, "control must be a number from 0 to 0.5"),
        ("0.25", "nan", 3, "control must be a number from 0 to 0.5"),
        ("0.25", '"10%"', 3, "control must be a number from 0 to 0.5"),
        ("0.25", "false", 3, "control must be a number from 0 to 0.5"),
        ("5000", "0", 4, "cap must be a whole number from 1 to 1000000"),
        ("5000", "1.5", 4, "cap must be a whole number from 1 to 1000000"),
        ("45", "-1", 5, "rest_days must be a whole number from 0 to 3650"),
        ("wait_days = 5", "wait_days = 366", 6, "wait_days must be a whole number from 0 to 365"),
        ('"joined"', '"start"', 2, '"start" is not known in anchor; known are entry, joined'),
        ('"joined"', "1", 2, "anchor must be one of entry, joined"),
        ('"sale"', '"sold"', 7, '"sold" is not known in stop_when; known are logged_in, product'),
        ('"sale"', '"logged_in"', 7, 'stop_when has "logged_in" twice'),
        ('["logged_in", "sale"]', '"sale"', 7, "stop_when must be a list of texts"),
        ("priority", "enabled = 1\npriority", 1, "enabled must be true or false"),
        ('"invited"', '"visitor"', 10, '"visitor" is not known in segments; known are invited,'),
        ('"invited"', '"dorman"', 10, '"dorman" is not known in segments; did you mean dormant?'),
        ("{ at_most = 10 }", "{}", 11, "joined_days must have at_least, at_most or both"),
        ("{ at_most = 10 }", "true", 11, "joined_days must be a whole number from 0 to 100000"),
        ("{ at_most = 10 }", '"10"', 11, "joined_days must be { at_least = 14, at_most = 60 }"),
        ("joined_days = { at_most = 10 }", "", 2, 'anchor = "joined" needs joined_days with'),
        ("at_most = 10", "at_least = 1", 2, 'anchor = "joined" needs joined_days with at_most'),
        ("at_most = 60", "at_most = 13", 12, "silent_days has at_least above at_most"),
        ("at_most = 60", 'at_most = "x"', 12, "at_most must be a whole number from 0 to 100000"),
        ('"promotion"', '"promo"', 16, '"promo" is not known in source; did you mean promotion?'),
        ('source = "promotion", ', "", 16, "source must be one of cadence, staff, broadcast"),
        (", at_least = 3", "", 16, "unanswered must have at_least, at_most or both"),
        ("linked = true", "linked = 1", 17, "linked must be true or false"),
        ('"Sumbar"', '"Sumatra"', 18, 'provinces has "Sumatra", which no province is called'),
        ('"jv"', '"fr"', 19, '"fr" is not known in languages; known are id, jv, su, en'),
        ('"hello"', '"Hello"', 22, "name must be 1 to 32 small letters, digits, - and _"),
        ('"hello"', f'"{"x" * 33}"', 22, "name must be 1 to 32 small letters"),
        ('name = "hello"\n', "", 21, "name must be a text in quotation marks"),
        ('"call"', '"hello"', 32, 'two steps are called "hello"'),
        ("after_days = 14", "after_days = 1", 33, "after_days must be above the 1 of the step"),
        ("after_days = 14", "after_days = -1", 33, "after_days must be a whole number from 0 to"),
        ('"two_weeks"', '"two_week"', 34, '"two_week" is not known in letter; did you mean two_w'),
        ('letter = "two_weeks"\n', "", 31, "letter must be one of welcome, first_steps"),
        ('"email"', '"emial"', 25, '"emial" is not known in channels; did you mean email?'),
        ('"email"', '"console"', 25, '"console" is not known in channels; known are telegram,'),
        ('["phone"]', "[]", 35, "channels must name one or more of telegram, email, phone"),
        ('    "fine",', '    "fien",', 27, '"fien" is not known in answers; did you mean fine?'),
        ('    "fine",', '    "stop",', 28, 'answers has "stop" twice'),
        ('    "fine",', "    1,", 27, "answers must be a list of texts"),
        ('    "stop",\n', "", 26, 'answers must have "stop" where a step goes by telegram'),
        ('["phone"]', '["phone"]\nanswers = ["fine"]', 36, "answers are buttons, which a step by"),
        ('["phone"]', '["telegram", "phone"]', 31, 'answers must have "stop" where a step goes'),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int | None, said: str) -> None:
    with pytest.raises(Mistake) as mistake:
        read(FULL.replace(old, new, 1))
    assert (mistake.value.line, str(mistake.value)[: len(said)]) == (line, said)
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "priority must be a whole number from 0 to 999"),
        ("priority = 1", 1, "enter must be a table that begins with [enter]"),
        ("priority = 1\nenter = 1", 2, "enter must be a table that begins with [enter]"),
        ("priority = 1\n\n[enter]\n", 3, "enter must say who enters, or every store would"),
        (SHORT.partition("[[")[0], 1, "there must be a step, which begins with [[step]]"),
        (SHORT.partition("[[")[0] + "step = []", 3, "there must be a step"),
        (SHORT.replace("[[step]]", "[step]"), 3, "step must be tables, each of which begins with"),
        (SHORT.partition("[[")[0] + "step = [1]", 3, "step must be tables, each of which"),
    ],
)
def test_what_is_missing_is_named(text: str, line: int, said: str) -> None:
    with pytest.raises(Mistake) as mistake:
        read(text)
    assert (mistake.value.line, str(mistake.value)[: len(said)]) == (line, said)


def test_there_is_room_for_so_many_steps_and_answers() -> None:
    head = SHORT.partition("[[")[0]
    most = head + "".join(STEP.format(number) for number in range(MOST_STEPS))
    plan = read(most)
    assert plan is not None
    assert len(plan.steps) == MOST_STEPS
    with pytest.raises(Mistake, match="one step more than the 20") as mistake:
        read(most + STEP.format(MOST_STEPS))
    assert mistake.value.line == 3 + 5 * MOST_STEPS
    answers = ", ".join(f'"{answer}"' for answer in Answer)
    with pytest.raises(Mistake, match="more than the 13"):
        read(head + STEP.format(1) + f"answers = [{answers}]")


@pytest.mark.parametrize("name", ["", "Hello", "ha lo", "héllo", "x" * 33, "-x", "a.b", "../a"])
def test_a_file_that_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(Mistake, match="a cadence is called as its file is"):
        read(SHORT, name)


def test_what_was_written_is_quoted_shortly_and_on_one_line() -> None:
    with pytest.raises(Mistake) as mistake:
        read(SHORT.replace("invitation", r"<b>\n🙂" + "x" * 5000))
    assert str(mistake.value).startswith(r'"<b>\n🙂xxx')
    assert len(str(mistake.value)) < 400
