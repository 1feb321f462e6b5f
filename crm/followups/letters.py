"""What follow-ups say and how they are answered, by name: for cadence files, views and tags."""

from enum import StrEnum


class Letter(StrEnum):
    """A message that a step of a cadence sends; `views` has its words for every channel."""

    WELCOME = "welcome"
    """To a store that has just joined: who we are, and that one may write at any hour."""
    FIRST_STEPS = "first_steps"
    """Three small steps with which a new store begins."""
    HOW_IS_IT_GOING = "how_is_it_going"
    TWO_WEEKS = "two_weeks"
    """To a store of two weeks: what is still missing?"""
    FIRST_PRODUCT = "first_product"
    """The store is empty: let us upload the first product together."""
    UNFINISHED_LISTING = "unfinished_listing"
    """A listing that the seller began here rests: it says which one, and at which step."""
    FIRST_SALE = "first_sale"
    """Products but no sale yet: what helps to be found."""
    BETTER_PHOTOS = "better_photos"
    SLIPPING = "slipping"
    """The store has gone a little quiet."""
    DORMANT = "dormant"
    """It has been a long while."""
    WIN_BACK = "win_back"
    """The store was given up: the door is open."""
    WHAT_HINDERS = "what_hinders"
    """Ask what hinders the seller, with the usual answers as buttons."""
    INVITATION = "invitation"
    """To a store without Telegram link: what Sapa is, and the way in."""
    INVITATION_AGAIN = "invitation_again"
    AFTER_HELP = "after_help"
    """Some days after a ticket was resolved: is all well?"""
    LONG_NOT_SEEN = "long_not_seen"
    """The nudge: how are you, one tap is enough."""
    HOW_ARE_YOU = "how_are_you"
    """Staff want to hear from a seller who may have been there yesterday."""


class Answer(StrEnum):
    """What a seller answers to a follow-up by a button."""

    FINE = "fine"
    PROBLEM = "problem"
    CALL = "call"
    STOP = "stop"
    UPLOAD = "upload"
    """Help me upload a product."""
    RESUME = "resume"
    """Go on with the listing that rests."""
    LATER = "later"
    """Not now, but do not stop."""
    NO_TIME = "no_time"
    HARD_APP = "hard_app"
    """The application is hard to use."""
    NO_PHOTOS = "no_photos"
    """Photos and descriptions are hard to make."""
    NO_STOCK = "no_stock"
    NO_BUYERS = "no_buyers"
    SHIPPING = "shipping"
    """Shipping is dear or far."""
    CLOSED = "closed"
    """The store does not exist any more, or rests."""
    OTHER = "other"
    """Something else, in their own words."""


OBSTACLES = frozenset(
    {
        Answer.NO_TIME,
        Answer.HARD_APP,
        Answer.NO_PHOTOS,
        Answer.NO_STOCK,
        Answer.NO_BUYERS,
        Answer.SHIPPING,
        Answer.CLOSED,
        Answer.OTHER,
    }
)
"""The answers that say what hinders."""
