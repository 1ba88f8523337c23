"""A whole platform on PostgreSQL, on a real Synapse, whose files only a worker reads."""

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bots.library.rules import FINDABLE
from provisioning.homeserver.embedded import free_port
from tests.journeys.conftest import COMMUNITY
from tests.journeys.papers import pdf
from tests.journeys.people import Person
from tests.journeys.platform import PALAIS, Platform
from tests.journeys.seeing import saying

pytestmark = [pytest.mark.synapse, pytest.mark.journey]


@contextmanager
def working(platform: Platform) -> Iterator[None]:
    """A worker for as long as the block lasts; it ends politely."""
    log = platform.state.with_name("worker.out")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PALAIS, "worker", "--state", platform.state, "--at-once", "1"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | dict(platform.environment),
            start_new_session=True,
        )
    try:
        yield
        assert process.poll() is None, log.read_text()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()
    assert "tidal" not in log.read_text()
    assert "tides.pdf" not in log.read_text()


@pytest.fixture
def platform(postgres_url: str, tmp_path: Path) -> Iterator[Platform]:
    environment = {"PALAIS_DATABASE__URL": postgres_url, "PALAIS_JOBS__HERE": "0"}
    port = free_port(20_000 + secrets.randbelow(20_000))
    started = Platform(tmp_path / "state", COMMUNITY, port=port, environment=environment)
    started.start()
    yield started
    assert started.stop() == 0


@pytest.fixture
def worker(platform: Platform) -> Iterator[None]:
    with working(platform):
        yield


async def test_what_one_uploads_a_worker_reads_and_another_finds_until_it_is_redacted(
    platform: Platform, worker: None
) -> None:
    room = platform.room("cedaw/members")
    async with person(platform, "ada") as ada, person(platform, "bo") as bo:
        paper = pdf("Every fishing village shall be consulted on tidal dams.", title="Tides")
        upload = await ada.upload(room, "tides.pdf", paper)
        await ada.wait_for(lambda seen: seen.reaction == (upload, FINDABLE))
        await bo.say(room, "!library search tidal")
        answer = await bo.wait_for(saying("consulted", by=platform.bot("library")))
        assert answer.clear
        await ada.redact(room, upload)
        await bo.wait_for(lambda seen: seen.event == answer.event and seen.redacted)
        mark = bo.mark
        await bo.say(room, "!library search tidal")
        again = await bo.wait_for(saying("", by=platform.bot("library")), since=mark)
        assert again.body
        assert "consulted" not in again.body
    assert not (platform.state / "palais.db").exists()


def person(platform: Platform, name: str) -> Person:
    return Person(platform.user(name), platform.password(name), homeserver=platform.homeserver)
