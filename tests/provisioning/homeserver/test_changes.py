"""Remembered rooms spare requests, and are forgotten where the server does not tell what changed."""

from collections.abc import Callable

import pytest

from kit.errors import MatrixFailure
from kit.ids import RoomId, RoomKey
from provisioning.homeserver.changes import RememberedRooms
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.synapse import open_synapse
from provisioning.shape import Look

ROOM = RoomId("!hall")


async def test_of_many_rooms_only_the_changed_are_read_again(
    synapse: EmbeddedHomeserver, unique: Callable[[str], str]
) -> None:
    async with open_synapse(synapse.url, synapse.steward_registration, synapse.server_name) as server:
        new = [NewRoom(key=RoomKey(unique("hall")), look=Look(name="Hall")) for _ in range(12)]
        rooms = [await server.create_room(each) for each in new]
        await server.read(rooms)
        await server.set_state(rooms[3], "m.room.name", {"name": "New"})
        before = server.requests_made
        states = await server.read(rooms)
        assert server.requests_made == before + 2
        assert states[rooms[3]]["m.room.name", ""].content == {"name": "New"}


class Silent(Requests):
    """A server that refuses to say what changed."""

    def __init__(self) -> None:
        self.answers: list[dict[str, object]] = [{"next_batch": "s1"}]

    async def ask(self, *_given: object, **_named: object) -> object:
        if self.answers:
            return self.answers.pop()
        raise MatrixFailure("ask what changed", "M_UNKNOWN")


async def test_a_server_that_does_not_tell_makes_us_forget_all() -> None:
    rooms = RememberedRooms(Silent())
    await rooms.refresh()
    rooms.keep(ROOM, {})
    assert rooms.get(ROOM) == {}
    await rooms.refresh()
    assert rooms.get(ROOM) is None
    rooms.keep(ROOM, {})
    assert rooms.get(ROOM) is None


@pytest.mark.parametrize("standing", ["join", "leave", "invite"])
async def test_a_room_is_forgotten_wherever_it_is_named(standing: str) -> None:
    server = Silent()
    server.answers = [{"next_batch": "s2", "rooms": {standing: {ROOM: {}}}}, {"next_batch": "s1"}]
    rooms = RememberedRooms(server)
    await rooms.refresh()
    rooms.keep(ROOM, {})
    await rooms.refresh()
    assert rooms.get(ROOM) is None
