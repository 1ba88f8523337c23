"""The embedded Synapse: comes up, gives the steward its rights, keeps all, and dies with us."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from kit.errors import AlreadyRunning, Trouble
from kit.ids import RoomKey
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.someone import Someone, sign_in_someone
from provisioning.homeserver.synapse import open_synapse
from provisioning.observe import observe
from provisioning.shape import Look, Memory

Arrive = Callable[[str], Awaitable[Someone]]

PARENT = """
import asyncio, sys
from pathlib import Path
from provisioning.homeserver.embedded import EmbeddedHomeserver

async def main():
    server = EmbeddedHomeserver(Path(sys.argv[1]), port=int(sys.argv[2]))
    await server.start()
    print(server.url, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def test_a_new_person_signs_in_and_makes_a_room(someone: Arrive) -> None:
    ada = await someone("ada")
    room = await ada.create_room(name="Hall")
    assert "m.room.create" in {event["type"] for event in await ada.read(room)}


async def test_people_find_each_other_by_name(someone: Arrive) -> None:
    ada, bob = await someone("ada"), await someone("bob")
    path, body = "/_matrix/client/v3/user_directory/search", {"search_term": "Bob"}
    told = await ada.requests.ask("POST", path, doing="search", body=body)
    assert bob.user in {person["user_id"] for person in told["results"]}


async def test_the_steward_is_administrator(synapse: EmbeddedHomeserver) -> None:
    async with aiohttp.ClientSession() as http:
        requests = Requests(http, synapse.url, synapse.steward_registration.as_token, synapse.steward)
        found = await requests.ask("GET", f"/_synapse/admin/v2/users/{synapse.steward}", doing="look")
    assert found["admin"]


async def test_the_steward_may_sync(synapse: EmbeddedHomeserver) -> None:
    async with aiohttp.ClientSession() as http:
        token = synapse.steward_registration.as_token
        requests = Requests(http, synapse.url, token, synapse.steward)
        told = await requests.ask("GET", "/_matrix/client/v3/sync", doing="sync", query={"timeout": "0"})
    assert told["next_batch"]


async def test_what_is_secret_is_for_the_owner_only(synapse: EmbeddedHomeserver) -> None:
    folder = synapse.places.state
    loose = [path.name for path in folder.iterdir() if path.is_file() and path.stat().st_mode & 0o077]
    assert folder.stat().st_mode & 0o077 == 0
    assert [name for name in loose if not name.startswith("homeserver.out")] == []
    assert synapse.steward_registration.as_token not in repr(synapse.steward_registration)


async def test_the_folder_of_a_running_server_is_refused(
    synapse: EmbeddedHomeserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provisioning.homeserver.embedded.FOLDER_PATIENCE", 0.1)
    with pytest.raises(AlreadyRunning, match="another homeserver runs"):
        await EmbeddedHomeserver(synapse.places.state).start()


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = EmbeddedHomeserver(tmp_path, port=free_port(41_000), extra={"listeners": "nonsense"})
    with pytest.raises(Trouble, match=r"did not come up(?s:.*)listeners"):
        await server.start()
    assert server.pid is None


@pytest.mark.synapse
async def test_it_takes_the_next_port_keeps_all_through_a_crash_and_continues(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        server = EmbeddedHomeserver(tmp_path, port=wanted)
        await server.start()
        assert server.port > wanted
    ada = await server.create_account("ada", "secret", "Ada")
    async with open_synapse(server.url, server.steward_registration, server.server_name) as steward:
        new = NewRoom(key=RoomKey("hall"), look=Look(name="Hall"))
        room = await steward.create_room(new)
        await server.kill()
        again = EmbeddedHomeserver(tmp_path, port=server.port)
        await again.start()
        await steward.seat(room, ada)
    person = await sign_in_someone(again.url, ada, "secret")
    assert "Hall" in str(await person.read(room))
    await person.close()
    await again.stop()
    assert again.pid is None


@pytest.mark.synapse
@pytest.mark.parametrize("moment", [0.05, 0.15, 0.3])
async def test_rooms_in_the_making_when_the_server_crashes_are_made_once_and_whole(
    tmp_path: Path, moment: float
) -> None:
    server = EmbeddedHomeserver(tmp_path, port=free_port(44_000))
    await server.start()
    new = [NewRoom(key=RoomKey(f"hall{number}"), look=Look(name="Hall")) for number in range(6)]
    async with open_synapse(server.url, server.steward_registration, server.server_name) as steward:
        making = asyncio.gather(*(steward.create_room(each) for each in new))
        await asyncio.sleep(moment)
        await server.kill()
        heir = EmbeddedHomeserver(tmp_path, port=server.port)
        await heir.start()
        made = await making
        found = await observe(steward, Memory())
        assert {each.key: room for each, room in zip(new, made, strict=True)} == {
            key: room.id for key, room in found.rooms.items()
        }
        assert all(room.complete for room in found.rooms.values())
        assert found.doubles == ()
    await heir.stop()


@pytest.mark.synapse
async def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    house = str(Path(__file__).resolve().parents[3])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), str(free_port(42_000))],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": house},
    )
    assert parent.stdout is not None
    await asyncio.to_thread(parent.stdout.readline)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    # The folder is free only when the orphan is gone, so taking it is the proof.
    heir = EmbeddedHomeserver(tmp_path, port=free_port(42_000))
    await heir.start()
    await heir.stop()
