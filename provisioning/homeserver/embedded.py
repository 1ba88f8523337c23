"""The embedded Synapse: a homeserver in a folder, for trying Palais and for its tests."""

import asyncio
import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import yaml

from kit.errors import AlreadyRunning, NotFound, Trouble
from kit.ids import UserId
from provisioning.homeserver.embedded_config import Places, new_secrets, write_configuration
from provisioning.homeserver.embedded_database import clear_unfinished
from provisioning.homeserver.founding import found_steward
from provisioning.homeserver.registration import (
    STEWARD,
    Registration,
    kept_registration,
    new_registration,
    write_private_yaml,
)
from provisioning.homeserver.requests import Requests

SERVER_NAME = "palais.localhost"
_NO_ROOM = ("disk is full", "No space left")
FOLDER_PATIENCE = 8.0
"""How many seconds a server whose parent was just killed may need to leave its folder."""


class EmbeddedHomeserver:
    """A Synapse of our own: SQLite, loopback only, no federation unless ``extra`` settings bring it.

    ``port`` is the first to try; the next free one is taken where it is in use. ``bot_names`` are regular
    expressions over localparts, claimed by the bots' registration. ``limits`` keeps Synapse's own rate
    limits. The server ends with our process, however that ends, and continues from its folder.
    """

    def __init__(
        self,
        state: Path,
        *,
        port: int = 8008,
        server_name: str = SERVER_NAME,
        bot_names: Sequence[str] = ("library",),
        limits: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        self.port = port
        self.server_name = server_name
        self.steward = UserId(f"@{STEWARD}:{server_name}")
        self.places = Places(state=state.absolute())
        self._bot_names = tuple(bot_names)
        self._limits = limits
        self._extra = dict(extra or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self._registrations: tuple[Registration, Registration] | None = None

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def steward_registration(self) -> Registration:
        """The registration that claims the steward alone; known once started."""
        return self._known_registrations()[0]

    @property
    def bots_registration(self) -> Registration:
        """The registration that claims bots and ghosts; known once started."""
        return self._known_registrations()[1]

    @property
    def pid(self) -> int | None:
        """The process, where it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    async def start(self, *, patience: float = 60.0) -> None:
        """Start, wait until it answers, and see that the steward is there and administrator.

        Raises :class:`kit.errors.AlreadyRunning` where the folder is in use, :class:`kit.errors.Trouble`
        with the end of the log where it does not come up within ``patience`` seconds.
        """
        await self._take_folder()
        try:
            await asyncio.to_thread(self._prepare)
            await self._come_up(patience)
            secret = str((await asyncio.to_thread(self._kept_secrets))["registration_shared_secret"])
            await found_steward(self.url, self.steward, self.steward_registration, secret)
        except BaseException:
            await self.stop()
            raise

    async def stop(self, *, patience: float = 10.0) -> None:
        """Stop cleanly; after ``patience`` seconds by force."""
        process, self._process = self._process, None
        if process is not None:
            await asyncio.to_thread(_end, process, patience)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    async def kill(self) -> None:
        """End it as a crash would; for tests."""
        if self._process is not None:
            self._process.kill()
        await self.stop()

    async def create_account(
        self, localpart: str, password: str, display_name: str | None = None, *, admin: bool = False
    ) -> UserId:
        """Make an account, or give the one there is this password and name."""
        user = UserId(f"@{localpart}:{self.server_name}")
        body: dict[str, Any] = {"password": password, "admin": admin, "logout_devices": False}
        if display_name is not None:
            body["displayname"] = display_name
        async with aiohttp.ClientSession() as http:
            requests = Requests(http, self.url, self.steward_registration.as_token, self.steward)
            path = f"/_synapse/admin/v2/users/{quote(user, safe='')}"
            await requests.ask("PUT", path, doing=f"make the account {user}", body=body)
        return user

    def _known_registrations(self) -> tuple[Registration, Registration]:
        if self._registrations is None:
            raise Trouble("the embedded homeserver has not been started")
        return self._registrations

    async def _take_folder(self) -> None:
        state = self.places.state
        await asyncio.to_thread(state.mkdir, mode=0o700, parents=True, exist_ok=True)
        lock = await asyncio.to_thread(os.open, self.places.lock, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = asyncio.get_running_loop().time() + FOLDER_PATIENCE
        while asyncio.get_running_loop().time() < deadline:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                await asyncio.sleep(0.05)
            else:
                self._lock = lock
                return
        os.close(lock)
        raise AlreadyRunning(f"another homeserver runs in {state}: stop it first, or choose another --state")

    def _prepare(self) -> None:
        clear_unfinished(self.places.database)
        self._registrations = (
            kept_registration(self.places.steward, self._steward_claim()),
            kept_registration(self.places.bots, self._bots_claim()),
        )

    def _steward_claim(self) -> Registration:
        return new_registration("palais-steward", "palais-steward", [f"@{STEWARD}:{self._server_pattern()}"])

    def _bots_claim(self) -> Registration:
        names = "|".join(("palais-bots", "_palais_.*", *self._bot_names))
        return new_registration("palais-bots", "palais-bots", [f"@(?:{names}):{self._server_pattern()}"])

    def _server_pattern(self) -> str:
        return self.server_name.replace(".", r"\.")

    def _kept_secrets(self) -> dict[str, Any]:
        path = self.places.secrets
        if not path.exists():
            write_private_yaml(path, new_secrets())
        kept: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return kept

    async def _come_up(self, patience: float) -> None:
        deadline = asyncio.get_running_loop().time() + patience
        for attempt in range(3):
            await asyncio.to_thread(self._launch)
            if await self._answers(deadline):
                return
            if attempt == 2 or not await asyncio.to_thread(self._lost_its_port):
                break
        raise Trouble(await asyncio.to_thread(self._obituary))

    def _launch(self) -> None:
        self.port = free_port(self.port)
        write_configuration(
            self.places,
            server_name=self.server_name,
            port=self.port,
            kept=self._kept_secrets(),
            limits=self._limits,
            extra=self._extra,
        )
        command = [sys.executable, "-m", "provisioning.homeserver.embedded_process"]
        with self.places.output.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command, "-c", str(self.places.config)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd=self.places.state,
                env=_environment(),
                pass_fds=() if self._lock is None else (self._lock,),
                start_new_session=True,  # Ctrl-C is for us: we stop the server when nobody needs it any more
            )

    async def _answers(self, deadline: float) -> bool:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            while self.pid is not None and asyncio.get_running_loop().time() < deadline:
                try:
                    async with http.get(f"{self.url}/health") as answer:
                        if answer.status == 200:
                            return True
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(0.05)
        return False

    def _lost_its_port(self) -> bool:
        return self.pid is None and "already in use" in self._last_words()

    def _last_words(self) -> str:
        texts = [path.read_text(errors="replace") for path in self._witnesses() if path.exists()]
        return "\n".join("\n".join(texts).strip().splitlines()[-15:])

    def _witnesses(self) -> tuple[Path, Path]:
        return self.places.log, self.places.output

    def _obituary(self) -> str:
        how = "is still silent" if self.pid is not None else "ended"
        said = self._last_words()
        if any(words in said for words in _NO_ROOM):
            return (
                "the homeserver did not come up, since the disk is full: make room where "
                f"{self.places.state} lies and give the command again"
            )
        return f"the homeserver did not come up, it {how}; see {self.places.log}. Its last words:\n{said}"


def free_port(first: int) -> int:
    """Return the first free port of the loopback address, from ``first`` on."""
    for port in range(first, first + 200):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise NotFound("look for a free port", message=f"none from {first} to {first + 199}")


def _environment() -> dict[str, str]:
    house = str(Path(__file__).resolve().parents[2])
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([house, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()
