"""Which column of a file is which fact, whatever the portal calls it this week."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from crm.errors import CrmError
from crm.sellers.names import fold

_LONGEST = 250
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class NoHeadings(CrmError):
    """No line near the top names a column that Sapa knows."""

    code = "no_headings"


class MissingColumns(CrmError):
    """Columns without which no row can be taken are not there; `columns` and `found` name them."""

    code = "missing_columns"


@dataclass(frozen=True)
class Vocabulary:
    """What the facts of one kind of file are called."""

    names: Mapping[str, Sequence[str]]
    """For each fact its headings; the first is the portal's own."""
    required: Sequence[str]
    preferred: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Headings that win over those of `names`, whatever else they would mean."""

    def preferring(self, headings: Mapping[str, Sequence[str]]) -> "Vocabulary":
        """Return the same with `headings` preferred."""
        return replace(self, preferred=headings)

    def recognise(self, headings: Sequence[str]) -> dict[str, int]:
        """Return which position holds which fact; the first of two columns for one fact wins."""
        keys = [(key_of(heading), key_of(_IN_BRACKETS.sub("", heading))) for heading in headings]
        preferred, known = self._facts
        meant = [preferred.get(whole) or preferred.get(bare) for whole, bare in keys]
        found: dict[str, int] = {}
        for position, fact in enumerate(meant):
            if fact:
                found.setdefault(fact, position)
        for position, (whole, bare) in enumerate(keys):
            fact = known.get(whole) or known.get(bare)
            if fact and not meant[position]:
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
            wanted = ", ".join(self._called(fact) for fact in self.names)
            message = f"The file has none of the headings that Sapa knows ({wanted})."
            raise NoHeadings(message, headings=tuple(headings))
        missing = [self._called(fact) for fact in self.required if fact not in found]
        if missing:
            message = f"The file has no column {' and no column '.join(missing)}."
            raise MissingColumns(message, columns=tuple(missing), found=tuple(found))
        return found

    @cached_property
    def _facts(self) -> tuple[dict[str, str], dict[str, str]]:
        preferred, known = (
            {key: fact for fact, names in some.items() for key in map(key_of, names) if key}
            for some in (self.preferred, self.names)
        )
        return preferred, known

    def _called(self, fact: str) -> str:
        return (*self.preferred.get(fact, ()), *self.names[fact])[0]


def key_of(heading: str) -> str:
    """Return what two spellings of a heading share; one of signs only is itself."""
    if len(heading) > _LONGEST:
        return ""
    return fold(heading).replace(" ", "") or heading.strip()
