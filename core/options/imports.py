"""How the portal's data comes in."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings

from core.forms import Crontab, Duration, HeaderLine, SourceUrl
from core.options.refusal import SettingsError


class ImportSettings(BaseSettings):
    """Where the weekly pull is, when it is fetched, and how it is read."""

    import_folder: Path | None = Field(
        default=None, description="the path of a folder, such as /srv/sapa/tarikan"
    )
    import_folder_quiet: Duration = Field(
        default=timedelta(seconds=10),
        description="the seconds after which a file that does not grow is complete, 0 or more",
    )
    import_url: SourceUrl | None = Field(
        default=None, description="an https address; http is for this machine (127.0.0.1) only"
    )
    import_sales_url: SourceUrl | None = Field(
        default=None, description="an https address; http is for this machine (127.0.0.1) only"
    )
    import_url_header: HeaderLine | None = Field(
        default=None, description="a header's name and value, such as Authorization: Bearer abc"
    )
    import_url_user: Annotated[str, StringConstraints(pattern=r"^[^:]+$")] | None = Field(
        default=None, description="a user's name, without a colon"
    )
    import_url_password: SecretStr | None = Field(
        default=None, description="the password of IMPORT_URL_USER"
    )
    import_at: Crontab = Field(
        default="0 6 * * mon", description="a crontab line with weekdays by name: 0 6 * * mon"
    )
    import_remind_at: Crontab = Field(
        default="0 12 * * mon-fri",
        description="a crontab line with weekdays by name: 0 12 * * mon-fri",
    )
    import_profile: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        default=None, description="the name of a profile, such as portal_bumn"
    )
    import_max_rejected: float = Field(
        default=0.2, ge=0, le=1, description="a share from 0 to 1, such as 0.2 for a fifth"
    )
    import_profiles: Path | None = Field(
        default=None, description="a folder of profiles, each a TOML file such as mine.toml"
    )

    def check_imports(self) -> None:
        """Refuse a password that belongs to nobody; SettingsError says what to set."""
        if self.import_url_password is not None and self.import_url_user is None:
            message = "IMPORT_URL_PASSWORD goes with IMPORT_URL_USER: set that too, or neither."
            raise SettingsError(message)
