"""Both homeservers behind one door."""

import secrets
from collections.abc import AsyncIterator, Callable

import pytest

from kit.ids import RoomKey
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.synapse import open_synapse
from provisioning.homeserver.worlds import MemoryWorld, SynapseWorld, World


@pytest.fixture(params=["memory", pytest.param("synapse", marks=pytest.mark.synapse)])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """The twin, then the real one."""
    if request.param == "memory":
        yield MemoryWorld()
        return
    embedded: EmbeddedHomeserver = request.getfixturevalue("synapse")
    async with open_synapse(embedded.url, embedded.steward_registration, embedded.server_name) as server:
        real = SynapseWorld(server, embedded)
        yield real
        await real.close()


@pytest.fixture
def key() -> Callable[[str], RoomKey]:
    """Make keys that no other test uses: the real server lives for the whole session."""
    ending = secrets.token_hex(4)
    return lambda name: RoomKey(f"{name}-{ending}")
