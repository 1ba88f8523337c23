"""Who will enter and leave which rooms, and when: all that the dates of a register bring. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from kit.ids import PersonKey, RoomKey, UserId
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import Rule
from provisioning.days import BEGINNING, FOREVER
from provisioning.reach import reach_of, reaches
from provisioning.refusing import Refusing
from provisioning.register.model import Person, Register
from provisioning.shape import BanFact, Power
from provisioning.standing import Standing
from provisioning.stretches import Reason, Stretches


class Move(StrEnum):
    """What becomes different for somebody in a room."""

    LEAVES = "leaves"
    READS = "only reads from then on"
    STEPS_DOWN = "no longer moderates"
    SPEAKS = "speaks again"
    LEADS = "moderates"
    ENTERS = "enters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that a date brings somebody in one room. ``power`` is theirs from then on, and 0 out of it.

    ``waits`` says that they have no account yet, so that in truth nothing happens before they have.
    """

    at: datetime
    person: PersonKey
    room: RoomKey
    move: Move
    power: int
    why: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class _Turned:
    """A turn in all rooms of the same rules."""

    at: datetime
    person: PersonKey
    move: Move
    power: int
    why: str


def timeline(
    community: Community,
    register: Register,
    after: datetime,
    until: datetime,
    *,
    server_name: str,
    bans: Sequence[BanFact] = (),
) -> tuple[Turn, ...]:
    """Return all that comes after one instant up to another, that one included, in its order.

    Who has accounts, but none that the room reaches or lets in, does not count.
    """
    telling = _Telling(Standing(community, register), after, until)
    banned = {(ban.room, ban.user) for ban in bans}
    users = {key: person.users(server_name) for key, person in register.people.items()}
    turns = [
        Turn(
            at=turned.at,
            person=turned.person,
            room=spec.key,
            move=turned.move,
            power=turned.power,
            why=turned.why,
            waits=not users[turned.person],
        )
        for spec in community.rooms.values()
        for turned in telling.of(spec.who, spec.moderators)
        if _may_sit(spec, users[turned.person], banned, server_name)
    ]
    return tuple(sorted(turns, key=lambda turn: turn.at))


def _may_sit(
    spec: RoomSpec, users: Sequence[UserId], banned: set[tuple[RoomKey, UserId]], server_name: str
) -> bool:
    reach = reach_of(spec, server_name)
    open_to = (reaches(reach, user) and (spec.key, user) not in banned for user in users)
    return not users or any(open_to)


class _Telling:
    """Reads turns from what is known for all time; rooms with the same rules turn alike."""

    def __init__(self, standing: Standing, after: datetime, until: datetime) -> None:
        self.standing = standing
        self.after = after
        self.until = until
        self._known: dict[tuple[Rule, Rule], tuple[_Turned, ...]] = {}

    def of(self, who: Rule, moderators: Rule) -> tuple[_Turned, ...]:
        """Return the turns of all rooms of these rules."""
        known = self._known.get((who, moderators))
        if known is None:
            known = self._known[who, moderators] = tuple(self._all(who, moderators))
        return known

    def _all(self, who: Rule, moderators: Rule) -> Iterator[_Turned]:
        for key, stretches in self.standing.seated(who, moderators).items():
            if not self._turns_within(stretches):
                continue
            person = self.standing.people[key]
            for at, was, now, reason in _changes(stretches):
                if self.after < at <= self.until:
                    why = self._why_out(person, who, at) if reason is None else _told(reason)
                    power = Power.MEMBER if now is None else now
                    yield _Turned(at, key, _move(was, now), power, why)

    def _turns_within(self, stretches: Stretches) -> bool:
        edges = (edge for one in stretches for edge in (one.start, one.end))
        return any(self.after < edge <= self.until for edge in edges)

    def _why_out(self, person: Person, who: Rule, at: datetime) -> str:
        refusing = Refusing(self.standing, at)
        return refusing.suspended(person) or refusing.unfit(person, who)


_Change = tuple[datetime, Power | None, Power | None, Reason | None]


def _changes(stretches: Stretches) -> Iterator[_Change]:
    """Yield each instant at which somebody's power becomes another: what it was, what it is, and why."""
    last, was = BEGINNING, None
    for one in stretches:
        if was is not None and one.start > last:
            yield last, was, None, None
            was = None
        power = one.footing.power
        if power is not was:
            yield one.start, was, power, one.reason
        last, was = one.end, power
    if was is not None and last != FOREVER:
        yield last, was, None, None


def _move(was: Power | None, now: Power | None) -> Move:
    if now is None:
        return Move.LEAVES
    if was is None:
        return Move.ENTERS
    if now is Power.READER:
        return Move.READS
    if now is Power.MODERATOR:
        return Move.LEADS
    return Move.SPEAKS if was is Power.READER else Move.STEPS_DOWN


def _told(reason: Reason) -> str:
    return f"{reason.fact} ({reason.rule})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one instant brings one person in several rooms at once."""

    at: datetime
    person: PersonKey
    move: Move
    rooms: tuple[RoomKey, ...]
    whys: tuple[str, ...]
    waits: bool = False


def passages(turns: Iterable[Turn], names: Mapping[PersonKey, str]) -> Iterator[Passage]:
    """Yield turns as people read them: by instant, whoever leaves first, each person once for each move."""
    moves = list(Move)

    def order(turn: Turn) -> tuple[datetime, int, str, PersonKey]:
        return turn.at, moves.index(turn.move), names[turn.person].casefold(), turn.person

    for (at, move, _, person), found in groupby(sorted(turns, key=order), key=order):
        together = list(found)
        yield Passage(
            at=at,
            person=person,
            move=moves[move],
            rooms=tuple(turn.room for turn in together),
            whys=tuple(dict.fromkeys(why for turn in together for why in turn.why.split("; "))),
            waits=together[0].waits,
        )
