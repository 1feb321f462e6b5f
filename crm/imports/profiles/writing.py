"""A proposal as the profile that it would be: TOML to be looked at, corrected and saved."""

import json
import re

from crm.imports.profiles.proposing import Guess, Proposal

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def written(proposal: Proposal, *, name: str, source: str) -> str:
    """Return the text of a profile; what is not sure is commented out.

    Each heading has a value from the file beside it, and how sure it is.
    """
    lines = [
        f"# Proposed from {_plain(source)}. Look it over: what is not sure is commented out.",
        f"name = {_quoted(name)}",
        f"kind = {_quoted(proposal.kind.value)}",
        "",
        "[headings]",
        *map(_line, proposal.guesses),
    ]
    if proposal.unguessed:
        lines += ["", f"# No column was found for {', '.join(proposal.unguessed)}."]
    return "\n".join(lines) + "\n"


def _line(guess: Guess) -> str:
    mark = "" if guess.is_sure else "# "
    such_as = f", such as {_plain(guess.sample)}" if guess.sample else ""
    told = "sure" if guess.is_sure else "perhaps"
    setting = f"{mark}{guess.fact} = {_quoted(guess.heading)}"
    return f"{setting}  # {told}, {guess.score:.0%}{such_as}"


def _quoted(text: str) -> str:
    """Quote as TOML does, which is as JSON does but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", r"\u007f")


def _plain(text: str) -> str:
    """Keep a comment to its line."""
    return _UNSEEN.sub(" ", text)
