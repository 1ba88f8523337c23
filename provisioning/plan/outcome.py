"""What a homeserver would hold once steps are done: lets a plan be tried on paper."""

from collections.abc import Iterable
from dataclasses import replace

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId, server_of
from provisioning.plan.rooms import POWERS
from provisioning.plan.steps import (
    BanPerson,
    CreateRoom,
    DropParent,
    FinishRoom,
    InviteBack,
    LiftBan,
    ListRoom,
    NameParent,
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
from provisioning.shape import Found, FoundMember, FoundRoom, Look


def outcome(found: Found, steps: Iterable[Step], *, steward: UserId) -> Found:
    """Return what is found after the steps, done in their order."""
    rooms = dict(found.rooms)
    for step in steps:
        rooms[step.key] = _after(rooms, step, steward)
    return replace(found, rooms=rooms)


def _after(rooms: dict[RoomKey, FoundRoom], step: Step, steward: UserId) -> FoundRoom:
    if isinstance(step, CreateRoom | FinishRoom):
        return _made(rooms, step)
    room = rooms[step.key]
    match step:
        case RetireRoom():
            gone = {user: FoundMember(membership=Membership.LEAVE, by=steward) for user in step.members}
            return replace(room, members={**room.members, **gone}, parents=frozenset(), children=frozenset())
        case SetPowers(powers=powers, read_only=read_only):
            look = replace(room.look, read_only=read_only)
            room = replace(room, moderators_set_topic=not step.topic_is_ours)
            tampered = tuple(mend for mend in room.tampered if not mend.startswith(POWERS))
            levels = {user: level for user, level in powers.items() if user != steward}
            return replace(room, look=look, powers=levels, tampered=tampered)
        case ListRoom() | UnlistRoom() | NameParent() | DropParent():
            return _linked(rooms, room, step)
        case SeatPerson() | InviteBack() | RemovePerson() | BanPerson() | LiftBan():
            return _standing(room, step, steward)
        case _:
            return _looking(rooms, room, step)


def _made(rooms: dict[RoomKey, FoundRoom], step: CreateRoom | FinishRoom) -> FoundRoom:
    here = rooms.get(step.key)
    return FoundRoom(
        id=RoomId(f"!{step.key}") if here is None else here.id,
        key=step.key,
        look=replace(step.look, encrypted=step.look.encrypted and not step.look.space),
        members={} if here is None else here.members,
        powers=dict(step.powers),
        moderators_set_topic=step.look.topic is None,
        parents=frozenset(rooms[key].id for key in step.parents if key in rooms),
        children=frozenset() if here is None else here.children,
        allow=_ids(rooms, step.look.allow),
    )


def _ids(rooms: dict[RoomKey, FoundRoom], keys: Iterable[RoomKey]) -> frozenset[RoomId]:
    return frozenset(rooms[key].id for key in keys if key in rooms)


def _linked(
    rooms: dict[RoomKey, FoundRoom], room: FoundRoom, step: ListRoom | UnlistRoom | NameParent | DropParent
) -> FoundRoom:
    match step:
        case ListRoom(child=key):
            return replace(room, children=room.children | {rooms[key].id})
        case UnlistRoom(child=child):
            return replace(room, children=room.children - {child})
        case NameParent(parent=key):
            return replace(room, parents=room.parents | {rooms[key].id})
        case DropParent(parent=parent):
            return replace(room, parents=room.parents - {parent})


def _standing(
    room: FoundRoom, step: SeatPerson | InviteBack | RemovePerson | BanPerson | LiftBan, steward: UserId
) -> FoundRoom:
    local = server_of(step.user) == server_of(steward)
    if isinstance(step, SeatPerson) and local:
        member = FoundMember(membership=Membership.JOIN, by=step.user)
    elif isinstance(step, SeatPerson | InviteBack):
        member = FoundMember(membership=Membership.INVITE, by=steward)
    elif isinstance(step, BanPerson):
        member = FoundMember(membership=Membership.BAN, by=steward)
    else:
        member = FoundMember(membership=Membership.LEAVE, by=steward)
    return replace(room, members={**room.members, step.user: member})


def _looking(rooms: dict[RoomKey, FoundRoom], room: FoundRoom, step: Step) -> FoundRoom:
    if isinstance(step, SetJoinRule):
        room = replace(room, allow=_ids(rooms, step.allow))
    if isinstance(step, RestoreAccess):
        return replace(room, tampered=tuple(mend for mend in room.tampered if mend not in step.mends))
    return replace(room, look=_look(room.look, step))


def _look(look: Look, step: Step) -> Look:
    if isinstance(step, SetServers):
        return replace(look, servers=None if step.servers is None else frozenset(step.servers))
    match step:
        case RenameRoom(name=name):
            return replace(look, name=name)
        case SetTopic(topic=topic):
            return replace(look, topic=topic)
        case TurnOnEncryption():
            return replace(look, encrypted=True)
        case SetJoinRule(rule=rule):
            look = replace(look, join_rule=rule)
        case SetHistory(history=history):
            look = replace(look, history=history)
    return look
