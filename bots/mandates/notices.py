"""When people are told that something they hold will end, and when that it goes on after all. Pure."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bots.mandates.holding import Line, held_at, last_day, lasts_until, line_of, now_held
from kit.ports import Held

MORNING, EVENING = time(9), time(21)
"""When notices are read: nobody is woken by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What ends at ``end`` together, told on the day that the community chose, ``days`` before the last."""

    end: datetime
    days: int
    holds: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that was given: which lines were said to end, and when."""

    end: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What goes on after all, though it was said to end at ``end``; ``until`` is when it ends now."""

    end: datetime
    held: Held
    until: datetime | None


def due(
    facts: Sequence[Held],
    now: datetime,
    sent: AbstractSet[tuple[datetime, int]],
    days: Collection[int],
    *,
    zone: ZoneInfo,
) -> tuple[Notice, ...]:
    """Return the notices to give to a reader in a zone, the nearest end first.

    Only the latest day that has come counts, so that a long stop is followed by one notice and not by three;
    what began after that day is not spoken of, for its beginning was told with its end. ``sent`` are the
    ends and days told already.
    """
    if not MORNING <= now.astimezone(zone).time() < EVENING:
        return ()
    ends: dict[datetime, list[Held]] = {}
    for held in now_held(facts, now):
        end = lasts_until(held, facts)
        if end is not None:
            ends.setdefault(end, []).append(held)
    notices = []
    for end in sorted(ends):
        come = [count for count in days if told_on(end, count, zone) <= now]
        if come and (end, min(come)) not in sent:
            since = told_on(end, min(come), zone)
            older = tuple(one for one in ends[end] if _held_since(one, facts, since, end))
            notices.append(Notice(end=end, days=min(come), holds=older))
    return tuple(notice for notice in notices if notice.holds)


def told_on(end: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the morning, in a zone, of the day so many days before the last one."""
    return datetime.combine(last_day(end, zone) - timedelta(days=days), MORNING, zone)


def days_left(end: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Return how many days there are, by a calendar on the wall, until the last one."""
    return (last_day(end, zone) - now.astimezone(zone).date()).days


def corrections(
    facts: Sequence[Held], told: Iterable[Told], corrected: AbstractSet[tuple[datetime, Line]]
) -> tuple[Correction, ...]:
    """Return what was said to end and goes on, as the register has it now; each line once."""
    found: dict[tuple[datetime, Line], Correction] = {}
    for notice in told:
        for line in notice.lines:
            held = held_at(line, facts, notice.end)
            if held is not None and (notice.end, line) not in corrected:
                found[notice.end, line] = Correction(notice.end, held, lasts_until(held, facts))
    return tuple(found.values())


def _held_since(held: Held, facts: Sequence[Held], since: datetime, end: datetime) -> bool:
    """Whether what ends at ``end`` was held already, without a gap."""
    earlier = held_at(line_of(held), facts, since)
    return earlier is not None and lasts_until(earlier, facts) == end
