"""What a button means: typed actions, and their compact form in callback data (≤ 64 bytes)."""

from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar

VERSION = "1"
LIMIT = 64
SEPARATOR = "~"


class StaleButton(Exception):
    """The data was not written by this version of Sapa, or by Sapa at all."""


@dataclass(frozen=True, slots=True)
class Action:
    """The base of all actions; fields are `int` or short `str` codes, never free text."""

    code: ClassVar[str] = ""


def encode(action: Action) -> str:
    """Return callback data for `action`.

    Raises:
        ValueError: if it would be longer than Telegram allows.
    """
    values = (str(getattr(action, name)) for name in action.__match_args__)
    data = SEPARATOR.join((VERSION, action.code, *values))
    if len(data.encode()) > LIMIT:
        message = f"callback data over {LIMIT} bytes: {data}"
        raise ValueError(message)
    return data


def decode(data: str) -> Action:
    """Return the action behind callback data; StaleButton where it is not one of today's."""
    version, _, rest = data.partition(SEPARATOR)
    code, *values = rest.split(SEPARATOR)
    kind = _by_code().get(code)
    if version != VERSION or kind is None or len(values) != len(fields(kind)):
        raise StaleButton(data)
    try:
        return kind(
            *(_value(field.type, value) for field, value in zip(fields(kind), values, strict=True))
        )
    except ValueError:
        raise StaleButton(data) from None


def _value(kind: object, value: str) -> int | str:
    return int(value) if kind is int else value


@cache
def _by_code() -> dict[str, type[Action]]:
    return {kind.code: kind for kind in ACTIONS}


# --- the seller's buttons ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenMenu(Action):
    """Show the menu."""

    code: ClassVar[str] = "menu"


@dataclass(frozen=True, slots=True)
class Open(Action):
    """Open one entry of the menu: report, reports, language, help, link, privacy."""

    code: ClassVar[str] = "open"
    entry: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Action):
    """Speak this language from now on."""

    code: ClassVar[str] = "lang"
    tag: str


@dataclass(frozen=True, slots=True)
class AnswerConsent(Action):
    """Agree (1) or not (0) that messages are kept."""

    code: ClassVar[str] = "agree"
    yes: int


@dataclass(frozen=True, slots=True)
class LinkBy(Action):
    """How to find one's store: `contact`, `name` or `later`."""

    code: ClassVar[str] = "link"
    how: str


@dataclass(frozen=True, slots=True)
class ChooseStore(Action):
    """Link this one of several stores that have the person's number."""

    code: ClassVar[str] = "store"
    seller_id: int


@dataclass(frozen=True, slots=True)
class ChooseCategory(Action):
    """What the report is about."""

    code: ClassVar[str] = "cat"
    category: str


@dataclass(frozen=True, slots=True)
class DialogStep(Action):
    """Move in the dialog at hand: `done`, `send`, `back`, `skip`, `cancel`, `resume`."""

    code: ClassVar[str] = "step"
    move: str


@dataclass(frozen=True, slots=True)
class MakeReport(Action):
    """Make the message with this id a report (1), or leave it (0)."""

    code: ClassVar[str] = "mkrep"
    message_id: int
    yes: int


@dataclass(frozen=True, slots=True)
class AnswerFollowUp(Action):
    """Answer a follow-up by one of `crm.followups.letters.Answer`."""

    code: ClassVar[str] = "fu"
    touch_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class HelpFollowUp(Action):
    """Let staff help with what a follow-up was answered with."""

    code: ClassVar[str] = "fuhelp"
    touch_id: int
    obstacle: str


@dataclass(frozen=True, slots=True)
class RestStore(Action):
    """Say that a store rests for good (1), or for now (0)."""

    code: ClassVar[str] = "furest"
    touch_id: int
    for_good: int


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """Rate the answer to a ticket, 1 to 5."""

    code: ClassVar[str] = "rate"
    ticket_id: int
    stars: int


@dataclass(frozen=True, slots=True)
class Reopen(Action):
    """Open a resolved ticket again."""

    code: ClassVar[str] = "reopen"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class Proactive(Action):
    """Stop (0) or resume (1) messages that the seller did not ask for."""

    code: ClassVar[str] = "pro"
    on: int


@dataclass(frozen=True, slots=True)
class KeepWriting(Action):
    """Say that messages that the seller did not ask for may go on."""

    code: ClassVar[str] = "goon"


# --- the staff's buttons ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim(Action):
    """Take a ticket."""

    code: ClassVar[str] = "claim"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class Resolve(Action):
    """Call a ticket resolved."""

    code: ClassVar[str] = "solve"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class HowToNote(Action):
    """Ask how an internal note is written."""

    code: ClassVar[str] = "note"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ApproveLink(Action):
    """Link the person behind a claim ticket to this seller; seller 0 refuses."""

    code: ClassVar[str] = "approve"
    ticket_id: int
    seller_id: int


@dataclass(frozen=True, slots=True)
class CloseCall(Action):
    """Record how a call ended: reached, no_answer, wrong_number, solved."""

    code: ClassVar[str] = "call"
    task_id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ListCalls(Action):
    """Show a page of the calls to make, below where it is negative, else in the list's place.

    The province (its code) and the language filter unless they are empty.
    """

    code: ClassVar[str] = "calls"
    province: str
    language: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenCall(Action):
    """Take a call from the list, and show its card."""

    code: ClassVar[str] = "copen"
    task_id: int


@dataclass(frozen=True, slots=True)
class MoveCall(Action):
    """Work on a call from its card: `take`, `release`, `later`, `problem`, `back`."""

    code: ClassVar[str] = "cmove"
    task_id: int
    move: str


@dataclass(frozen=True, slots=True)
class CallLater(Action):
    """Call a seller back at one of `crm.calls.rules.Later`."""

    code: ClassVar[str] = "clater"
    task_id: int
    when: str


@dataclass(frozen=True, slots=True)
class CallProblem(Action):
    """Say what the problem is about that a seller told on the phone."""

    code: ClassVar[str] = "cprob"
    task_id: int
    category: str


@dataclass(frozen=True, slots=True)
class CallHinder(Action):
    """Note, or take back, what hinders a seller who was reached: a follow-up's answer."""

    code: ClassVar[str] = "chind"
    task_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class ShowSeller(Action):
    """Show a seller's card."""

    code: ClassVar[str] = "seller"
    seller_id: int


@dataclass(frozen=True, slots=True)
class AskForCall(Action):
    """Put a call to a seller on the team's list."""

    code: ClassVar[str] = "scall"
    seller_id: int


@dataclass(frozen=True, slots=True)
class WriteToSeller(Action):
    """Open a topic in which staff write to a seller."""

    code: ClassVar[str] = "swrite"
    seller_id: int


@dataclass(frozen=True, slots=True)
class FollowUpSeller(Action):
    """Plan a follow-up for one seller."""

    code: ClassVar[str] = "sask"
    seller_id: int


@dataclass(frozen=True, slots=True)
class NoteSeller(Action):
    """Ask for a note about a seller."""

    code: ClassVar[str] = "snote"
    seller_id: int


@dataclass(frozen=True, slots=True)
class ConfirmImport(Action):
    """Take a previewed file in; `forced` (1) without the rows that cannot be taken."""

    code: ClassVar[str] = "imyes"
    order_id: int
    forced: int


@dataclass(frozen=True, slots=True)
class CancelImport(Action):
    """Let a previewed file be."""

    code: ClassVar[str] = "imno"
    order_id: int


@dataclass(frozen=True, slots=True)
class MergePair(Action):
    """Make one store of a pair; `into` its first (1) or its second (2)."""

    code: ClassVar[str] = "twin"
    pair_id: int
    into: int


@dataclass(frozen=True, slots=True)
class KeepPair(Action):
    """Keep both stores of a pair."""

    code: ClassVar[str] = "twokeep"
    pair_id: int


@dataclass(frozen=True, slots=True)
class NextPair(Action):
    """Show the pair after this one, in its place (1) or below (0)."""

    code: ClassVar[str] = "twonext"
    after: int
    here: int


@dataclass(frozen=True, slots=True)
class UndoPair(Action):
    """Take back what was decided about a pair."""

    code: ClassVar[str] = "twoundo"
    pair_id: int


@dataclass(frozen=True, slots=True)
class BroadcastTo(Action):
    """Offer what can be chosen of a facet of a broadcast's readers."""

    code: ClassVar[str] = "bcto"
    broadcast_id: int
    facet: str


@dataclass(frozen=True, slots=True)
class BroadcastPick(Action):
    """Choose a value of a facet, by its short code, or leave it out again."""

    code: ClassVar[str] = "bcpick"
    broadcast_id: int
    facet: str
    option: str


@dataclass(frozen=True, slots=True)
class BroadcastLack(Action):
    """Write only to those who lack a product, or a sale."""

    code: ClassVar[str] = "bclack"
    broadcast_id: int
    lack: str


@dataclass(frozen=True, slots=True)
class BroadcastWrite(Action):
    """Ask for a broadcast's words in a language."""

    code: ClassVar[str] = "bcwrite"
    broadcast_id: int
    language: str


@dataclass(frozen=True, slots=True)
class BroadcastStep(Action):
    """Move a broadcast: draft, preview, confirm, change, giveup, pause, resume, cancel, sample."""

    code: ClassVar[str] = "bc"
    broadcast_id: int
    move: str


@dataclass(frozen=True, slots=True)
class ListCadences(Action):
    """Show all cadences in the place of this message."""

    code: ClassVar[str] = "cads"


@dataclass(frozen=True, slots=True)
class ShowCadence(Action):
    """Show a cadence's card in the place of this message."""

    code: ClassVar[str] = "cad"
    cadence: str


@dataclass(frozen=True, slots=True)
class DecideCadence(Action):
    """Let this edition of a cadence run, or stand still: `approve`, `pause`, `resume`."""

    code: ClassVar[str] = "cado"
    cadence: str
    edition: int
    move: str


@dataclass(frozen=True, slots=True)
class PreviewCadence(Action):
    """Count who would enter a cadence."""

    code: ClassVar[str] = "cadpre"
    cadence: str


@dataclass(frozen=True, slots=True)
class ReadCadence(Action):
    """Show what a cadence says in a language."""

    code: ClassVar[str] = "cadread"
    cadence: str
    language: str


@dataclass(frozen=True, slots=True)
class ShowEffect(Action):
    """Show what a cadence brought about."""

    code: ClassVar[str] = "cadeff"
    cadence: str


@dataclass(frozen=True, slots=True)
class TakeOut(Action):
    """Take a seller out of the cadence that they are in."""

    code: ClassVar[str] = "sout"
    seller_id: int
    followup_id: int


ACTIONS: tuple[type[Action], ...] = (
    OpenMenu,
    Open,
    ChooseLanguage,
    AnswerConsent,
    LinkBy,
    ChooseStore,
    ChooseCategory,
    DialogStep,
    MakeReport,
    AnswerFollowUp,
    HelpFollowUp,
    RestStore,
    Rate,
    Reopen,
    Proactive,
    KeepWriting,
    Claim,
    Resolve,
    HowToNote,
    ApproveLink,
    CloseCall,
    ListCalls,
    OpenCall,
    MoveCall,
    CallLater,
    CallProblem,
    CallHinder,
    ShowSeller,
    AskForCall,
    WriteToSeller,
    FollowUpSeller,
    NoteSeller,
    ConfirmImport,
    CancelImport,
    MergePair,
    KeepPair,
    NextPair,
    UndoPair,
    BroadcastTo,
    BroadcastPick,
    BroadcastLack,
    BroadcastWrite,
    BroadcastStep,
    ListCadences,
    ShowCadence,
    DecideCadence,
    PreviewCadence,
    ReadCadence,
    ShowEffect,
    TakeOut,
)
