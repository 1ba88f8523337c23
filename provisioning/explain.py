"""Why somebody sits in a room, or why not: said for each room of a person, and each person of a room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.errors import BadInput
from kit.ids import PersonKey, RoomKey, UserId, server_of
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import Except, Rule
from provisioning.desired import desired, seats_at
from provisioning.files import nearest
from provisioning.reach import reach_of, reaches
from provisioning.refusing import Refusing
from provisioning.register.model import Person, Register
from provisioning.shape import BanFact, Desired, Seat
from provisioning.standing import Standing


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
    """Answers why, for one instant; a room or person that is not there gets the nearest name.

    Who asks for several instants hands on the ``standing`` of community and register.
    """

    def __init__(
        self,
        community: Community,
        register: Register,
        at: datetime,
        *,
        server_name: str,
        bans: Sequence[BanFact] = (),
        standing: Standing | None = None,
    ) -> None:
        self.community = community
        self.register = register
        self.server_name = server_name
        self.bans = {(ban.room, ban.user): ban for ban in bans}
        self.at = at
        self.standing = standing or Standing(community, register)
        self.refusing = Refusing(self.standing, at)
        self.desired: Desired = desired(
            community, register, at, server_name=server_name, bans=bans, standing=self.standing
        )

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

    def seat(self, person: PersonKey, spec: RoomSpec) -> Seat | None:
        """Return the seat that the rules of a room give somebody, whatever accounts they have."""
        seated = self.standing.seated(spec.who, spec.moderators)
        return seats_at({person: seated.get(person, ())}, self.at).get(person)

    def leaves_out(self, person: PersonKey, rule: Rule) -> bool:
        """Whether a rule would let somebody in, were there not an exception that fits them."""
        if not isinstance(rule, Except):
            return False
        fits = (self.standing.stretch(one, person, self.at) for one in (rule.rule, rule.but))
        return all(stretch is not None for stretch in fits)

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
        suspended = self.refusing.suspended(person)
        if suspended:
            yield suspended
        elif self.seat(person.key, spec) is None:
            yield self.refusing.unfit(person, spec.who)
        elif not person.accounts:
            yield "has no account yet"
        else:
            yield from self._kept_out(person, spec)

    def _kept_out(self, person: Person, spec: RoomSpec) -> Iterator[str]:
        reach = reach_of(spec, self.server_name)
        for user in person.users(self.server_name):
            ban = self.bans.get((spec.key, user))
            if ban is not None:
                yield f"banned by {ban.by} on {self.refusing.day(ban.at)}: {ban.reason}"
            elif not reaches(reach, user):
                yield f"the room does not reach {server_of(user)}, where {user} is"
