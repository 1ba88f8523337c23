"""What the register and the steward really say becomes what people are told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bots.mandates.ending.store import Book
from bots.mandates.ending.telling import Teller
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from bots.mandates.status import open_status
from kit.database import Database
from kit.ids import PersonKey, RoomKey
from kit.testing import MemoryServer, StillClock
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.mandates import RegisterMandates
from provisioning.office import Office
from provisioning.register.directory import RegisterDirectory
from provisioning.steward import Steward
from provisioning.store import StoredRooms
from tests.bots.mandates.desk import ME, Desk
from tests.provisioning.village import NAMES, REGISTER, Village, user

END = datetime(2027, 1, 1, tzinfo=ZoneInfo("Europe/Zurich"))
AGAIN = REGISTER.replace(
    "[{mandate: owls, from: 2024-01-01, to: 2026-12-31}]",
    "[{mandate: owls, from: 2024-01-01, to: 2026-12-31}, {mandate: owls, from: 2027-01-01, to: 2030-12-31}]",
)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


class Town:
    """A village with its steward, and the bot that verifies people beside."""

    def __init__(self, village: Village, desk: Desk) -> None:
        async def say(_: object) -> None:
            return None

        self.village = village
        self.desk = desk
        self.directory = RegisterDirectory(
            village.loaded.community, village.loaded.register, "palais.localhost"
        )
        self.steward = Steward(village.office, say)
        self.mandates = RegisterMandates(
            steward=self.steward, clock=village.clock, server_name="palais.localhost"
        )

    async def apply(self, register: str = REGISTER) -> None:
        self.village.write(register=register)
        loaded = self.village.loaded
        await self.steward.apply(loaded, by="cleo")
        self.directory.renew(loaded.community, loaded.register)

    async def look(self) -> None:
        ports = replace(self.desk.ports(), mandates=self.mandates, people=self.directory)
        teller = Teller(
            ports=ports,
            mandates=self.mandates,
            staff=Staff(matrix=self.desk.matrix, rooms=self.desk.records, key=RoomKey("stewards")),
            book=Book(self.desk.database),
            speaking=Speaking(matrix=self.desk.matrix, database=self.desk.database),
        )
        await teller.look()

    def told(self, name: str) -> list[str]:
        bare = dict.fromkeys(map(ord, "\u2068\u2069"))
        return [said.body.translate(bare) for said in self.desk.told(name)]

    def moves_to(self, at: datetime) -> None:
        self.village.clock.advance(at - self.village.clock.now())


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    await database.create_all()
    clock = StillClock(datetime(2026, 9, 1, 12, tzinfo=UTC))
    homeserver = MemoryHomeserver(accounts=[user(name) for name in NAMES], clock=clock)
    rooms = StoredRooms(database)
    await rooms.load()
    office = Office(database=database, homeserver=homeserver, clock=clock, rooms=rooms)
    village = Village(tmp_path, homeserver, office, clock)
    village.write()
    server = MemoryServer(clock)
    town = Town(village, Desk(server, server.account(ME), clock, database))
    await town.apply()
    await town.look()
    yield town
    await database.close()


async def test_a_term_ends_and_the_person_is_told_once_the_steward_has_acted(town: Town) -> None:
    town.moves_to(END - timedelta(days=7, hours=12))
    await town.look()
    assert "member, OWLS — until 31 December 2026 (in 7 days)" in town.told("ada")[0]
    town.moves_to(END)
    await town.look()
    assert len(town.told("ada")) == 1
    await town.steward.look()
    await town.look()
    farewell = town.told("ada")[1]
    assert "member, OWLS — ended on 31 December 2026" in farewell
    assert "No room is open to you any more." in farewell
    assert town.told("joan") == []
    assert "ada" not in await town.village.inside("owls")


async def test_a_re_election_in_the_file_is_good_news(town: Town) -> None:
    town.moves_to(END - timedelta(days=20, hours=12))
    await town.look()
    await town.apply(AGAIN)
    await town.look()
    town.moves_to(END + timedelta(days=1))
    await town.steward.look()
    await town.look()
    notice, news = town.told("ada")
    assert "in 20 days" in notice
    assert "member, OWLS — until 31 December 2030" in news
    assert "ada" in await town.village.inside("owls")


async def test_a_suspension_by_command_line_is_told_to_the_person(town: Town) -> None:
    await town.mandates.suspend(PersonKey("ada"), by=[user("cleo")], reason="phone stolen")
    await town.look()
    (said,) = town.told("ada")
    assert "suspended" in said
    assert "stolen" not in said


async def test_the_status_tells_of_real_rooms_and_facts(town: Town) -> None:
    ports = replace(town.desk.ports(), mandates=town.mandates, people=town.directory)
    town.desk.ports = lambda: ports  # type: ignore[method-assign]
    async with town.desk.open(open_status):
        said = await town.desk.asked(town.desk.chat("ada"), "ada", "!mandate status all")
    bare = said.body.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
    assert "• member, OWLS — until 31 December 2026: Village, Green, Owls" in bare
    assert "Office" in bare
