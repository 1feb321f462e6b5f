"""What is said about a photo: what could be better and how, and how to send it instead.

Every sentence stands for one photo or for several; their numbers stand before it.
"""

from markupsafe import Markup

from crm.uploads.categories import ProductCategory
from crm.uploads.photos.flaws import Flaw, Refusal
from views.words import Words


def advice(flaw: Flaw, words: Words) -> Markup:
    """Say what could be better, and how."""
    return {
        Flaw.SCREENSHOT: words(
            "📱 A picture of a screen. Send the photo itself, or take a new one of the product."
        ),
        Flaw.BLURRED: words(
            "🌫 Not quite sharp. Hold the phone with both hands, tap the product on the screen, "
            "then take it."
        ),
        Flaw.DARK: words("🌙 Rather dark. Try near a window by day, without flash."),
        Flaw.BRIGHT: words("☀️ Too much light. Go into the shade, and switch the flash off."),
        Flaw.SMALL: words(
            "🔍 Small: enlarged in the shop it looks coarse. Take it with the camera, from nearer."
        ),
        Flaw.WORDY: words("🔤 Much writing on it. Buyers like to see the product itself."),
        Flaw.CLUTTERED: words(
            "🧹 Many things around it. Put plain cloth or paper under and behind the product."
        ),
        Flaw.FLAT: words("💨 Pale, as in mist. Wipe the lens, and try near a window."),
        Flaw.TWICE: words(
            "👯 Almost the same as another photo. Show the back, the inside or a detail."
        ),
        Flaw.NARROW: words(
            "↔️ Long and narrow: the shop shows squares. Leave some room around the product."
        ),
    }[flaw]


def example_label(flaw: Flaw, words: Words) -> str:
    """Name on a button what the example shows."""
    return {
        Flaw.SCREENSHOT: words.pgettext("button", "👀 A real photo"),
        Flaw.BLURRED: words.pgettext("button", "👀 A sharp photo"),
        Flaw.DARK: words.pgettext("button", "👀 Enough light"),
        Flaw.BRIGHT: words.pgettext("button", "👀 The right light"),
        Flaw.SMALL: words.pgettext("button", "👀 A large photo"),
        Flaw.WORDY: words.pgettext("button", "👀 Without writing"),
        Flaw.CLUTTERED: words.pgettext("button", "👀 Plain background"),
        Flaw.FLAT: words.pgettext("button", "👀 A clear photo"),
        Flaw.TWICE: words.pgettext("button", "👀 Another side"),
        Flaw.NARROW: words.pgettext("button", "👀 Room around it"),
    }[flaw]


def instead(why: Refusal, words: Words) -> Markup:
    """Say why a file gives no photo, and how to send it instead."""
    return {
        Refusal.TOO_BIG: words(
            "📦 Over 20 MB, which Telegram does not pass on. Send it as a photo, not as a file."
        ),
        Refusal.TOO_MANY_PIXELS: words(
            "📐 Too large to open. Send it as a photo, not as a file: Telegram makes it smaller."
        ),
        Refusal.HEIC: words(
            "🖼 A HEIC file, which I cannot open. Send it as a photo, not as a file. "
            "On an iPhone also: Settings, Camera, Formats, Most Compatible."
        ),
        Refusal.NOT_A_PICTURE: words("❓ No picture that I can open. Send it as a photo, please."),
        Refusal.BROKEN: words("🩹 Damaged: I cannot open it. Please send it once more."),
        Refusal.NOT_FETCHED: words("📡 It did not reach me. Please send it once more."),
    }[why]


def trade_tip(category: str, words: Words) -> Markup:
    """Say what buyers of this trade like to see; empty where none was chosen."""
    if category not in set(ProductCategory):
        return Markup()
    return {
        ProductCategory.SNACKS: words(
            "🍪 Show the package from the front, and some of it on a plate."
        ),
        ProductCategory.DRINKS: words("☕ Show the package from the front, and a glass of it."),
        ProductCategory.MEALS: words(
            "🍲 Show it served on a plate, and the package with its label."
        ),
        ProductCategory.FASHION: words(
            "👗 Show it worn or on a hanger, from the front and the back, and the cloth from near."
        ),
        ProductCategory.CLOTH: words(
            "🧵 Show it spread out, the pattern from near, and the edge of the cloth."
        ),
        ProductCategory.CRAFT: words(
            "🧺 Show it from the front and the side, a detail, and in a hand for its size."
        ),
        ProductCategory.BEAUTY: words(
            "🌿 Show the package from the front, the label from near, and what is inside."
        ),
        ProductCategory.HOUSEHOLD: words("🏠 Show it from the front, and where it is used."),
        ProductCategory.FARM: words("🌾 Show it fresh and clean, from near, and as it is packed."),
        ProductCategory.OTHER: words("📦 Show it from the front, from the back and from near."),
    }[ProductCategory(category)]
