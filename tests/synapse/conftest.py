"""Two servers for a module of tests."""

from collections.abc import Iterator

import pytest

from tests.synapse.two_servers import TwoServers, running_servers


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoServers]:
    """Two Synapses that federate."""
    with running_servers(tmp_path_factory.mktemp("servers")) as servers:
        yield servers
