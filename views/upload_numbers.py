"""Words for a price, a stock and a weight: asked, doubted, refused."""

from markupsafe import Markup

from crm.uploads.asking import NumberChoice, NumberNotTaken, NumberQuestion, Taken
from crm.uploads.numbers.rules import Trouble
from models.uploads import UploadStep
from views.actions import TakeNumber, encode
from views.layout import paragraphs, stacked
from views.message import Button, Text
from views.rendering import Reader, view
from views.upload_prices import price_hint
from views.upload_rows import next_button, wizard_rows
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
USUAL = {
    UploadStep.STOCK: (5, 10, 20),
    UploadStep.WEIGHT: (250, 500, 1_000),
}
"""What may be pressed in place of typing it."""


@view(NumberQuestion)
def number_question(payload: NumberQuestion, words: Words, _reader: Reader) -> Text:
    """Ask, with an example of how to type it, and say what was understood before."""
    step = payload.step
    html = paragraphs(
        taken_line(payload.before, words),
        stacked(_question(step, words), _hint(step, words)),
        price_hint(payload.prices, words),
        _present(step, payload.value, words) if payload.value is not None else Markup(),
    )
    if payload.value is not None:
        extra: Rows = ((next_button(words, step),),)
    else:
        usual = _choices(step, USUAL.get(step, ()), words)
        extra = (usual,) if usual else ()
    return Text(html, buttons=wizard_rows(words, step, skip=payload.value is None, extra=extra))


@view(NumberChoice)
def number_choice(payload: NumberChoice, words: Words, _reader: Reader) -> Text:
    """Offer what it can mean; typing it anew is always possible."""
    buttons = _choices(payload.step, payload.values, words)
    extra = tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))
    question = (
        words("🤔 Do you mean this? Press it, or type it again.")
        if len(buttons) == 1
        else words("🤔 Which one do you mean? Press it, or type it again.")
    )
    return Text(question, buttons=wizard_rows(words, payload.step, extra=extra))


@view(NumberNotTaken)
def number_not_taken(payload: NumberNotTaken, words: Words, _reader: Reader) -> Text:
    """Say what is wrong, and how to type it."""
    step = payload.step
    bound = amount(step, payload.bound, words)
    why = {
        Trouble.UNREADABLE: words("🙏 I could not read a number in that."),
        Trouble.TOO_LOW: words("📏 That is a little too low: at least {bound}.", bound=bound),
        Trouble.TOO_HIGH: words("📏 That is a little too much: at most {bound}.", bound=bound),
    }[payload.why]
    return Text(stacked(why, _hint(step, words)), buttons=wizard_rows(words, step))


def taken_line(taken: Taken | None, words: Words) -> Markup:
    """Say what was understood at the step before; nothing where nothing was said."""
    if taken is None:
        return Markup()
    return Markup("✅ {}").format(_present(taken.step, taken.value, words))


def amount(step: UploadStep, value: int, words: Words) -> Markup:
    """Write a number as its step counts it."""
    number = words.number(value)
    match step:
        case UploadStep.PRICE:
            return Markup("Rp{}").format(number)
        case UploadStep.WEIGHT if value >= 1_000:  # noqa: PLR2004 - a kilogram
            return Markup("{} kg").format(words.number(value / 1_000))
        case UploadStep.WEIGHT:
            return Markup("{} g").format(number)
        case _:
            return Markup("{}").format(number)


def _present(step: UploadStep, value: int, words: Words) -> Markup:
    number = amount(step, value, words)
    match step:
        case UploadStep.PRICE:
            return words("Price: <b>{value}</b>", value=number)
        case UploadStep.STOCK:
            return words("Stock: <b>{value}</b>", value=number)
        case _:
            return words("Weight: <b>{value}</b>", value=number)


def _question(step: UploadStep, words: Words) -> Markup:
    match step:
        case UploadStep.PRICE:
            return words("💰 <b>What is the price of one?</b>")
        case UploadStep.STOCK:
            return words("📦 <b>How many are ready to be sold?</b>")
        case _:
            return words("⚖️ <b>How heavy is one, with its wrapping?</b>")


def _hint(step: UploadStep, words: Words) -> Markup:
    match step:
        case UploadStep.PRICE:
            return words("Just type it, such as <i>15.000</i> or <i>15 ribu</i>.")
        case UploadStep.STOCK:
            return words(
                "Just type it, such as <i>20</i> or <i>2 lusin</i>. Made to order? Then type how "
                "many you can make in a week."
            )
        case _:
            return words(
                "Just type it, such as <i>250 gram</i> or <i>1,5 kg</i>. No scales at hand? A "
                "good guess is enough; shipping is counted by it."
            )


def _choices(step: UploadStep, values: tuple[int, ...], words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(str(amount(step, value, words)), encode(TakeNumber(step, value)))
        for value in values
    )
