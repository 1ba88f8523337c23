"""Which events in a managed room are not as the files want them; pure, so that most are dismissed at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.events import Event, MemberHeard, Membership, RedactionHeard, StateHeard
from kit.ids import RoomId, RoomKey, UserId
from kit.language import Sentence
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.state import state_of
from provisioning.plan.steps import (
    BanPerson,
    CreateRoom,
    FinishRoom,
    InviteBack,
    LiftBan,
    RemovePerson,
    SeatPerson,
    Step,
)
from provisioning.sentences import (
    MENDED_ENTRY,
    MENDED_EXIT,
    MENDED_STATE,
    MENDED_VISIT,
    WHAT_DOOR,
    WHAT_LISTING,
    WHAT_NAME,
    WHAT_OTHER,
    WHAT_POWERS,
    WHAT_TOPIC,
)
from provisioning.shape import Desired, DesiredRoom

IN = frozenset({Membership.JOIN, Membership.INVITE})
EITHER_WAY = frozenset({"m.room.create", "m.room.member", "m.room.pinned_events", "m.room.canonical_alias"})
WHAT = {
    "m.room.topic": WHAT_TOPIC,
    "m.room.name": WHAT_NAME,
    "m.room.power_levels": WHAT_POWERS,
    "m.room.join_rules": WHAT_DOOR,
    "m.room.history_visibility": WHAT_DOOR,
    "m.room.guest_access": WHAT_DOOR,
    "m.room.server_acl": WHAT_DOOR,
    "m.space.child": WHAT_LISTING,
    "m.space.parent": WHAT_LISTING,
}
_Moves = SeatPerson | RemovePerson | InviteBack | BanPerson | LiftBan


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one managed room should be, with the rooms it speaks of by ID."""

    room: DesiredRoom
    desired: Desired
    ids: Mapping[RoomKey, RoomId]
    steward: UserId
    server_name: str

    def state(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return all the state that the room should have."""
        powers = {user: int(seat.power) for user, seat in self.room.seats.items() if seat.power}
        powers.pop(self.steward, None)
        new = NewRoom(
            key=self.room.key,
            look=self.room.look,
            powers=powers,
            parents=self._ids(self.room.parents),
            allow=self._ids(tuple(sorted(self.room.look.allow))),
            children=self._ids(self._children()),
        )
        return state_of(new, self.server_name)

    def _children(self) -> tuple[RoomKey, ...]:
        here = self.room.key
        rooms = self.desired.rooms.items()
        return tuple(key for key, room in rooms if here in room.parents and here not in room.hidden_in)

    def _ids(self, keys: tuple[RoomKey, ...]) -> tuple[RoomId, ...]:
        return tuple(self.ids[key] for key in keys if key in self.ids)


def is_as_wanted(event: Event, wanted: Wanted) -> bool:
    """Whether an event leaves the room as the files want it, so that nobody need look."""
    match event:
        case MemberHeard():
            return _stands_as_wanted(event, wanted)
        case StateHeard(kind=kind):
            return kind in EITHER_WAY or _is_wanted_state(event, wanted)
        case RedactionHeard():
            return False  # a redaction can empty a piece of state, and does not say which
        case _:
            return True


def _stands_as_wanted(event: MemberHeard, wanted: Wanted) -> bool:
    if event.was is Membership.BAN:
        return False  # a lifted ban gives a seat back that was not wanted so far
    if event.now is Membership.BAN and event.sender != wanted.steward:
        return False  # no hand bans, not even whom nothing lets in
    if event.now in IN and wanted.desired.is_open_to(wanted.room.key, event.member):
        return True
    return event.member == wanted.steward or (event.member in wanted.room.seats) is (event.now in IN)


def _is_wanted_state(event: StateHeard, wanted: Wanted) -> bool:
    if event.kind == "m.room.topic" and wanted.room.look.topic is None:
        return True
    ours = wanted.state().get((event.kind, event.state_key))
    return event.content == ours if ours is not None else not event.content


def is_of_note(event: Event) -> bool:
    """Whether somebody's hand is worth a word, should the event prove to be against the files."""
    if isinstance(event, MemberHeard):
        lifted = event.was is Membership.BAN and event.now is Membership.LEAVE
        return not lifted and (event.now is not Membership.LEAVE or event.sender != event.member)
    return isinstance(event, StateHeard)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something done by hand: by whom, to what kind of state, or to which member."""

    event: str
    key: RoomKey
    sender: UserId
    what: str
    member: UserId | None = None

    def is_mended_by(self, step: Step) -> bool:
        """Whether a step undoes it."""
        if step.key != self.key or isinstance(step, CreateRoom | FinishRoom):
            return False
        if self.member is not None:
            return isinstance(step, SeatPerson | RemovePerson | LiftBan) and step.user == self.member
        return not isinstance(step, _Moves)


def told(change: Change, wanted: DesiredRoom) -> Sentence:
    """Return the sentence that says what was done by hand, and that it was undone."""
    if change.member is None:
        return MENDED_STATE
    if change.member in wanted.seats:
        return MENDED_EXIT
    return MENDED_VISIT if change.member == change.sender else MENDED_ENTRY


def what(kind: str) -> Sentence:
    """Return a word for a kind of state that a person understands."""
    return WHAT.get(kind, WHAT_OTHER)
