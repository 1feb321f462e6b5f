"""Why a source hands out no file."""

from typing import ClassVar

from crm.errors import CrmError


class FileGone(CrmError):
    """The file is not in the folder any more, or another one has taken its name."""

    code = "file_gone"


class SourceRefusal(CrmError):
    """Whatever a source's host says instead of handing out a file; `host` says which one."""

    says: ClassVar[str] = "{host} hands out no file."

    def __init__(self, host: str, **facts: object) -> None:
        """Say which host it is."""
        super().__init__(self.says.format(host=host, **facts), host=host, **facts)


class AddressUnset(SourceRefusal):
    """The setting that the order names is empty by now."""

    code = "address_unset"
    says = "{host} is not set any more."


class SourceDenied(SourceRefusal):
    """The host asks for another key, or for one at all."""

    code = "source_denied"
    says = (
        "{host} denies access (HTTP {status}): check IMPORT_URL_HEADER, "
        "or IMPORT_URL_USER and IMPORT_URL_PASSWORD."
    )


class SourceMissing(SourceRefusal):
    """There is no file at the address."""

    code = "source_missing"
    says = "{host} has no file at the address (HTTP {status})."


class SourceIsPage(SourceRefusal):
    """There is a web page at the address: mostly one that asks for a login."""

    code = "source_is_page"
    says = "{host} answered with a web page, not with a file: perhaps it asks for a login."


class SourceMoved(SourceRefusal):
    """The host sends us on where we do not go: to a place without https, or in circles."""

    code = "source_moved"
    says = "{host} sends Sapa on to an address that is not safe, or in circles."


class SourceTooLarge(SourceRefusal):
    """The file does not end within the limit."""

    code = "source_too_large"
    says = "The file at {host} has more than {limit:,} bytes."


class SourceUnreachable(SourceRefusal):
    """The host did not answer, or not to the end, several times; it may another day."""

    code = "source_unreachable"
    says = "{host} cannot be reached, or breaks off ({reason}), though Sapa tried several times."
