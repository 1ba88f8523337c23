"""Tells staff of a changed security identity, and accepts the one that they have asked the person about."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bots.steward import rules, words
from kit.about import about
from kit.commands import reply
from kit.effects import Effect, Say
from kit.errors import OtherIdentity, Refusal
from kit.events import IdentityChanged
from kit.ids import RoomKey, UserId
from kit.message import saying
from kit.part import Asked, Ports
from kit.ports import RoomRecord

USAGE = "!trust @user key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusting:
    """What staff are told of people's keys. ``seen`` are the new ones that nobody has accepted yet.

    The command repeats the beginning of the key: a server that shows another one between the telephone call
    and the command gets nothing.
    """

    ports: Ports
    programs: AbstractSet[UserId]
    room: RoomKey
    seen: dict[UserId, str] = field(default_factory=dict)

    async def alarm(self, changed: IdentityChanged) -> Sequence[Effect]:
        """Tell staff once of each new key, and how to accept it."""
        record = await self._room_of_staff()
        if changed.user in self.programs:
            return ()
        self.seen[changed.user] = changed.seen
        if record is None:
            return ()
        key = rules.fingerprint(changed.seen)
        message = saying(
            words.IDENTITY_CHANGED,
            record.language,
            name=self.ports.people.name(changed.user),
            user=changed.user,
            key=key,
            command=f"!trust {changed.user} {key}",
        )
        return [Say(room=record.room, message=message, key=f"identity:{changed.user}:{changed.seen}")]

    async def accept(self, asked: Asked) -> Sequence[Effect]:
        """Accept the new security identity of somebody; whoever is in the stewards' room may."""
        record, identities = self.ports.rooms.record(asked.heard.room), self.ports.identities
        if record is None or record.key != self.room or identities is None:
            raise Refusal(words.ONLY_STEWARDS)
        named = about(asked)
        if named is None or not named.reason:
            raise Refusal(words.SAY_WHOM_AND_WHICH_KEY, usage=USAGE)
        name = self.ports.people.name(named.user)
        seen = self.seen.get(named.user)
        if seen is None:
            raise Refusal(words.NOTHING_TO_TRUST, name=name)
        if named.reason != rules.fingerprint(seen):
            raise Refusal(words.OTHER_KEY, name=name)
        try:
            await identities.accept_identity(named.user, seen)
        except OtherIdentity:
            raise Refusal(words.OTHER_KEY, name=name) from None
        self.seen.pop(named.user, None)
        return [reply(asked.heard, saying(words.TRUSTED, asked.language, name=name), direct=asked.direct)]

    async def _room_of_staff(self) -> RoomRecord | None:
        records = [self.ports.rooms.record(room) for room in await self.ports.matrix.joined_rooms()]
        return next((record for record in records if record is not None and record.key == self.room), None)
