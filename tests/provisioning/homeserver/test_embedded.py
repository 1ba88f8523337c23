"""The embedded Synapse: comes up, gives the steward its rights, keeps all, and dies with us."""

from collections.abc import Awaitable, Callable

import aiohttp

from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.someone import Someone

Arrive = Callable[[str], Awaitable[Someone]]


async def test_a_new_person_signs_in_and_makes_a_room(someone: Arrive) -> None:
    ada = await someone("ada")
    room = await ada.create_room(name="Hall")
    assert "m.room.create" in {event["type"] for event in await ada.read(room)}


async def test_the_steward_is_administrator(synapse: EmbeddedHomeserver) -> None:
    async with aiohttp.ClientSession() as http:
        requests = Requests(http, synapse.url, synapse.steward_registration.as_token, synapse.steward)
        found = await requests.ask("GET", f"/_synapse/admin/v2/users/{synapse.steward}", doing="look")
    assert found["admin"]
