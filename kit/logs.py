"""Structured logs, for people or for machines, with secrets taken out whoever wrote them."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from pydantic import SecretStr
from structlog.typing import Processor

from kit.settings import LogFormat, LogSettings

HIDDEN = "•••"

_NAMES = (
    "access_token|as_token|hs_token|refresh_token|token|password|passwd|secret|authorization|seed|"
    "pickle_key|private_key"
)
_SECRET_NAME = re.compile(rf"(?:^|_)(?:{_NAMES})s?$", re.IGNORECASE)
_ASSIGNED = re.compile(
    rf"(?i)\b((?:{_NAMES})[\"']?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|(?!Bearer\b)[^\s\"'&,;)}}]+)"
)
_BEARER = re.compile(r"(?i)\b(bearer\s+)[\w.~+/=-]+")
_MATRIX_TOKEN = re.compile(r"\b(?:syt|syr|syl|mct|mcr|mas)_[\w-]+")
_IN_URL = re.compile(r"(://[^\s:/@]*:)[^\s@/]+(@)")

QUIET = ("nio", "aiohttp.access", "apscheduler", "sqlalchemy", "asyncio", "alembic", "mail.log")
"""Libraries that talk much; only their warnings are kept."""


class Scrub:
    """Takes secrets out of a log entry: by the name beside them, by their shape, and those we know."""

    def __init__(self, known: Iterable[SecretStr | str] = ()) -> None:
        values = (item.get_secret_value() if isinstance(item, SecretStr) else item for item in known)
        self._known = sorted({value for value in values if len(value) >= 6}, key=len, reverse=True)

    def __call__(
        self, _logger: Any, _method: str, entry: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Return the entry without secrets."""
        return {name: self._value(name, value) for name, value in entry.items()}

    def text(self, text: str) -> str:
        """Return text without secrets."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        text = _BEARER.sub(rf"\1{HIDDEN}", text)
        text = _ASSIGNED.sub(rf"\1{HIDDEN}", text)
        text = _IN_URL.sub(rf"\1{HIDDEN}\2", text)
        return _MATRIX_TOKEN.sub(HIDDEN, text)

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, SecretStr) or _SECRET_NAME.search(name):
            return HIDDEN
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self._value(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._value("", inner) for inner in value]
        return value if value is None or isinstance(value, bool | int | float) else self.text(str(value))


def configure_logs(
    settings: LogSettings, *, stream: TextIO | None = None, secrets: Iterable[SecretStr | str] = ()
) -> None:
    """Send all logs of the process, those of libraries too, to ``stream`` (standard error if none is given).

    A traceback never shows the values of variables.
    """
    opening = _opening()
    closing = _closing(settings.format, Scrub(secrets), colours=(stream or sys.stderr).isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=opening, processors=closing))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.value.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *opening,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _opening() -> list[Processor]:
    """Return what is done to an entry where it is written."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _closing(shape: LogFormat, scrub: Scrub, *, colours: bool) -> list[Processor]:
    """Return what is done to it last: the traceback becomes text, and only then are secrets looked for."""
    last: Processor
    if shape is LogFormat.JSON:
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(
            colors=colours, exception_formatter=structlog.dev.plain_traceback
        )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return [remove, structlog.processors.format_exc_info, scrub, last]
