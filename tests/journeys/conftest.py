"""What a journey starts from: a real Synapse or a running platform, and people at their own clients."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from provisioning.homeserver.embedded import EmbeddedHomeserver
from tests.journeys.people import Person, Signing

HERE = Path(__file__).parent
PASSWORD = "a long enough password"


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
