"""A platform that runs: what it says of itself, what is handed to it, and how it makes room for the next."""

import asyncio
import json
import os
import secrets
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from provisioning.homeserver.embedded import free_port

pytestmark = pytest.mark.synapse
PALAIS = Path(sys.executable).with_name("palais")
PATIENCE = 60.0
Own = Any  # the fixtures of conftest.py, which tests cannot import
FIELDS = {"homeserver", "server_name", "accounts", "bots", "rooms", "mailbox"}


class Running:
    """A command that serves, and the state folder that it serves from."""

    def __init__(self, state: Path, *words: str) -> None:
        self.state = state
        self.out = state.with_name(f"{state.name}.out")
        with self.out.open("wb") as output:
            self.process = subprocess.Popen(
                [PALAIS, *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"},
                cwd=state.parent,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return " ".join(self.out.read_text().split())

    def ready(self) -> Any:
        """Wait until it is ready; return what it says of itself."""
        file, until = self.state / "ready.json", time.monotonic() + PATIENCE
        while not file.exists():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        return json.loads(file.read_text())

    def until_it_says(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def end(self, sign: signal.Signals) -> int:
        self.process.send_signal(sign)
        return self.process.wait(30)


@contextmanager
def running(state: Path, *words: str) -> Iterator[Running]:
    started = Running(state, *words)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.kill()
            started.process.wait()


@pytest.fixture
def port() -> int:
    return free_port(20_000 + secrets.randbelow(20_000))


def test_up_tells_where_it_is_takes_work_and_leaves_no_trace_when_it_stops(
    cli: Any, here: Path, community: Path, port: int
) -> None:
    state, where = here / "state", ["--state", str(here / "state")]
    with socket.socket() as taken, running_up(state, community, taken, port) as up:
        ready = up.ready()
        assert set(ready) == FIELDS
        assert ready["homeserver"] == f"http://127.0.0.1:{port + 1}"
        up.until_it_says(f"Port {port} is in use, so the homeserver took {port + 1}.")
        assert {account["user_id"][1:4] for account in ready["accounts"]} >= {"ada", "dee", "eve"}
        assert ready["bots"]["library"] == "@library:palais.localhost"
        assert ready["rooms"].keys() >= {"lobby", "cedaw", "cedaw/members", "stewards"}

        assert asyncio.run(_told(f"{ready['mailbox']}.json")) == []
        up.until_it_says(f"{ready['mailbox']} shows the mails that the platform sends")

        second = cli("up", *where, "--community", str(community))
        assert second.code == 1
        assert f"Palais already runs on {state}: stop it first, or name another with --state" in second.words
        assert (state / "ready.json").exists()

        assert cli("plan", *where).code == 0
        text = (community / "community.yaml").read_text()
        (community / "community.yaml").write_text(text.replace("en: Lobby", "en: Foyer"))
        assert cli("plan", *where).code == 2
        handed = cli("apply", *where, "--json")
        assert (handed.code, len(handed.json["done"])) == (0, 1)
        assert cli("apply", *where, "--digest", "0123456789abcdef").code == 1
        assert cli("plan", *where, "--json").json["steps"] == []

        assert up.end(signal.SIGINT) == 0
        assert not (state / "ready.json").exists()
        assert "Stopped. Everything is kept; the next start continues here." in up.said
    assert "Traceback" not in up.said


def running_up(state: Path, community: Path, taken: socket.socket, port: int) -> Any:
    """Start ``palais up`` with a port that is in use."""
    taken.bind(("127.0.0.1", port))
    taken.listen()
    return running(state, "up", "--state", str(state), "--community", str(community), "--port", str(port))


def test_run_serves_on_a_given_homeserver_and_a_kill_makes_room_for_the_next(cli: Any, own: Own) -> None:
    own.people("ada", "dee")
    state = Path(own.settings).parent / "state"
    with running(state, "run", "--settings", str(own.settings)) as first:
        ready = first.ready()
        assert set(ready) == FIELDS
        assert (ready["homeserver"], ready["accounts"], ready["mailbox"]) == (own.server.url, [], None)
        second = cli("run", "--settings", str(own.settings))
        assert (second.code, "Palais already runs on" in second.words) == (1, True)
        first.until_it_says("/health and /metrics are at http://127.0.0.1:")
        pages = first.said.partition("/health and /metrics are at ")[2].split()[0].rstrip(".")
        assert asyncio.run(_status(f"{pages}/health")) == 200
        assert asyncio.run(_status(f"{pages}/metrics")) == 200
        first.end(signal.SIGKILL)
        assert (state / "ready.json").exists()
    with running(state, "run", "--settings", str(own.settings), "--json") as next_one:
        _until_replaced(state / "ready.json", next_one)
        assert next_one.ready()["rooms"] == ready["rooms"]
        assert next_one.end(signal.SIGTERM) == 0
        assert not (state / "ready.json").exists()
        assert '"stopped": true' in next_one.said


def test_without_its_keys_a_platform_says_so_and_goes_on_once_they_are_back(
    tmp_path: Path, own: Own, cli: Any
) -> None:
    state = Path(own.settings).parent / "state"
    account, apart = state / "bots" / "library" / "keys" / "account.json", tmp_path / "account.json"
    account.rename(apart)
    lost = cli("run", "--settings", str(own.settings))
    assert lost.code == 1
    assert "the cross-signing keys of @library:palais.localhost are not the ones kept here" in lost.words
    assert "put your last copy of the state folder in its place" in lost.words
    apart.replace(account)
    with running(state, "run", "--settings", str(own.settings)) as again:
        again.ready()
        assert again.end(signal.SIGTERM) == 0


def _until_replaced(file: Path, started: Running) -> None:
    """Wait until the file that the killed one left is gone."""
    left, until = file.stat().st_mtime_ns, time.monotonic() + PATIENCE
    while file.exists() and file.stat().st_mtime_ns == left:
        assert started.process.poll() is None, started.said
        assert time.monotonic() < until, started.said
        time.sleep(0.02)


async def _told(address: str) -> Any:
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        return await answer.json()


async def _status(address: str) -> int:
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        return answer.status
