"""Takes over a room that others made, and says honestly what cannot be taken over with it."""

from dataclasses import dataclass
from typing import Any

from kit.errors import BadInput
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.files import nearest
from provisioning.homeserver import reading
from provisioning.homeserver.port import RoomState
from provisioning.loading import Loaded
from provisioning.office import Office
from provisioning.store import record

FOREVER = 12
"""From this room version on, creators have a power that nobody can take back."""
TOP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What taking over a room would mean. ``keeps`` are people whose power cannot be removed, ever."""

    key: RoomKey
    room: RoomId
    name: str
    version: str
    keeps: tuple[UserId, ...]
    members: int

    @property
    def advice(self) -> str:
        """Say what an officer should know before, in one or two sentences."""
        if not self.keeps:
            return f"“{self.name}” can be taken over wholly."
        names = ", ".join(self.keeps)
        return (
            f"{names} made “{self.name}” or has full power in it; this cannot be taken back, so they can "
            "always enter and change it. A replacement room would be ours alone: add --replace to have one "
            "made, to which the old room then points."
        )

    def as_json(self) -> dict[str, Any]:
        """Return it in JSON's own types."""
        return {
            "key": self.key,
            "room": self.room,
            "name": self.name,
            "version": self.version,
            "keeps": list(self.keeps),
            "members": self.members,
            "advice": self.advice,
        }


async def consider(office: Office, loaded: Loaded, key: RoomKey, place: str) -> Adoption:
    """Look at a room, by ID or ``#alias:server``, that should stand for a key of the file; change nothing.

    Raises :class:`BadInput` where it cannot.
    """
    if key not in loaded.community.rooms:
        near = nearest(key, loaded.community.rooms)
        hint = f" Did you mean “{near}”?" if near else ""
        raise BadInput(f"the community file has no room “{key}”.{hint}")
    room = await office.homeserver.resolve(place) if place.startswith("#") else RoomId(place)
    await _refuse_bound(office, key, room)
    state = await office.homeserver.inspect(room)
    return _adoption(key, room, state, office.homeserver.steward)


async def _refuse_bound(office: Office, key: RoomKey, room: RoomId) -> None:
    bound = (await office.provisioned.memory()).bound
    if key in bound:
        raise BadInput(f"“{key}” stands for the room {bound[key]} already; a key has one room")
    others = [other for other, at in bound.items() if at == room]
    if others:
        raise BadInput(f"the room {room} is “{others[0]}” already")
    mark = await office.homeserver.mark(room)
    if mark is not None:
        raise BadInput(f"the room {room} was made by us as “{mark}”; apply finds it by itself")


def _adoption(key: RoomKey, room: RoomId, state: RoomState, steward: UserId) -> Adoption:
    version = str(reading.content_of(state, "m.room.create").get("room_version", "1"))
    powers = reading.found_powers(state)
    mighty = {user for user, level in powers.items() if level >= TOP}
    if version.isdecimal() and int(version) >= FOREVER:
        mighty |= reading.creators(state)
    joined = [
        event
        for event in state.values()
        if event.kind == "m.room.member" and event.content.get("membership") == Membership.JOIN
    ]
    name = reading.content_of(state, "m.room.name").get("name")
    return Adoption(
        key=key,
        room=room,
        name=name if isinstance(name, str) and name else room,
        version=version,
        keeps=tuple(sorted(mighty - {steward})),
        members=len(joined),
    )


async def adopt(office: Office, adoption: Adoption, *, by: str) -> None:
    """Take the room over; the next plan brings it to what the file wants, holds included.

    Taken over before it is bound: a crash between leaves the steward in a room that is not managed, and the
    command can be given again.
    """
    await office.homeserver.take_over(adoption.room)
    await office.provisioned.bind(adoption.key, adoption.room, adopted=True)
    body = {"by": by, **adoption.as_json()}
    await record(office.database, "adopted", body, office.clock.now())


async def point_to_replacement(office: Office, adoption: Adoption, *, by: str) -> RoomId:
    """Let the old room say that it has moved to the room that apply made for the key; return that room."""
    bound = (await office.provisioned.memory()).bound
    if adoption.key not in bound:
        raise BadInput(f"“{adoption.key}” has no room yet; apply the community first")
    new = bound[adoption.key]
    await office.homeserver.take_over(adoption.room)
    moved = {"body": "This room has moved.", "replacement_room": new}
    await office.homeserver.set_state(adoption.room, "m.room.tombstone", moved)
    body = {"by": by, "replacement": new, **adoption.as_json()}
    await record(office.database, "replaced", body, office.clock.now())
    return new
