"""The words of every letter of the follow-ups, the same on Telegram and by e-mail.

They are warm, short and without reproach: whoever did not come for a while had reasons.
"""

from collections.abc import Callable

from crm.followups.letters import Letter
from crm.followups.payloads import DraftWaiting
from views.letter_forms import Said, greeted, paragraphs
from views.listing_letters import unfinished_listing
from views.rendering import Reader
from views.words import Words


def letter_words(
    letter: Letter, words: Words, reader: Reader, draft: DraftWaiting | None = None
) -> Said:
    """Return what `letter` says to `reader`; the greeting is its first paragraph, or begins it.

    `draft` is the listing that the letter is about, if it is about one and that is known.
    """
    if letter is Letter.UNFINISHED_LISTING:
        return unfinished_listing(words, reader, draft)
    return _LETTERS[letter](words, reader)


def _welcome(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Welcome to {marketplace}!", marketplace=reader.marketplace),
        words(
            "Welcome to {marketplace}! We are happy that <b>{store}</b> is here.\n\n"
            "We are the team for sellers. Ask us anything about your store, at any hour: we "
            "gladly help.",
            marketplace=reader.marketplace,
            store=reader.store,
        ),
    )


def _first_steps(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Three small steps for {store}", store=reader.store),
        words(
            "With three small steps buyers find <b>{store}</b>:\n\n"
            "1. Upload one product that you are proud of.\n"
            "2. Take its photo in daylight.\n"
            "3. Write its price and how it is made.\n\n"
            "Does one of them not work out? Write to us, and we do it together.",
            store=reader.store,
        ),
    )


def _how_is_it_going(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "The first days of {store}", store=reader.store),
        words(
            "How were the first days of <b>{store}</b>?\n\n"
            "In the beginning there are always questions. Tell us yours: no question is too "
            "small.",
            store=reader.store,
        ),
    )


def _two_weeks(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Two weeks of {store}", store=reader.store),
        words(
            "<b>{store}</b> has been at {marketplace} for two weeks now. Well begun!\n\n"
            "Is something still missing? Tell us, and we look for a way together.",
            store=reader.store,
            marketplace=reader.marketplace,
        ),
    )


def _first_product(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "The first product of {store}", store=reader.store),
        words(
            "<b>{store}</b> is open, and buyers are curious what you make.\n\n"
            "Shall we upload the first product together? A photo and a price are enough to "
            "begin with.",
            store=reader.store,
        ),
    )


def _first_sale(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "The first order for {store}", store=reader.store),
        words(
            "<b>{store}</b> has products to show, and the first order often needs just a small "
            "push.\n\n"
            "Send the link of your store to friends and customers, and give each product two or "
            "three bright photos. Shall we look at it together?",
            store=reader.store,
        ),
    )


def _better_photos(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Bright photos for {store}", store=reader.store),
        words(
            "A bright photo says more than many words.\n\n"
            "Put the product of <b>{store}</b> near a window, on a plain cloth, and take it from "
            "the front and from the side. Would you like our advice? Send us a photo.",
            store=reader.store,
        ),
    )


def _slipping(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "How is {store} doing?", store=reader.store),
        words(
            "We hope that you are well, and that <b>{store}</b> is too.\n\n"
            "Is there something that we can make easier? Tell us: we are glad to help.",
            store=reader.store,
        ),
    )


def _dormant(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "We think of {store}", store=reader.store),
        words(
            "It has been a while since we met, and we hope that all is well with you.\n\n"
            "<b>{store}</b> still has its place at {marketplace}. If something makes it hard to "
            "go on, tell us: perhaps there is an easy way.",
            store=reader.store,
            marketplace=reader.marketplace,
        ),
    )


def _win_back(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Our door is open for {store}", store=reader.store),
        words(
            "Our door at {marketplace} is always open for <b>{store}</b>.\n\n"
            "Whenever you want to begin again, we help you with products and photos. There is no "
            "hurry.",
            store=reader.store,
            marketplace=reader.marketplace,
        ),
    )


def _what_hinders(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "A question about {store}", store=reader.store),
        words(
            "May we ask what makes it hard at the moment to sell with <b>{store}</b>?\n\n"
            "Your answer shows us how we can help. There is no wrong one.",
            store=reader.store,
        ),
    )


def _invitation(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "An invitation for {store}", store=reader.store),
        words(
            "You can now chat with the seller team of {marketplace} on Telegram: ask for help, "
            "report a problem, get news.\n\n"
            "Your invitation connects you with <b>{store}</b> at once.",
            store=reader.store,
            marketplace=reader.marketplace,
        ),
    )


def _invitation_again(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "The invitation for {store} is still good", store=reader.store),
        words(
            "Your invitation to chat with the seller team of {marketplace} on Telegram is still "
            "good.\n\n"
            "There you can ask anything about <b>{store}</b>. It costs nothing, and you can stop "
            "at any time.",
            store=reader.store,
            marketplace=reader.marketplace,
        ),
    )


def _after_help(words: Words, reader: Reader) -> Said:
    return greeted(
        words,
        reader,
        words.pgettext("subject", "Is all well at {store}?", store=reader.store),
        words(
            "Some days ago you told us about a problem of <b>{store}</b>. Is all well now?\n\n"
            "If something still bothers you, tell us: we look at it again.",
            store=reader.store,
        ),
    )


def _long_not_seen(words: Words, reader: Reader) -> Said:
    subject = words.pgettext("subject", "How is {store} doing?", store=reader.store)
    if reader.name:
        text = words(
            "Hello {name} 👋\n\n"
            "How is <b>{store}</b> doing? It has been a while since we saw you at {marketplace}, "
            "and we would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            name=reader.name,
            store=reader.store,
            marketplace=reader.marketplace,
        )
    else:
        text = words(
            "Hello 👋\n\n"
            "How is <b>{store}</b> doing? It has been a while since we saw you at {marketplace}, "
            "and we would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            store=reader.store,
            marketplace=reader.marketplace,
        )
    return Said(subject, paragraphs(text))


def _how_are_you(words: Words, reader: Reader) -> Said:
    subject = words.pgettext("subject", "How is {store} doing?", store=reader.store)
    if reader.name:
        text = words(
            "Hello {name} 👋\n\n"
            "How is <b>{store}</b> doing? We at {marketplace} would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            name=reader.name,
            store=reader.store,
            marketplace=reader.marketplace,
        )
    else:
        text = words(
            "Hello 👋\n\n"
            "How is <b>{store}</b> doing? We at {marketplace} would love to hear from you.\n\n"
            "Is there anything we can help with? One tap is enough.",
            store=reader.store,
            marketplace=reader.marketplace,
        )
    return Said(subject, paragraphs(text))


_LETTERS: dict[Letter, Callable[[Words, Reader], Said]] = {
    Letter.WELCOME: _welcome,
    Letter.FIRST_STEPS: _first_steps,
    Letter.HOW_IS_IT_GOING: _how_is_it_going,
    Letter.TWO_WEEKS: _two_weeks,
    Letter.FIRST_PRODUCT: _first_product,
    Letter.FIRST_SALE: _first_sale,
    Letter.BETTER_PHOTOS: _better_photos,
    Letter.SLIPPING: _slipping,
    Letter.DORMANT: _dormant,
    Letter.WIN_BACK: _win_back,
    Letter.WHAT_HINDERS: _what_hinders,
    Letter.INVITATION: _invitation,
    Letter.INVITATION_AGAIN: _invitation_again,
    Letter.AFTER_HELP: _after_help,
    Letter.LONG_NOT_SEEN: _long_not_seen,
    Letter.HOW_ARE_YOU: _how_are_you,
}
