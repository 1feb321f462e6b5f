"""The compact form of an action in callback data, of at most 64 bytes."""

from dataclasses import fields
from functools import cache

from views.actions.base import Action
from views.actions.broadcasts import (
    BroadcastLack,
    BroadcastPick,
    BroadcastStep,
    BroadcastTo,
    BroadcastWrite,
)
from views.actions.cadences import (
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ReadCadence,
    ShowCadence,
    ShowEffect,
)
from views.actions.calls import (
    CallHinder,
    CallLater,
    CallProblem,
    CloseCall,
    ListCalls,
    MoveCall,
    OpenCall,
)
from views.actions.followups import (
    AnswerFollowUp,
    HelpFollowUp,
    KeepWriting,
    Proactive,
    RestStore,
)
from views.actions.imports import (
    CancelImport,
    ConfirmImport,
    KeepPair,
    MergePair,
    NextPair,
    UndoPair,
)
from views.actions.seller_card import (
    AskForCall,
    FollowUpSeller,
    NoteSeller,
    ShowSeller,
    TakeOut,
    WriteToSeller,
)
from views.actions.sellers import (
    AnswerConsent,
    ChooseCategory,
    ChooseLanguage,
    ChooseStore,
    DialogStep,
    LinkBy,
    MakeReport,
    Open,
    OpenMenu,
    Rate,
    Reopen,
)
from views.actions.tickets import (
    ApproveLink,
    Claim,
    HowToNote,
    Resolve,
)

VERSION = "1"
LIMIT = 64
SEPARATOR = "~"


class StaleButton(Exception):
    """The data was not written by this version of Sapa, or by Sapa at all."""


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
