"""What is typed below a question stands for one of its buttons: not everybody finds buttons."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from crm.followups.payloads import StopQuestion
from crm.outbox.payload import Payload
from crm.sellers.heard_languages import LanguageOffer
from crm.sellers.payloads import ConsentQuestion, LanguageQuestion
from crm.tickets.reminding import SolvedQuestion, StillWaiting
from crm.tickets.reporting import DialogExpired, MessageKept, OfferReport, ReportSummary
from crm.understanding.courtesies import Courtesy, courtesies, fillers
from crm.understanding.fixed_phrases import Phrase, kinds_of, words_of
from crm.understanding.intents import Intent
from crm.understanding.requests import answered
from views.actions import (
    Action,
    AnswerConsent,
    AnswerLanguage,
    ChooseIntent,
    ChooseLanguage,
    DialogStep,
    KeepWriting,
    MakeReport,
    MoreLanguages,
    Open,
    Proactive,
    ReadInIndonesian,
    Reopen,
    SayIfSolved,
    decode,
)
from views.message import Outgoing
from views.retelling import is_retellable

Courtesies = frozenset[Courtesy]
_IN_PLACE = (MoreLanguages, ReadInIndonesian)
"""Buttons that change the message they hang under: a typed word has none."""


def labelled(shown: Outgoing, text: str) -> Action | None:
    """Return the button below a message whose label `text` is, perhaps with polite words."""
    rows = shown.buttons if is_retellable(shown) else ()
    labels = {
        words_of(button.label): decode(button.data)
        for button in chain.from_iterable(rows)
        if button.data
    }
    known: dict[Phrase, Action | None] = dict.fromkeys(fillers()) | labels
    found = [one for one in kinds_of(words_of(text), known) or () if one is not None]
    return found[0] if len(found) == 1 and not isinstance(found[0], _IN_PLACE) else None


def meant(question: Payload, text: str) -> Action | None:
    """Return the button that a yes, a no or the name of a language stands for."""
    answer = _ANSWERS.get(type(question))
    return answer(question, courtesies(text), text) if answer else None


def _either(said: Courtesies, yes: Action | None, no: Action | None) -> Action | None:
    """Return what a mere yes or no stands for; a no may come with thanks."""
    if said & {Courtesy.NO, Courtesy.NEVER_MIND}:
        return no
    return yes if said == frozenset({Courtesy.YES}) else None


def _well(said: Courtesies, yes: Action, no: Action | None) -> Action | None:
    """Return the same where "it works" and "yes, thank you" are a yes, too."""
    is_well = Courtesy.WELL in said or said == frozenset({Courtesy.YES, Courtesy.THANKS})
    return yes if is_well else _either(said, yes, no)


def _stop(_question: StopQuestion, said: Courtesies, _text: str) -> Action | None:
    return _either(said, Proactive(0), KeepWriting())


def _solved(
    question: SolvedQuestion | StillWaiting, said: Courtesies, _text: str
) -> Action | None:
    yes, no = (SayIfSolved(question.ticket_id, answer) for answer in (1, 0))
    return _well(said, yes, no)


def _language(_question: LanguageQuestion, _said: Courtesies, text: str) -> Action | None:
    tag = answered(text)
    return ChooseLanguage(tag) if tag else None


def _switch(question: LanguageOffer, said: Courtesies, text: str) -> Action | None:
    tag = answered(text)
    if tag is not None:
        return ChooseLanguage(tag)
    yes, no = (AnswerLanguage(question.language, answer) for answer in (1, 0))
    return _either(said, yes, no)


def _consent(_question: ConsentQuestion, said: Courtesies, _text: str) -> Action | None:
    """Return a plain answer; "another time" is none yet."""
    is_put_off = Courtesy.NEVER_MIND in said
    return None if is_put_off else _either(said, AnswerConsent(1), AnswerConsent(0))


def _resume(_question: DialogExpired, said: Courtesies, _text: str) -> Action | None:
    return _either(said, DialogStep("resume"), DialogStep("cancel"))


def _send(_question: ReportSummary, said: Courtesies, _text: str) -> Action | None:
    return _well(said, DialogStep("send"), None)


def _done(_question: MessageKept, said: Courtesies, _text: str) -> Action | None:
    is_more = said.isdisjoint({Courtesy.WELL, Courtesy.YES, Courtesy.THANKS})
    return None if is_more or Courtesy.NO in said else DialogStep("done")


def _offer(offer: OfferReport, said: Courtesies, _text: str) -> Action | None:
    """Return what is meant of an offer; a no to our guess is none to the report itself."""
    make, leave = (MakeReport(offer.message_id, answer) for answer in (1, 0))
    if said & {Courtesy.NEVER_MIND, Courtesy.WELL}:
        return leave
    if offer.ticket_id is not None:
        return _either(said, Reopen(offer.ticket_id), leave)
    if not offer.likely:
        return _either(said, make, leave)
    return _either(said, _only(offer.likely), make)


def _only(likely: tuple[Intent, ...]) -> Action | None:
    if len(likely) != 1:
        return None
    return Open("upload") if likely[0] is Intent.UPLOAD else ChooseIntent(likely[0].value)


_ANSWERS: Mapping[type[Payload], Callable[[Any, Courtesies, str], Action | None]] = {
    StopQuestion: _stop,
    SolvedQuestion: _solved,
    StillWaiting: _solved,
    LanguageQuestion: _language,
    LanguageOffer: _switch,
    ConsentQuestion: _consent,
    DialogExpired: _resume,
    ReportSummary: _send,
    MessageKept: _done,
    OfferReport: _offer,
}
