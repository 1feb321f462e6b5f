"""What a seller may want with a message."""

from enum import StrEnum


class Intent(StrEnum):
    """What a message is for. The first ones are the categories of a report, by their values."""

    LOGIN = "login"
    PAYMENT = "payment"
    ORDER = "order"
    SHIPPING = "shipping"
    PRODUCT = "product"
    """Something is wrong with a product that is there, or was: its photo, price, stock, state."""
    STORE = "store"
    SUGGESTION = "suggestion"
    OTHER = "other"
    """Small talk, stories, whatever else: nothing to act upon by itself."""
    UPLOAD = "upload"
    """Help me put a product in."""
    PROMOTION = "promotion"
    TRAINING = "training"
    STOP = "stop"
    """Do not write to me."""
    THANKS = "thanks"
    GREETING = "greeting"
    HUMAN = "human"
    """Let me talk to a person."""
