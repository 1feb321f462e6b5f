"""What a report can be about: its name, its button, and the question that helps to tell it."""

from markupsafe import Markup

from models.tickets import Category
from views.words import Words


def category_name(category: Category, words: Words) -> Markup:
    """Name what a report is about."""
    return {
        Category.LOGIN: words("Logging in"),
        Category.PAYMENT: words("Payment or payout"),
        Category.ORDER: words("Order"),
        Category.SHIPPING: words("Shipping"),
        Category.PRODUCT: words("Product or upload"),
        Category.STORE: words("Store"),
        Category.SUGGESTION: words("Suggestion for the app"),
        Category.OTHER: words("Something else"),
    }[category]


def category_label(category: Category, words: Words) -> str:
    """Name it on a button that shares its row."""
    return {
        Category.LOGIN: words.pgettext("button", "🔑 Logging in"),
        Category.PAYMENT: words.pgettext("button", "💳 Payment, payout"),
        Category.ORDER: words.pgettext("button", "🧾 Order"),
        Category.SHIPPING: words.pgettext("button", "🚚 Shipping"),
        Category.PRODUCT: words.pgettext("button", "📦 Product, upload"),
        Category.STORE: words.pgettext("button", "🏪 My store"),
        Category.SUGGESTION: words.pgettext("button", "💡 Suggestion"),
        Category.OTHER: words.pgettext("button", "💬 Something else"),
    }[category]


def category_hint(category: Category, words: Words) -> Markup:
    """Ask for what staff need to know about it."""
    return {
        Category.LOGIN: words(
            "What do you see when you try to log in? A photo of the screen helps us a lot."
        ),
        Category.PAYMENT: words(
            "Which payment or payout is it about: from which day, and about how much? Please "
            "never send us a password or PIN."
        ),
        Category.ORDER: words("Which order is it about, and what is wrong with it?"),
        Category.SHIPPING: words(
            "Which order is it about, and what happened on the way? A photo of the label helps."
        ),
        Category.PRODUCT: words(
            "Which product is it about, and where did you get stuck? A photo of the screen helps."
        ),
        Category.STORE: words("What would you like to change, or what is wrong in your store?"),
        Category.SUGGESTION: words("What would make selling easier for you? Tell us your idea."),
        Category.OTHER: words("Tell us what is on your mind, in your own words."),
    }[category]
