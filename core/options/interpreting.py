"""Services that translate what sellers write, and write down what they say; off by default."""

from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings

from core.forms import Root
from core.options.refusal import SettingsError


class InterpretingSettings(BaseSettings):
    """Which servers are asked. What sellers write or say is sent there: choose with care."""

    translate_url: Root | None = Field(
        default=None,
        description="the root of a LibreTranslate server, such as http://127.0.0.1:5000",
    )
    translate_key: SecretStr | None = Field(
        default=None, description="the key that the server at TRANSLATE_URL asks for"
    )
    transcribe_url: Root | None = Field(
        default=None,
        description="the root of a server that writes down speech, such as http://127.0.0.1:8000",
    )
    transcribe_key: SecretStr | None = Field(
        default=None, description="the key that the server at TRANSCRIBE_URL asks for"
    )
    transcribe_model: Annotated[str, StringConstraints(min_length=1, max_length=120)] = Field(
        default="whisper-1", description="the name of a model, such as whisper-1"
    )

    def check_interpreting(self) -> None:
        """Refuse a key for no server; SettingsError says what to set."""
        for name in ("translate", "transcribe"):
            if getattr(self, f"{name}_key") and not getattr(self, f"{name}_url"):
                variable = name.upper()
                message = f"{variable}_KEY goes with {variable}_URL: set that too, or neither."
                raise SettingsError(message)
