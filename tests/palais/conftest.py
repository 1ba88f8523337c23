"""The command line as an officer uses it, in a folder of one's own."""

import asyncio
import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import aiohttp
import pytest
import structlog
from blockbuster import blockbuster_ctx
from typer.testing import CliRunner

from kit.ids import UserId
from palais.commands import app
from palais.ground import STEWARD, all_bots
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from provisioning.homeserver.requests import Requests

COMMUNITY = Path(__file__).parents[1] / "journeys" / "community"


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Watch the loop as everywhere, but for commands: they have theirs to themselves until they serve."""
    if "cli" in request.fixturenames:
        yield
        return
    with blockbuster_ctx(scanned_modules=["palais"]):
        yield


@dataclass(frozen=True)
class Answer:
    """What came of a command: its exit code, what went to standard output, and what to standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """What a person reads, without line breaks."""
        return " ".join((self.out + self.err).split())


Cli = Callable[..., Answer]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("PALAIS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def cli(here: Path) -> Iterator[Cli]:
    """Give a command: ``cli("plan", "--json")``. What it changes in this process is put back."""
    mask = os.umask(0)
    os.umask(mask)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def give(*words: str, said: str | None = None) -> Answer:
        done = CliRunner().invoke(app, list(words), input=said)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Answer(done.exit_code, done.stdout, done.stderr)

    yield give
    os.umask(mask)
    logging.disable(logging.NOTSET)
    for ours in set(root.handlers) - set(handlers):
        _close(ours)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _close(handler: logging.Handler) -> None:
    stream = getattr(handler, "stream", sys.stderr)
    if str(getattr(stream, "name", "")).endswith("palais.log"):
        stream.close()


@pytest.fixture
def community(here: Path) -> Path:
    """A copy of the small community, to be edited."""
    return copytree(COMMUNITY, here / "community")


@dataclass(frozen=True)
class Own:
    """A homeserver that stands for one which a community runs itself, and the settings that name it."""

    server: EmbeddedHomeserver
    settings: Path

    def people(self, *names: str) -> None:
        """Give people an account, as the homeserver's own sign-in would."""
        _elsewhere(lambda: self._people(names))

    def make_administrator(self, user: UserId, *, yes: bool) -> None:
        """Give somebody the rights of an administrator, or take them, as another administrator would."""
        _elsewhere(lambda: self._make_administrator(user, yes=yes))

    async def _make_administrator(self, user: UserId, *, yes: bool) -> None:
        other = f"@other-admin:{self.server.server_name}"
        async with aiohttp.ClientSession() as http:
            body = {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": other},
                "password": "a long password",
            }
            async with http.post(f"{self.server.url}/_matrix/client/v3/login", json=body) as answer:
                token = (await answer.json())["access_token"]
            requests = Requests(http, self.server.url, token)
            path = f"/_synapse/admin/v2/users/{user}"
            await requests.ask("PUT", path, doing="change rights", body={"admin": yes})

    async def _people(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self.server.create_account(name, "a long password", name.title())
        await self.server.create_account("other-admin", "a long password", admin=True)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """One homeserver for a module; its state, database and settings are kept from test to test."""
    folder = tmp_path_factory.mktemp("own")
    server = EmbeddedHomeserver(
        folder / "homeserver",
        port=free_port(20_000 + secrets.randbelow(20_000)),
        bot_names=[name for name in all_bots() if name != STEWARD],
    )
    _elsewhere(server.start)
    copytree(COMMUNITY, folder / "community")
    settings = folder / "palais.toml"
    settings.write_text(
        f'''
        state = "{folder / "state"}"
        community = "{folder / "community"}"
        [homeserver]
        url = "{server.url}"
        server_name = "{server.server_name}"
        steward_registration = "{server.places.steward}"
        bots_registration = "{server.places.bots}"
        [web]
        port = 0
        '''
    )
    yield Own(server, settings)
    _elsewhere(server.stop)


def _elsewhere(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run to the end in a loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()
