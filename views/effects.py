"""Words for what a cadence brought about: figures, and what may be concluded from them."""

from markupsafe import Markup

from crm.followups.effect.figures import LATER, SOON, WITHIN, Effect, Sendings, StepEffect
from crm.followups.effect.payloads import EffectChart, EffectShown, EffectSought, EffectUnknown
from crm.followups.effect.rules import FEWEST, Tally, Verdict, difference, verdict, wilson
from crm.tickets.rules import cut
from models.interactions import Channel
from views.cadence_words import title
from views.layout import stacked
from views.message import Attached, Text, Toast
from views.rendering import Reader, view
from views.words import Words

NAME = 32
"""How much of a step's name is shown: all of it, as files have it."""
STEPS = 8
"""How many steps a message shows."""
SMALL = 0.1
"""Shares under it have a digit after the point."""


@view(EffectSought)
def effect_sought(_payload: EffectSought, words: Words, _reader: Reader) -> Toast:
    """Say that the figures follow."""
    return Toast(words.pgettext("toast", "I count. The figures follow in a moment."))


@view(EffectUnknown)
def effect_unknown(payload: EffectUnknown, words: Words, _reader: Reader) -> Text:
    """Say that there is no such cadence."""
    name = title(payload.cadence, words)
    return Text(
        words("There is no cadence <b>{cadence}</b>. /tindaklanjut lists them all.", cadence=name)
    )


@view(EffectChart)
def effect_chart(payload: EffectChart, words: Words, _reader: Reader) -> Attached:
    """Say how the picture is read."""
    html = words(
        "📈 <b>{cadence}</b> from above: who entered, what they did. The thin line is the range "
        "that the share is in with 95% certainty: the fewer stores, the longer it is.",
        cadence=title(payload.cadence, words),
    )
    return Attached(payload.attachment_id, html, photo=True)


@view(EffectShown)
def effect_shown(payload: EffectShown, words: Words, reader: Reader) -> Text:
    """Say what was done, what followed, and what may be concluded."""
    effect = payload.effect
    if not effect.told.entered and not effect.control.entered:
        return Text(
            Markup("{}\n\n{}").format(
                _heading(effect, words, reader), words("No store has entered it yet.")
            )
        )
    told, control = effect.told.outcomes, effect.control.outcomes
    blocks = (
        _heading(effect, words, reader),
        _entered(effect, words),
        _done(effect, words),
        _compared(
            words("🚪 <b>Logged in again within {days} days</b>", days=SOON),
            told.back_soon,
            control.back_soon,
            words,
        ),
        _compared(
            words("🚪 <b>Logged in again within {days} days</b>", days=LATER),
            told.back_later,
            control.back_later,
            words,
        ),
        _compared(
            words("📦 <b>First product within {days} days</b>", days=WITHIN),
            told.product,
            control.product,
            words,
        ),
        _compared(
            words("💰 <b>First sale within {days} days</b>", days=WITHIN),
            told.sale,
            control.sale,
            words,
        ),
        _steps(effect.steps, words),
    )
    return Text(Markup("\n\n").join(blocks))


def percent(share: float, words: Words) -> str:
    """Return a share as one says it, a small one more exactly."""
    return f"{words.number(round(100 * share, 1 if 0 < share < SMALL else 0))}%"


def points(share: float, words: Words) -> str:
    """Return a difference of shares in points of a hundred."""
    return words.number(round(100 * share, 1))


def share_of(tally: Tally, words: Words) -> Markup:
    """Return a share, its range, and the stores that it is of."""
    if not tally.of:
        return words("not known yet")
    found = wilson(tally)
    return words(
        "<b>{share}</b> ({hits} of {of}; {low} to {high})",
        share=percent(tally.share, words),
        hits=words.number(tally.hits),
        of=words.number(tally.of),
        low=percent(found.low, words),
        high=percent(found.high, words),
    )


def conclusion(told: Tally, control: Tally, words: Words) -> Markup:
    """Say what may be concluded from a comparison, and no more."""
    found = difference(told, control)
    match verdict(told, control):
        case Verdict.MORE:
            return words(
                "✅ Follow-up makes a difference: {low} to {high} points more.",
                low=points(found.low, words),
                high=points(found.high, words),
            )
        case Verdict.FEWER:
            return words(
                "🔻 With follow-up it is less: {low} to {high} points fewer.",
                low=points(-found.high, words),
                high=points(-found.low, words),
            )
        case Verdict.UNCLEAR:
            return words(
                "⚖️ No difference can be told yet: it may be anything from {low} to {high} points.",
                low=points(found.low, words),
                high=points(found.high, words),
            )
        case Verdict.TOO_FEW:
            return words(
                "⏳ Too few stores to compare yet: it takes {n} on either side.",
                n=words.number(FEWEST),
            )
        case Verdict.NO_CONTROL:
            return words("🚫 Nothing to compare with: no store was only watched that long.")


def _heading(effect: Effect, words: Words, reader: Reader) -> Markup:
    heading = words("📈 <b>Effect of {cadence}</b>", cadence=title(effect.cadence, words))
    edition = words(
        "Edition {edition}, since {moment}",
        edition=words.number(effect.edition),
        moment=words.moment(effect.since, reader.zone),
    )
    seen = (
        words("The portal's data up to {moment}", moment=words.moment(effect.seen, reader.zone))
        if effect.seen
        else words("The portal's data was not pulled yet, so nobody knows what stores did.")
    )
    return stacked(heading, edition, seen)


def _entered(effect: Effect, words: Words) -> Markup:
    told = words.ngettext(
        "👥 {n} store entered to be followed up",
        "👥 {n} stores entered to be followed up",
        effect.told.entered,
    )
    control = words.ngettext(
        "👀 {n} store is only watched, to compare",
        "👀 {n} stores are only watched, to compare",
        effect.control.entered,
    )
    return stacked(told, control)


def _done(effect: Effect, words: Words) -> Markup:
    return stacked(
        words("📨 Were told something: {share}", share=share_of(effect.reached, words)),
        words("💬 Answered: {share}", share=share_of(effect.answered, words)),
        _sendings(effect.sendings, words),
    )


def _sendings(sendings: Sendings, words: Words) -> Markup:
    names = {
        Channel.TELEGRAM: words("Telegram"),
        Channel.EMAIL: words("e-mail"),
        Channel.PHONE: words("phone"),
        Channel.CONSOLE: words("console"),
    }
    parts = [
        *((names[one.channel], one.words) for one in sendings.sent[: len(Channel)]),
        (words("led nowhere"), sendings.failed),
        (words("not wanted any more"), sendings.dropped),
        (words("waiting"), sendings.waiting),
    ]
    shown = [Markup("{} {}").format(name, words.number(count)) for name, count in parts if count]
    return Markup(" · ").join(shown)


def _compared(heading: Markup, told: Tally, control: Tally, words: Words) -> Markup:
    lines = [heading, words("With follow-up: {share}", share=share_of(told, words))]
    if control.of:
        lines.append(words("Without: {share}", share=share_of(control, words)))
    if told.of:
        lines.append(conclusion(told, control, words))
    return stacked(*lines)


def _steps(steps: tuple[StepEffect, ...], words: Words) -> Markup:
    heading = words(
        "👣 <b>Step by step</b>, counted from the day each was said. Nothing to compare here: "
        "later steps reach those who did not come back before."
    )
    lines = (_step(number, step, words) for number, step in enumerate(steps[:STEPS], 1))
    return stacked(heading, *lines)


def _step(number: int, step: StepEffect, words: Words) -> Markup:
    name = Markup("{}. <b>{}</b>").format(number, cut(step.name, NAME))
    if not step.answered.of:
        return Markup("{}: {}").format(name, words("nothing said yet"))
    counts = Markup("{}: {}").format(name, _sendings(step.sendings, words))
    parts = [words("answered {share}", share=percent(step.answered.share, words))]
    outcomes = step.outcomes
    for tally, text in (
        (outcomes.back_soon, words("back in {days} days", days=SOON)),
        (outcomes.back_later, words("back in {days} days", days=LATER)),
        (outcomes.product, words("product")),
        (outcomes.sale, words("sale")),
    ):
        if tally.of:
            parts.append(Markup("{} {}").format(text, percent(tally.share, words)))
    return stacked(counts, Markup(", ").join(parts))
