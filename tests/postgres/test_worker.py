"""A worker that cannot serve its platform says why, in one sentence."""

import asyncio
import base64
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from kit.database import open_database
from kit.errors import BadInput
from kit.settings import DatabaseSettings, JobSettings, Settings
from palais.state import State
from palais.worker import opened_for_worker, opened_jobs


def settings(url: str | None, key: Path | None = None) -> Settings:
    known = DatabaseSettings(url=None if url is None else SecretStr(url))
    return Settings(database=known, jobs=JobSettings(key=key))


async def refused(state: State, known: Settings) -> str:
    with pytest.raises(BadInput) as told:
        async with opened_for_worker(state, known):
            pass
    return str(told.value)


@pytest.fixture
async def platform(url: str, tmp_path: Path) -> State:
    """The state folder of a platform that was there once."""
    state = State(tmp_path / "state")
    database = await asyncio.to_thread(open_database, url)
    async with opened_jobs(state, settings(url), database) as jobs:
        assert jobs is not None
    await database.close()
    return state


async def test_without_postgresql_there_is_nothing_to_share(tmp_path: Path) -> None:
    state = State(tmp_path)
    for url in (None, f"sqlite:///{tmp_path}/palais.db"):
        assert "set database.url" in await refused(state, settings(url))
    database = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    async with opened_jobs(state, settings(None), database) as jobs:
        assert jobs is None
    await database.close()
    assert not state.jobs_key.exists()


async def test_with_the_platforms_key_it_opens_what_the_platform_sealed(platform: State, url: str) -> None:
    async with opened_for_worker(platform, settings(url)) as (jobs, database):
        assert database.engine.dialect.name == "postgresql"
        await jobs.parcels.probe()


async def test_a_key_that_is_missing_or_another_is_told(platform: State, url: str, tmp_path: Path) -> None:
    assert "copy jobs.key there" in await refused(State(tmp_path / "elsewhere"), settings(url))
    other = tmp_path / "other.key"
    other.write_bytes(base64.b64encode(bytes(32)))
    assert "another key" in await refused(platform, settings(url, other))


async def test_a_database_of_another_version_is_told(platform: State, url: str) -> None:
    database = await asyncio.to_thread(open_database, url)
    async with database.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    await database.close()
    assert "install the same version" in await refused(platform, settings(url))
