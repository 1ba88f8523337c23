"""An empty house for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.library.house import House, close, open_house


@pytest.fixture
async def house(tmp_path: Path, place: Path | str) -> AsyncIterator[House]:
    made = await open_house(tmp_path, place=place)
    yield made
    await close(made)


@pytest.fixture
async def quick(tmp_path: Path, place: Path | str) -> AsyncIterator[House]:
    """An empty house that reads files here and now, for tests that are not about reading."""
    made = await open_house(tmp_path, place=place, quick=True)
    yield made
    await close(made)
