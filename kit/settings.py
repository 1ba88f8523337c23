"""The platform's knobs: one TOML file, and a `PALAIS_…` variable for each that wins over it.

`PALAIS_WEB__PORT=9000` sets `port` in `[web]`; `PALAIS_BOTS__LIBRARY__LIMIT` one of a bot's own.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from kit.errors import BadInput

PREFIX = "PALAIS_"
Knobs = TypeVar("Knobs", bound=BaseModel)


class LogFormat(StrEnum):
    """How a log line looks: for people, or for a machine that collects it."""

    CONSOLE = "console"
    JSON = "json"


class Encryption(StrEnum):
    """How the way to the mail server is kept from readers."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class LogLevel(StrEnum):
    """From which level on something is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Section(BaseModel):
    """A group of settings; a word that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HomeserverSettings(Section):
    """Which homeserver carries the messages."""

    url: str | None = Field(
        None, description="Where clients find it. Without it an embedded Synapse is started."
    )
    server_name: str | None = Field(None, description="What stands after the colon in its user IDs.")
    port: int = Field(8008, ge=1, le=65535, description="First port the embedded Synapse tries.")
    steward_registration: Path | None = Field(
        None, description="The steward's application-service registration; readable by the platform alone."
    )
    bots_registration: Path | None = Field(
        None, description="The application-service registration of bots and bridges."
    )

    @model_validator(mode="after")
    def _complete(self) -> "HomeserverSettings":
        given = (self.server_name, self.steward_registration, self.bots_registration)
        if self.url is not None and None in given:
            raise ValueError("with url, also set server_name, steward_registration and bots_registration")
        return self


class DatabaseSettings(Section):
    """Where the platform remembers."""

    url: SecretStr | None = Field(
        None,
        description="SQLAlchemy URL, such as postgresql+psycopg://…; without it SQLite in the state folder.",
    )


class JobSettings(Section):
    """Reading files in other processes, which a database of PostgreSQL makes possible."""

    here: int = Field(
        2,
        ge=0,
        le=64,
        description="How many files “palais run” reads side by side itself; 0 leaves all to workers.",
    )
    at_once: int = Field(
        12,
        ge=1,
        le=200,
        description="How many files are handed to workers, or wait for them, at the same time.",
    )
    key: Path | None = Field(
        None,
        description="The key that seals them, the same for all; without it jobs.key in the state folder.",
    )


class WebSettings(Section):
    """The pages for operators: /health and /metrics."""

    host: str = Field("127.0.0.1", description="Address to listen on; the pages ask for no password.")
    port: int = Field(8090, ge=0, le=65535, description="First port to try; 0 takes any free one.")


class MailSettings(Section):
    """Which mail server takes the platform's mails."""

    host: str | None = Field(
        None, description="The mail server. Without it only “palais up” keeps mails, in a mailbox of its own."
    )
    port: int | None = Field(
        None, ge=1, le=65535, description="Its port; without it 587 for starttls, 465 for tls, 25 for none."
    )
    encryption: Encryption = Field(
        Encryption.STARTTLS, description="starttls, tls from the first byte, or none on this machine alone."
    )
    insecure: bool = Field(
        False, description="Whether encryption none is wanted with another machine, which all between read."
    )
    certificates: Path | None = Field(
        None, description="PEM file of authorities that are trusted beside the machine's own."
    )
    user: str | None = Field(None, description="Whom to sign in as, where the server asks for it.")
    password: SecretStr | None = Field(None, description="The password to sign in with.")
    sender: str | None = Field(None, description="Address that mails come from; somebody should read it.")
    sender_name: str = Field("Palais", max_length=60, description="Name beside that address.")
    timeout: float = Field(30.0, gt=0, le=600, description="Seconds that sending one mail may take.")

    @model_validator(mode="after")
    def _complete(self) -> "MailSettings":
        if (self.host is None) != (self.sender is None):
            raise ValueError("set host and sender together")
        if (self.user is None) != (self.password is None):
            raise ValueError("set user and password together")
        if not self.sender_name.isprintable():
            raise ValueError("sender_name must be one line")
        here = self.host is None or is_loopback(self.host)
        if self.encryption is Encryption.NONE and not (here or self.insecure):
            raise ValueError(
                "encryption none lets everybody on the way read the mails and the password: use starttls or "
                "tls; where that cannot be, also set insecure = true"
            )
        return self


class LogSettings(Section):
    """What is logged, and how."""

    format: LogFormat = Field(LogFormat.CONSOLE, description="console, or json; palais up writes json.")
    level: LogLevel = Field(LogLevel.INFO, description="debug, info, warning or error.")


class Settings(BaseSettings):
    """All settings. ``bots`` holds each bot's own, read by :func:`bot_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    state: Path = Field(Path(".palais"), description="Folder for all that the platform keeps.")
    community: Path | None = Field(
        None, description="The community's folder or file; without it the last one."
    )
    homeserver: HomeserverSettings = HomeserverSettings()
    database: DatabaseSettings = DatabaseSettings()
    jobs: JobSettings = JobSettings()
    web: WebSettings = WebSettings()
    mail: MailSettings = MailSettings()
    logs: LogSettings = LogSettings()
    bots: dict[str, dict[str, Any]] = Field(default_factory=dict, description="Each bot's own settings.")


def load_settings(file: Path | None = None) -> Settings:
    """Return the settings: variables first, then the file, then what is usual.

    Raises :class:`kit.errors.BadInput` that names every wrong setting and the nearest right one.
    """
    read = {} if file is None else _read(file)

    class FromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            file_settings = InitSettingsSource(settings_cls, init_kwargs=read)
            return init_settings, env_settings, dotenv_settings, file_secret_settings, file_settings

    try:
        return FromFile()
    except ValidationError as problem:
        raise BadInput(_told(problem, Settings, (), file)) from None


def bot_settings(settings: Settings, bot: str, kind: type[Knobs]) -> Knobs:
    """Return a bot's own settings. Raises :class:`kit.errors.BadInput` like :func:`load_settings`."""
    try:
        return kind.model_validate(settings.bots.get(bot, {}))
    except ValidationError as problem:
        raise BadInput(_told(problem, kind, ("bots", bot), None)) from None


def check_bots(settings: Settings, known: Iterable[str]) -> None:
    """Raise :class:`kit.errors.BadInput` where the settings speak of a bot that does not exist."""
    known = set(known)
    wrong = sorted(set(settings.bots) - known)
    if wrong:
        close = [get_close_matches(name, known, n=1) for name in wrong]
        said = [f"; did you mean bots.{near[0]}?" if near else "" for near in close]
        raise BadInput(
            "\n".join(
                f"bots.{name}: there is no such bot{tail}" for name, tail in zip(wrong, said, strict=True)
            )
        )


def setting_names(kind: type[BaseModel]) -> Iterator[tuple[str, Any, str]]:
    """Yield the dotted name, the usual value and the description of every setting."""
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            for inner, usual, about in setting_names(field.annotation):
                yield f"{name}.{inner}", usual, about
        else:
            yield name, field.get_default(call_default_factory=True), field.description or ""


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written, is this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def unknown_variables(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the ``PALAIS_…`` variables that set nothing, so that a typing mistake can be pointed out."""
    tops = {name.partition(".")[0].upper() for name, _, _ in setting_names(Settings)}
    ours = (name for name in environment if name.upper().startswith(PREFIX))
    return tuple(
        sorted(name for name in ours if name.upper().removeprefix(PREFIX).split("__")[0] not in tops)
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadInput(f"{file}: cannot be read: {problem.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{file}: not valid TOML: {problem}") from None


def _told(problem: ValidationError, kind: type[BaseModel], inside: tuple[str, ...], file: Path | None) -> str:
    lines = []
    for error in problem.errors(include_url=False, include_input=False, include_context=False):
        name = ".".join(str(part) for part in (*inside, *error["loc"]))
        variable = PREFIX + name.replace(".", "__").upper()
        where = variable if variable in os.environ or file is None else str(file)
        lines.append(f"{where}: {name}: {_expected(error['type'], error['msg'], name, kind, inside)}")
    return "\n".join(lines)


def _expected(error: str, message: str, name: str, kind: type[BaseModel], inside: tuple[str, ...]) -> str:
    if error != "extra_forbidden":
        return message.removeprefix("Value error, ")
    known = [".".join((*inside, setting)) for setting, _, _ in setting_names(kind)]
    close = get_close_matches(name, known, n=1)
    return f"there is no such setting; did you mean {close[0]}?" if close else "there is no such setting"
