"""What should be: community file + register + date → every room, and every seat with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.ids import BotName, PersonKey, RoomKey, UserId
from kit.language import Sentence
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import Rule
from provisioning.doubts import Doubting
from provisioning.looks import look_of
from provisioning.reach import Reach, reach_of, reaches
from provisioning.register.model import Register
from provisioning.removed import held_nowhere
from provisioning.shape import BanFact, Desired, DesiredRoom, JoinRule, Power, Seat
from provisioning.standing import Standing
from provisioning.stretches import Admitted, at_instant, lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSeat:
    """A bot that runs here. ``notice`` tells the members of a room what it reads, in the room's topic; of a
    bot that ``indexes`` it is told only where the files of the room are indexed.
    """

    user: UserId
    power: int = Power.BOT
    notice: Sentence | None = None
    indexes: bool = False


Seats = dict[UserId, Seat]


def desired(
    community: Community,
    register: Register,
    at: datetime,
    *,
    server_name: str,
    bans: Sequence[BanFact] = (),
    bots: Mapping[BotName, BotSeat] | None = None,
    standing: Standing | None = None,
) -> Desired:
    """Return all rooms and seats as the files want them at one instant.

    People without an account get no seat; they and everything else that is hardly meant are in ``warnings``.
    Who asks for several instants keeps the ``standing`` of community and register, which answers for all.
    """
    known = standing or Standing(community, register)
    seating = _Seating(community, known, at, server_name, bots or {})
    banned: dict[RoomKey, set[UserId]] = {}
    for ban in bans:
        banned.setdefault(ban.room, set()).add(ban.user)
    rooms = {key: seating.room(spec, banned.get(key, set())) for key, spec in community.rooms.items()}
    doubting = Doubting(community, known, at, seating.accounts, server_name)
    return Desired(
        at=at,
        rooms=rooms,
        warnings=tuple(doubting.doubts(seating.bots.keys(), seating.people)),
        errors=tuple(held_nowhere(community, register, known.days, at)),
    )


def seats_at(seated: Admitted, at: datetime) -> dict[PersonKey, Seat]:
    """Return the seats of a room that people have at an instant, whether they have an account or not."""
    found: dict[PersonKey, Seat] = {}
    for person, stretches in seated.items():
        now = at_instant(stretches, at)
        if now is not None:
            rule, fact = now.reason
            found[person] = Seat(
                person=person, rule=rule, fact=fact, power=now.footing.power, until=lasting(stretches, at)
            )
    return found


class _Seating:
    """Works out seats for one instant, sharing what rooms with the same rules have in common."""

    def __init__(
        self,
        community: Community,
        standing: Standing,
        at: datetime,
        server_name: str,
        bots: Mapping[BotName, BotSeat],
    ) -> None:
        self.community = community
        self.standing = standing
        self.at = at
        self.server_name = server_name
        self.bots = bots
        self.accounts = {key: person.users(server_name) for key, person in standing.people.items()}
        self._people: dict[tuple[Rule, Rule], dict[PersonKey, Seat]] = {}
        self._seats: dict[tuple[Rule, Rule, Reach], Seats] = {}

    def room(self, spec: RoomSpec, banned: set[UserId]) -> DesiredRoom:
        """Return one room with its seats."""
        serving = [name for name in spec.bots if name in self.bots]
        telling = [seat for seat in map(self.bots.__getitem__, serving) if self._tells(seat, spec)]
        notices = [seat.notice for seat in telling if seat.notice]
        language = self.community.language
        return DesiredRoom(
            key=spec.key,
            look=look_of(self.community, spec, notices),
            kind=spec.kind,
            classification=spec.classification,
            parents=spec.parents,
            hidden_in=frozenset(key for key in spec.parents if self._hides(key, spec)),
            seats=self._with_bots(self._of_people(spec), serving, banned),
            bots=frozenset(serving),
            shelves=spec.shelves,
            names={tongue: name for tongue, name in spec.names.items() if tongue is not language},
            origin=spec.place.short,
        )

    def _tells(self, seat: BotSeat, spec: RoomSpec) -> bool:
        return spec.shelves.indexed or not seat.indexes

    def people(self, spec: RoomSpec) -> dict[PersonKey, Seat]:
        """Return who sits in a room, whether they have an account or not."""
        known = self._people.get((spec.who, spec.moderators))
        if known is None:
            known = seats_at(self.standing.seated(spec.who, spec.moderators), self.at)
            self._people[spec.who, spec.moderators] = known
        return known

    def _of_people(self, spec: RoomSpec) -> Seats:
        reach = reach_of(spec, self.server_name)
        known = self._seats.get((spec.who, spec.moderators, reach))
        if known is None:
            known = {
                user: seat
                for person, seat in self.people(spec).items()
                for user in self.accounts[person]
                if reaches(reach, user)
            }
            self._seats[spec.who, spec.moderators, reach] = known
        return known

    def _with_bots(
        self, people: Seats, serving: Sequence[BotName], banned: set[UserId]
    ) -> Mapping[UserId, Seat]:
        if banned:
            people = {user: seat for user, seat in people.items() if user not in banned}
        if not serving:
            return people
        return people | {self.bots[name].user: _bot_seat(name, self.bots[name]) for name in serving}

    def _hides(self, key: RoomKey, spec: RoomSpec) -> bool:
        """Whether a space must not list a room, for people in the space may not know of it."""
        space = self.community.rooms.get(key)
        if spec.listed or space is None:
            return False
        return _entered_by(space) != _entered_by(spec) or space.join is not JoinRule.INVITE


def _entered_by(spec: RoomSpec) -> tuple[object, ...]:
    return spec.who, spec.moderators, spec.federate, spec.servers


def _bot_seat(name: BotName, bot: BotSeat) -> Seat:
    return Seat(person=None, rule="serves the room", fact=f"the bot {name}", power=bot.power)
