"""How the platform and the nursery speak with each other; it needs none of what reads files."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from kit.reading.pages import Limits

LAST = bytes(4)
"""The length of the last piece of an answer, before the line that says whether it counts."""
PATIENCE = 3
"""How many times its seconds of computing a file may take by the clock on the wall, on a busy machine."""
MOST_STEPS = 100_000
"""The most steps that a reading is believed to have."""


FOR_SCANS = "scans"
"""What a nursery is started with that has eyes for pictures of text."""
SCANS = b'"scans"\n'
"""The line by which a child tells that there are pictures of text that it cannot read."""


class Wish(StrEnum):
    """What is wanted of a file."""

    TEXT = "text"
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is to be looked at, what for, and what that may cost; its bytes come after it."""

    name: str
    media_type: str | None
    limits: Limits
    wish: Wish = Wish.TEXT

    def line(self, size: int) -> bytes:
        """Return the line that announces a file of ``size`` bytes."""
        return json.dumps({**asdict(self), "size": size}).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> tuple["Order", int]:
        """Return the order of such a line, and how many bytes follow."""
        said = json.loads(line)
        limits = Limits(**said["limits"])
        return cls(said["name"], said["media_type"], limits, Wish(said["wish"])), int(said["size"])


def progress_line(done: int, of: int) -> bytes:
    """Return the line in which a child tells how far it is, before its answer."""
    return json.dumps([done, of]).encode() + b"\n"


def progress_of(line: bytes | bytearray) -> tuple[int, int] | None:
    """Return what such a line tells, ``None`` where it makes no sense: the child may not be itself."""
    try:
        done, of = map(int, json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    return (done, of) if 0 <= done <= of <= MOST_STEPS and of else None
