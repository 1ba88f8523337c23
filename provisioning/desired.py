"""What should be: community file + register + date → every room, and every seat with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.ids import BotName, PersonKey, RoomKey, UserId, server_of
from kit.language import Sentence
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import AnyOf, Named, Nobody, Rule
from provisioning.files import nearest
from provisioning.looks import look_of
from provisioning.register.model import Register
from provisioning.shape import BanFact, Desired, DesiredRoom, Power, Seat, Warned
from provisioning.standing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSeat:
    """A bot that runs here. ``notice`` tells the members of a room what it reads, in the room's topic."""

    user: UserId
    power: int = Power.BOT
    notice: Sentence | None = None


Seats = dict[UserId, Seat]


@dataclass(frozen=True, slots=True)
class _Reach:
    """Which servers' accounts may sit in a room; ``None`` where any may."""

    servers: frozenset[str] | None

    def lets(self, user: UserId) -> bool:
        """Whether an account is on a server that the room reaches."""
        return self.servers is None or server_of(user) in self.servers


def reach_of(spec: RoomSpec, server_name: str) -> frozenset[str] | None:
    """Return the servers whose accounts may sit in a room, ``None`` where all may."""
    if not spec.federate:
        return frozenset({server_name})
    return None if spec.servers is None else spec.servers | {server_name}


def desired(
    community: Community,
    register: Register,
    at: datetime,
    *,
    server_name: str,
    bans: Sequence[BanFact] = (),
    bots: Mapping[BotName, BotSeat] | None = None,
) -> Desired:
    """Return all rooms and seats as the files want them at one instant.

    People without an account get no seat; they and everything else that is hardly meant are in ``warnings``.
    """
    seating = _Seating(standing(register, at), server_name, bots or {})
    banned: dict[RoomKey, set[UserId]] = {}
    for ban in bans:
        banned.setdefault(ban.room, set()).add(ban.user)
    rooms = {
        key: seating.room(community, spec, banned.get(key, set())) for key, spec in community.rooms.items()
    }
    return Desired(at=at, rooms=rooms, warnings=tuple(_warnings(community, seating)))


class _Seating:
    """Works out seats for one instant, sharing what rooms with the same rules have in common."""

    def __init__(self, now: Standing, server_name: str, bots: Mapping[BotName, BotSeat]) -> None:
        self.now = now
        self.server_name = server_name
        self.bots = bots
        self._people: dict[tuple[Rule, Rule, frozenset[str] | None], Seats] = {}

    def room(self, community: Community, spec: RoomSpec, banned: set[UserId]) -> DesiredRoom:
        """Return one room with its seats."""
        serving = [name for name in spec.bots if name in self.bots]
        notices = [notice for name in serving if (notice := self.bots[name].notice)]
        others = {tongue: name for tongue, name in spec.names.items() if tongue is not community.language}
        return DesiredRoom(
            key=spec.key,
            look=look_of(community, spec, notices),
            kind=spec.kind,
            classification=spec.classification,
            parents=spec.parents,
            seats=self._seats(spec, serving, banned),
            bots=frozenset(serving),
            names=others,
            origin=spec.place.short,
        )

    def _seats(
        self, spec: RoomSpec, serving: Sequence[BotName], banned: set[UserId]
    ) -> Mapping[UserId, Seat]:
        people = self._seated(spec.who, spec.moderators, reach_of(spec, self.server_name))
        if banned:
            people = {user: seat for user, seat in people.items() if user not in banned}
        if not serving:
            return people
        return people | {self.bots[name].user: _bot_seat(name, self.bots[name]) for name in serving}

    def _seated(self, who: Rule, moderators: Rule, reach: frozenset[str] | None) -> Seats:
        known = self._people.get((who, moderators, reach))
        if known is None:
            known = dict(self._each_seat(who, moderators, _Reach(reach)))
            self._people[who, moderators, reach] = known
        return known

    def _each_seat(self, who: Rule, moderators: Rule, reach: _Reach) -> Iterator[tuple[UserId, Seat]]:
        members, leading = self.now.admitted(who), self.now.admitted(moderators)
        for person in {**members, **leading}:
            why = members.get(person) or leading[person]
            power = Power.MODERATOR if person in leading else Power.MEMBER
            seat = Seat(person=person, rule=why.rule, fact=why.fact, power=power)
            for user in self.now.people[person].users(self.server_name):
                if reach.lets(user):
                    yield user, seat


def _bot_seat(name: BotName, bot: BotSeat) -> Seat:
    return Seat(person=None, rule="serves the room", fact=f"the bot {name}", power=bot.power)


def _warnings(community: Community, seating: _Seating) -> Iterator[Warned]:
    for spec in community.rooms.values():
        where = spec.place.short
        yield from (Warned(where=where, text=text) for text in _doubts(spec, seating))
    yield from _waiting(community, seating)


def _doubts(spec: RoomSpec, seating: _Seating) -> Iterator[str]:
    """Yield what is hardly meant in one room, as sentences."""
    for rule, what in ((spec.who, "may enter"), (spec.moderators, "moderates")):
        if not isinstance(rule, Nobody) and not seating.now.admitted(rule):
            yield f"nobody {what} {spec.key}: no one {rule}"
        for person in sorted(_named(rule) - set(seating.now.people)):
            near = nearest(person, seating.now.people)
            yield f"{spec.key} names “{person}”, who is not in the register" + (
                f"; did you mean “{near}”?" if near else ""
            )
    for name in spec.bots:
        if name not in seating.bots:
            yield f"{spec.key} is to be served by “{name}”, which is not running here"
    yield from _out_of_reach(spec, seating)


def _named(rule: Rule) -> frozenset[PersonKey]:
    match rule:
        case Named(people):
            return people
        case AnyOf(rules):
            return frozenset().union(*map(_named, rules))
        case _:
            return frozenset()


def _out_of_reach(spec: RoomSpec, seating: _Seating) -> Iterator[str]:
    reach = _Reach(reach_of(spec, seating.server_name))
    if reach.servers is None:
        return
    for person in seating.now.admitted(AnyOf((spec.who, spec.moderators))):
        for user in seating.now.people[person].users(seating.server_name):
            if not reach.lets(user):
                yield f"{user} gets no seat in {spec.key}, which does not reach the server {server_of(user)}"


def _waiting(community: Community, seating: _Seating) -> Iterator[Warned]:
    """Yield each person who would have seats but has no account yet."""
    without = {key for key in seating.now.present if not seating.now.people[key].accounts}
    rooms = dict.fromkeys(sorted(without), 0) if without else {}
    for spec in community.rooms.values() if without else ():
        for key in without & seating.now.admitted(AnyOf((spec.who, spec.moderators))).keys():
            rooms[key] += 1
    for key, count in rooms.items():
        person = seating.now.people[key]
        text = f"{person.name} waits for an account, and with it for {count} room{'' if count == 1 else 's'}"
        yield Warned(where=person.place.short, text=text)
