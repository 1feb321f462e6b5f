"""What may be said about a photo, as codes; views word them."""

from enum import StrEnum

from crm.errors import CrmError


class Flaw(StrEnum):
    """What could be better; the worst first, which is the order in which they are told."""

    SCREENSHOT = "screenshot"
    """A picture of a screen, not of the product."""
    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    SMALL = "small"
    """Fewer pixels than the marketplace asks for."""
    WORDY = "wordy"
    """Writing covers much of it."""
    CLUTTERED = "cluttered"
    """Other things lie around the product, up to the picture's edges."""
    FLAT = "flat"
    """Hardly any contrast: haze, a fogged lens, flat light."""
    TWICE = "twice"
    """As good as the same photo as another one of this listing."""
    NARROW = "narrow"
    """Much longer than wide: a square shop window cuts it."""


class Refusal(StrEnum):
    """Why a file cannot be taken as a photo at all."""

    TOO_BIG = "too_big"
    """More bytes than Telegram hands over."""
    TOO_MANY_PIXELS = "too_many_pixels"
    HEIC = "heic"
    """A kind of picture that newer phones write and that cannot be read here."""
    NOT_A_PICTURE = "not_a_picture"
    """Nothing that begins like a picture of a kind that is read."""
    BROKEN = "broken"
    """It begins like a picture, and cannot be read to its end."""
    NOT_FETCHED = "not_fetched"
    """It could not be fetched or kept, however often that was tried."""


class Unreadable(CrmError):
    """The file gives no picture; `why` says what to tell the seller."""

    code = "photo_unreadable"

    def __init__(self, why: Refusal) -> None:
        """Keep the reason."""
        super().__init__(f"the file cannot be read as a photo: {why}", why=why)
        self.why = why
