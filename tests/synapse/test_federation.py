"""People of another server, on two real Synapses: invited, not joined; and out when their term ends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.database import Database, open_database
from kit.ids import RoomId, UserId
from kit.testing import StillClock
from provisioning.homeserver import reading
from provisioning.homeserver.synapse import Synapse, open_synapse
from provisioning.loading import Loaded, load
from provisioning.office import Office, Receipt, Reviewed, carry_out, review
from provisioning.plan import Cause
from provisioning.plan.steps import InviteBack, RemovePerson, SeatPerson
from provisioning.store import StoredRooms
from tests.provisioning.village import COMMUNITY, NAMES, REGISTER
from tests.synapse.traveller import Traveller
from tests.synapse.two_servers import TwoServers

pytestmark = pytest.mark.synapse

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
GUESTS = """
      - room: guests
        name: {{en: Guests}}
        classification: confidential
        federation: [{}]
"""


@dataclass(frozen=True)
class FarVillage:
    """The village, with a room for guests of one other server, on a real homeserver."""

    folder: Path
    servers: TwoServers
    homeserver: Synapse
    office: Office
    clock: StillClock

    def write(self, register: str = "", *, guests: str | None = None) -> Loaded:
        """Write the files, with people of other servers beside those of the village."""
        reached = self.servers.away.server_name if guests is None else guests
        community = COMMUNITY.rstrip() + GUESTS.format(reached)
        (self.folder / "community.yaml").write_text(community, encoding="utf-8")
        (self.folder / "register.yaml").write_text(REGISTER + register, encoding="utf-8")
        return load(self.folder)

    def owl(self, user: UserId, until: str = "2028-12-31") -> str:
        """Return a register entry that makes somebody an owl."""
        return (
            f"  far: {{name: Xena, accounts: ['{user}'], "
            f"holds: [{{mandate: owls, from: 2024-01-01, to: {until}}}]}}\n"
        )

    async def plan(self, loaded: Loaded) -> Reviewed:
        return await review(self.office, loaded)

    async def apply(self, loaded: Loaded) -> Receipt:
        found = await self.plan(loaded)
        confirmed = frozenset(hold.id for hold in found.plan.holds)
        return await carry_out(self.office, found, by="cleo", confirmed=confirmed)

    async def rooms(self) -> Mapping[str, RoomId]:
        bound = (await self.office.provisioned.memory()).bound
        return {str(key): room for key, room in bound.items()}

    async def standing(self, key: str, user: UserId) -> object:
        """Return where somebody stands, as the village's own server has it."""
        room = (await self.rooms())[key]
        state = (await self.homeserver.read([room]))[room]
        return reading.content_of(state, "m.room.member", user).get("membership")


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The files are read as a command reads them, without a loop."""
    return


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    there = open_database(tmp_path / "palais.db")
    await there.create_all()
    yield there
    await there.close()


@pytest.fixture
async def village(tmp_path: Path, servers: TwoServers, database: Database) -> AsyncIterator[FarVillage]:
    """The village as it is without guests; the rooms that an earlier test made are found again."""
    home = servers.home
    await asyncio.gather(*(home.create_account(name, "a password", name.title()) for name in NAMES))
    async with open_synapse(home.url, home.steward_registration, home.server_name) as homeserver:
        clock = StillClock(AT)
        rooms = StoredRooms(database)
        office = Office(database=database, homeserver=homeserver, clock=clock, rooms=rooms)
        here = FarVillage(tmp_path, servers, homeserver, office, clock)
        assert (await here.apply(here.write())).complete
        yield here


@pytest.fixture
async def xena(servers: TwoServers, unique: Callable[[str], str]) -> AsyncIterator[Traveller]:
    """A person of the other server."""
    async with await Traveller.arrive(servers.away, unique("xena")) as xena:
        yield xena


OPEN = ("village", "green")


async def test_a_person_of_another_server_is_invited_comes_in_and_there_is_nothing_left_to_do(
    village: FarVillage, xena: Traveller
) -> None:
    files = village.write(village.owl(xena.user))
    assert (await village.apply(files)).complete
    rooms = await village.rooms()
    for key in OPEN:
        assert await village.standing(key, xena.user) == "invite"
    assert (await village.plan(files)).plan.steps == ()
    for key in OPEN:
        await xena.join(rooms[key])
        assert await village.standing(key, xena.user) == "join"
    names = {event["content"]["name"] for event in await xena.someone.read(rooms["green"]) if is_name(event)}
    assert names == {"Green"}
    assert (await village.plan(files)).plan.steps == ()


async def test_a_term_that_ends_ends_it_on_the_other_server_too(village: FarVillage, xena: Traveller) -> None:
    files = village.write(village.owl(xena.user, until="2026-11-30"))
    await village.apply(files)
    rooms = await village.rooms()
    await xena.join(rooms["green"])
    village.clock.advance(timedelta(days=30))
    found = await village.plan(files)
    assert {step.cause for step in found.plan.steps if is_about(step, xena.user)} == {Cause.DATE}
    assert found.plan.holds == ()
    assert (await village.apply(files)).complete
    await asyncio.gather(*(xena.stands(rooms[key], "leave") for key in OPEN))
    assert (await village.plan(files)).plan.steps == ()


async def test_who_is_no_longer_registered_is_put_out_and_an_open_invitation_is_taken_back(
    village: FarVillage, xena: Traveller
) -> None:
    await village.apply(village.write(village.owl(xena.user)))
    rooms = await village.rooms()
    await xena.join(rooms["village"])
    await xena.stands(rooms["green"], "invite")
    assert (await village.apply(village.write())).complete
    for key in OPEN:
        await xena.stands(rooms[key], "leave")
        assert await village.standing(key, xena.user) == "leave"


async def test_a_confidential_room_that_does_not_federate_gives_a_warning_and_no_seat(
    village: FarVillage, xena: Traveller
) -> None:
    files = village.write(village.owl(xena.user))
    found = await village.plan(files)
    server = village.servers.away.server_name
    text = f"{xena.user} gets no seat in owls, which does not reach the server {server}"
    assert text in {warned.text for warned in found.desired.warnings}
    await village.apply(files)
    assert await village.standing("owls", xena.user) is None


async def test_a_confidential_room_for_one_named_server_is_open_to_its_people_and_closed_to_them_again(
    village: FarVillage, xena: Traveller
) -> None:
    files = village.write(village.owl(xena.user))
    await village.apply(files)
    room = (await village.rooms())["guests"]
    await xena.join(room)
    said = await xena.someone.say(room, "a word from afar")
    async with await Traveller.arrive(village.servers.home, "ada") as ada:
        await ada.hears(said)
    assert (await village.plan(files)).plan.steps == ()
    assert (await village.apply(village.write(village.owl(xena.user), guests="far.example"))).complete
    await xena.stands(room, "leave")


async def test_who_declines_is_asked_once_more_and_then_left_in_peace(
    village: FarVillage, xena: Traveller
) -> None:
    files = village.write(village.owl(xena.user))
    await village.apply(files)
    green = (await village.rooms())["green"]
    await xena.stands(green, "invite")
    await xena.someone.leave(green)
    await xena.stands(green, "leave")
    assert [type(step) for step in (await village.plan(files)).plan.steps] == [InviteBack]
    await village.apply(files)
    await xena.stands(green, "invite")
    await xena.someone.leave(green)
    await xena.stands(green, "leave")
    assert (await village.plan(files)).plan.steps == ()


def is_name(event: Mapping[str, object]) -> bool:
    return event["type"] == "m.room.name"


def is_about(step: object, user: UserId) -> bool:
    return isinstance(step, SeatPerson | RemovePerson | InviteBack) and step.user == user
