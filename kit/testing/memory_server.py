"""A homeserver in memory that several accounts share, and that fails on demand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from kit.errors import Forbidden, MatrixFailure, NotFound
from kit.events import (
    DevicesChanged,
    Event,
    FileHeard,
    Heard,
    IdentityChanged,
    InvitedHeard,
    MemberHeard,
    Membership,
    MessageHeard,
    ReactionHeard,
    RedactionHeard,
    StateHeard,
    StillUnreadable,
)
from kit.ids import EventId, RoomId, UserId
from kit.ports import Clock
from kit.testing.clock import StillClock

if TYPE_CHECKING:
    from kit.testing.memory_matrix import MemoryMatrix

PRESENT = frozenset({Membership.JOIN, Membership.INVITE})
"""The standings that count as being in a room when keys are shared or a direct chat is judged."""


@dataclass
class MemoryRoom:
    """What the server knows of one room.

    ``moves`` are all changes of where people stand; ``shown_to`` has events that only some may ever read.
    """

    id: RoomId
    encrypted: bool
    members: dict[UserId, Membership] = field(default_factory=dict)
    state: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    timeline: dict[EventId, Heard] = field(default_factory=dict)
    redacted: set[EventId] = field(default_factory=set)
    moves: dict[UserId, list[MemberHeard]] = field(default_factory=dict)
    shown_to: dict[EventId, frozenset[UserId]] = field(default_factory=dict)

    @property
    def history(self) -> str:
        """From when people may read: ``shared``, as where nothing is set, ``invited`` or ``joined``."""
        content = self.state.get(("m.room.history_visibility", ""), {})
        return str(content.get("history_visibility", "shared"))

    def keep(self, event: Heard) -> None:
        """Keep an event, and to whom alone it may ever be shown where the room's history is not shared."""
        self.timeline[event.event] = event
        if self.history != "shared":
            self.shown_to[event.event] = self.present if self.history == "invited" else self.joined

    def shows(self, event: EventId, user: UserId) -> bool:
        """Whether somebody who is in the room may read an event that stands there."""
        there = event in self.timeline and event not in self.redacted
        return there and user in self.shown_to.get(event, {user})

    @property
    def joined(self) -> frozenset[UserId]:
        """Who hears what is said now."""
        return frozenset(user for user, standing in self.members.items() if standing is Membership.JOIN)

    @property
    def present(self) -> frozenset[UserId]:
        """Who is in the room or invited to it."""
        return frozenset(user for user, standing in self.members.items() if standing in PRESENT)


@dataclass
class Failing:
    """A failure that was asked for: raised by the next ``times`` calls whose name is ``doing``."""

    failure: MatrixFailure
    doing: str | None
    times: int


class MemoryServer:
    """Rooms, files and events of a pretend homeserver; people act through the methods named for acts.

    Everything happens at once: no call waits. ``fail`` makes coming calls of our accounts raise.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or StillClock()
        self.rooms: dict[RoomId, MemoryRoom] = {}
        self.media: dict[str, bytes] = {}
        self.names: dict[UserId, str] = {}
        self.log: list[tuple[Event, frozenset[UserId]]] = []
        self._numbers = count(1)
        self._failing: list[Failing] = []
        self._before: dict[str, Callable[[], object]] = {}
        self._accounts: WeakSet[MemoryMatrix] = WeakSet()
        self._sealed: set[EventId] = set()

    def account(self, user: UserId) -> "MemoryMatrix":
        """Sign an account in; it hears what happens from now on."""
        from kit.testing.memory_matrix import MemoryMatrix

        matrix = MemoryMatrix(self, user)
        self._accounts.add(matrix)
        return matrix

    def fail(self, failure: MatrixFailure, *, doing: str | None = None, times: int = 1) -> None:
        """Make the next ``times`` calls raise; ``doing`` names one method of the port, such as ``"say"``."""
        self._failing.append(Failing(failure, doing, times))

    def before(self, doing: str, act: Callable[[], object]) -> None:
        """Let something happen just before the next call of one method of the port, such as ``"say"``."""
        self._before[doing] = act

    def may_fail(self, doing: str) -> None:
        """Do or raise what was asked for, if anything was."""
        self._before.pop(doing, lambda: None)()
        for failing in self._failing:
            if failing.times > 0 and failing.doing in (None, doing):
                failing.times -= 1
                raise failing.failure

    def room(self, *members: UserId, encrypted: bool = True, history: str = "shared") -> RoomId:
        """Make a room in which ``members`` are joined; ``history`` is from when they may read."""
        room = MemoryRoom(RoomId(f"!room{next(self._numbers)}"), encrypted)
        self.rooms[room.id] = room
        if history != room.history:
            room.state["m.room.history_visibility", ""] = {"history_visibility": history}
        for member in members:
            self.put_member(room.id, member, Membership.JOIN, by=member)
        return room.id

    def put_member(
        self, room: RoomId, member: UserId, now: Membership, *, by: UserId, reason: str | None = None
    ) -> None:
        """Change where somebody stands with a room, as ``by``; nobody's right to do so is asked."""
        where = self.find(room)
        was = where.members.get(member)
        heard = MemberHeard(**self._stamp(room, by), member=member, now=now, was=was, reason=reason)
        hearing = where.joined | {member}
        where.members[member] = now
        where.moves.setdefault(member, []).append(heard)
        if now is Membership.INVITE:
            self.announce(InvitedHeard(room=room, by=by), {member})
            hearing -= {member}
        self._post(heard, hearing | where.joined)

    def invite(self, room: RoomId, member: UserId, by: UserId) -> None:
        """Invite somebody."""
        self.put_member(room, member, Membership.INVITE, by=by)

    def join(self, room: RoomId, member: UserId) -> None:
        """Let somebody enter."""
        self.put_member(room, member, Membership.JOIN, by=member)

    def leave(self, room: RoomId, member: UserId, by: UserId | None = None) -> None:
        """Let somebody leave by their own wish, or be put out by another."""
        self.put_member(room, member, Membership.LEAVE, by=by or member)

    def say(self, room: RoomId, sender: UserId, body: str, **given: Any) -> EventId:
        """Say something on a confirmed device; any field of :class:`MessageHeard` can be given."""
        where = self.heard_in(room, sender)
        usual: dict[str, Any] = {"encrypted": where.encrypted, "verified": where.encrypted}
        return self._post(MessageHeard(**self._stamp(room, sender), body=body, **(usual | given)))

    def upload(self, room: RoomId, sender: UserId, name: str, data: bytes, **given: Any) -> EventId:
        """Post a file as a person."""
        where = self.heard_in(room, sender)
        usual: dict[str, Any] = {"mxc": self.keep(data), "size": len(data), "encrypted": where.encrypted}
        return self._post(FileHeard(**self._stamp(room, sender), name=name, **(usual | given)))

    def keep(self, data: bytes) -> str:
        """Keep the bytes of a file, and return where."""
        mxc = f"mxc://palais.localhost/{next(self._numbers)}"
        self.media[mxc] = data
        return mxc

    def keep_key(self, event: EventId) -> None:
        """Let nobody of ours be able to decrypt an event that they look back at."""
        self._sealed.add(event)

    def give_key(self, room: RoomId, event: EventId) -> None:
        """Give its key to our accounts, who hear it then."""
        self._sealed.discard(event)
        where = self.find(room)
        found: Any = where.timeline[event]
        self.announce(found, where.joined)

    def opened(self, room: MemoryRoom, event: EventId) -> Event:
        """Return an event of a room as our accounts can read it."""
        found: Any = room.timeline[event]
        if event not in self._sealed:
            return found  # type: ignore[no-any-return]  # every Heard of a timeline is an Event
        return StillUnreadable(room=found.room, event=event, sender=found.sender, at=found.at)

    def react(self, room: RoomId, sender: UserId, target: EventId, emoji: str) -> EventId:
        """React as a person."""
        self.heard_in(room, sender)
        return self._post(ReactionHeard(**self._stamp(room, sender), target=target, emoji=emoji))

    def redact(self, room: RoomId, sender: UserId, target: EventId, reason: str | None = None) -> EventId:
        """Take an event back as a person."""
        self.heard_in(room, sender).redacted.add(target)
        return self._post(RedactionHeard(**self._stamp(room, sender), target=target, reason=reason))

    def put_state(
        self, room: RoomId, sender: UserId, kind: str, content: Mapping[str, Any], state_key: str = ""
    ) -> EventId:
        """Set a piece of state as a person."""
        self.heard_in(room, sender).state[kind, state_key] = content
        return self._post(
            StateHeard(**self._stamp(room, sender), kind=kind, state_key=state_key, content=content)
        )

    def sign_in_elsewhere(self, user: UserId) -> None:
        """Let a person get a new device: everybody who shares an encrypted room with them hears of it."""
        shared = [room.joined for room in self.rooms.values() if room.encrypted and user in room.present]
        self.announce(DevicesChanged(user=user), frozenset().union(*shared) - {user})

    def change_identity(self, user: UserId, pinned: str = "old", seen: str = "new") -> None:
        """Let a person's cross-signing identity change in the eyes of every account."""
        everyone = {account.user for account in self._accounts}
        self.announce(IdentityChanged(user=user, pinned=pinned, seen=seen), everyone - {user})

    def announce(self, event: Event, hearing: Iterable[UserId]) -> None:
        """Let the given accounts hear an event; for what has no method of its own here."""
        self.log.append((event, frozenset(hearing)))
        for account in self._accounts:
            account.wake()

    def messages(self, room: RoomId) -> list[MessageHeard]:
        """Return what stands in a room now, oldest first, edits as events of their own."""
        where = self.find(room)
        return [
            event
            for event in where.timeline.values()
            if isinstance(event, MessageHeard) and event.event not in where.redacted
        ]

    def reactions(self, room: RoomId, target: EventId) -> list[ReactionHeard]:
        """Return the reactions that stand under an event now."""
        where = self.find(room)
        return [
            event
            for event in where.timeline.values()
            if isinstance(event, ReactionHeard)
            and event.target == target
            and event.event not in where.redacted
        ]

    def find(self, room: RoomId) -> MemoryRoom:
        """Return a room. Raises ``NotFound``."""
        try:
            return self.rooms[room]
        except KeyError:
            raise NotFound(f"look into {room}", "M_NOT_FOUND") from None

    def heard_in(self, room: RoomId, sender: UserId) -> MemoryRoom:
        """Return a room in which the sender may speak. Raises ``Forbidden``."""
        where = self.find(room)
        if sender not in where.joined:
            raise Forbidden(f"speak in {room}", "M_FORBIDDEN", f"{sender} is not in the room")
        return where

    def post(self, room: RoomId, sender: UserId, make: Callable[[dict[str, Any]], Heard]) -> EventId:
        """Post an event that ``make`` builds from the fields all heard events share."""
        self.heard_in(room, sender)
        return self._post(make(self._stamp(room, sender)))

    def _stamp(self, room: RoomId, sender: UserId) -> dict[str, Any]:
        event = EventId(f"$event{next(self._numbers)}")
        return {"room": room, "event": event, "sender": sender, "at": self.clock.now()}

    def _post(self, event: Any, hearing: frozenset[UserId] | None = None) -> EventId:
        where = self.rooms[event.room]
        where.keep(replace(event))
        self.announce(event, where.joined if hearing is None else hearing)
        posted: EventId = event.event
        return posted
