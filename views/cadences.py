"""Words for the list of cadences, for a cadence's card, and for what is decided about it."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.followups.cadences.payloads import (
    CadenceCard,
    CadenceLine,
    CadenceList,
    CadencePressed,
    CadencesWait,
    Figures,
    Pressed,
)
from crm.followups.cadences.plans import Anchor, StepPlan
from crm.tickets.rules import cut
from models.followups import CadenceState
from views.actions import (
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ShowCadence,
    ShowEffect,
    encode,
)
from views.cadence_words import (
    ICONS,
    day_name,
    letter_name,
    state_name,
    stop_name,
    title,
    ways,
    who,
)
from views.followups import answer_name
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
SHOWN = 12
"""How many cadences a message lists."""
WHO = 120
ENTRANCE = 600
STEPS = 2_000
"""How much of a message the steps may fill."""


@view(CadenceList)
def cadence_list(payload: CadenceList, words: Words, _reader: Reader) -> Text | EditText:
    """List the cadences shortly, each with a button to its card."""
    lines = payload.lines[:SHOWN]
    more = len(payload.lines) - len(lines)
    blocks = (
        words("🧭 <b>How we follow up sellers</b>, the first to enter first"),
        *(_line(line, words) for line in lines),
        words.ngettext("and {n} more", "and {n} more", more) if more else Markup(),
        _count_waiting(payload, words),
    )
    html = Markup("\n\n").join(block for block in blocks if block)
    rows = tuple(
        (
            Button(
                f"{ICONS[line.state]} {title(line.cadence, words)}",
                encode(ShowCadence(line.cadence)),
            ),
        )
        for line in lines
    )
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(CadenceCard)
def cadence_card(payload: CadenceCard, words: Words, reader: Reader) -> EditText:
    """Show who enters a cadence, what they are told when, and what ends it."""
    blocks = (
        _heading(payload, words, reader),
        Markup("{}\n{}").format(
            words("<b>Who enters</b>"), who(payload.enter, words, room=ENTRANCE)
        ),
        Markup("\n").join((words("<b>Steps</b>"), *_steps(payload, words))),
        _limits(payload, words),
        _figures(payload.figures, words),
    )
    return EditText(
        payload.message_id,
        Markup("\n\n").join(blocks),
        buttons=_buttons(payload, words),
    )


@view(CadencesWait)
def cadences_wait(payload: CadencesWait, words: Words, _reader: Reader) -> Text:
    """Tell supervisors what waits for them."""
    count = len(payload.cadences)
    heading = words.ngettext(
        "⏳ <b>{n} follow-up waits for a supervisor</b>",
        "⏳ <b>{n} follow-ups wait for a supervisor</b>",
        count,
    )
    names = ", ".join(title(name, words) for name in payload.cadences[:SHOWN])
    hint = words(
        "Nobody is told anything before one is approved. Look at it, have it counted, approve it: "
        "/tindaklanjut"
    )
    button = Button(words.pgettext("button", "🧭 Look at them"), encode(ListCadences()))
    return Text(Markup("{}\n{}\n\n{}").format(heading, names, hint), buttons=((button,),))


@view(CadencePressed)
def cadence_pressed(payload: CadencePressed, words: Words, _reader: Reader) -> Toast:
    """Say what came of a press."""
    return Toast(
        {
            Pressed.APPROVED: words.pgettext(
                "toast", "Approved. Within the hour the first stores enter."
            ),
            Pressed.PAUSED: words.pgettext(
                "toast",
                "Paused at once. What was queued already is not sent: those stores miss that "
                "step. Calls wait.",
            ),
            Pressed.RESUMED: words.pgettext(
                "toast", "It goes on. Days that have passed are not made up for."
            ),
            Pressed.COUNTING: words.pgettext("toast", "I count. The preview follows in a moment."),
            Pressed.NOT_SUPERVISOR: words.pgettext("toast", "Only supervisors decide about this."),
            Pressed.UNKNOWN: words.pgettext("toast", "There is no such follow-up any more."),
            Pressed.CHANGED: words.pgettext(
                "toast", "It was changed meanwhile. Please look at the new edition first."
            ),
            Pressed.NOT_WAITING: words.pgettext("toast", "There is nothing to approve any more."),
            Pressed.NOT_ACTIVE: words.pgettext("toast", "It does not run."),
            Pressed.NOT_PAUSED: words.pgettext("toast", "It is not paused."),
        }[payload.outcome]
    )


def _line(line: CadenceLine, words: Words) -> Markup:
    return Markup("<b>{}</b> · {}\n{}\n{}").format(
        title(line.cadence, words),
        state_name(line.state, words),
        who(line.enter, words, room=WHO),
        _figures(line.figures, words),
    )


def _figures(figures: Figures, words: Words) -> Markup:
    parts = (
        words(
            "👥 {running} in it, {watched} only watched",
            running=words.number(figures.running),
            watched=words.number(figures.watched),
        ),
        words("💬 {said} in 7 days", said=words.number(figures.said)),
        words("📞 {calls} waiting", calls=words.number(figures.calls)),
    )
    return Markup(" · ").join(parts)


def _count_waiting(payload: CadenceList, words: Words) -> Markup:
    waiting = sum(line.state is CadenceState.WAITING for line in payload.lines)
    if not payload.lines:
        return words("There is none: no file declares one.")
    if not waiting:
        return Markup()
    return words.ngettext(
        "⏳ {n} waits for a supervisor's approval.",
        "⏳ {n} wait for a supervisor's approval.",
        waiting,
    )


def _heading(card: CadenceCard, words: Words, reader: Reader) -> Markup:
    name = cut(" ".join(card.cadence.split()), WHO)
    state = words(
        "{state} · edition {edition}, known since {moment}",
        state=state_name(card.state, words),
        edition=words.number(card.edition),
        moment=words.moment(card.published_at, reader.zone),
    )
    lines = (
        Markup("🧭 <b>{}</b> · <code>{}</code>").format(title(card.cadence, words), name),
        state,
        _decided(card, words, reader),
    )
    return Markup("\n").join(line for line in lines if line)


def _decided(card: CadenceCard, words: Words, reader: Reader) -> Markup:
    if card.decided_at is None:
        return Markup()
    by = card.decided_by or words("the command line")
    moment = words.moment(card.decided_at, reader.zone)
    if card.state is CadenceState.PAUSED:
        return words("⏸ Paused by {name}, {moment}", name=by, moment=moment)
    return words("✅ Let run by {name}, {moment}", name=by, moment=moment)


def _steps(card: CadenceCard, words: Words) -> Sequence[Markup]:
    """Return a line for each step, as many as have room."""
    lines: list[Markup] = []
    room = STEPS
    for number, step in enumerate(card.steps, start=1):
        line = _step(number, step, card.anchor, words)
        room -= len(line)
        if room < 0:
            more = len(card.steps) - len(lines)
            return [*lines, words.ngettext("and {n} more", "and {n} more", more)]
        lines.append(line)
    return lines


def _step(number: int, step: StepPlan, anchor: Anchor, words: Words) -> Markup:
    line = Markup("{}. {}: <b>{}</b>\n{}").format(
        number, day_name(step, anchor, words), letter_name(step.letter, words), ways(step, words)
    )
    if not step.answers:
        return line
    labels = (f"[{answer_name(answer, words)}]" for answer in step.answers)
    return Markup("{}\n{}").format(line, " ".join(labels))


def _limits(card: CadenceCard, words: Words) -> Markup:
    stops = ", ".join(stop_name(stop, words) for stop in card.stops)
    share = card.control / 10
    return Markup("\n").join(
        (
            words("🛑 Ends with: {stops}", stops=stops) if stops else words("🛑 Nothing ends it"),
            words("🔕 Whoever wants silence is left in peace, always."),
            words("🧪 Only watched, to compare with: {share}%", share=words.number(share)),
            words("🚪 At most {cap} stores a day", cap=words.number(card.cap))
            if card.cap is not None
            else words("🚪 Any number of stores a day"),
            words(
                "💤 Waits {wait} days for an answer at the end, then rests {rest} days",
                wait=words.number(card.wait_days),
                rest=words.number(card.rest_days),
            ),
            words(
                "🔢 Priority {priority}: the lowest number goes first",
                priority=words.number(card.rank),
            ),
        )
    )


def _buttons(card: CadenceCard, words: Words) -> Rows:
    rows = (
        _decisions(card, words),
        (
            Button(words.pgettext("button", "🔎 Preview"), encode(PreviewCadence(card.cadence))),
            Button(words.pgettext("button", "📈 Effect"), encode(ShowEffect(card.cadence))),
        ),
        (Button(words.pgettext("button", "⬅️ All follow-ups"), encode(ListCadences())),),
    )
    return tuple(row for row in rows if row)


def _decisions(card: CadenceCard, words: Words) -> tuple[Button, ...]:
    """Return the button for what can be decided about a cadence in its state."""
    moves = {
        CadenceState.WAITING: ("approve", words.pgettext("button", "✅ Approve")),
        CadenceState.ACTIVE: ("pause", words.pgettext("button", "⏸ Pause")),
        CadenceState.PAUSED: ("resume", words.pgettext("button", "▶️ Resume")),
    }
    if card.state not in moves:
        return ()
    move, label = moves[card.state]
    return (Button(label, encode(DecideCadence(card.cadence, card.edition, move))),)
