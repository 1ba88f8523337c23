"""What a journey starts from: a real Synapse or a running platform, and people at their own clients."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from tests.journeys.abroad import Abroad, running_abroad
from tests.journeys.offices import Offices, running_offices
from tests.journeys.people import PASSWORD, Person, Signing
from tests.journeys.platform import Platform

HERE = Path(__file__).parent
COMMUNITY = HERE / "community"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that stands here."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


NewPerson = Callable[..., Awaitable[Person]]


@pytest.fixture
async def newcomer(synapse: EmbeddedHomeserver, unique: Callable[[str], str]) -> AsyncIterator[NewPerson]:
    """Bring a new person to the shared Synapse: ``ada = await newcomer("ada")``."""
    here: list[Person] = []

    async def arrive(name: str, *, signing: Signing = Signing.FIRST) -> Person:
        user = await synapse.create_account(unique(name), PASSWORD, name.title())
        person = Person(user, PASSWORD, homeserver=synapse.url)
        here.append(person)
        return await person.login(signing=signing)

    yield arrive
    await asyncio.gather(*(person.close() for person in here))


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The platform that all journeys share, with the small community that stands beside them."""
    state = tmp_path_factory.mktemp("platform") / "state"
    shared = Platform(state, COMMUNITY, port=free_port(20_000 + secrets.randbelow(20_000)))
    shared.start()
    yield shared
    assert shared.stop() == 0
    assert not shared.is_ready


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def expert(platform: Platform) -> AsyncIterator[Callable[[str], Awaitable[Person]]]:
    """Give a sample person at their own client, signed in once for all journeys: ``await expert("ada")``."""
    here: dict[str, asyncio.Task[Person]] = {}

    async def sign_in(name: str) -> Person:
        person = Person(platform.user(name), platform.password(name), homeserver=platform.homeserver)
        return await person.login()

    async def arrive(name: str) -> Person:
        if name not in here:
            here[name] = asyncio.create_task(sign_in(name))
        return await here[name]

    yield arrive
    people = await asyncio.gather(*here.values(), return_exceptions=True)
    await asyncio.gather(*(person.close() for person in people if isinstance(person, Person)))


@pytest.fixture(scope="session")
def running_secretariat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """The community whose people come and go, shared by the journeys that are about that."""
    with running_offices(tmp_path_factory.mktemp("offices")) as offices:
        yield offices


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def offices(running_secretariat: Offices) -> AsyncIterator[Offices]:
    """The same, with everybody who signs in there."""
    async with running_secretariat.people:
        yield running_secretariat


@pytest.fixture(scope="session")
def running_on_two_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    """A community with people of another server, shared by the journeys from afar."""
    with running_abroad(tmp_path_factory.mktemp("abroad")) as abroad:
        yield abroad


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def abroad(running_on_two_servers: Abroad) -> AsyncIterator[Abroad]:
    """The same, with everybody who signs in anywhere."""
    async with running_on_two_servers.people:
        yield running_on_two_servers


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def zoe(abroad: Abroad) -> Person:
    """A member of CEDAW whose account is far away."""
    return await abroad.member("zoe")
