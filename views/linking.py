"""Words for connecting a chat with its store."""

from markupsafe import Markup

from crm.sellers.payloads import (
    ClaimApproved,
    ClaimReceived,
    ClaimRefused,
    ContactNotOwn,
    ContactQuestion,
    Linked,
    LinkedLater,
    LinkingEnd,
    LinkQuestion,
    OtherStoreHere,
    StoreChoice,
    StoreNameQuestion,
    StoreTaken,
    WhichStore,
)
from crm.tickets.rules import cut
from views.actions import ChooseStore, LinkBy, Open, encode
from views.invitations import trouble_line
from views.menu import home_row, menu_rows
from views.message import Button, Keyboard, Text
from views.rendering import Reader, view
from views.sellers import paragraphs, waiting_line
from views.words import Words

LONGEST_LABEL = 60
"""How many characters of a store's name and place go on a button."""


@view(LinkQuestion)
def link_question(payload: LinkQuestion, words: Words, _reader: Reader) -> Text:
    """Say why we ask for the store, and offer the ways to find it."""
    html = paragraphs(
        trouble_line(payload.trouble, words) if payload.trouble else Markup(),
        words(
            "Which store is yours? 🏪\n\n"
            "When we know it, our team sees your store at once and can help you faster. The "
            "quickest way is to share the phone number that the store is registered with."
        ),
        waiting_line(payload.waiting, words),
    )
    name = Button(words.pgettext("button", "🏪 Type the store name"), encode(LinkBy("name")))
    share = Button(_share(words), encode(LinkBy("contact")))
    return Text(html, buttons=((share,), (name,), (_later(words),)))


@view(ContactQuestion)
def contact_question(payload: ContactQuestion, words: Words, _reader: Reader) -> Text:
    """Show the key that sends the own number, and say where it is."""
    html = words(
        "Now press the big button <b>{button}</b> at the bottom of your screen 👇\n\n"
        "Telegram asks once more whether you want to share your number: say yes. You would "
        "rather not? Then just type the name of your store here.",
        button=_share(words),
    )
    return Text(paragraphs(html, waiting_line(payload.waiting, words)), keyboard=_key(words))


@view(ContactNotOwn)
def contact_not_own(_payload: ContactNotOwn, words: Words, _reader: Reader) -> Text:
    """Explain kindly, and show the key again."""
    html = words(
        "That number belongs to somebody else 🙏 To keep stores safe, we can only take your "
        "own.\n\n"
        "Press the big button <b>{button}</b> at the bottom of your screen, or type the name of "
        "your store here.",
        button=_share(words),
    )
    return Text(html, keyboard=_key(words))


@view(WhichStore)
def which_store(payload: WhichStore, words: Words, _reader: Reader) -> Text:
    """Let an owner of several stores choose."""
    stores = tuple((_choice(store),) for store in payload.stores)
    html = paragraphs(
        words("You have more than one store with this number 👏 Which one is this chat for?"),
        waiting_line(payload.waiting, words),
    )
    return Text(html, buttons=(*stores, (_later(words),)))


@view(StoreNameQuestion)
def store_name_question(payload: StoreNameQuestion, words: Words, reader: Reader) -> Text:
    """Ask for the name; where the number was of no use, say so first."""
    if payload.unknown_phone:
        html = words(
            "Thank you! We find no store with this number; perhaps it is registered with another "
            "one.\n\n"
            "Please type the <b>name of your store</b> here, as it stands in {marketplace}.",
            marketplace=reader.marketplace,
        )
    else:
        html = words(
            "Please type the <b>name of your store</b> here, as it stands in {marketplace}.",
            marketplace=reader.marketplace,
        )
    return Text(
        paragraphs(html, waiting_line(payload.waiting, words)), buttons=((_later(words),),)
    )


@view(Linked)
def linked(payload: Linked, words: Words, _reader: Reader) -> Text:
    """Greet the store by its name."""
    html = words(
        "Welcome, <b>{store}</b>! 🎉\n\n"
        "This chat is now connected to your store. Whenever something is wrong or you have a "
        "question, just write here.",
        store=payload.store,
    )
    return _end(payload, html, words)


@view(ClaimReceived)
def claim_received(payload: ClaimReceived, words: Words, _reader: Reader) -> Text:
    """Say that people will look, and that nothing has to wait for it."""
    html = words(
        "Thank you! Our team will look for the store <b>{store}</b> and tell you here. This "
        "has the number <b>#{number}</b>.\n\n"
        "You do not have to wait for that: you can report a problem right now.",
        store=payload.typed_name,
        number=payload.ticket_id,
    )
    return _end(payload, html, words)


@view(StoreTaken)
def store_taken(payload: StoreTaken, words: Words, _reader: Reader) -> Text:
    """Name nobody: another chat has the store, and people will look into it."""
    html = words(
        "We found your store, but it is already connected to another Telegram chat. Perhaps you "
        "have a new phone?\n\n"
        "Our team will look into it and tell you here. This has the number <b>#{number}</b>. You "
        "can report a problem right now.",
        number=payload.ticket_id,
    )
    return _end(payload, html, words)


@view(OtherStoreHere)
def other_store_here(payload: OtherStoreHere, words: Words, _reader: Reader) -> Text:
    """Say which store the chat has, and that people will look into it."""
    html = words(
        "This chat is already connected to <b>{store}</b>. Our team will look into it and tell "
        "you here. This has the number <b>#{number}</b>. Until then everything stays as it is.",
        store=payload.store,
        number=payload.ticket_id,
    )
    return _end(payload, html, words)


@view(LinkedLater)
def linked_later(payload: LinkedLater, words: Words, _reader: Reader) -> Text:
    """Accept it: everything works all the same."""
    html = words(
        "All right, we can do that later: it is always in the menu.\n\n"
        "Whenever something is wrong or you have a question, just write here."
    )
    return _end(payload, html, words, connect=True)


@view(ClaimApproved)
def claim_approved(payload: ClaimApproved, words: Words, _reader: Reader) -> Text:
    """Greet the store that staff connected."""
    return Text(
        words(
            "Good news 🎉 Our team has connected this chat to your store <b>{store}</b>.",
            store=payload.store,
        ),
        buttons=(home_row(words),),
    )


@view(ClaimRefused)
def claim_refused(_payload: ClaimRefused, words: Words, _reader: Reader) -> Text:
    """Say so without suspicion, and how to try again."""
    again = Button(words.pgettext("button", "🏪 Try again"), encode(Open("link")))
    return Text(
        words(
            "Our team has looked, but could not connect a store to this chat 🙏\n\n"
            "Perhaps the name was a little different? You can try again, or write here and our "
            "team will help you."
        ),
        buttons=((again,), home_row(words)),
    )


def _end(payload: LinkingEnd, html: Markup, words: Words, *, connect: bool = False) -> Text:
    if payload.keyboard:
        return Text(html, keyboard=Keyboard())
    return Text(html, buttons=menu_rows(words, linked=not connect))


def _share(words: Words) -> str:
    return words.pgettext("button", "📱 Share my number")


def _key(words: Words) -> Keyboard:
    return Keyboard(contact=_share(words), hint=words.pgettext("hint", "or type the store name"))


def _later(words: Words) -> Button:
    return Button(words.pgettext("button", "⏭ Later"), encode(LinkBy("later")))


def _choice(store: StoreChoice) -> Button:
    label = f"{store.store} · {store.place}" if store.place else store.store
    return Button(cut(label, LONGEST_LABEL), encode(ChooseStore(store.seller_id)))
