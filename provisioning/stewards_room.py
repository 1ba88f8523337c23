"""What the steward tells staff, in the one encrypted room that is theirs."""

from collections.abc import Awaitable, Callable, Sequence
from zoneinfo import ZoneInfo

from kit.effects import Say
from kit.ids import Language, RoomId, RoomKey, UserId
from kit.language import Sentence
from kit.message import saying
from provisioning.drift import Change, told, what
from provisioning.loading import Loaded
from provisioning.office import Office, Reviewed
from provisioning.plan import Cause
from provisioning.plan.steps import InviteBack
from provisioning.register.directory import RegisterDirectory
from provisioning.sentences import HELD, MENDED_UNSEEN
from provisioning.shape import Desired, RoomKind

Speaking = Callable[[Say], Awaitable[object]]


class StewardsRoom:
    """Says each thing once, in the community's language; ``loaded`` and ``desired`` tell what rules now."""

    def __init__(
        self,
        office: Office,
        say: Speaking,
        loaded: Callable[[], Loaded | None],
        desired: Callable[[], Desired],
    ) -> None:
        self._office = office
        self._say = say
        self._loaded = loaded
        self._desired = desired

    async def tell(self, sentence: Sentence, key: str, **values: str) -> bool:
        """Say it; return whether there is a room for it yet."""
        room = self._room()
        if room is not None:
            await self._say(Say(room=room, message=saying(sentence, self.language, **values), key=key))
        return room is not None

    async def tell_change(self, change: Change, found: Reviewed) -> None:
        """Say what was done by hand, and that it was undone."""
        room = found.desired.rooms.get(change.key)
        if room is None:
            return
        await self.tell(
            told(change, room),
            f"mended:{change.event}",
            who=self._name(change.sender),
            member=self._name(change.member or change.sender),
            room=room.look.name,
            what=what(change.what).template(self.language),
        )

    async def tell_rest(self, found: Reviewed, mended: Sequence[Change]) -> None:
        """Say what was undone though nobody was seen to do it, and what waits for a human."""
        seen = {change.key for change in mended}
        for key in sorted(_drifted(found) - seen):
            name = found.plan.names.get(key, key)
            await self.tell(MENDED_UNSEEN, f"mended:{key}:{found.plan.at.isoformat()}", room=name)
        for hold in found.plan.holds:
            name = "" if hold.key is None else f"{found.plan.names.get(hold.key, hold.key)}: "
            await self.tell(HELD, f"held:{hold.id}", what=name + hold.text)

    def is_confidential(self, key: RoomKey) -> bool:
        """Whether a room is Confidential by the files or by our record, or known to neither any more."""
        known = (self._desired().rooms.get(key), self._office.rooms.of_key(key))
        labels = [room.classification for room in known if room is not None]
        return not labels or any(label.is_confidential for label in labels)

    @property
    def zone(self) -> ZoneInfo:
        """The community's zone."""
        loaded = self._loaded()
        return ZoneInfo("UTC" if loaded is None else loaded.community.zone)

    @property
    def language(self) -> Language:
        """The community's language."""
        loaded = self._loaded()
        return Language.ENGLISH if loaded is None else loaded.community.language

    def _room(self) -> RoomId | None:
        for room in self._desired().rooms.values():
            record = self._office.rooms.of_key(room.key) if room.kind is RoomKind.STEWARDS else None
            if record is not None:
                return record.room
        return None

    def _name(self, user: UserId) -> str:
        loaded = self._loaded()
        if loaded is None:
            return user
        server = self._office.homeserver.server_name
        name = RegisterDirectory(loaded.community, loaded.register, server).name(user)
        return user if user.startswith(f"@{name}:") else f"{name} ({user})"


def _drifted(found: Reviewed) -> set[RoomKey]:
    """Return the rooms that somebody changed; who leaves by their own wish is not talked about."""
    steps = found.plan.free().values()
    return {step.key for step in steps if step.cause is Cause.DRIFT and not isinstance(step, InviteBack)}
