"""Judges where everybody stands by a plain reading of the files that rule."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.plan import Plan
from provisioning.plan.steps import InviteBack, RemovePerson, RetireRoom, SeatPerson, SetPowers
from tests.provisioning.deciding.house import GREEN, PRIVATE, Files, Pair, is_local

IN = frozenset({Membership.JOIN, Membership.INVITE})


class Waits:
    """What a plan leaves to a human: who does not come in yet, who is not out yet, whose powers stay."""

    def __init__(self, plan: Plan) -> None:
        steps = [plan.by_id[name] for name in plan.stopped()]
        coming = [step for step in steps if isinstance(step, SeatPerson | InviteBack)]
        self.entries = {(step.key, step.user) for step in coming}
        self.exits = {(step.key, step.user) for step in steps if isinstance(step, RemovePerson)}
        retired = [step for step in steps if isinstance(step, RetireRoom)]
        self.exits |= {(step.key, user) for step in retired for user in step.members}
        self.powers = {step.key for step in steps if isinstance(step, SetPowers)}


@dataclass
class Judge:
    """Remembers what it takes: the bans, since when people have their seats, and what it has seen."""

    homeserver: MemoryHomeserver
    banned: set[Pair] = field(default_factory=set)
    seated: dict[Pair, int] = field(default_factory=dict)
    seen: int = 0

    def standing(self, room: RoomId) -> dict[UserId, Membership]:
        """Return where everybody stands but the steward."""
        members = [one for one in self.homeserver.states[room].values() if one.kind == "m.room.member"]
        stands = {UserId(one.state_key): Membership(one.content["membership"]) for one in members}
        stands.pop(self.homeserver.steward)
        return stands

    def inside(self, room: RoomId) -> set[UserId]:
        return {user for user, stood in self.standing(room).items() if stood in IN}

    def room(self, key: RoomKey, room: RoomId, files: Files, at: datetime, waits: Waits) -> None:
        """Judge who is in a room, who is not, and what powers they have."""
        seats = {
            user: power for user, power in files.seats(key, at).items() if (key, user) not in self.banned
        }
        inside = self.inside(room)
        may_be = {*seats, *(files.visitors(at, self.banned) if key == GREEN else ())}
        intruders = {(key, user) for user in inside - may_be} - waits.exits
        assert not intruders, f"they may not be in: {intruders}"
        self._remember(key, seats)
        asked = {user: self._asked(room, user, self.seated[key, user]) for user in seats}
        assert max(asked.values(), default=0) <= 1, f"they were asked again and again: {asked}"
        out = {user for user in seats.keys() - inside if not self._waits(key, user, waits)}
        missing = {user for user in out if not (asked[user] and self._left(room, user))}
        assert not missing, f"they should be in {key}: {missing}"
        levels: dict[str, Any] = self.homeserver.states[room]["m.room.power_levels", ""].content["users"]
        expected = {user: power for user, power in seats.items() if power}
        assert key in waits.powers or levels == expected, f"powers in {key} go with seats"

    def closed_room(self, key: RoomKey, room: RoomId, waits: Waits) -> None:
        """Judge a room that the files no longer name; what powers are noted there is nobody's business."""
        assert {(key, user) for user in self.inside(room)} <= waits.exits, f"{key} is closed"

    def holds(self, files: Files, began: datetime, waits: Waits) -> None:
        """Only what the files did when they came to rule waits, never what a date brought since."""
        for key, user in waits.exits:
            assert key not in files.rooms or user not in files.seats(key, began), f"{user} is kept in {key}"
        for key, user in waits.entries:
            assert user in files.seats(key, began), f"{user} is kept out of {key}"

    def words(self) -> None:
        """No room's state ever had a name, an address or a reason in it."""
        for _, event in self.homeserver.changes[self.seen :]:
            told = repr((event.state_key, event.content))
            assert not any(word in told for word in PRIVATE)
        self.seen = len(self.homeserver.changes)

    def _remember(self, key: RoomKey, seats: dict[UserId, int]) -> None:
        """Remember since when people have their seats, counted in what had happened by then."""
        for pair in [pair for pair in self.seated if pair[0] == key and pair[1] not in seats]:
            del self.seated[pair]
        for user in seats:
            self.seated.setdefault((key, user), self.seen)

    def _waits(self, key: RoomKey, user: UserId, waits: Waits) -> bool:
        """Whether a seat waits for an account, or for a human."""
        return (is_local(user) and user not in self.homeserver.people) or (key, user) in waits.entries

    def _asked(self, room: RoomId, user: UserId, since: int) -> int:
        """Count how often somebody was asked back who had left by their own wish."""
        went = [
            (number, event.sender == user and event.content["membership"] == "leave")
            for number, (where, event) in enumerate(self.homeserver.changes)
            if where == room and event.kind == "m.room.member" and event.state_key == user
        ]
        return sum(
            left and number >= since for (_, left), (number, _) in pairwise(went) if self._asks(number)
        )

    def _asks(self, number: int) -> bool:
        return bool(self.homeserver.changes[number][1].content["membership"] == "invite")

    def _left(self, room: RoomId, user: UserId) -> bool:
        """Whether somebody is out of a room by their own wish."""
        return self.homeserver.states[room]["m.room.member", user].sender == user
