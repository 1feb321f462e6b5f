"""The text of a file that people write, and how it is refused."""

from importlib.resources.abc import Traversable

from crm.declared.tables import Mistake

LARGEST = 64 * 1024


def refusal(name: str, mistake: Mistake) -> str:
    """Return the sentence that refuses the file `name`: where the mistake is, and which."""
    where = f", line {mistake.line}" if mistake.line else ""
    said = str(mistake)
    end = "" if said.endswith("?") else "."
    return f"{name}{where}: {said}{end}"


def text_of(file: Traversable) -> str:
    """Return what is in a file; some editors begin it with a mark, which is no part of it.

    Raises:
        Mistake: it is no file, not readable, too large or not in UTF-8.
    """
    try:
        if not file.is_file():
            message = "it is no file"
            raise Mistake(message)
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        message = f"it cannot be read ({error.strerror})"
        raise Mistake(message) from None
    if len(content) > LARGEST:
        message = f"it is larger than the {LARGEST // 1024} kB that such a file may have"
        raise Mistake(message)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "it is not in UTF-8"
        raise Mistake(message, content.count(b"\n", 0, error.start) + 1) from None
