"""The listing itself, as a marketplace shows it: in Indonesian, and in English where wanted.

What stands in it is said under the context "listing", whatever the reader's own language.
"""

from collections.abc import Iterator, Mapping

from crm.uploads.categories import ProductCategory, Question, plan_of
from crm.uploads.listing import Listing
from views.words import Words

_ADVICE = (Question.SERVING, Question.DIRECTIONS, Question.STORAGE, Question.CARE)
"""What a buyer needs after buying: it stands below what the product is."""


def description(listing: Listing, words: Words) -> str:
    """Return the text that sells: the seller's own one, or else drafted from their answers.

    It is plain text in the language of `words`; the seller's own is Indonesian, so the English one
    is always drafted. What is not answered is not mentioned.
    """
    if listing.description and words.language != "en":
        return listing.description
    answers = dict(listing.answers)
    order = [one.question for one in plan_of(listing.category).asked]
    facts = [one for one in order if one not in {*_ADVICE, Question.SPECIAL}]
    return "\n\n".join(
        part
        for part in (
            _opening(listing, answers, words),
            "\n".join(_lines(facts, answers, words, variants=listing.variants)),
            "\n".join(_lines([one for one in order if one in _ADVICE], answers, words)),
            words.pgettext(
                "listing", "Any questions? Write to us here, we are glad to help. Happy shopping!"
            ),
        )
        if part
    )


def fact_label(question: Question, words: Words) -> str:
    """Name what a question is about as a listing does."""
    return {
        Question.SPECIAL: words.pgettext("listing", "What makes it special"),
        Question.USE: words.pgettext("listing", "Good for"),
        Question.INGREDIENTS: words.pgettext("listing", "Ingredients"),
        Question.NET: words.pgettext("listing", "Net content"),
        Question.SHELF_LIFE: words.pgettext("listing", "Keeps for"),
        Question.HALAL: words.pgettext("listing", "Halal"),
        Question.PERMIT: words.pgettext("listing", "Permit"),
        Question.SERVING: words.pgettext("listing", "How to enjoy it"),
        Question.STORAGE: words.pgettext("listing", "Storage"),
        Question.MATERIAL: words.pgettext("listing", "Material"),
        Question.SIZES: words.pgettext("listing", "Sizes"),
        Question.SIZE: words.pgettext("listing", "Size"),
        Question.COLOURS: words.pgettext("listing", "Colours"),
        Question.TECHNIQUE: words.pgettext("listing", "How it is made"),
        Question.MOTIF: words.pgettext("listing", "Pattern"),
        Question.MAKER: words.pgettext("listing", "Made by"),
        Question.REGION: words.pgettext("listing", "From"),
        Question.HARVEST: words.pgettext("listing", "Growing and harvest"),
        Question.CONTENTS: words.pgettext("listing", "In the package"),
        Question.DIRECTIONS: words.pgettext("listing", "How to use it"),
        Question.CARE: words.pgettext("listing", "Care"),
    }[question]


def fact(question: Question, answer: str, words: Words) -> str:
    """Return an answer as a listing says it; empty where it is better left unsaid."""
    coded = {
        (Question.HALAL, "yes"): words.pgettext("listing", "Certified halal"),
        (Question.HALAL, "process"): words.pgettext("listing", "Certificate is in progress"),
        (Question.HALAL, "no"): "",
        (Question.PERMIT, "pirt"): "P-IRT",
        (Question.PERMIT, "bpom"): "BPOM",
        (Question.PERMIT, "process"): words.pgettext("listing", "In progress"),
        (Question.PERMIT, "no"): "",
    }
    return coded.get((question, answer), _begun(answer.strip().rstrip(".")))


def _opening(listing: Listing, answers: Mapping[str, str], words: Words) -> str:
    said = _sentence(answers.get(Question.SPECIAL, "").strip())
    welcome = _welcome(plan_of(listing.category).category, words) if listing.name else ""
    return " ".join(filter(None, (welcome.replace("{name}", listing.name), said)))


def _welcome(category: ProductCategory, words: Words) -> str:
    return {
        ProductCategory.SNACKS: words.pgettext(
            "listing", "Looking for a snack that makes you want more? Try {name}."
        ),
        ProductCategory.DRINKS: words.pgettext("listing", "Enjoy your day with {name}."),
        ProductCategory.MEALS: words.pgettext(
            "listing", "Good food for the family table: {name}."
        ),
        ProductCategory.FASHION: words.pgettext(
            "listing", "Feel comfortable and confident every day with {name}."
        ),
        ProductCategory.CLOTH: words.pgettext(
            "listing", "{name}: cloth chosen with care for your special moments."
        ),
        ProductCategory.CRAFT: words.pgettext(
            "listing", "Bring Indonesian craft into your home with {name}."
        ),
        ProductCategory.BEAUTY: words.pgettext(
            "listing", "Take good care of yourself every day with {name}."
        ),
        ProductCategory.HOUSEHOLD: words.pgettext(
            "listing", "{name} makes every day at home a little easier."
        ),
        ProductCategory.FARM: words.pgettext(
            "listing", "From Indonesian nature to your kitchen: {name}."
        ),
        ProductCategory.OTHER: words.pgettext("listing", "Meet {name}."),
    }[category]


def _lines(
    order: list[Question],
    answers: Mapping[str, str],
    words: Words,
    *,
    variants: tuple[str, ...] = (),
) -> Iterator[str]:
    for question in order:
        if said := fact(question, answers.get(question, ""), words):
            yield f"• {fact_label(question, words)}: {said}"
    if variants:
        label = words.pgettext("listing", "To choose from")
        yield f"• {label}: {', '.join(variants)}"


def _sentence(text: str) -> str:
    return _begun(text) if not text or text[-1] in ".!?" else f"{_begun(text)}."


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
