"""A zone in which a day is about to end, so that what ends with that day ends while people watch."""

import struct
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

DAY = 86_400


def zone_whose_day_ends(at: datetime, folder: Path, name: str) -> date:
    """Write a time zone in which midnight comes at a whole second; return the day that ends there.

    Python finds it by ``name`` where ``PYTHONTZPATH`` names the folder.
    """
    since = int(at.astimezone(UTC).timestamp()) % DAY
    offset = -since if since <= DAY // 2 else DAY - since
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_tzif(offset))
    return (at.astimezone(UTC) + timedelta(seconds=offset - 1)).date()


def _tzif(offset: int) -> bytes:
    """Return a zone that is always so many seconds ahead of UTC, as RFC 9636 has it."""
    label = b"SOON\0"
    block = (
        b"TZif2"
        + bytes(15)
        + struct.pack(">6l", 0, 0, 0, 0, 1, len(label))
        + struct.pack(">lbb", offset, 0, 0)
        + label
    )
    return block + block + b"\n\n"
