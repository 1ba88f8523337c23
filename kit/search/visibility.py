"""The one filter of who may see what: an answer shows only what every one of its readers may read.

It is applied inside the index query, through :func:`only_in`, so that nothing else is ever looked at.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from tantivy import FieldType, Occur, Query, Schema

from kit.classification import Classification
from kit.events import MemberHeard, Membership
from kit.ids import RoomId, UserId
from kit.ports import RoomRecord

EVER = datetime(1970, 1, 1, tzinfo=UTC)
STRICTNESS = tuple(Classification)
OPENNESS = ("joined", "invited", "shared")
JOINED, INVITED, SHARED = OPENNESS

Standing = Mapping[UserId, Membership]
"""Where everybody stands with one room."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was uploaded from ``since`` on and before ``until``."""

    since: datetime = EVER
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant is in it."""
        return _stamp(self.since) <= _stamp(at) and (self.until is None or _stamp(at) < _stamp(self.until))


Allowed = Mapping[RoomId, Span]
"""The rooms that may be looked into, and for which uploads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer is given and who reads it there; ``record`` is ``None`` for a direct chat of ours."""

    room: RoomId
    readers: frozenset[UserId]
    record: RoomRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A room whose documents may be shown: who stands where, and since when without a break."""

    record: RoomRecord
    standing: Standing
    since: Mapping[UserId, datetime]


def readers_of(standing: Standing, ours: Collection[UserId]) -> frozenset[UserId]:
    """Return who can read what is said in a room: people in it and people invited, without our own accounts.

    The invited count, for they may read it the moment they accept.
    """
    present = {Membership.JOIN, Membership.INVITE}
    return frozenset(user for user, stands in standing.items() if stands in present and user not in ours)


def protects(place: Place, source: RoomRecord) -> bool:
    """Whether words of a room stay as well protected in a place as they are there.

    A direct chat of ours is encrypted and for one person, to whom alone the keys are given. Where all that
    was ever said is shown to whoever comes, nothing of other rooms is said: who comes may not be in those.
    """
    if place.record is None:
        return len(place.readers) == 1
    target = place.record
    return (
        target.history != SHARED
        and (target.encrypted or not source.encrypted)
        and STRICTNESS.index(target.classification) >= STRICTNESS.index(source.classification)
        and OPENNESS.index(target.history) <= OPENNESS.index(source.history)
        and (source.federate or not target.federate)
    )


def span_for(place: Place, source: Source) -> Span | None:
    """Return which uploads of a room all who read in a place may see, ``None`` where there are none."""
    if place.record is not None and source.record.room == place.room:
        return _readable(_receivers(place.readers, source), source, {Membership.JOIN, Membership.INVITE})
    if not protects(place, source.record):
        return None
    return _readable(place.readers, source, {Membership.JOIN})


def spans_for(place: Place, sources: Iterable[Source]) -> dict[RoomId, Span]:
    """Return what all who read in a place may see; nothing at all where nobody is known to read."""
    spans = ((source.record.room, span_for(place, source)) for source in sources)
    return {room: span for room, span in spans if span is not None}


def beyond(allowed: Allowed, shown: Allowed) -> dict[RoomId, Span]:
    """Return what is allowed and not shown already; both reach to this day."""
    rest = dict(allowed)
    for room in allowed.keys() & shown.keys():
        earlier = Span(allowed[room].since, shown[room].since)
        if earlier.since < shown[room].since:
            rest[room] = earlier
        else:
            del rest[room]
    return rest


def since_when(before: datetime | None, heard: MemberHeard, history: str) -> datetime | None:
    """Return since when somebody is in a room after news of them, ``None`` where they are not in it.

    A new name or picture is news of somebody who was there before. Who is invited counts as there where the
    room lets them read from that moment.
    """
    stays = {Membership.JOIN, Membership.INVITE} if history == INVITED else {Membership.JOIN}
    if heard.now not in stays:
        return None
    return before if before is not None and heard.was in stays else heard.at


def only_in(schema: Schema, allowed: Allowed) -> Query:
    """Return the part of a query that lets through what is allowed and nothing else; it weighs nothing."""
    spans = sorted((_bounds(span), room) for room, span in allowed.items())
    groups = [
        (Occur.Should, _within(schema, bounds, [room for _, room in group]))
        for bounds, group in groupby(spans, key=lambda entry: entry[0])
    ]
    return Query.const_score_query(Query.boolean_query(groups), 0) if groups else Query.empty_query()


def stamp(at: datetime) -> int:
    """Return an instant as the index has it, in milliseconds, which is how Matrix counts."""
    return _stamp(at)


def unstamp(milliseconds: int) -> datetime:
    """Return the instant that the index has as a number."""
    return EVER + timedelta(milliseconds=milliseconds)


def _readable(readers: Collection[UserId], source: Source, may: Collection[Membership]) -> Span | None:
    if not readers or any(source.standing.get(reader) not in may for reader in readers):
        return None
    if source.record.history == SHARED or source.record.shows_earlier:
        return Span()
    times = [source.since.get(reader) for reader in readers]
    known = [time for time in times if time is not None]
    return Span(max(known)) if len(known) == len(times) else None


def _receivers(readers: Collection[UserId], source: Source) -> frozenset[UserId]:
    """Return who will be able to read an answer in the room itself: the invited only where it shows them."""
    if source.record.history != JOINED:
        return frozenset(readers)
    return frozenset(r for r in readers if source.standing.get(r) is not Membership.INVITE)


def _within(schema: Schema, bounds: tuple[int, int], rooms: list[RoomId]) -> Query:
    here = Query.term_set_query(schema, "room", rooms)
    lower, upper = bounds
    if not lower and upper < 0:
        return here
    latest = None if upper < 0 else upper
    when = Query.range_query(schema, "at", FieldType.Unsigned, lower, latest, include_upper=latest is None)
    return Query.boolean_query([(Occur.Must, here), (Occur.Must, when)])


def _bounds(span: Span) -> tuple[int, int]:
    return _stamp(span.since), -1 if span.until is None else _stamp(span.until)


def _stamp(at: datetime) -> int:
    return max(0, round(at.timestamp() * 1000))
