"""Which column of a file is which fact, whatever the portal calls it this week."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.errors import CrmError
from crm.sellers.names import fold

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class NoHeadings(CrmError):
    """The first line names no column that Sapa knows."""

    code = "no_headings"


class MissingColumns(CrmError):
    """Columns without which no row can be taken are not there; `columns` and `found` name them."""

    code = "missing_columns"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the facts of one kind of file are called."""

    names: Mapping[str, Sequence[str]]
    """For each fact its headings; the first is the portal's own."""
    required: Sequence[str]

    def recognise(self, headings: Sequence[str]) -> dict[str, int]:
        """Return which position holds which fact; the first of two columns for one fact wins."""
        known = {_key(name): fact for fact, names in self.names.items() for name in names}
        found: dict[str, int] = {}
        for position, heading in enumerate(headings):
            fact = known.get(_key(heading)) or known.get(_key(_IN_BRACKETS.sub("", heading)))
            if fact:
                found.setdefault(fact, position)
        return found

    def require(self, headings: Sequence[str]) -> dict[str, int]:
        """Recognise, and refuse a file that names too little.

        Raises:
            NoHeadings: where no heading is known.
            MissingColumns: where a required one is not there.
        """
        found = self.recognise(headings)
        if not found:
            wanted = ", ".join(names[0] for names in self.names.values())
            message = f"The first line has none of the headings that Sapa knows ({wanted})."
            raise NoHeadings(message, headings=tuple(headings))
        missing = [self.names[fact][0] for fact in self.required if fact not in found]
        if missing:
            message = f"The file has no column {' and no column '.join(missing)}."
            raise MissingColumns(message, columns=tuple(missing), found=tuple(found))
        return found


def _key(heading: str) -> str:
    return fold(heading).replace(" ", "")
