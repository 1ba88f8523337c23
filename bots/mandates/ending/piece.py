"""Opens what tells of ends and beginnings, and the desk of suspensions beside it."""

import asyncio
from dataclasses import replace

from bots.mandates.ending.store import Book
from bots.mandates.ending.telling import Teller
from bots.mandates.pace import Bell, keep_at
from bots.mandates.pointers import Pointers
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from bots.mandates.suspending import SuspendingDesk
from kit.errors import Trouble
from kit.ids import RoomKey
from kit.part import Part, Ports

EVERY, SOON = 60.0, 1.0
"""Seconds between two looks at who holds what, where there is no news; and between two looks for news."""


async def open_endings(ports: Ports) -> Part:
    """Open the desk of suspensions, and tell of ends and beginnings for as long as the bot runs."""
    if ports.mandates is None:
        raise Trouble("this bot needs the register")
    settings = ports.settings if isinstance(ports.settings, MandatesSettings) else MandatesSettings()
    staff = Staff(matrix=ports.matrix, rooms=ports.rooms, key=RoomKey(settings.stewards_room))
    bell = Bell()
    teller = Teller(
        ports=ports,
        mandates=ports.mandates,
        staff=staff,
        book=Book(ports.database),
        speaking=Speaking(matrix=ports.matrix, database=ports.database),
    )
    desk = SuspendingDesk(
        ports=ports,
        mandates=ports.mandates,
        staff=staff,
        pointers=Pointers(ports.database, ports.clock),
        bell=bell,
        reactions=settings.reactions,
    )

    async def watch() -> None:
        if teller.is_called():
            bell.ring()

    async def works() -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_at(teller.look, bell, EVERY))
            tasks.create_task(keep_at(watch, Bell(), SOON))

    return replace(desk.part(), works=works)
