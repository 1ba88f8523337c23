"""A steward beside a homeserver in memory, which hears all that happens there."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kit.effects import Say
from kit.errors import Unreachable
from kit.events import Event, MemberHeard, Membership, StateHeard
from kit.ids import EventId, RoomId, UserId
from provisioning.homeserver.port import StateEvent
from provisioning.steward import Steward
from provisioning.store import StoredBans
from tests.provisioning.village import Village


@dataclass
class Listening:
    """A steward that hears all that happens on the village's homeserver, and whose words are kept."""

    village: Village
    steward: Steward = field(init=False)
    said: dict[str, Say] = field(default_factory=dict)
    standing: dict[tuple[RoomId, UserId], Membership] = field(default_factory=dict)
    heard: int = 0
    silent: bool = False

    def __post_init__(self) -> None:
        self.steward = Steward(self.village.office, self.say)
        self.numbers = count(1)

    async def say(self, say: Say) -> EventId:
        if self.silent:
            raise Unreachable("say", message="the server is gone")
        self.said.setdefault(say.key, say)
        return EventId(f"$said{len(self.said)}")

    @property
    def bans(self) -> StoredBans:
        """What moderators and staff ban through."""
        office = self.village.office
        return StoredBans(
            office.database, office.homeserver, office.rooms, office.clock, lambda: self.steward.desired
        )

    def told(self) -> list[str]:
        """Return what was said, but for the heads of the audit."""
        plain = [say.message.plain for key, say in self.said.items() if not key.startswith("head:")]
        return [text.translate({0x2068: None, 0x2069: None}) for text in plain]

    async def hear_all(self) -> None:
        """Let the steward hear everything new, its own doings too."""
        changes = self.village.homeserver.changes
        for number, (room, event) in enumerate(changes[self.heard :], start=self.heard):
            await self.steward.hears(self._event(number, room, event))
        self.heard = len(changes)

    def _event(self, number: int, room: RoomId, event: StateEvent) -> Event:
        where: dict[str, Any] = {
            "room": room,
            "event": EventId(f"$event{number}"),
            "sender": event.sender,
            "at": self.village.clock.now(),
        }
        if event.kind == "m.room.member":
            member, now = UserId(event.state_key), Membership(event.content["membership"])
            was = self.standing.get((room, member))
            self.standing[room, member] = now
            return MemberHeard(**where, member=member, now=now, was=was)
        return StateHeard(**where, kind=event.kind, state_key=event.state_key, content=event.content)

    async def settle(self) -> int:
        """Hear and work until nothing happens any more; returns the requests it took."""
        before = self.village.homeserver.requests_made
        for _ in range(5):
            await self.hear_all()
            await self.steward.work()
        return self.village.homeserver.requests_made - before
