"""Why somebody sits in a room, or why not: said for each room of a person, and each person of a room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from kit.errors import BadInput
from kit.ids import PersonKey, RoomKey, UserId, server_of
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Named,
    Nobody,
    Rule,
)
from provisioning.desired import desired, reach_of
from provisioning.files import nearest
from provisioning.register.model import Fact, Person, Register
from provisioning.shape import BanFact, Desired, Seat
from provisioning.standing import Standing, fits, standing

UNFIT = {
    Everyone: "holds nothing at this time",
    Named: "is not named in the community file",
    Nobody: "nobody is let in",
}
"""Why a rule that asks for nothing dated does not let somebody in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One person and one room: the seats there by account, or why there is none."""

    person: PersonKey
    room: RoomKey
    seats: tuple[tuple[UserId, Seat], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonExplained:
    """All rooms of a person, those they are in first, in the order of the file."""

    person: Person
    name: str
    rooms: tuple[Explained, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomExplained:
    """All people of a room. ``who`` and ``moderators`` are its rules in words; bots have no entry."""

    room: RoomSpec
    name: str
    who: str
    moderators: str
    people: tuple[Explained, ...]


class Explaining:
    """Answers why, for one instant; a room or person that is not there gets the nearest name."""

    def __init__(
        self,
        community: Community,
        register: Register,
        at: datetime,
        *,
        server_name: str,
        bans: Sequence[BanFact] = (),
    ) -> None:
        self.community = community
        self.register = register
        self.server_name = server_name
        self.bans = {(ban.room, ban.user): ban for ban in bans}
        self.now: Standing = standing(register, at)
        self.desired: Desired = desired(community, register, at, server_name=server_name, bans=bans)
        self.zone = ZoneInfo(community.zone)

    def person(self, key: PersonKey) -> PersonExplained:
        """Return every room with the person's seat in it or why there is none."""
        person = self.register.people[key]
        rooms = [self.pair(person, spec) for spec in self.community.rooms.values()]
        rooms.sort(key=lambda one: not one.seats)
        return PersonExplained(person=person, name=person.name, rooms=tuple(rooms))

    def room(self, key: RoomKey) -> RoomExplained:
        """Return everybody in the register with their seat in the room or why they have none."""
        spec = self.community.rooms[key]
        people = [self.pair(person, spec) for person in self.register.people.values()]
        people.sort(key=lambda one: not one.seats)
        return RoomExplained(
            room=spec,
            name=self.community.spoken(spec.names),
            who=str(spec.who),
            moderators=str(spec.moderators),
            people=tuple(people),
        )

    def pair(self, person: Person, spec: RoomSpec) -> Explained:
        """Return one person's seats in one room, or why there is none."""
        wanted = self.desired.rooms[spec.key].seats
        users = person.users(self.server_name)
        seats = tuple((user, wanted[user]) for user in users if user in wanted)
        refused = "" if seats else "; ".join(dict.fromkeys(self._why_not(person, spec)))
        return Explained(person=person.key, room=spec.key, seats=seats, refused=refused)

    def find_person(self, word: str) -> PersonKey:
        """Return who is meant by a key, a name, an account or a user ID. Raises :class:`BadInput`."""
        called = self._called()
        for name, key in called.items():
            if name.casefold() == word.casefold():
                return key
        near = nearest(word, called)
        raise BadInput(
            f"nobody in the register is called “{word}”" + (f"; did you mean “{near}”?" if near else "")
        )

    def _called(self) -> dict[str, PersonKey]:
        called: dict[str, PersonKey] = {}
        for key, person in self.register.people.items():
            accounts = (
                name for user in person.users(self.server_name) for name in (user, user[1:].split(":")[0])
            )
            for name in (key, person.name, *accounts):
                called.setdefault(name, key)
        return called

    def _why_not(self, person: Person, spec: RoomSpec) -> Iterator[str]:
        admitted = self.now.admitted(AnyOf((spec.who, spec.moderators)))
        suspension = person.suspended(self.now.at)
        if suspension is not None:
            yield f"suspended since {self._day(suspension.start)}: {suspension.reason}"
        elif person.key not in admitted:
            yield self._unfit(person, spec.who)
        elif not person.accounts:
            yield "has no account yet"
        else:
            yield from self._kept_out(person, spec)

    def _kept_out(self, person: Person, spec: RoomSpec) -> Iterator[str]:
        reach = reach_of(spec, self.server_name)
        for user in person.users(self.server_name):
            ban = self.bans.get((spec.key, user))
            if ban is not None:
                yield f"banned by {ban.by} on {self._day(ban.at)}: {ban.reason}"
            elif reach is not None and server_of(user) not in reach:
                yield f"the room does not reach {server_of(user)}, where {user} is"

    def _unfit(self, person: Person, rule: Rule) -> str:
        """Return why a rule does not let somebody in, the date of a fact before anything else."""
        match rule:
            case HoldsMandate() | HoldsPost() | GuestOf():
                return self._missing(person, rule)
            case AnyOf(rules):
                return self._nearest_miss(person, rules)
            case AllOf(rules):
                outside = [one for one in rules if person.key not in self.now.admitted(one)]
                return self._unfit(person, outside[0])
            case Except(inner, but):
                held = self.now.admitted(but).get(person.key)
                return self._unfit(person, inner) if held is None else f"left out: {held.rule} ({held.fact})"
            case Everyone() | Named() | Nobody():
                return UNFIT[type(rule)]
            case _:
                assert_never(rule)

    def _nearest_miss(self, person: Person, rules: tuple[Rule, ...]) -> str:
        dated = [self._unfit(person, one) for one in rules if self._dated(person, one)]
        return "; ".join(dict.fromkeys(dated)) or f"asked is one who {AnyOf(rules)}"

    def _dated(self, person: Person, rule: Rule) -> bool:
        """Whether a fact of other dates would fit the rule."""
        match rule:
            case HoldsMandate() | HoldsPost() | GuestOf():
                return any(fits(rule, fact) for fact in person.facts)
            case AnyOf(rules):
                return any(self._dated(person, one) for one in rules)
            case Except(inner):
                return self._dated(person, inner) or person.key in self.now.admitted(inner)
            case _:
                return False

    def _missing(self, person: Person, rule: HoldsMandate | HoldsPost | GuestOf) -> str:
        facts = [fact for fact in person.facts if fits(rule, fact)]
        told = (self._when(fact) for fact in facts)
        return "; ".join(dict.fromkeys(told)) or f"asked is one who {rule}"

    def _when(self, fact: Fact) -> str:
        if fact.start is not None and self.now.at < fact.start:
            return f"begins on {self._day(fact.start)}: {fact.words}"
        last = "" if fact.end is None else f" on {self._day(fact.end - timedelta(microseconds=1))}"
        return f"ended{last}: {fact.words}"

    def _day(self, at: datetime) -> str:
        return at.astimezone(self.zone).date().isoformat()
