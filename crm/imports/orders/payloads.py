"""What staff are told about a file that is to be taken in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.imports.orders.findings import Findings, RejectLine, SampleRow
from crm.imports.progress import Stage
from crm.outbox.payload import Payload, Priority


class Declined(StrEnum):
    """Why no order is made of a message."""

    NOT_SUPERVISOR = "not_supervisor"
    NO_DOCUMENT = "no_document"
    TOO_BIG = "too_big"


class Pressed(StrEnum):
    """What a press under a preview comes to."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    NOT_SUPERVISOR = "not_supervisor"
    TAKING_IN = "taking_in"
    """A colleague confirmed before."""
    OVER = "over"
    """It was taken in, cancelled or refused before."""


@dataclass(frozen=True)
class ImportPrompt(Payload):
    """Ask for the file; whoever replies to this with a document has ordered its import."""

    template: ClassVar[str] = "import_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    reply_to: int | None
    profile: str | None = None


@dataclass(frozen=True)
class ImportDeclined(Payload):
    """Say why nothing comes of a message."""

    template: ClassVar[str] = "import_declined"
    priority: ClassVar[Priority] = Priority.STAFF
    why: Declined
    reply_to: int | None


@dataclass(frozen=True)
class ImportReceived(Payload):
    """The file is there and is being looked through."""

    template: ClassVar[str] = "import_received"
    priority: ClassVar[Priority] = Priority.STAFF
    file_name: str
    reply_to: int | None


@dataclass(frozen=True)
class ImportPreview(Payload):
    """What would change, with the question whether it shall; `too_many` rejects need more."""

    template: ClassVar[str] = "import_preview"
    priority: ClassVar[Priority] = Priority.STAFF
    order_id: int
    reply_to: int | None
    findings: Findings
    too_many: bool
    rejects: tuple[RejectLine, ...]
    sample: tuple[SampleRow, ...]


@dataclass(frozen=True)
class ImportKnown(Payload):
    """The same file was taken in before; nothing was done.

    It answers the message that brought the file, or with `edits` takes the place of the progress.
    """

    template: ClassVar[str] = "import_known"
    priority: ClassVar[Priority] = Priority.STAFF
    file_name: str
    at: datetime
    message_id: int | None = None
    edits: bool = False


@dataclass(frozen=True)
class ImportProgress(Payload):
    """Rewrite the preview: how far the import is; it has not begun where there is no stage."""

    template: ClassVar[str] = "import_progress"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    file_name: str
    stage: Stage | None = None
    done: int = 0
    total: int = 0
    rate: int = 0
    """Rows a second."""
    seconds_left: int | None = None
    """In this stage."""


@dataclass(frozen=True)
class ImportDone(Payload):
    """Rewrite the progress: the file was taken in."""

    template: ClassVar[str] = "import_done"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    findings: Findings
    seconds: int


@dataclass(frozen=True)
class ImportReported(Payload):
    """Tell the desk of a file that came by itself, from a folder or a URL."""

    template: ClassVar[str] = "import_reported"
    priority: ClassVar[Priority] = Priority.STAFF
    findings: Findings
    seconds: int


@dataclass(frozen=True)
class ImportCancelled(Payload):
    """Rewrite the preview: a member of staff decided against it."""

    template: ClassVar[str] = "import_cancelled"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    file_name: str
    by: str


@dataclass(frozen=True)
class ImportStopped(Payload):
    """Nothing was taken in, and why; `code` is empty where Sapa itself failed.

    It answers the message that brought the file, or with `edits` takes the place of the progress.
    """

    template: ClassVar[str] = "import_stopped"
    priority: ClassVar[Priority] = Priority.STAFF
    file_name: str
    code: str
    text: str
    """An English sentence, for codes that have no words of their own."""
    message_id: int | None = None
    edits: bool = False
    names: tuple[str, ...] = ()
    """What the refusal names: the columns that are missing, the profiles that there are."""
    rejects: tuple[RejectLine, ...] = ()


@dataclass(frozen=True)
class RejectsFile(Payload):
    """Send the sheet of rows that could not be taken, to be mended and sent again."""

    template: ClassVar[str] = "rejects_file"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    file_name: str
    rejected: int
    shown: int
    """How many of them the sheet has."""
    conflicts: int
    reply_to: int | None = None


@dataclass(frozen=True)
class ImportPressed(Payload):
    """A toast: what a press came to."""

    template: ClassVar[str] = "toast_import_pressed"
    outcome: Pressed
