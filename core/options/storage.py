"""Where pictures are kept, and how large the marketplace wants them."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from core.forms import Root
from core.options.refusal import SettingsError

BUCKET = "s3://"


def _place(text: str) -> str:
    """Accept a folder, a bucket, and the memory that tests and demos keep pictures in."""
    if not re.fullmatch(r"s3://[^/\s]+\S*|memory://\S*|(?![\w+.-]+://).+", text):
        message = "neither a folder nor a bucket"
        raise ValueError(message)
    return text


class StorageSettings(BaseSettings):
    """A folder, or a bucket of S3 or of a server that speaks like it."""

    storage: Annotated[str, AfterValidator(_place)] | None = Field(
        default=None, description="the path of a folder, or s3://BUCKET/PREFIX"
    )
    storage_endpoint: Root | None = Field(
        default=None, description="the root of an S3-compatible server, such as https://s3.id"
    )
    storage_key: str | None = Field(
        default=None, description="the name of an access key of the bucket"
    )
    storage_secret: SecretStr | None = Field(
        default=None, description="the secret that belongs to STORAGE_KEY"
    )
    photo_minimum: int = Field(
        default=500, ge=1, le=1600, description="a number of pixels from 1 to 1600"
    )
    """Of the shorter side; what is kept of a photo has 1600 on its longer one."""

    def check_storage(self) -> None:
        """Refuse half of a key, or a key without a bucket; SettingsError says what to set."""
        if (self.storage_key is None) != (self.storage_secret is None):
            message = "STORAGE_KEY and STORAGE_SECRET go together: set both, or neither."
            raise SettingsError(message)
        is_bucket = (self.storage or "").startswith(BUCKET)
        if not is_bucket and (self.storage_key or self.storage_endpoint):
            message = (
                "STORAGE_ENDPOINT, STORAGE_KEY and STORAGE_SECRET go with STORAGE=s3://BUCKET: "
                "set that too, or none of them."
            )
            raise SettingsError(message)
