"""How each step is done on a homeserver, and what is written down around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import NotFound
from kit.ids import RoomId, RoomKey
from provisioning.homeserver import state
from provisioning.homeserver.port import Homeserver, NewRoom
from provisioning.plan.steps import (
    BanPerson,
    CreateRoom,
    DropParent,
    FinishRoom,
    InviteBack,
    LiftBan,
    ListRoom,
    NameParent,
    Relabel,
    RemovePerson,
    RenameRoom,
    RestoreAccess,
    RetireRoom,
    SeatPerson,
    SetHistory,
    SetJoinRule,
    SetPowers,
    SetServers,
    SetTopic,
    Step,
    TurnOnEncryption,
    UnlistRoom,
)
from provisioning.shape import Look

if TYPE_CHECKING:
    from provisioning.apply import Ledger

TOMBSTONE = "m.room.tombstone"

Links = ListRoom | UnlistRoom | NameParent | DropParent
People = SeatPerson | InviteBack | RemovePerson | BanPerson | LiftBan
Access = TurnOnEncryption | SetJoinRule | SetHistory | SetServers | SetPowers | RestoreAccess


@dataclass(frozen=True, slots=True)
class Deeds:
    """Does steps one by one; learns on the way where rooms are that are made."""

    homeserver: Homeserver
    ledger: "Ledger"
    rooms: dict[RoomKey, RoomId]

    async def do(self, step: Step) -> None:
        """Do one step; doing it again does no harm."""
        if isinstance(step, CreateRoom):
            return await self._create(step)
        room = self._room(step.key)
        match step:
            case FinishRoom():
                await self.homeserver.finish_room(room, self._new(step))
                await self.ledger.bind(step.key, room)
            case RetireRoom():
                await self._retire(room, step)
            case RenameRoom(name=name):
                await self.homeserver.set_state(room, "m.room.name", {"name": name})
            case SetTopic(topic=topic):
                await self.homeserver.set_state(room, "m.room.topic", {"topic": topic})
            case Relabel():
                await self.ledger.relabelled(step.key)
            case _:
                await self._do_more(room, step)
        return None

    async def _do_more(self, room: RoomId, step: Links | People | Access) -> None:
        if isinstance(step, Links):
            await self._link(room, step)
        elif isinstance(step, People):
            await self._move(room, step)
        elif isinstance(step, RestoreAccess):
            await self._restore(room, step)
        else:
            kind, content = self._access(step)
            await self.homeserver.set_state(room, kind, content)
            if isinstance(step, SetHistory):
                await self.ledger.history_set(step.key)

    async def _create(self, step: CreateRoom) -> None:
        room = await self.homeserver.create_room(self._new(step))
        self.rooms[step.key] = room
        await self.ledger.bind(step.key, room)

    def _new(self, step: CreateRoom | FinishRoom) -> NewRoom:
        return NewRoom(
            key=step.key,
            look=step.look,
            powers=step.powers,
            parents=tuple(self._room(key) for key in step.parents),
            allow=tuple(self._room(key) for key in sorted(step.look.allow)),
        )

    def _room(self, key: RoomKey) -> RoomId:
        if key not in self.rooms:
            raise NotFound(f"look for the room {key}", message="it has not been made")
        return self.rooms[key]

    async def _retire(self, room: RoomId, step: RetireRoom) -> None:
        for user in step.members:
            await self.homeserver.remove(room, user)
        for space in step.spaces:
            await self.homeserver.set_state(room, "m.space.parent", {}, space)
        for child in step.listed:
            await self.homeserver.set_state(room, "m.space.child", {}, child)

    async def _link(self, room: RoomId, step: Links) -> None:
        server = self.homeserver.server_name
        match step:
            case ListRoom(child=child):
                via = state.space_child(server)
                await self.homeserver.set_state(room, "m.space.child", via, self._room(child))
            case UnlistRoom(child=gone):
                await self.homeserver.set_state(room, "m.space.child", {}, gone)
            case NameParent(parent=parent, first=first):
                via = state.space_parent(server, canonical=first)
                await self.homeserver.set_state(room, "m.space.parent", via, self._room(parent))
            case DropParent(parent=gone):
                await self.homeserver.set_state(room, "m.space.parent", {}, gone)

    async def _move(self, room: RoomId, step: People) -> None:
        match step:
            case SeatPerson(user=user):
                await self.homeserver.seat(room, user)
            case InviteBack(user=user):
                await self.ledger.inviting(step.key, user)
                await self.homeserver.invite(room, user)
                await self.ledger.invited(step.key, user)
            case RemovePerson(user=user):
                await self.homeserver.remove(room, user)
            case BanPerson(user=user):
                await self.homeserver.ban(room, user)
            case LiftBan(user=user):
                await self.homeserver.unban(room, user)

    def _access(
        self, step: TurnOnEncryption | SetJoinRule | SetHistory | SetServers | SetPowers
    ) -> tuple[str, Mapping[str, object]]:
        match step:
            case TurnOnEncryption():
                return "m.room.encryption", state.encryption()
            case SetJoinRule(rule=rule, allow=allow):
                return "m.room.join_rules", state.join_rules(rule, map(self._room, allow))
            case SetHistory(history=history):
                return "m.room.history_visibility", {"history_visibility": history.value}
            case SetServers(servers=servers):
                return "m.room.server_acl", state.server_acl(servers, self.homeserver.server_name)
            case SetPowers(powers=powers, read_only=read_only):
                topic = "ours" if step.topic_is_ours else None
                look = Look(name="", topic=topic, read_only=read_only)
                return "m.room.power_levels", state.power_levels(look, powers)

    async def _restore(self, room: RoomId, step: RestoreAccess) -> None:
        allow = tuple(self._room(key) for key in sorted(step.look.allow))
        ours = state.state_of(NewRoom(key=step.key, look=step.look, allow=allow), self.homeserver.server_name)
        for kind in step.kinds:
            content: Mapping[str, object] = {} if kind == TOMBSTONE else ours.get((kind, ""), {})
            await self.homeserver.set_state(room, kind, content)
