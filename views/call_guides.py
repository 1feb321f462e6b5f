"""Why a cadence wants a seller to be called, and what to ask them: a few lines for staff."""

from enum import StrEnum

from markupsafe import Markup

from crm.followups.letters import Letter
from views.words import Words


class _Talk(StrEnum):
    """What calls of several letters are about."""

    NEW = "new"
    FIRST_PRODUCT = "first_product"
    FIRST_SALE = "first_sale"
    QUIET = "quiet"
    INVITATION = "invitation"
    AFTER_HELP = "after_help"


_TALKS = {
    Letter.WELCOME: _Talk.NEW,
    Letter.FIRST_STEPS: _Talk.NEW,
    Letter.HOW_IS_IT_GOING: _Talk.NEW,
    Letter.TWO_WEEKS: _Talk.NEW,
    Letter.FIRST_PRODUCT: _Talk.FIRST_PRODUCT,
    Letter.UNFINISHED_LISTING: _Talk.FIRST_PRODUCT,
    Letter.FIRST_SALE: _Talk.FIRST_SALE,
    Letter.BETTER_PHOTOS: _Talk.FIRST_SALE,
    Letter.INVITATION: _Talk.INVITATION,
    Letter.INVITATION_AGAIN: _Talk.INVITATION,
    Letter.AFTER_HELP: _Talk.AFTER_HELP,
}
"""All other letters are about a store that has gone quiet."""


def why(letter: Letter, words: Words) -> Markup:
    """Say in one line why a cadence wants a seller to be called."""
    return {
        Letter.WELCOME: words("A new store: welcome them, and say who we are."),
        Letter.FIRST_STEPS: words("A new store: go through the first three steps."),
        Letter.HOW_IS_IT_GOING: words("A new store: how were the first days?"),
        Letter.TWO_WEEKS: words("A store of two weeks: is something still missing?"),
        Letter.FIRST_PRODUCT: words("The store has no product yet."),
        Letter.UNFINISHED_LISTING: words("A product page that they began rests: go on together."),
        Letter.FIRST_SALE: words("There are products, but no sale yet."),
        Letter.BETTER_PHOTOS: words("There are products, but no sale yet: better photos help."),
        Letter.SLIPPING: words("The store has gone a little quiet."),
        Letter.DORMANT: words("Nobody of the store has logged in for a long while."),
        Letter.WIN_BACK: words("The store was given up: tell them that the door is open."),
        Letter.WHAT_HINDERS: words("We want to know what makes selling hard for them."),
        Letter.INVITATION: words("The owner has no chat with us yet: invite them."),
        Letter.INVITATION_AGAIN: words("The owner has not followed our invitation yet."),
        Letter.AFTER_HELP: words("We solved a problem of theirs: is all well now?"),
        Letter.LONG_NOT_SEEN: words("Nobody of the store has logged in for a while."),
        Letter.HOW_ARE_YOU: words("We want to hear how they are."),
    }[letter]


def guide(letter: Letter | None, words: Words) -> Markup:
    """Say what to ask."""
    questions = {
        _Talk.NEW: words(
            "1. Was it easy to get in? Can they find their store?\n"
            "2. Which product comes first? Offer to upload it together.\n"
            "3. Say how they reach us, and agree on one next step."
        ),
        _Talk.FIRST_PRODUCT: words(
            "1. Which product are they proud of, and is it at hand?\n"
            "2. What keeps it from being uploaded: photos, price, words, the application?\n"
            "3. Offer to upload the first one together, now or at an hour that suits them."
        ),
        _Talk.FIRST_SALE: words(
            "1. Who buys from them today, and where? Can those get the store's link?\n"
            "2. Are the photos bright, the price and the stock right?\n"
            "3. Is shipping too dear or too far? Agree on one next step."
        ),
        _Talk.QUIET: words(
            "1. How is the store, and what keeps them from the seller page?\n"
            "2. Is an order, a payment or an upload stuck?\n"
            "3. What would help most this week? Agree on one next step."
        ),
        _Talk.INVITATION: words(
            "1. Do they use Telegram? Send them the invitation by WhatsApp.\n"
            "2. If not: by which way do they want to hear from us?\n"
            "3. How is the store? Is there anything we can help with?"
        ),
        _Talk.AFTER_HELP: words(
            "1. Is the problem gone, and has it stayed away?\n"
            "2. Did our answer help, and was it quick enough?\n"
            "3. Is there anything else that bothers them?"
        ),
    }
    talk = _Talk.QUIET if letter is None else _TALKS.get(letter, _Talk.QUIET)
    return words("<b>What to ask</b>\n{questions}", questions=questions[talk])
