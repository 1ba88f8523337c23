"""Everything the platform holds of a community, as one document: for looking, keeping and comparing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kit.clock import SystemClock
from kit.ids import BotName, RoomId, UserId
from palais.ground import all_bots
from palais.house import opened_database
from palais.planning import Desk
from provisioning.desired import BotSeat, desired
from provisioning.loading import Loaded
from provisioning.registry import Registry
from provisioning.shape import DesiredRoom, Memory, Seat
from provisioning.store.memory import Provisioned


async def dumped(desk: Desk, loaded: Loaded, at: datetime | None) -> dict[str, Any]:
    """Return files, rooms with seats and IDs, and bans, in JSON's own types; no server is asked."""
    clock = SystemClock()
    async with opened_database(desk.state, desk.settings) as database:
        memory = await Provisioned(database, clock).memory()
        loaded = await Registry(database=database, clock=clock).merged(loaded)
    wanted = desired(
        loaded.community,
        loaded.register,
        at or clock.now(),
        server_name=desk.server_name,
        bans=memory.bans,
        bots=_bot_seats(desk),
    )
    return {
        "at": wanted.at.isoformat(),
        "community": loaded.community.spoken(loaded.community.name),
        "server_name": desk.server_name,
        "rooms": {key: _room(room, memory.bound.get(key)) for key, room in wanted.rooms.items()},
        "bans": _bans(memory),
        "warnings": [f"{warned.where}: {warned.text}" for warned in wanted.warnings],
        "files": dict(loaded.inputs.files),
    }


def _bot_seats(desk: Desk) -> Mapping[BotName, BotSeat]:
    return {
        name: BotSeat(
            user=UserId(f"@{name}:{desk.server_name}"),
            power=bot.power,
            notice=bot.notice,
            indexes=bot.indexes,
        )
        for name, bot in all_bots().items()
    }


def _room(room: DesiredRoom, at: RoomId | None) -> dict[str, Any]:
    look = room.look
    return {
        "room": at,
        "name": look.name,
        "topic": look.topic,
        "kind": room.kind.value,
        "classification": room.classification.value,
        "encrypted": look.encrypted,
        "join": look.join_rule.value,
        "history": look.history.value,
        "federate": look.federate,
        "servers": None if look.servers is None else sorted(look.servers),
        "spaces": list(room.parents),
        "bots": sorted(room.bots),
        "seats": {user: _seat(seat) for user, seat in sorted(room.seats.items())},
    }


def _seat(seat: Seat) -> dict[str, Any]:
    until = None if seat.until is None else seat.until.isoformat()
    told = {"person": seat.person, "power": int(seat.power), "rule": seat.rule, "fact": seat.fact}
    return told | {"until": until}


def _bans(memory: Memory) -> list[dict[str, Any]]:
    return [
        {
            "room": ban.room,
            "user": ban.user,
            "by": ban.by,
            "reason": ban.reason,
            "at": ban.at.isoformat(),
        }
        for ban in memory.bans
    ]
