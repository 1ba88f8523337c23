"""What is to be told now, from what people hold and what was told before. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2s
from zoneinfo import ZoneInfo

from bots.mandates.ending.letters import NEVER, Kind, Known, Letter, Past
from bots.mandates.farewell import lines_of, turn
from bots.mandates.holding import Line, line_of
from bots.mandates.notices import Notice, corrections, due
from bots.mandates.reviewing import overdue, week_of
from kit.ids import PersonKey
from kit.ports import Registered

Announced = AbstractSet[tuple[PersonKey, datetime, int]]
"""Whose ends staff were told of, and how many days before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Letters to write, and what is known of people from now on."""

    letters: tuple[Letter, ...] = ()
    known: Mapping[PersonKey, Known]
    announced: Announced = frozenset()

    def __bool__(self) -> bool:
        return bool(self.letters or self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was told until now."""

    known: Mapping[PersonKey, Known]
    past: Mapping[PersonKey, Past]
    announced: Announced
    lists: AbstractSet[str]


def decide(
    people: Sequence[Registered],
    memory: Memory,
    now: datetime,
    days: Collection[int],
    community: ZoneInfo,
) -> Decided:
    """Return what to tell at this moment; what people hold when they are first seen is no news."""
    letters: list[Letter] = []
    known: dict[PersonKey, Known] = {}
    for person in people:
        before = memory.known.get(person.key)
        if person.accounts and before is None:
            known[person.key] = Known(lines=lines_of(person.holds, now), suspended=person.suspended)
        elif person.accounts and before is not None:
            told, after = _of_one(person, before, memory.past.get(person.key, NEVER), now, days)
            letters += told
            if after != before:
                known[person.key] = after
    staff, announced = endings(people, memory, now, days, community)
    return Decided(
        letters=(*letters, *staff, *reviews(people, memory, now, community)),
        known=known,
        announced=announced,
    )


def endings(
    people: Iterable[Registered],
    memory: Memory,
    now: datetime,
    days: Collection[int],
    community: ZoneInfo,
) -> tuple[tuple[Letter, ...], Announced]:
    """Return the list of ends for staff, no more than one a day, and what it announces."""
    key = f"{Kind.ENDINGS}:{now.astimezone(community).date()}"
    if key in memory.lists:
        return (), frozenset()
    found = [
        (person.key, notice)
        for person in people
        for notice in due(person.holds, now, frozenset(), days, zone=community)
        if (person.key, notice.end, notice.days) not in memory.announced
    ]
    if not found:
        return (), frozenset()
    rows = [{"person": who, **_written(notice)} for who, notice in found]
    letter = Letter(key=key, kind=Kind.ENDINGS, what={"rows": rows}, since=now)
    return (letter,), frozenset((who, notice.end, notice.days) for who, notice in found)


def reviews(
    people: Iterable[Registered], memory: Memory, now: datetime, community: ZoneInfo
) -> tuple[Letter, ...]:
    """Return the weekly list of posts to look at; an empty one is written as well, and told to nobody."""
    week = week_of(now, community)
    if week is None or f"{Kind.REVIEWS}:{week}" in memory.lists:
        return ()
    rows = [{"person": one.person.key, "post": one.post.key} for one in overdue(people, now, community)]
    return (Letter(key=f"{Kind.REVIEWS}:{week}", kind=Kind.REVIEWS, what={"rows": rows}, since=now),)


def _of_one(
    person: Registered, before: Known, past: Past, now: datetime, days: Collection[int]
) -> tuple[list[Letter], Known]:
    if person.suspended != before.suspended:
        kind = Kind.SUSPENDED if person.suspended else Kind.RESUMED
        turns = before.turns + 1
        letter = Letter(key=f"{kind}:{person.key}:{turns}", kind=kind, what={}, since=now, person=person.key)
        return [letter], replace(before, suspended=person.suspended, turns=turns)
    if person.suspended:
        return [], before
    turned, after = _turned(person, before, now)
    return [*_corrected(person, before.lines, past, now), *turned, *_noticed(person, past, now, days)], after


def _turned(person: Registered, before: Known, now: datetime) -> tuple[list[Letter], Known]:
    change = turn(before.lines, person.holds, now)
    if not change:
        return [], before
    turns = before.turns + 1
    what = {"ended": [*map(list, change.ended)], "begun": [*map(list, change.begun)]}
    key = f"{Kind.TURN}:{person.key}:{turns}"
    letter = Letter(key=key, kind=Kind.TURN, what=what, since=change.since, person=person.key)
    return [letter], replace(before, lines=lines_of(person.holds, now), turns=turns)


def _noticed(person: Registered, past: Past, now: datetime, days: Collection[int]) -> list[Letter]:
    notices = due(person.holds, now, past.notices.keys(), days, zone=ZoneInfo(person.zone))
    return [
        Letter(
            key=f"{Kind.NOTICE}:{person.key}:{_text(notice.end)}:{notice.days}",
            kind=Kind.NOTICE,
            what=_written(notice),
            since=now,
            person=person.key,
        )
        for notice in notices
    ]


def _corrected(person: Registered, held: AbstractSet[Line], past: Past, now: datetime) -> list[Letter]:
    """Return the good news about what the person was said to lose, and has not lost."""
    found = corrections(person.holds, past.notices.values(), past.corrected)
    return [
        Letter(
            key=f"{Kind.CORRECTION}:{person.key}:{_text(one.end)}:{_short(line_of(one.held))}",
            kind=Kind.CORRECTION,
            what={"end": _text(one.end), "lines": [list(line_of(one.held))]},
            since=now,
            person=person.key,
        )
        for one in found
        if line_of(one.held) in held
    ]


def _written(notice: Notice) -> dict[str, object]:
    lines = [list(line_of(held)) for held in notice.holds]
    return {"end": _text(notice.end), "days": notice.days, "lines": lines}


def _short(line: Line) -> str:
    return blake2s("\n".join(line).encode(), digest_size=8).hexdigest()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
