"""The steps that connect a chat with its store."""

from collections.abc import Awaitable, Sequence
from dataclasses import asdict, replace

from telegram import Message

from crm.outbox.payload import Payload
from crm.sellers import linking
from crm.sellers.claims import claim
from crm.sellers.menu import OldButton
from crm.sellers.naming import StoreAnswer
from crm.sellers.payloads import (
    ClaimReceived,
    ContactNotOwn,
    ContactQuestion,
    InvitationTrouble,
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
from crm.sellers.rules import is_visitor
from crm.tickets.reporting import DialogName
from crm.understanding.courtesies import courtesy
from handlers import relay
from handlers.dialogs.engine import DONE, STAY, Answers, Said, Step
from handlers.home import home
from handlers.keeping import MESSAGES, count, kept, wait
from handlers.store_names import answered, named
from handlers.turn import Turn
from models import Seller
from views.actions import ChooseStore, LinkBy

DIALOG = "start"
LINK, CONTACT, WHICH, STORE = "link", "contact", "which", "store"
OFFER = DialogName.OFFER.value
"""The dialog that asks what shall become of messages that were kept."""
SHOWN = 5
"""How many stores one may choose from."""


async def begin(turn: Turn) -> None:
    """Ask a visitor how to find their store; show the menu to anybody else."""
    seller = _person(turn)
    if is_visitor(seller):
        await turn.dialogs.start(turn, DIALOG, step=LINK)
    else:
        turn.reply(home(turn))


async def by_invitation(turn: Turn, answers: Answers, store_id: int) -> str | None:
    """Link the store that an invitation named, and say so; the answers are the dialog's so far."""
    attempt = linking.link_by_invitation(
        turn.session, visitor=_person(turn), seller_id=store_id, now=turn.now
    )
    return await _attempt(turn, answers, attempt)


async def shared_contact(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Link the store with the number that the person shared."""
    contact = message.contact
    if contact is None:
        text = "a message without a contact was taken for one"
        raise LookupError(text)
    attempt = linking.link_by_contact(
        turn.session,
        visitor=_person(turn),
        phone=contact.phone_number,
        contact_user_id=contact.user_id,
        sender_id=turn.user.id,
        now=turn.now,
    )
    return await _attempt(turn, answers, attempt)


async def contact_at_last(turn: Turn) -> None:
    """Take a visitor's own contact that comes outside of the dialog: the key stays on screens."""
    answers: Answers = {}
    following = await shared_contact(turn, answers, turn.message)
    if following:
        await turn.dialogs.start(turn, DIALOG, answers, step=following)


def trouble(answers: Answers) -> InvitationTrouble | None:
    """Return what was wrong with the invitation, until the next answer."""
    found = answers.get("trouble")
    return InvitationTrouble(found) if found else None


async def finish(turn: Turn, answers: Answers, payload: LinkingEnd) -> str | None:
    """Say how linking ended, then come back to what the person wrote in the meantime."""
    keyboard = bool(answers.get("keyboard"))
    turn.reply(replace(payload, keyboard=keyboard))
    if not all(courtesy(said.text) for said in kept(answers)):
        await turn.dialogs.start(turn, OFFER, {MESSAGES: answers[MESSAGES]})
    elif keyboard:
        turn.reply(home(turn))
    return DONE


async def _ask_way(_turn: Turn, answers: Answers) -> Payload:
    return LinkQuestion(waiting=count(answers), trouble=trouble(answers))


async def _take_way(turn: Turn, answers: Answers, said: Said) -> str | None:
    answers.pop("trouble", None)
    if said.message is not None:
        return await _hear(turn, answers, said.message)
    match said.action:
        case LinkBy(how="contact"):
            answers["keyboard"] = True
            return CONTACT
        case LinkBy(how="name"):
            return STORE
        case LinkBy(how="later"):
            return await finish(turn, answers, LinkedLater())
        case _:
            turn.toast(OldButton())
            return STAY


async def _ask_contact(_turn: Turn, answers: Answers) -> Payload:
    return ContactQuestion(waiting=count(answers))


async def _ask_which(_turn: Turn, answers: Answers) -> Payload:
    stores = tuple(StoreChoice(**store) for store in answers["stores"])
    return WhichStore(stores, waiting=count(answers))


async def _take_which(turn: Turn, answers: Answers, said: Said) -> str | None:
    if not isinstance(said.action, ChooseStore):
        return await _take_way(turn, answers, said)
    attempt = linking.link_by_choice(
        turn.session, visitor=_person(turn), seller_id=said.action.seller_id, now=turn.now
    )
    return await _attempt(turn, answers, attempt)


async def _ask_name(_turn: Turn, answers: Answers) -> Payload:
    unknown = bool(answers.get("unknown_phone"))
    return StoreNameQuestion(waiting=count(answers), unknown_phone=unknown)


async def _take_name(turn: Turn, answers: Answers, said: Said) -> str | None:
    """Take a name, also of a store that we do not know."""
    message = said.message
    answer = answered(turn, message) if message else None
    if message is not None and answer is StoreAnswer.NAME:
        return await _name(turn, answers, message, await named(turn, message))
    if answer is StoreAnswer.FORGOTTEN:
        return LINK
    return await _take_way(turn, answers, said)


async def _hear(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Take a contact, the name of a store there is, or a no; keep any other matter for later."""
    if message.contact is not None:
        return await shared_contact(turn, answers, message)
    stores = await named(turn, message)
    if stores:
        return await _name(turn, answers, message, stores)
    match answered(turn, message):
        case StoreAnswer.LATER:
            return await finish(turn, answers, LinkedLater())
        case StoreAnswer.NOTHING if turn.dialog is not None:
            return turn.dialog.step
        case _:
            return wait(turn, answers, message)


async def _name(
    turn: Turn, answers: Answers, message: Message, stores: Sequence[Seller]
) -> str | None:
    typed = message.text or ""
    ticket = await _claim(turn, typed, stores, message)
    return await finish(turn, answers, ClaimReceived(ticket_id=ticket, typed_name=typed))


async def _attempt(turn: Turn, answers: Answers, attempt: Awaitable[Seller]) -> str | None:
    """Await a linking and word what came of it."""
    try:
        store = await attempt
    except linking.StoreNotFound:
        answers["trouble"] = InvitationTrouble.GONE.value
        return LINK
    except linking.ContactNotOwn:
        answers["keyboard"] = True
        turn.reply(ContactNotOwn())
        return STAY
    except linking.PhoneUnknown:
        answers["unknown_phone"] = True
        return STORE
    except linking.SeveralStores as refusal:
        answers["stores"] = [asdict(_choice(store)) for store in refusal.stores[:SHOWN]]
        return WHICH
    except (linking.AlreadyLinked, linking.ChatHasStore) as refusal:
        return await _let_staff_decide(turn, answers, refusal.store)
    turn.roster.sellers[turn.chat_id] = store
    return await finish(turn, answers, Linked(store=store.store_name))


async def _let_staff_decide(turn: Turn, answers: Answers, store: Seller) -> str | None:
    person = _person(turn)
    ticket = await _claim(turn, store.store_name, [store])
    if is_visitor(person):
        return await finish(turn, answers, StoreTaken(ticket_id=ticket))
    return await finish(turn, answers, OtherStoreHere(ticket_id=ticket, store=person.store_name))


async def _claim(
    turn: Turn, typed: str, stores: Sequence[Seller], message: Message | None = None
) -> int:
    ticket = await claim(
        turn.session,
        person=_person(turn),
        typed_name=typed,
        candidates=stores,
        said=relay.said(message) if message else None,
        now=turn.now,
    )
    turn.ticket_id = ticket.id
    return ticket.id or 0


def _choice(store: Seller) -> StoreChoice:
    place = store.regency or store.province
    return StoreChoice(seller_id=store.id or 0, store=store.store_name, place=place)


def _person(turn: Turn) -> Seller:
    if turn.seller is None:
        message = "a chat without a visitor's row came to linking"
        raise LookupError(message)
    return turn.seller


STEPS: dict[str, Step] = {
    LINK: Step(ask=_ask_way, take=_take_way, presses=(LinkBy,), messages=True),
    CONTACT: Step(ask=_ask_contact, take=_take_way, presses=(LinkBy,), messages=True),
    WHICH: Step(ask=_ask_which, take=_take_which, presses=(ChooseStore, LinkBy), messages=True),
    STORE: Step(ask=_ask_name, take=_take_name, presses=(LinkBy,), messages=True),
}
