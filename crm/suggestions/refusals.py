"""Why something about a suggestion is refused."""

from typing import ClassVar

from crm.errors import CrmError


class SuggestionGone(CrmError):
    """There is none of that number: it may have been united with another."""

    code: ClassVar[str] = "suggestion_gone"


class SupervisorsOnly(CrmError):
    """An agent may not unite suggestions, which cannot be undone."""

    code: ClassVar[str] = "suggestion_supervisors_only"
