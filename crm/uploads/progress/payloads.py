"""What staff read about how listings get on."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.uploads.progress.figures import Progress


@dataclass(frozen=True)
class UploadProgress(Payload):
    """How far listings come, how long each step takes, and where sellers give up."""

    template: ClassVar[str] = "upload_progress"
    priority: ClassVar[Priority] = Priority.STAFF
    progress: Progress
