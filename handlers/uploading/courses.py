"""How the talk at a step of the wizard goes on."""

from enum import Enum, auto


class Course(Enum):
    """What the wizard does after a step has taken what was said."""

    AGAIN = auto()
    """The step asks (again): there is more to say."""
    ON = auto()
    """The step is answered."""
    STAY = auto()
    """All is said that is to be said."""
    OUT = auto()
    """The seller leaves the wizard; the draft is kept."""
