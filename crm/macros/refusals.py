"""Why something about a macro is refused."""

from typing import ClassVar

from crm.errors import CrmError


class SupervisorsOnly(CrmError):
    """Agents use macros; supervisors write them."""

    code: ClassVar[str] = "macro_supervisors_only"


class MacroGone(CrmError):
    """There is no such macro, or it is switched off."""

    code: ClassVar[str] = "macro_gone"


class SentAlready(CrmError):
    """This preview's answer has left; a colleague may have been faster."""

    code: ClassVar[str] = "macro_sent_already"


class NeedsWords(CrmError):
    """A picture or a voice message is no canned answer, and no name of one."""

    code: ClassVar[str] = "macro_needs_words"


class TooLong(CrmError):
    """It does not fit; `limit` says how much does."""

    code: ClassVar[str] = "macro_too_long"

    def __init__(self, *, limit: int) -> None:
        """Name the limit."""
        super().__init__(limit=limit)
        self.limit = limit


class UnknownBlank(CrmError):
    """A word in braces is no placeholder; `word` is what stands there."""

    code: ClassVar[str] = "macro_unknown_blank"

    def __init__(self, word: str) -> None:
        """Name the word."""
        super().__init__(word=word)
        self.word = word


class UnbalancedBrace(CrmError):
    """A brace was opened and not closed, or closed and not opened."""

    code: ClassVar[str] = "macro_unbalanced_brace"


class TooMany(CrmError):
    """The category holds as many macros as one screen can list; `limit` says how many."""

    code: ClassVar[str] = "macro_too_many"

    def __init__(self, *, limit: int) -> None:
        """Name the limit."""
        super().__init__(limit=limit)
        self.limit = limit
