"""The community of the tests in which anything may happen: its rooms, its people, and who may sit where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kit.ids import PersonKey, RoomKey, UserId
from provisioning.community.rules import Everyone, Named, Nobody, Rule
from provisioning.register.model import Person
from tests.provisioning.any_register import KEYS, PLACE, Dates, Reading

SPACE, GREEN, OWLS, ATTIC, OFFICE = map(RoomKey, ("house", "green", "owls", "attic", "office"))
SETTINGS: Mapping[RoomKey, Mapping[str, Any]] = {
    SPACE: {"federation": "yes"},
    GREEN: {"federation": "yes", "join": "space"},
    OWLS: {"federation": "no", "classification": "confidential"},
    ATTIC: {"federation": "no", "classification": "confidential"},
    OFFICE: {"federation": "no", "classification": "confidential", "kind": "stewards"},
}
"""How the rooms are set, the space around them first. Green stands open to the members of the space."""

SERVER = "palais.localhost"
STAFF = PersonKey("cleo")
CLEO, STRANGER = UserId(f"@cleo:{SERVER}"), UserId(f"@mallory:{SERVER}")
ACCOUNTS = dict(zip(KEYS, [("p0",), ("p1", "@p1:far.example"), ("@p2:far.example",), ("p3",)], strict=True))
AWAITED = UserId(f"@p3:{SERVER}")
"""An account that is made late, if ever."""
SPARE = ("spare", "@spare:far.example")
THERE = (CLEO, STRANGER, UserId(f"@p0:{SERVER}"), UserId(f"@p1:{SERVER}"), UserId(f"@spare:{SERVER}"))
"""The accounts that are there from the beginning."""

PRIVATE = ("Vesna", "post.example", "a quarrel")
"""What names, addresses and reasons are made of, and no room may show."""

Pair = tuple[RoomKey, UserId]


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room of the community: who sits there, and who leads it."""

    who: Rule
    moderators: Rule


@dataclass(frozen=True, kw_only=True)
class Files:
    """What rules: the rooms, and everybody with what they hold."""

    zone: str
    rooms: Mapping[RoomKey, Room]
    people: Mapping[PersonKey, Person]

    def seats(self, key: RoomKey, at: datetime) -> dict[UserId, int]:
        """Return who has a seat in a room, with the power that goes with it, bans aside."""
        room, found = self.rooms[key], dict[UserId, int]()
        for person in self.people.values():
            power = self.power(room, person, at)
            if power is not None:
                found |= {user: power for user in users(person) if reaches(key, user)}
        return found

    def power(self, room: Room, person: Person, at: datetime) -> int | None:
        """Return somebody's power in a room by a plain reading of its rules, ``None`` without a seat."""
        if any(one.start <= at and (one.end is None or at < one.end) for one in person.suspensions):
            return None
        # A suspension begins and ends at any time of the day, all else with a day of the calendar.
        there = Reading(Dates(self.zone, at.date()), replace(person, suspensions=()), at)
        return there.power(room.who, room.moderators)

    def visitors(self, at: datetime, banned: set[Pair]) -> set[UserId]:
        """Return who may enter the room that is open to the members of the space."""
        inside = self.seats(SPACE, at)
        return {user for user in inside if not {(SPACE, user), (GREEN, user)} & banned}

    def turn(self, after: datetime) -> datetime | None:
        """Return the next beginning of a day at which somebody's place changes, as far as one can see."""
        known = Dates(self.zone, after.date())
        now = self._everywhere(after)
        dawns = (known.dawn(number) for number in range(60))
        later = (dawn for dawn in dawns if dawn - after > timedelta(seconds=1))
        return next((dawn for dawn in later if self._everywhere(dawn) != now), None)

    def _everywhere(self, at: datetime) -> dict[RoomKey, dict[UserId, int]]:
        return {key: self.seats(key, at) for key in self.rooms}

    def with_person(self, person: Person) -> "Files":
        return replace(self, people={**self.people, person.key: person})

    def with_rules(self, key: RoomKey, who: Rule, moderators: Rule) -> "Files":
        return self.with_rooms({**self.rooms, key: Room(who=who, moderators=moderators)})

    def with_rooms(self, rooms: Mapping[RoomKey, Room]) -> "Files":
        return replace(self, rooms={key: rooms[key] for key in SETTINGS if key in rooms})


def house(
    zone: str, rooms: Mapping[RoomKey, tuple[Rule, Rule]], heads: Rule, people: Mapping[PersonKey, Person]
) -> Files:
    """Return files with these rules, and these people among those who are always there."""
    everybody = {key: _settled(people.get(key, _nobody(key))) for key in KEYS}
    everybody[STAFF] = replace(_nobody(STAFF), name="Vesna Cleo", accounts=("cleo",))
    rules = {SPACE: (Everyone(), heads), **rooms, OFFICE: (Named(frozenset({STAFF})), Nobody())}
    made = {key: Room(who=who, moderators=moderators) for key, (who, moderators) in rules.items()}
    return Files(zone=zone, rooms={key: made[key] for key in SETTINGS}, people=everybody)


def users(person: Person) -> tuple[UserId, ...]:
    return person.users(SERVER)


def is_local(user: UserId) -> bool:
    return user.endswith(f":{SERVER}")


def reaches(key: RoomKey, user: UserId) -> bool:
    return is_local(user) or SETTINGS[key]["federation"] == "yes"


def _nobody(key: PersonKey) -> Person:
    return Person(key=key, name=key, place=PLACE)


def _settled(person: Person) -> Person:
    """Give somebody what no room may show, and their accounts; nothing stands in the register twice."""
    facts = {(one.kind, one.subject, one.role, one.of, one.start): one for one in person.facts}
    conflicts = {(one.subject, one.start): one for one in person.conflicts}
    return replace(
        person,
        name=f"Vesna {person.key}",
        email=f"{person.key}@post.example",
        accounts=ACCOUNTS[person.key],
        facts=tuple(facts.values()),
        conflicts=tuple(conflicts.values()),
    )
