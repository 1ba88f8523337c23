"""How an officer writes a number of days: “14 days”, “2 weeks”, “30 days read only”."""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, WithJsonSchema

from provisioning.judging import wrong

MOST_DAYS = 3650
"""More days than this are a mistake."""

DAYS = re.compile(r"(?P<number>\d{1,6}) ?(?P<unit>days?|weeks?)(?P<reading>,? read[- ]only)?")
LIKE_LEAD, LIKE_GRACE = "14 days", "30 days or 30 days read only"


class GraceDays(NamedTuple):
    """Days after an end, and whether they are for reading alone."""

    days: int
    read_only: bool


def _parsed(given: Any, like: str) -> GraceDays:
    """Return what was written. Raises the error of what is not a number of days."""
    said = " ".join(given.split()) if isinstance(given, str) else ""
    if said.isdecimal():
        raise wrong(f"“{said}” does not say of what", f"{said} days")
    found = DAYS.fullmatch(said)
    if found is None:
        shown = f"“{said}” is" if said else "this is"
        raise wrong(f"{shown} not a number of days", f"words such as {like}")
    days = int(found["number"]) * (7 if found["unit"].startswith("week") else 1)
    if days > MOST_DAYS:
        raise wrong(f"“{said}” is more than ten years", f"at most {MOST_DAYS} days")
    return GraceDays(days, found["reading"] is not None)


def _lead(given: Any) -> int:
    found = _parsed(given, LIKE_LEAD)
    if found.read_only:
        raise wrong("before something begins, nobody only reads", f"{found.days} days")
    return found.days


def _grace(given: Any) -> GraceDays:
    return _parsed(given, LIKE_GRACE)


Lead = Annotated[
    int,
    PlainValidator(_lead),
    WithJsonSchema({"type": "string", "pattern": r"^\d+ (days?|weeks?)$", "examples": [LIKE_LEAD]}),
]
"""Days before something begins."""

Grace = Annotated[
    GraceDays,
    PlainValidator(_grace),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d+ (days?|weeks?)(,? read[- ]only)?$",
            "examples": ["30 days", "30 days read only"],
        }
    ),
]
"""Days after something has ended, perhaps for reading alone."""
