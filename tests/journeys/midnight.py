"""A zone in which a day is about to end, so that what ends with that day ends while people watch."""

import struct
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

ONE_DAY = timedelta(days=1)


def write_zone(file: Path, day: date, ends: datetime) -> None:
    """Write a time zone in which a day ends at an instant, which is a whole second.

    Python finds it by the path from the folder that ``PYTHONTZPATH`` names.
    """
    ahead = datetime.combine(day + ONE_DAY, time(), UTC) - ends
    assert abs(ahead) < ONE_DAY
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_tzif(round(ahead.total_seconds())))


def _tzif(ahead: int) -> bytes:
    """Return a zone that is always so many seconds ahead of UTC, as RFC 9636 has it."""
    label = b"SOON\0"
    block = (
        b"TZif2"
        + bytes(15)
        + struct.pack(">6l", 0, 0, 0, 0, 1, len(label))
        + struct.pack(">lbb", ahead, 0, 0)
        + label
    )
    return block + block + b"\n\n"
