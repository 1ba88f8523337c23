"""What somebody holds over time: facts, and the lines they form when one continues another. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kit.ports import Held

MANDATE, POST, GUEST = "mandate", "post", "guest"

Line = tuple[str, str, str]
"""Kind, subject and role: facts of one line continue each other, as a re-election does."""

FOREVER = datetime.max.replace(tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def line_of(held: Held) -> Line:
    """Return the line of a fact; posts that serve other mechanisms are other lines."""
    return held.kind, held.subject, held.role or ",".join(sorted(held.of))


def holds(held: Held, at: datetime) -> bool:
    """Whether a fact holds at an instant."""
    return (held.start is None or held.start <= at) and (held.end is None or at < held.end)


def now_held(facts: Iterable[Held], at: datetime) -> tuple[Held, ...]:
    """Return what is held at an instant, of each line the fact that lasts longest."""
    lines: dict[Line, Held] = {}
    for held in facts:
        if holds(held, at):
            line = line_of(held)
            lines[line] = max(lines.get(line, held), held, key=_end)
    return tuple(lines.values())


def lasts_until(held: Held, facts: Iterable[Held]) -> datetime | None:
    """Return when a fact and those that continue it without a gap end, ``None`` where they do not."""
    line, end = line_of(held), held.end
    others = sorted((one for one in facts if line_of(one) == line), key=_start)
    for other in others:
        if end is None:
            return None
        if _start(other) <= end < _end(other):
            end = other.end
    return end


def held_at(line: Line, facts: Iterable[Held], at: datetime) -> Held | None:
    """Return the fact of a line that holds at an instant, the longest one where there are several."""
    found = [held for held in facts if line_of(held) == line and holds(held, at)]
    return max(found, key=_end, default=None)


def beginnings(facts: Sequence[Held], after: datetime) -> list[tuple[datetime, Held]]:
    """Return what begins later, and when; what only continues something is no beginning."""
    coming = [(held.start, held) for held in facts if held.start is not None and held.start > after]
    new = [one for one in coming if held_at(line_of(one[1]), facts, one[0] - INSTANT) is None]
    return sorted(new, key=lambda one: one[0])


def last_of(line: Line, facts: Iterable[Held], at: datetime) -> Held | None:
    """Return the fact of a line that ended last, at an instant or before it."""
    over = [held for held in facts if line_of(held) == line and held.end is not None and held.end <= at]
    return max(over, key=_end, default=None)


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """Return the last calendar day, somewhere, of what ends at an instant."""
    return (end - INSTANT).astimezone(zone).date()


def serves(post: Held, subject: str) -> bool:
    """Whether a post serves a mechanism or theme; one that is of none in particular serves them all."""
    return post.kind == POST and (not post.of or subject in post.of)


def subjects_of(facts: Sequence[Held]) -> frozenset[str]:
    """Return the mechanisms and themes that facts are about."""
    posts = (held.of for held in facts if held.kind == POST)
    return frozenset(held.subject for held in facts if held.kind != POST).union(*posts)


def _start(held: Held) -> datetime:
    return held.start or datetime.min.replace(tzinfo=UTC)


def _end(held: Held) -> datetime:
    return held.end or FOREVER
