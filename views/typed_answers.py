"""What is typed below a question stands for one of its buttons: not everybody finds buttons."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from crm.followups.payloads import StopQuestion
from crm.outbox.payload import Payload
from crm.sellers.heard_languages import LanguageOffer
from crm.sellers.payloads import ConsentNeeded, ConsentQuestion, LanguageQuestion, LinkQuestion
from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import SolvedQuestion, StillWaiting
from crm.tickets.reporting import (
    CategoryQuestion,
    DescribeQuestion,
    DialogExpired,
    MessageKept,
    OfferReport,
    ReportSummary,
)
from crm.understanding.asides import Aside, aside
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
    Rate,
    ReadInIndonesian,
    ReadTip,
    Reopen,
    SayIfSolved,
    decode,
)
from views.message import Outgoing
from views.retelling import is_retellable

Courtesies = frozenset[Courtesy]
_STARS = re.compile(r"([1-5])(?:\s*(?:⭐|bintang|stars?))?", re.IGNORECASE)
_NOT_TYPED = (MoreLanguages, ReadInIndonesian, ReadTip)
"""Buttons that change the message they hang under, which a typed word has none of, and answers to
problems, whose labels tell the problem."""
_CHOICES = (CategoryQuestion, LinkQuestion)


def labelled(question: Payload, shown: Outgoing, text: str) -> Action | None:
    """Return the button below a message whose label `text` is, perhaps with polite words.

    Where one of several is chosen, a word that only one label has is enough.
    """
    rows = shown.buttons if is_retellable(shown) else ()
    buttons = [button for button in chain.from_iterable(rows) if button.data]
    labels = {words_of(button.label): decode(button.data or "") for button in buttons}
    if isinstance(question, _CHOICES):
        words = Counter(chain.from_iterable(map(set, labels)))
        single = {word for word, labelled in words.items() if labelled == 1}
        labels = {
            (word,): action for label, action in labels.items() for word in single & {*label}
        } | labels
    known: dict[Phrase, Action | None] = dict.fromkeys(fillers()) | labels
    found = [one for one in kinds_of(words_of(text), known) or () if one is not None]
    return found[0] if len(found) == 1 and not isinstance(found[0], _NOT_TYPED) else None


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


def _solved(question: SolvedQuestion, said: Courtesies, _text: str) -> Action | None:
    yes, no = (SayIfSolved(question.ticket_id, answer) for answer in (1, 0))
    return _well(said, yes, no)


def _still(question: StillWaiting, said: Courtesies, _text: str) -> Action | None:
    """Return only what is plain: a yes may answer what staff asked."""
    return SayIfSolved(question.ticket_id, 1) if Courtesy.WELL in said else None


def _rated(question: TicketResolved, _said: Courtesies, text: str) -> Action | None:
    """Return the stars that are typed: "5", "5 bintang", or so many of them."""
    bare = text.strip(" .!️")
    found = _STARS.fullmatch(bare)
    stars = len(bare) if set(bare) == {"⭐"} else int(found[1]) if found else 0
    return Rate(question.ticket_id, stars) if question.asks and stars in range(1, 6) else None


def _language(_question: LanguageQuestion, _said: Courtesies, text: str) -> Action | None:
    tag = answered(text)
    return ChooseLanguage(tag) if tag else None


def _switch(question: LanguageOffer, said: Courtesies, text: str) -> Action | None:
    tag = answered(text)
    if tag is not None:
        return ChooseLanguage(tag)
    yes, no = (AnswerLanguage(question.language, answer) for answer in (1, 0))
    return _either(said, yes, no)


def _consent(
    _question: ConsentQuestion | ConsentNeeded, said: Courtesies, _text: str
) -> Action | None:
    """Return a plain answer; "another time" is none yet."""
    is_put_off = Courtesy.NEVER_MIND in said
    return None if is_put_off else _either(said, AnswerConsent(1), AnswerConsent(0))


def _resume(_question: DialogExpired, said: Courtesies, _text: str) -> Action | None:
    return _either(said, DialogStep("resume"), DialogStep("cancel"))


def _category(question: CategoryQuestion, said: Courtesies, _text: str) -> Action | None:
    """Return the way out, where nothing would be lost by it."""
    is_left = Courtesy.NEVER_MIND in said and not question.waiting
    return DialogStep("cancel") if is_left else None


def _describe(question: DescribeQuestion, said: Courtesies, _text: str) -> Action | None:
    is_left = Courtesy.NEVER_MIND in said and not question.kept
    return DialogStep("cancel") if is_left else None


def _send(_question: ReportSummary, said: Courtesies, _text: str) -> Action | None:
    if Courtesy.NEVER_MIND in said:
        return DialogStep("cancel")
    is_yes = Courtesy.YES in said and said <= {Courtesy.YES, Courtesy.THANKS}
    return DialogStep("send") if is_yes else None


def _done(_question: MessageKept, said: Courtesies, text: str) -> Action | None:
    """Return the way on: the report is shown before it is sent, so nothing is lost by it."""
    if said & {Courtesy.NEVER_MIND, Courtesy.WELL} and aside(text) is not Aside.ENOUGH:
        return None
    is_all = said & {Courtesy.YES, Courtesy.NO, Courtesy.THANKS}
    return DialogStep("done") if is_all or aside(text) is Aside.ENOUGH else None


def _offer(offer: OfferReport, said: Courtesies, text: str) -> Action | None:
    """Return what is meant of an offer; a no to our guess is none to the report itself."""
    make, leave = (MakeReport(offer.message_id, answer) for answer in (1, 0))
    if said & {Courtesy.NEVER_MIND, Courtesy.WELL}:
        return leave
    if offer.ticket_id is not None:
        is_over = aside(text) is Aside.ENOUGH
        return leave if is_over else _either(said, Reopen(offer.ticket_id), leave)
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
    StillWaiting: _still,
    TicketResolved: _rated,
    CategoryQuestion: _category,
    DescribeQuestion: _describe,
    LanguageQuestion: _language,
    LanguageOffer: _switch,
    ConsentQuestion: _consent,
    ConsentNeeded: _consent,
    DialogExpired: _resume,
    ReportSummary: _send,
    MessageKept: _done,
    OfferReport: _offer,
}
