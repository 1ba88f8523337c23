"""All that a plan is made from, and the small questions its parts ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kit.ids import RoomId, RoomKey, UserId, server_of
from provisioning.plan.steps import Cause
from provisioning.shape import Desired, DesiredRoom, Found, FoundRoom, Memory, Power, Seat

STEWARDS_LEVEL = 100
"""The steward's number in a room that it did not create; in its own rooms it needs none."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The inputs of one plan.

    ``previous`` is what the files that last were wholly applied want now, ``before`` what they wanted then;
    ``begun`` is what the files that are planned wanted when they came to rule, if they rule already.
    ``without_account`` are wanted people whose accounts the homeserver does not have. ``banned`` and
    ``children`` are the bans, sorted by room, and the rooms that each space lists.
    """

    desired: Desired
    found: Found
    memory: Memory
    steward: UserId
    previous: Desired | None = None
    before: Desired | None = None
    begun: Desired | None = None
    without_account: frozenset[UserId] = frozenset()
    suspended: frozenset[UserId] = frozenset()
    banned: Mapping[RoomKey, frozenset[UserId]] = field(default_factory=dict)
    children: Mapping[RoomKey, tuple[RoomKey, ...]] = field(default_factory=dict)
    _powers: dict[int, Mapping[UserId, int]] = field(default_factory=dict, init=False, repr=False)

    def room_id(self, key: RoomKey) -> RoomId | None:
        """Return where a room is, if it is anywhere yet."""
        found = self.found.rooms.get(key)
        return found.id if found is not None else self.memory.bound.get(key)

    def then(self, key: RoomKey) -> DesiredRoom | None:
        """Return the room as the earlier files want it now."""
        return None if self.previous is None else self.previous.rooms.get(key)

    def is_new(self, room: FoundRoom) -> bool:
        """Whether the room is only just being made, from the very files that are planned now."""
        return self.previous is not None and self.then(room.key) is None and not room.adopted

    def is_ours(self, room: FoundRoom, user: UserId) -> bool:
        """Whether the account's place is beyond us: the steward's own, and those we cannot remove."""
        if user == self.steward or user in room.creators:
            return True
        return room.adopted and user in self.peers(room)

    def peers(self, room: FoundRoom) -> dict[UserId, int]:
        """Return who in an adopted room has as much power as the steward, which cannot be taken back."""
        if not room.adopted:
            return {}
        return {
            user: level
            for user, level in room.powers.items()
            if level >= STEWARDS_LEVEL and user != self.steward
        }

    def is_local(self, user: UserId) -> bool:
        """Whether the account is on this homeserver, so that it can be joined without being asked."""
        return server_of(user) == server_of(self.steward)

    def is_bot(self, key: RoomKey, user: UserId) -> bool:
        """Whether the files, as they are or were, seat the account as a bot."""
        rooms = (self.then(key), self.desired.rooms.get(key))
        seats = (room.seats.get(user) for room in rooms if room is not None)
        return any(seat is not None and seat.person is None for seat in seats)

    def seats(self, room: DesiredRoom) -> Iterator[tuple[UserId, Seat]]:
        """Yield the seats to be given: all but those of the banned."""
        out = self.banned.get(room.key)
        if not out:
            return iter(room.seats.items())
        return ((user, seat) for user, seat in room.seats.items() if user not in out)

    def powers(self, room: DesiredRoom) -> Mapping[UserId, int]:
        """Return the levels other than the default that the seats carry; a room is gone through once."""
        known = self._powers.get(id(room))
        if known is None:
            known = self._powers[id(room)] = {
                user: int(seat.power)
                for user, seat in self.seats(room)
                if seat.power != Power.MEMBER and user != self.steward
            }
        return known

    def entry_cause(self, key: RoomKey, user: UserId) -> Cause:
        """Say what made it necessary to bring somebody in."""
        then = self.then(key)
        if then is None or user not in then.seats:
            came_later = self.begun is not None and not _had(self.begun, key, user)
            return Cause.DATE if came_later else Cause.FILE
        return Cause.DRIFT if _had(self.before, key, user) else Cause.DATE

    def exit_cause(self, key: RoomKey, user: UserId) -> Cause:
        """Say what made it necessary to take somebody out; when in doubt, the files."""
        if user in self.suspended:
            return Cause.SUSPENSION
        if _had(self.begun, key, user):
            return Cause.DATE
        then = self.then(key)
        if then is None:
            return Cause.DATE if _had(self.before, key, user) else Cause.FILE
        if user in then.seats:
            return Cause.FILE
        if _had(self.before, key, user):
            return Cause.DATE
        # People an adopted room came with were let in by nobody's hand against the files.
        found = self.found.rooms.get(key)
        return Cause.FILE if found is not None and found.adopted else Cause.DRIFT

    def change_cause(self, key: RoomKey, setting: str) -> Cause:
        """Say whether the files changed a setting, or somebody's hand."""
        then, now = self.then(key), self.desired.rooms[key]
        if then is None or getattr(then.look, setting) != getattr(now.look, setting):
            return Cause.FILE
        return Cause.DRIFT


def _had(desired: Desired | None, key: RoomKey, user: UserId) -> bool:
    return desired is not None and key in desired.rooms and user in desired.rooms[key].seats
