"""What every test may ask for: a real Synapse, people on it, and a loop that nothing blocks."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, settings

from kit.ids import UserId
from kit.testing.postgres import PostgresServer, postgres_programs, running_postgres
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from provisioning.homeserver.someone import Someone, sign_in_someone

settings.register_profile(
    "suite",
    deadline=None,
    # No test here is about time: a busy machine may be slow to invent its examples.
    suppress_health_check=[HealthCheck.too_slow],
    # A change is judged by the same examples as the one before; at home every run tries new ones.
    derandomize="CI" in os.environ,
)
settings.load_profile("suite")

HOUSE = ["palais", "bots", "bridges", "provisioning", "kit"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for the real server, however indirectly."""
    for item in items:
        if "synapse" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.synapse)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> Iterator[None]:
    """Fail where our code blocks the event loop; a module may override it with a reason."""
    with blockbuster_ctx(scanned_modules=HOUSE):
        yield


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedHomeserver]:
    """A real Synapse, one for the whole session, without rate limits.

    The bots' registration claims ``library``, ``forum`` and all ``bot-…``: use ``unique("bot")``.
    """
    server = EmbeddedHomeserver(
        tmp_path_factory.mktemp("synapse"),
        port=free_port(20_000 + secrets.randbelow(20_000)),
        bot_names=("library", "forum", "bot-[a-z0-9-]+"),
    )
    _elsewhere(server.start)
    yield server
    _elsewhere(server.stop)


@pytest.fixture
def place(tmp_path: Path) -> Path | str:
    """Where a test's database is: a file of SQLite, unless a folder of tests says otherwise."""
    return tmp_path / "palais.db"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL, one for the whole session."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: install palais[postgres]")
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not on this machine")
    with running_postgres(programs) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of a new, empty database on the real PostgreSQL."""
    name = postgres.database()
    yield postgres.url(name)
    postgres.drop(name)


def _elsewhere(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run to the end in a loop of its own, also where an async fixture asks for the server."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()


@pytest.fixture
def unique() -> Callable[[str], str]:
    """Make names that nobody else in this session uses: ``unique("ada")`` is ``ada-3f9c…``."""
    return lambda name: f"{name}-{secrets.token_hex(5)}"


@pytest.fixture
async def someone(
    synapse: EmbeddedHomeserver, unique: Callable[[str], str]
) -> AsyncIterator[Callable[[str], Awaitable[Someone]]]:
    """Make a new person on the real server and sign them in: ``ada = await someone("ada")``."""
    people: list[Someone] = []

    async def arrive(name: str) -> Someone:
        password = secrets.token_urlsafe(12)
        user: UserId = await synapse.create_account(unique(name), password, name.title())
        people.append(await sign_in_someone(synapse.url, user, password))
        return people[-1]

    yield arrive
    for person in people:
        await person.close()
