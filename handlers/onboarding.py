"""The first steps with a stranger, language and consent, and the gate that leads back to them."""

from collections.abc import Awaitable, Callable

from telegram import Message

from crm.outbox.payload import Payload
from crm.sellers import heard_languages, operations, queries
from crm.sellers.menu import OldButton
from crm.sellers.payloads import (
    ConsentDeclined,
    ConsentNeeded,
    ConsentQuestion,
    InvitationTrouble,
    LanguageChosen,
    LanguageQuestion,
)
from crm.tickets.rules import report_text
from crm.understanding.courtesies import courtesy
from crm.understanding.requests import answered
from handlers import linking
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.home import home
from handlers.keeping import add, count, kept, wait
from handlers.own_words import own_words
from handlers.turn import Turn
from locales.languages import OF_TELEGRAM
from models import Seller
from models.sellers import Consent
from views.actions import Action, AnswerConsent, ChooseLanguage
from views.words import LANGUAGES

LANGUAGE, CONSENT = "language", "consent"
FORWARDED = "forwarded"
"""Under this name the answers tell by their ids which kept messages somebody else wrote."""


async def begin(
    turn: Turn,
    *,
    store_id: int | None = None,
    trouble: InvitationTrouble | None = None,
    message: Message | None = None,
) -> None:
    """Welcome a person, or go on where they were; what they write is kept until all is asked.

    A mere greeting says nothing to come back to.
    """
    if turn.seller is None:
        await welcome(turn)
    answers, step = _so_far(turn)
    if store_id is not None:
        answers["store"] = store_id
    if trouble is not None:
        answers["trouble"] = trouble.value
    if message is not None and not courtesy(message.text or ""):
        _mind_origin(answers, message)
        add(turn, answers, message)
    await turn.dialogs.start(turn, linking.DIALOG, answers, step=step)


async def agreed(turn: Turn) -> Seller | None:
    """Return the seller where they agreed that messages are kept, else lead them to say so."""
    seller = turn.seller
    if seller is not None and seller.consent is Consent.GIVEN:
        return seller
    if seller is not None and seller.consent is Consent.DECLINED and not in_onboarding(turn):
        turn.reply(ConsentNeeded())
    else:
        await begin(turn)
    return None


async def welcome(turn: Turn) -> Seller:
    """Store a stranger as a visitor and let this turn know them."""
    visitor = await operations.welcome(
        turn.session,
        chat_id=turn.chat_id,
        name=turn.user.full_name,
        language_hint=_hint(turn.user.language_code),
        now=turn.now,
    )
    turn.roster.sellers[turn.chat_id] = visitor
    return visitor


async def answer_late(turn: Turn, action: AnswerConsent) -> None:
    """Take an answer to the question of consent from outside the dialog: minds are changed."""
    seller = turn.seller
    if seller is None or turn.dialogs.expired(turn):
        await begin(turn)
    elif seller.consent is Consent.GIVEN:
        turn.toast(OldButton())
        turn.reply(home(turn))
    elif not action.yes:
        await _decline(turn, seller)
    else:
        await operations.give_consent(turn.session, seller=seller, now=turn.now)
        await linking.begin(turn)


def in_onboarding(turn: Turn) -> bool:
    """Tell whether the chat is in this dialog, perhaps an expired one."""
    return turn.dialog is not None and turn.dialog.name == linking.DIALOG


def at_language(turn: Turn) -> bool:
    """Tell whether a stranger is being asked for a language for the first time."""
    return turn.dialog is not None and in_onboarding(turn) and turn.dialog.step == LANGUAGE


async def language_question(
    turn: Turn, *, page: int = 0, message_id: int | None = None
) -> LanguageQuestion:
    """Return the question for the language; who follows an invitation is thought to live there."""
    invited = turn.dialog.answers.get("store") if turn.dialog and in_onboarding(turn) else None
    province = turn.seller.province if turn.seller else ""
    if invited is not None:
        province = await queries.province_of(turn.session, seller_id=invited)
    first = at_language(turn)
    answers = turn.dialog.answers if turn.dialog and first else {}
    written = _written(turn, answers)
    return LanguageQuestion(first, province, page, message_id, count(answers), written)


def _written(turn: Turn, answers: Answers) -> str | None:
    """Return the language that a stranger named or wrote so far, and did not forward."""
    others = answers.get(FORWARDED, ())
    text = report_text([one for one in kept(answers) if one.message_id not in others])
    return answered(text) or heard_languages.written(text, turn.reading(text))


def _mind_origin(answers: Answers, message: Message) -> None:
    if message.forward_origin is not None:
        answers[FORWARDED] = [*answers.get(FORWARDED, ()), message.message_id]


def _so_far(turn: Turn) -> tuple[Answers, str]:
    if turn.dialog is not None and in_onboarding(turn):
        return dict(turn.dialog.answers), turn.dialog.step
    return {}, LANGUAGE


async def _ask_language(turn: Turn, _answers: Answers) -> Payload:
    return await language_question(turn)


async def _take_language(turn: Turn, answers: Answers, said: Said) -> str | None:
    is_text = said.message is not None and said.message.text
    tag = answered(own_words(said.message)) if said.message and is_text else None
    if said.message is not None and tag is None:
        _mind_origin(answers, said.message)
        return wait(turn, answers, said.message)
    if isinstance(said.action, ChooseLanguage):
        tag = said.action.tag
        turn.toast(LanguageChosen() if tag in LANGUAGES else OldButton())
    if turn.seller is None or tag is None:
        return STAY
    if tag not in LANGUAGES:
        return LANGUAGE
    await operations.choose_language(turn.session, seller=turn.seller, language=tag, now=turn.now)
    return CONSENT


async def _ask_consent(_turn: Turn, answers: Answers) -> Payload:
    return ConsentQuestion(waiting=count(answers))


async def _take_consent(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is not None:
        return wait(turn, answers, said.message)
    seller = turn.seller
    if not isinstance(said.action, AnswerConsent) or seller is None:
        return STAY
    if not said.action.yes:
        return await _decline(turn, seller)
    await operations.give_consent(turn.session, seller=seller, now=turn.now)
    store_id = answers.pop("store", None)
    if store_id is not None:
        return await linking.by_invitation(turn, answers, store_id)
    return linking.LINK


async def _decline(turn: Turn, seller: Seller) -> str:
    await operations.decline_consent(turn.session, seller=seller, now=turn.now)
    turn.reply(ConsentDeclined())
    return DONE


def _hint(code: str | None) -> str | None:
    tag = (code or "").partition("-")[0]
    return tag if tag in OF_TELEGRAM else None


PRESSES: dict[type[Action], Callable[[Turn, AnswerConsent], Awaitable[None]]] = {
    AnswerConsent: answer_late
}
PLAN = DialogPlan(
    name=linking.DIALOG,
    first=LANGUAGE,
    steps={
        LANGUAGE: Step(_ask_language, _take_language, presses=(ChooseLanguage,), messages=True),
        CONSENT: Step(_ask_consent, _take_consent, presses=(AnswerConsent,), messages=True),
        **linking.STEPS,
    },
)
