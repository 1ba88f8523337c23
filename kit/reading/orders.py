"""How the platform and the nursery speak with each other; it needs none of what reads files."""

import json
from dataclasses import asdict
from typing import Any

from kit.reading.pages import Limits

LAST = bytes(4)
"""The length of the last piece of an answer, before the line that says whether it counts."""
PATIENCE = 3
"""How many times its seconds of computing a file may take by the clock on the wall, on a busy machine."""
MOST_STEPS = 100_000
"""The most steps that a reading is believed to have."""


def order_line(size: int, name: str, media_type: str | None, limits: Limits) -> bytes:
    """Return the line that announces a file of ``size`` bytes."""
    order: dict[str, Any] = {"name": name, "media_type": media_type, "limits": asdict(limits), "size": size}
    return json.dumps(order).encode() + b"\n"


def progress_line(done: int, of: int) -> bytes:
    """Return the line in which a child tells how far it is, before its answer."""
    return json.dumps([done, of]).encode() + b"\n"


def progress_of(line: bytes | bytearray) -> tuple[int, int] | None:
    """Return what such a line tells, ``None`` where it makes no sense: the child may not be itself."""
    try:
        done, of = map(int, json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    return (done, of) if 0 <= done <= of <= MOST_STEPS else None
