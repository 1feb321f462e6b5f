"""A local Telegram: a stateful, strict Bot API server, and the people who use it."""

from simulator.facade import Simulator
from simulator.faults import Fault
from simulator.groups import Group, Topic
from simulator.hearing import Message
from simulator.limits import Limits
from simulator.people import Person
from simulator.presses import CallbackPress
from simulator.refusal import ImpossibleActionError
from simulator.world import Call

__all__ = [
    "Call",
    "CallbackPress",
    "Fault",
    "Group",
    "ImpossibleActionError",
    "Limits",
    "Message",
    "Person",
    "Simulator",
    "Topic",
]
