"""The words of the cadences: what they are called, whom they are for, what ends them."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from crm.declared.spans import Span
from crm.followups.cadences.plans import Anchor, Entrance, StepPlan, Stop
from crm.followups.letters import Letter
from crm.tickets.rules import cut
from models.followups import CadenceState, TouchSource
from models.interactions import Channel
from models.segments import Lifecycle
from views.charts import part_name
from views.languages import own_name
from views.words import Words

TITLE = 40
NAME = 24
NAMED = 6
"""As many provinces or languages are named."""
ICONS = {
    CadenceState.WAITING: "⏳",
    CadenceState.ACTIVE: "▶️",
    CadenceState.PAUSED: "⏸",
    CadenceState.RETIRED: "🗄",
}


def title(cadence: str, words: Words) -> str:
    """Return what a cadence is called; one of the team's own goes by its file's name."""
    shipped = {
        "welcome": words.pgettext("cadence", "Welcome"),
        "first_product": words.pgettext("cadence", "First product"),
        "unfinished_listing": words.pgettext("cadence", "Unfinished product page"),
        "first_sale": words.pgettext("cadence", "First sale"),
        "slipping": words.pgettext("cadence", "Going quiet"),
        "dormant": words.pgettext("cadence", "Fast asleep"),
        "win_back": words.pgettext("cadence", "Win back"),
        "invitation": words.pgettext("cadence", "Invitation"),
    }
    return shipped.get(cadence) or cut(" ".join(cadence.split()), TITLE) or "?"


def state_name(state: CadenceState, words: Words) -> Markup:
    """Say whether a cadence runs."""
    return {
        CadenceState.WAITING: words("⏳ waits for approval"),
        CadenceState.ACTIVE: words("▶️ runs"),
        CadenceState.PAUSED: words("⏸ paused"),
        CadenceState.RETIRED: words("🗄 its file is gone"),
    }[state]


def who(enter: Entrance, words: Words, *, room: int) -> str:
    """Say in a line which stores enter, as plain text; what has no room is left out."""
    said = ""
    for part in (*_standing(enter, words), *_since(enter, words), *_whose(enter, words)):
        longer = f"{said} · {part}" if said else part
        if len(longer) > room:
            return f"{said} …"
        said = longer
    return said or words.pgettext("who", "all stores")


def stop_name(stop: Stop, words: Words) -> str:
    """Say what ends a cadence."""
    return {
        Stop.LOGGED_IN: words.pgettext("stop", "a login"),
        Stop.PRODUCT_ADDED: words.pgettext("stop", "a new product"),
        Stop.SALE: words.pgettext("stop", "a sale"),
        Stop.LISTING: words.pgettext("stop", "work at a product page"),
        Stop.LINKED: words.pgettext("stop", "connecting Telegram"),
        Stop.ANSWERED: words.pgettext("stop", "an answer"),
        Stop.OPEN_TICKET: words.pgettext("stop", "an open report"),
    }[stop]


def channel_name(channel: Channel, words: Words) -> str:
    """Name a channel."""
    return {
        Channel.TELEGRAM: "💬 Telegram",
        Channel.EMAIL: words.pgettext("channel", "✉️ E-mail"),
        Channel.PHONE: words.pgettext("channel", "📞 Phone"),
        Channel.CONSOLE: words.pgettext("channel", "⌨️ Console"),
    }[channel]


def ways(step: StepPlan, words: Words) -> str:
    """Name a step's channels in the order in which they are tried."""
    return " → ".join(channel_name(channel, words) for channel in step.channels)


def day_name(step: StepPlan, anchor: Anchor, words: Words) -> Markup:
    """Say on which day a step is due."""
    number = words.number(step.after_days)
    if anchor is Anchor.JOINED:
        return words("day {number} after joining", number=number)
    return words("day {number}", number=number)


def letter_name(letter: Letter, words: Words) -> str:
    """Name a letter."""
    return {
        Letter.WELCOME: words.pgettext("letter_name", "Welcome"),
        Letter.FIRST_STEPS: words.pgettext("letter_name", "Three first steps"),
        Letter.HOW_IS_IT_GOING: words.pgettext("letter_name", "How were the first days?"),
        Letter.TWO_WEEKS: words.pgettext("letter_name", "After two weeks"),
        Letter.FIRST_PRODUCT: words.pgettext("letter_name", "Upload the first product"),
        Letter.UNFINISHED_LISTING: words.pgettext("letter_name", "The product page waits"),
        Letter.FIRST_SALE: words.pgettext("letter_name", "On the way to a first sale"),
        Letter.BETTER_PHOTOS: words.pgettext("letter_name", "Better photos"),
        Letter.SLIPPING: words.pgettext("letter_name", "The store is a little quiet"),
        Letter.DORMANT: words.pgettext("letter_name", "It has been a long while"),
        Letter.WIN_BACK: words.pgettext("letter_name", "The door is open"),
        Letter.WHAT_HINDERS: words.pgettext("letter_name", "What makes selling hard?"),
        Letter.INVITATION: words.pgettext("letter_name", "Invitation to Telegram"),
        Letter.INVITATION_AGAIN: words.pgettext("letter_name", "Invitation, once more"),
        Letter.AFTER_HELP: words.pgettext("letter_name", "Is all well after our help?"),
        Letter.LONG_NOT_SEEN: words.pgettext("letter_name", "Long not seen"),
        Letter.HOW_ARE_YOU: words.pgettext("letter_name", "How are you?"),
    }[letter]


def _standing(enter: Entrance, words: Words) -> Iterable[str]:
    if enter.segments:
        parts = dict.fromkeys(part_name(part, words) for part in _real(enter.segments))
        yield words.pgettext("who", "segment {names}", names=" / ".join(parts))
    if enter.linked is not None:
        yield (
            words.pgettext("who", "with Telegram")
            if enter.linked
            else words.pgettext("who", "without Telegram")
        )
    for span, text in (
        (enter.products, words.pgettext("who", "products: {span}")),
        (enter.transactions, words.pgettext("who", "sales: {span}")),
    ):
        if span is not None:
            yield text.format(span=_span(span, words))


def _since(enter: Entrance, words: Words) -> Iterable[str]:
    for span, text in (
        (enter.joined_days, words.pgettext("who", "days since joining: {span}")),
        (enter.silent_days, words.pgettext("who", "days without login: {span}")),
        (enter.resolved_days, words.pgettext("who", "days since a solved report: {span}")),
        (enter.draft_days, words.pgettext("who", "days with a resting product page: {span}")),
    ):
        if span is not None:
            yield text.format(span=_span(span, words))
    if enter.unanswered is not None:
        source = _source(enter.unanswered.source, words)
        span = _span(enter.unanswered.days, words)
        yield words.pgettext(
            "who", "days without an answer to {source}: {span}", source=source, span=span
        )


def _whose(enter: Entrance, words: Words) -> Iterable[str]:
    if enter.provinces:
        yield words.pgettext("who", "in {names}", names=_some(enter.provinces))
    if enter.languages:
        names = _some([own_name(tag) for tag in enter.languages])
        yield words.pgettext("who", "who read {names}", names=names)


def _source(source: TouchSource, words: Words) -> str:
    return {
        TouchSource.CADENCE: words.pgettext("source", "a follow-up"),
        TouchSource.STAFF: words.pgettext("source", "the team"),
        TouchSource.BROADCAST: words.pgettext("source", "a broadcast"),
        TouchSource.PROMOTION: words.pgettext("source", "a promotion"),
        TouchSource.TRAINING: words.pgettext("source", "a training"),
    }[source]


def _span(span: Span, words: Words) -> str:
    low, high = span.at_least, span.at_most
    if low is None:
        return "…" if high is None else f"≤ {words.number(high)}"
    if high is None:
        return f"≥ {words.number(low)}"
    return words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"


def _some(names: Sequence[str]) -> str:
    shown = [cut(" ".join(name.split()), NAME) for name in names[:NAMED]]
    return ", ".join(name for name in (*shown, *(["…"] if len(names) > NAMED else [])) if name)


def _real(parts: Sequence[Lifecycle]) -> Iterable[Lifecycle]:
    return (part for part in parts if part is not Lifecycle.VISITOR)
