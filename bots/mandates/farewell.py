"""What the day brings: what somebody holds no more, and what they newly hold. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from bots.mandates.holding import Line, last_of, line_of, now_held
from kit.ports import Held, SeatTold


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The lines that ended and those that began since somebody was last looked at.

    ``since`` is the latest instant that brought any of it: once the rooms are as they should be then, the
    person is told.
    """

    ended: tuple[Line, ...] = ()
    begun: tuple[Line, ...] = ()
    since: datetime

    def __bool__(self) -> bool:
        return bool(self.ended or self.begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The rooms that are open to somebody: those that what is new opens, and the others."""

    new: tuple[SeatTold, ...]
    kept: tuple[SeatTold, ...]


def lines_of(facts: Sequence[Held], at: datetime) -> frozenset[Line]:
    """Return the lines of which something is held at an instant."""
    return frozenset(map(line_of, now_held(facts, at)))


def turn(known: AbstractSet[Line], facts: Sequence[Held], now: datetime) -> Turn:
    """Return what became different for somebody of whom ``known`` lines were held before."""
    held = {line_of(one): one for one in now_held(facts, now)}
    ended = tuple(sorted(known - held.keys()))
    begun = tuple(sorted(held.keys() - known))
    last = [last_of(line, facts, now) for line in ended]
    instants = [one.end for one in last if one is not None] + [held[line].start for line in begun]
    since = max((instant for instant in instants if instant is not None), default=now)
    return Turn(ended=ended, begun=begun, since=since)


def rooms_of(seats: Sequence[SeatTold], begun: AbstractSet[str]) -> Rooms:
    """Sort the open rooms by whether one of the facts that began opens them."""
    open_now = [seat for seat in seats if seat.open]
    return Rooms(
        new=tuple(seat for seat in open_now if seat.fact in begun),
        kept=tuple(seat for seat in open_now if seat.fact not in begun),
    )
