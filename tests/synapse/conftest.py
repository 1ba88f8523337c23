"""Two servers for a module of tests."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from tests.synapse.two_servers import TwoServers, two_servers


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoServers]:
    """Two Synapses that federate."""
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        folder = tmp_path_factory.mktemp("servers")
        yield runner.run(stack.enter_async_context(two_servers(folder)))
        runner.run(stack.aclose())
