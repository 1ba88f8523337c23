"""Opens what tells of ends and beginnings, and the desk of suspensions beside it."""

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

EVERY = 60.0
"""Seconds between two looks at who holds what."""


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
    )

    async def works() -> None:
        await keep_at(teller.look, bell, EVERY)

    return replace(desk.part(), works=works)
