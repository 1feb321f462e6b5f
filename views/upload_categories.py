"""What sellers sell, and what they are asked about it, in their own language."""

from markupsafe import Markup

from crm.uploads.categories import NamePart, ProductCategory, Question, plan_of
from views.words import Words


def category_name(key: str, words: Words) -> Markup:
    """Name a category with its icon; empty where none was chosen."""
    if key not in set(ProductCategory):
        return Markup()
    category = ProductCategory(key)
    return Markup("{} {}").format(plan_of(key).icon, _name(category, words))


def category_label(category: ProductCategory, words: Words) -> str:
    """Name a category on a button that shares its row."""
    return {
        ProductCategory.SNACKS: words.pgettext("button", "🍪 Snacks, cakes"),
        ProductCategory.DRINKS: words.pgettext("button", "☕ Drinks"),
        ProductCategory.MEALS: words.pgettext("button", "🍲 Dishes, spices"),
        ProductCategory.FASHION: words.pgettext("button", "👗 Fashion"),
        ProductCategory.CLOTH: words.pgettext("button", "🧵 Batik, cloth"),
        ProductCategory.CRAFT: words.pgettext("button", "🧺 Craft"),
        ProductCategory.BEAUTY: words.pgettext("button", "🌿 Beauty, herbal"),
        ProductCategory.HOUSEHOLD: words.pgettext("button", "🏠 Household"),
        ProductCategory.FARM: words.pgettext("button", "🌾 Farm, garden, sea"),
        ProductCategory.OTHER: words.pgettext("button", "📦 Something else"),
    }[category]


def part_question(part: NamePart, category: str, words: Words) -> Markup:
    """Ask for a part of the name, as one asks in this trade."""
    if part is NamePart.MATERIAL and category in _TASTED:
        return words("What flavour is it, or what is it made of?")
    return {
        NamePart.KIND: words("What is it?"),
        NamePart.MATERIAL: words("What is it made of, or which pattern has it?"),
        NamePart.ORIGIN: words("What is your brand, or where is it from?"),
        NamePart.SIZE: words("Which size, colour or quantity is it?"),
    }[part]


def part_label(part: NamePart, category: str, words: Words) -> str:
    """Name a part of the name on a button that shares its row."""
    if part is NamePart.MATERIAL and category in _TASTED:
        return words.pgettext("button", "✏️ Flavour")
    return {
        NamePart.KIND: words.pgettext("button", "✏️ What it is"),
        NamePart.MATERIAL: words.pgettext("button", "✏️ Material"),
        NamePart.ORIGIN: words.pgettext("button", "✏️ Brand, origin"),
        NamePart.SIZE: words.pgettext("button", "✏️ Size, quantity"),
    }[part]


def question_text(question: Question, words: Words) -> Markup:
    """Ask what buyers wish to know."""
    return {
        Question.SPECIAL: words("What makes it special? Why do people buy it?"),
        Question.USE: words("What is it for?"),
        Question.INGREDIENTS: words("What is in it? Begin with what there is most of."),
        Question.NET: words("How much is in one package?"),
        Question.SHELF_LIFE: words("How long does it keep?"),
        Question.HALAL: words("Is it halal? Press a button, or type the certificate's number."),
        Question.PERMIT: words("Does it have a permit? Press a button, or type its number."),
        Question.SERVING: words("How is it best eaten or drunk?"),
        Question.STORAGE: words("How is it stored?"),
        Question.MATERIAL: words("What is it made of?"),
        Question.SIZES: words("Which sizes are there? Buyers love centimetres."),
        Question.SIZE: words("How large is it?"),
        Question.COLOURS: words("Which colours are there?"),
        Question.TECHNIQUE: words("How is it made?"),
        Question.MOTIF: words("Which pattern is it, and what does it stand for?"),
        Question.MAKER: words("Who makes it?"),
        Question.REGION: words("Where does it come from?"),
        Question.HARVEST: words("How is it grown, and when is it harvested?"),
        Question.CONTENTS: words("What is in the package?"),
        Question.DIRECTIONS: words("How is it used, and who should be careful?"),
        Question.CARE: words("How is it cared for?"),
    }[question]


def question_label(question: Question, words: Words) -> str:
    """Name what a question is about on a button that shares its row."""
    return {
        Question.SPECIAL: words.pgettext("button", "✨ What is special"),
        Question.USE: words.pgettext("button", "👍 What it is for"),
        Question.INGREDIENTS: words.pgettext("button", "🥣 Ingredients"),
        Question.NET: words.pgettext("button", "⚖️ Net content"),
        Question.SHELF_LIFE: words.pgettext("button", "📅 How long it keeps"),
        Question.HALAL: words.pgettext("button", "🌙 Halal"),
        Question.PERMIT: words.pgettext("button", "📜 Permit"),
        Question.SERVING: words.pgettext("button", "🍽 How to enjoy it"),
        Question.STORAGE: words.pgettext("button", "🧊 Storage"),
        Question.MATERIAL: words.pgettext("button", "🧶 Material"),
        Question.SIZES: words.pgettext("button", "📏 Sizes"),
        Question.SIZE: words.pgettext("button", "📏 Size"),
        Question.COLOURS: words.pgettext("button", "🎨 Colours"),
        Question.TECHNIQUE: words.pgettext("button", "🖐 How it is made"),
        Question.MOTIF: words.pgettext("button", "🌸 Pattern"),
        Question.MAKER: words.pgettext("button", "🧑 Maker"),
        Question.REGION: words.pgettext("button", "📍 Region"),
        Question.HARVEST: words.pgettext("button", "🌱 Harvest"),
        Question.CONTENTS: words.pgettext("button", "📦 In the package"),
        Question.DIRECTIONS: words.pgettext("button", "📖 Directions"),
        Question.CARE: words.pgettext("button", "🧼 Care"),
    }[question]


def choice_label(question: Question, choice: str, words: Words) -> str:
    """Word an answer to press; one that is no code is said as it stands."""
    return {
        (Question.HALAL, "yes"): words.pgettext("button", "✅ Certified halal"),
        (Question.HALAL, "process"): words.pgettext("button", "⏳ In progress"),
        (Question.HALAL, "no"): words.pgettext("button", "✖️ Not yet"),
        (Question.PERMIT, "pirt"): words.pgettext("button", "✅ P-IRT"),
        (Question.PERMIT, "bpom"): words.pgettext("button", "✅ BPOM"),
        (Question.PERMIT, "process"): words.pgettext("button", "⏳ In progress"),
        (Question.PERMIT, "no"): words.pgettext("button", "✖️ Not yet"),
    }.get((question, choice), choice)


_TASTED = frozenset({ProductCategory.SNACKS, ProductCategory.DRINKS, ProductCategory.MEALS})


def _name(category: ProductCategory, words: Words) -> Markup:
    return {
        ProductCategory.SNACKS: words("Snacks and cakes"),
        ProductCategory.DRINKS: words("Drinks"),
        ProductCategory.MEALS: words("Dishes, frozen food and spices"),
        ProductCategory.FASHION: words("Fashion"),
        ProductCategory.CLOTH: words("Batik and cloth"),
        ProductCategory.CRAFT: words("Craft"),
        ProductCategory.BEAUTY: words("Beauty and herbal care"),
        ProductCategory.HOUSEHOLD: words("Household"),
        ProductCategory.FARM: words("From farm, garden and sea"),
        ProductCategory.OTHER: words("Something else"),
    }[category]
