"""Files inside of files: attachments of mails, of PDFs, and documents within documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kit.reading.pages import Limits, ReadFile, Unreadable, Why

LONGEST_NAME = 120
BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says itself, and the files inside of it."""

    read: ReadFile
    parts: "Iterable[Part]" = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside of another; its bytes are taken out only when it is its turn.

    ``open`` is there where it is open already, as a mail in a mail is.
    """

    name: str
    media_type: str | None
    take: Callable[[], bytes] = bytes
    open: Callable[[], Opened] | None = None


class Allowance:
    """What is left for files inside of one file: their number and their bytes, at whatever depth."""

    def __init__(self, limits: Limits) -> None:
        self._parts, self._bytes, self.depth = limits.parts, limits.inside, limits.depth

    def take(self, part: Part) -> bytes:
        """Return the bytes of a part and count them. Raises ``Unreadable`` where there is no more room."""
        if self._parts <= 0:
            raise Unreadable(Why.TOO_BIG, "too many files inside of one")
        self._parts -= 1
        data = part.take()
        self._bytes -= len(data)
        if self._bytes < 0:
            raise Unreadable(Why.TOO_BIG, "too many bytes inside of one file")
        return data


def inside(name: str, deeper: str) -> str:
    """Return where a page stands: the name of its part, and of the part in that."""
    short = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME] or "…"
    return f"{short}{BETWEEN}{deeper}" if deeper else short
