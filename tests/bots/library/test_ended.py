"""Whose term has ended finds nothing of its rooms any more, wherever they ask."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kit.events import Membership
from kit.ids import RoomId, RoomKey
from provisioning.desired import desired
from provisioning.loading import Loaded, load
from tests.bots.library.house import FORUM, ME, SERVER, STEWARD, House, person
from tests.provisioning.village import COMMUNITY, REGISTER

OWLS, GREEN = RoomKey("owls"), RoomKey("green")
END = datetime(2027, 1, 1, tzinfo=ZoneInfo("Europe/Zurich"))
EVE = END - timedelta(minutes=1)
OURS = {ME, STEWARD, FORUM}
VERA = "  vera: {name: Vera, accounts: [vera], holds: [{mandate: owls, from: 2027-01-01, to: 2030-12-31}]}\n"


@pytest.fixture
def village(tmp_path: Path) -> Loaded:
    """Ada's term ends with 2026; she keeps a guest seat. Joan's goes on, Vera's begins."""
    guest = "holds: [{mandate: owls, from: 2024-01-01, to: 2026-12-31}, {guest: owls, from: 2024-01-01}]"
    register = REGISTER.replace("holds: [{mandate: owls, from: 2024-01-01, to: 2026-12-31}]", guest)
    (tmp_path / "community.yaml").write_text(COMMUNITY, encoding="utf-8")
    (tmp_path / "register.yaml").write_text(register + VERA, encoding="utf-8")
    return load(tmp_path)


class Seats:
    """The rooms of the village as the library knows them, and who the register wants in them."""

    def __init__(self, house: House, village: Loaded) -> None:
        self.house = house
        self.village = village
        self.rooms: dict[RoomKey, RoomId] = {key: house.room(key) for key in (OWLS, GREEN)}

    def become(self, at: datetime) -> None:
        """Do to the rooms what the steward does at an instant."""
        self.house.clock.advance(at - self.house.clock.now())
        wanted = desired(self.village.community, self.village.register, at, server_name=SERVER)
        for key, room in self.rooms.items():
            seats = wanted.rooms[key].seats.keys()
            inside = self.house.server.rooms[room].joined
            for user in sorted((inside | seats) - OURS):
                now = Membership.JOIN if user in seats else Membership.LEAVE
                if (user in seats) is not (user in inside):
                    self.house.server.put_member(room, user, now, by=STEWARD)


@pytest.fixture
async def seats(quick: House, village: Loaded) -> Seats:
    """Everybody has sat there for a while, and the library has read a file of the owls."""
    seats = Seats(quick, village)
    seats.become(EVE - timedelta(days=30))
    await quick.settle()
    quick.upload(seats.rooms[OWLS], person("joan"), "trees.txt", "In OAKS are nests.")
    await quick.settle()
    return seats


async def found(house: House, name: str, room: RoomId | None = None) -> str:
    """Return all that the library says because somebody asks, in a room or in a chat of their own."""
    where = room or house.server.room(ME, person(name))
    said = await house.ask(where, person(name), "nests")
    return " ".join(message.body for message in said)


async def test_until_the_last_minute_everything_is_found(seats: Seats) -> None:
    seats.become(EVE)
    await seats.house.settle()
    assert "OAKS" in await found(seats.house, "ada")
    assert "OAKS" in await found(seats.house, "ada", seats.rooms[OWLS])


async def test_from_the_first_minute_after_nothing_is_found_any_more(seats: Seats) -> None:
    seats.become(END)
    await seats.house.settle()
    assert person("ada") in seats.house.server.rooms[seats.rooms[GREEN]].joined
    assert "OAKS" not in await found(seats.house, "ada")
    assert "OAKS" not in await found(seats.house, "ada", seats.rooms[GREEN])
    assert "OAKS" in await found(seats.house, "joan")


async def test_nothing_is_found_even_where_the_library_has_not_heard_of_it_yet(seats: Seats) -> None:
    assert "OAKS" in await found(seats.house, "ada")
    seats.house.matrix.lag(seats.rooms[OWLS])
    seats.become(END)
    assert "OAKS" not in await found(seats.house, "ada")


async def test_a_successor_finds_what_came_after_their_term_began_and_no_more(seats: Seats) -> None:
    seats.become(END)
    await seats.house.settle()
    seats.house.clock.advance(timedelta(hours=1))
    seats.house.upload(seats.rooms[OWLS], person("joan"), "eggs.txt", "In ELMS are nests.")
    await seats.house.settle()
    said = await found(seats.house, "vera")
    assert "ELMS" in said
    assert "OAKS" not in said
    assert "ELMS" not in await found(seats.house, "ada")
