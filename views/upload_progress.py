"""Words for how listings get on: how far they come, how long it takes, where sellers give up."""

from markupsafe import Markup

from crm.uploads.progress.figures import GIVEN_UP, Progress, Reached, StepProgress, Took
from crm.uploads.progress.payloads import UploadProgress
from views.actions import ShowUploadProgress, encode
from views.effects import percent
from views.layout import paragraphs, stacked
from views.message import Button, Text
from views.rendering import Reader, view
from views.upload_steps import step_label
from views.words import Words

MINUTE, HOUR, DAY = 60, 3600, 86_400
UNIT = 1.5
"""So much of a unit must have passed for it to be named."""
TIMES = (30, 90)
"""Days that one may look back, beside all there are."""


@view(UploadProgress)
def upload_progress(payload: UploadProgress, words: Words, reader: Reader) -> Text:
    """Say how far listings came, then step by step how it went."""
    found = payload.progress
    return Text(
        paragraphs(
            stacked(words("📊 <b>How listings get on</b>"), _begun(found, words, reader)),
            *([_goals(found, words), _steps(found, words)] if found.begun else []),
        ),
        buttons=(_times(words),),
    )


def lasting(seconds: int, words: Words) -> Markup:
    """Say how long something took, in the largest unit of which it is a few."""
    if seconds >= DAY * UNIT:
        return words.ngettext("{n} day", "{n} days", round(seconds / DAY))
    if seconds >= HOUR * UNIT:
        return words.ngettext("{n} hour", "{n} hours", round(seconds / HOUR))
    if seconds >= MINUTE * UNIT:
        return words.ngettext("{n} minute", "{n} minutes", round(seconds / MINUTE))
    return words.ngettext("{n} second", "{n} seconds", seconds)


def _begun(found: Progress, words: Words, reader: Reader) -> Markup:
    if not found.begun:
        return words("No listing was begun in this time.")
    count = words.ngettext("{n} listing begun", "{n} listings begun", found.begun)
    if found.since is None:
        return count
    since = words("since {moment}", moment=words.moment(found.since, reader.zone))
    return Markup("{} {}").format(count, since)


def _goals(found: Progress, words: Words) -> Markup:
    goals = (
        (words("✉️ Sent to the team"), found.sent),
        (words("✅ Approved"), found.approved),
        (words("🏪 In the store"), found.uploaded),
    )
    gone = words(
        "🚪 Given up (thrown away, or untouched for {days} days): <b>{share}</b> ({count})",
        days=GIVEN_UP.days,
        share=percent(_share(found.given_up, found), words),
        count=words.number(found.given_up),
    )
    return stacked(*(_goal(name, reached, found, words) for name, reached in goals), gone)


def _goal(name: Markup, reached: Reached, found: Progress, words: Words) -> Markup:
    count = Markup("{}: <b>{}</b> ({})").format(
        name, percent(_share(reached.listings, found), words), words.number(reached.listings)
    )
    if reached.took is None:
        return count
    after = words("half of them within {time}", time=lasting(reached.took.median, words))
    return Markup("{}, {}").format(count, after)


def _steps(found: Progress, words: Words) -> Markup:
    heading = words("👣 <b>Step by step</b>")
    return stacked(heading, *(_step(n, one, words) for n, one in enumerate(found.steps, 1)))


def _step(number: int, one: StepProgress, words: Words) -> Markup:
    name = Markup("{}. <b>{}</b>").format(number, step_label(one.step, words))
    visits = words.ngettext("{n} visit", "{n} visits", one.visits)
    parts = (
        (words("answered"), one.answered),
        (words("skipped"), one.skipped),
        (words("went back"), one.back),
        (words("asked for help"), one.helped),
        (words("put off"), one.left),
        (words("stand here"), one.standing),
        (words("given up here"), one.given_up),
    )
    ends = (Markup("{} {}").format(what, words.number(n)) for what, n in parts if n)
    heading = Markup(" · ").join((visits, *([_time(one.took, words)] if one.took else [])))
    return stacked(Markup("{}: {}").format(name, heading), Markup(", ").join(ends))


def _time(took: Took, words: Words) -> Markup:
    return words(
        "half answer within {median}, nine of ten within {slow}",
        median=lasting(took.median, words),
        slow=lasting(took.slow, words),
    )


def _share(count: int, found: Progress) -> float:
    return min(count / found.begun, 1)


def _times(words: Words) -> tuple[Button, ...]:
    labels = (
        *((words.pgettext("button", "{n} days", n=n), n) for n in TIMES),
        (words.pgettext("button", "All"), 0),
    )
    return tuple(Button(label, encode(ShowUploadProgress(days))) for label, days in labels)
