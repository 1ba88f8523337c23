"""Asks the homeserver who was in a room at a past instant."""

from dataclasses import dataclass

from kit.clock import SystemClock
from kit.errors import PalaisError
from kit.ids import RoomId, RoomKey, UserId
from palais.ground import STEWARD, all_bots
from palais.house import opened_database
from palais.planning import Desk, reached_house
from provisioning.explain import Explaining
from provisioning.presence import SOON, Presence, compared
from provisioning.store.memory import Provisioned


@dataclass(frozen=True, slots=True, kw_only=True)
class Were:
    """Who was in, or in ``unknown`` why that cannot be told."""

    lines: tuple[Presence, ...] = ()
    unknown: str = ""


async def who_was_in(desk: Desk, answers: Explaining, key: RoomKey) -> Were:
    """Return who was in a room at the instant that the answers are for."""
    clock = SystemClock()
    async with opened_database(desk.state, desk.settings) as database:
        room = (await Provisioned(database, clock).memory()).bound.get(key)
    if room is None:
        return Were(unknown="the room has not been made")
    try:
        return await _asked(desk, answers, key, room)
    except (PalaisError, OSError) as problem:
        return Were(unknown=f"the homeserver cannot be asked: {problem}")


async def _asked(desk: Desk, answers: Explaining, key: RoomKey, room: RoomId) -> Were:
    async with reached_house(desk) as house:
        homeserver = house.office.homeserver
        was = await homeserver.members_at(room, answers.desired.at)
        soon = await homeserver.members_at(room, min(answers.desired.at + SOON, house.clock.now()))
    if was is None:
        return Were(unknown="the room had not been made yet")
    return Were(lines=compared(answers, key, was, soon or was, _ours(desk, answers, key)))


def _ours(desk: Desk, answers: Explaining, key: RoomKey) -> frozenset[UserId]:
    serving = {STEWARD, *(bot for bot in answers.community.rooms[key].bots if bot in all_bots())}
    return frozenset(UserId(f"@{name}:{desk.server_name}") for name in serving)
