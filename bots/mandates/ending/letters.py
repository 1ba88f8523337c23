"""What is to be told, as values that wait in the database until it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bots.mandates.holding import Line
from bots.mandates.notices import Told
from kit.ids import PersonKey

NOBODY = PersonKey("")
"""Whom a letter to staff is about."""


class Kind(StrEnum):
    """What a letter tells; the last two are for staff."""

    NOTICE = "notice"
    CORRECTION = "correction"
    TURN = "turn"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDINGS = "endings"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something to tell once; ``what`` is in JSON's own types.

    It waits until all that the register says until ``since`` is done in the rooms.
    """

    key: str
    kind: Kind
    what: Mapping[str, Any]
    since: datetime
    person: PersonKey = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What somebody held when they were last told, and how often they were told of a change."""

    lines: frozenset[Line] = frozenset()
    suspended: bool = False
    turns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one person was told: notices by end and days, and what was said to go on after all."""

    notices: Mapping[tuple[datetime, int], Told]
    corrected: frozenset[tuple[datetime, Line]] = frozenset()


NEVER = Past(notices={})


def end_of(letter: Letter) -> datetime:
    """Return the end that a notice or a correction is about."""
    return datetime.fromisoformat(letter.what["end"])


def told_in(letter: Letter) -> Told:
    """Return what a notice said to end."""
    return Told(end_of(letter), tuple(map(line_in, letter.what["lines"])))


def line_in(written: Any) -> Line:
    """Return a line as it was written down."""
    kind, subject, role = written
    return kind, subject, role
