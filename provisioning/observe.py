"""What is there: the managed rooms as the homeserver has them, in the shape of what is wanted."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver import reading
from provisioning.homeserver.port import Homeserver, RoomState
from provisioning.shape import Found, FoundMember, FoundRoom, Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sighting:
    """Which rooms to read: those we bound, and others that carry our mark."""

    bound: Mapping[RoomId, RoomKey]
    marked: Mapping[RoomId, RoomKey]
    foreign: frozenset[RoomId]


async def observe(
    homeserver: Homeserver,
    memory: Memory,
    *,
    only: Collection[RoomKey] | None = None,
    foreign: frozenset[RoomId] = frozenset(),
) -> Found:
    """Read the managed rooms, or those bound under the keys of ``only``.

    A room is managed where our database binds it, or where the steward sent its creation event with our key
    in it; no other state counts. ``foreign`` are joined rooms known to be none of ours: they are not asked
    about again, and stand in the answer with those met this time.
    """
    sighting = _bound(memory, only) if only is not None else await _sight(homeserver, memory, foreign)
    keys = {**sighting.marked, **sighting.bound}
    states = await homeserver.read(keys)
    rooms = [found_room(room, keys[room], state, homeserver, memory) for room, state in states.items()]
    chosen, doubles = _choose(rooms, sighting)
    known = {room: key for key, room in memory.bound.items()} | {room.id: room.key for room in chosen}
    return Found(
        rooms={room.key: _with_allowed(room, known) for room in chosen},
        doubles=tuple(sorted(doubles)),
        foreign=sighting.foreign,
    )


def found_room(
    room: RoomId, key: RoomKey, state: RoomState, homeserver: Homeserver, memory: Memory
) -> FoundRoom:
    """Return one room as its state shows it; ``look.allow`` stays empty, since it takes all rooms' keys."""
    steward = homeserver.steward
    return FoundRoom(
        id=room,
        key=key,
        look=reading.found_look(state, homeserver.server_name),
        version=str(reading.content_of(state, "m.room.create").get("room_version", "1")),
        members=_members(state, steward),
        powers={user: level for user, level in reading.found_powers(state).items() if user != steward},
        children=reading.linked_rooms(state, "m.space.child"),
        parents=reading.linked_rooms(state, "m.space.parent"),
        allow=reading.allowed_rooms(state),
        complete=all((kind, "") in state for kind in reading.NEEDED),
        tampered=reading.tampered(state),
        moderators_set_topic=reading.moderators_set_topic(state),
        creators=reading.creators(state) - {steward},
        adopted=key in memory.adopted,
    )


def _bound(memory: Memory, only: Collection[RoomKey]) -> _Sighting:
    bound = {memory.bound[key]: key for key in only if key in memory.bound}
    return _Sighting(bound=bound, marked={}, foreign=frozenset())


async def _sight(homeserver: Homeserver, memory: Memory, foreign: frozenset[RoomId]) -> _Sighting:
    joined = await homeserver.joined_rooms()
    bound = {room: key for key, room in memory.bound.items() if room in joined}
    unknown = tuple(joined - bound.keys() - foreign)
    marks = await asyncio.gather(*(homeserver.mark(room) for room in unknown))
    marked = {room: key for room, key in zip(unknown, marks, strict=True) if key is not None}
    others = joined - bound.keys() - marked.keys()
    return _Sighting(bound=bound, marked=marked, foreign=frozenset(others))


def _choose(
    rooms: Iterable[FoundRoom], sighting: _Sighting
) -> tuple[list[FoundRoom], list[tuple[RoomKey, RoomId]]]:
    """Return one room for each key, the bound one or else the best made, and the rest as doubles."""
    chosen: dict[RoomKey, FoundRoom] = {}
    doubles: list[tuple[RoomKey, RoomId]] = []
    for room in sorted(rooms, key=lambda room: _worth(room, sighting)):
        if room.key in chosen:
            doubles.append((room.key, room.id))
        else:
            chosen[room.key] = room
    return list(chosen.values()), doubles


def _worth(room: FoundRoom, sighting: _Sighting) -> tuple[bool, bool, int, RoomId]:
    return room.id not in sighting.bound, not room.complete, -len(room.members), room.id


def _members(state: RoomState, steward: UserId) -> dict[UserId, FoundMember]:
    return {
        UserId(event.state_key): FoundMember(
            membership=Membership(event.content.get("membership", "leave")), by=event.sender
        )
        for event in state.values()
        if event.kind == "m.room.member" and event.state_key != steward
    }


def _with_allowed(room: FoundRoom, known: Mapping[RoomId, RoomKey]) -> FoundRoom:
    if not room.allow:
        return room
    allow = frozenset(known[other] for other in room.allow if other in known)
    return replace(room, look=replace(room.look, allow=allow))
