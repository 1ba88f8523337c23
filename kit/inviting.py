"""Which invitations an account accepts, and how it comes in."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from kit.errors import Forbidden
from kit.events import InvitedHeard
from kit.ids import RoomId, UserId, server_of
from kit.ports import Matrix, Rooms

Rule = Callable[[InvitedHeard], bool]
"""Whether an invitation is accepted."""

UNTIL_KNOWN = (0.1, 0.3, 1.0, 3.0)
"""Seconds between attempts to enter where another server does not know yet that it invited us."""


def from_ours(me: UserId, rooms: Rooms, knows: Callable[[UserId], bool]) -> Rule:
    """Return the usual rule: into managed rooms, from people of this server, and from those whom it knows."""

    def accepts(invited: InvitedHeard) -> bool:
        is_from_here = server_of(invited.by) == server_of(me)
        return is_from_here or knows(invited.by) or rooms.record(invited.room) is not None

    return accepts


def either(usual: Rule, also: Rule | None) -> Rule:
    """Return the rule that accepts what one of two does."""
    return lambda invited: usual(invited) or (also is not None and also(invited))


async def entered(matrix: Matrix, invited: InvitedHeard) -> bool:
    """Accept; false where another server says that we are not invited, which may only be too early."""
    try:
        await matrix.join(invited.room)
    except Forbidden:
        if server_of(invited.by) == server_of(matrix.user):
            raise
        return False
    return True


async def enter_soon(matrix: Matrix, room: RoomId) -> None:
    """Try again: an invitation can be here before the server that sent it has written it down itself."""
    for pause in UNTIL_KNOWN:
        await asyncio.sleep(pause)
        with suppress(Forbidden):
            await matrix.join(room)
            return
    await matrix.join(room)
