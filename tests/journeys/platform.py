"""A whole platform as an officer starts it, and what it says of itself when it is ready."""

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PALAIS = Path(sys.executable).with_name("palais")
PATIENCE = 180.0
"""Seconds for a first start: the machine may be busy."""


class PlatformError(AssertionError):
    """The platform did not do as it should; the text ends with what it said last."""


class Platform:
    """One ``palais up``: started by :meth:`start`, described by its ``ready.json``.

    With ``settings`` that name a homeserver it is a ``palais run`` there. ``environment`` is added to ours.
    """

    def __init__(
        self,
        state: Path,
        community: Path,
        *,
        port: int = 0,
        settings: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.state = state
        self.community = community
        self.port = port
        self.settings = settings
        self.environment = environment or {}
        self.log = state.with_name(f"{state.name}.out")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, patience: float = PATIENCE) -> float:
        """Start, wait until all is ready, and return the seconds that it took."""
        began = time.monotonic()
        how = ["up", "--port", str(self.port)] if self.settings is None else ["run"]
        command = [str(PALAIS), *how, *self._where, "--community", str(self.community)]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._around | {"NO_COLOR": "1", "COLUMNS": "140"},
                start_new_session=True,
            )
        while not self.is_ready:
            if self._process.poll() is not None:
                raise PlatformError(self._tale(f"palais ended with code {self._process.returncode}"))
            if time.monotonic() - began > patience:
                self.kill()
                raise PlatformError(self._tale(f"palais was not ready after {patience:g} s"))
            time.sleep(0.1)
        return time.monotonic() - began

    def stop(self, *, patience: float = 30.0) -> int:
        """Stop as Ctrl-C does and return the exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise PlatformError(self._tale(f"palais did not stop within {patience:g} s")) from None
        finally:
            self._process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def palais(self, *words: str, timeout: float = 60.0) -> subprocess.CompletedProcess[str]:
        """Run another command on the same state."""
        # Options stand behind the words: what comes first may be a group of commands.
        command = [str(PALAIS), *words, *self._where]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=timeout, check=False, env=self._around
        )

    @property
    def _around(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    @property
    def _where(self) -> list[str]:
        settings = [] if self.settings is None else ["--settings", str(self.settings)]
        return ["--state", str(self.state), *settings]

    @property
    def is_ready(self) -> bool:
        """Whether it says so."""
        return (self.state / "ready.json").exists()

    @property
    def ready(self) -> Mapping[str, Any]:
        """All that ``ready.json`` says."""
        told: dict[str, Any] = json.loads((self.state / "ready.json").read_text())
        return told

    @property
    def ready_mode(self) -> int:
        """Who may read ``ready.json``."""
        return stat.S_IMODE((self.state / "ready.json").stat().st_mode)

    @property
    def homeserver(self) -> str:
        """Where clients find the homeserver."""
        return str(self.ready["homeserver"])

    def user(self, name: str) -> str:
        """Return the user ID of an account by its localpart."""
        return f"@{name}:{self.ready['server_name']}"

    def has_account(self, name: str) -> bool:
        """Whether the platform made an account of that name."""
        return any(account["user_id"] == self.user(name) for account in self.ready["accounts"])

    def password(self, name: str) -> str:
        """Return the password of a sample person's account."""
        accounts: Sequence[Mapping[str, str]] = self.ready["accounts"]
        return next(account["password"] for account in accounts if account["user_id"] == self.user(name))

    def bot(self, name: str) -> str:
        """Return a bot's user ID."""
        return str(self.ready["bots"][name])

    def room(self, key: str) -> str:
        """Return the room's ID by its key."""
        return str(self.ready["rooms"][key])

    def mails(self, to: str) -> Sequence[Mapping[str, str]]:
        """Return the mails that the platform sent to an address, oldest first: to, subject, body, at."""
        with urllib.request.urlopen(f"{self.ready['mailbox']}.json", timeout=10) as answer:
            told: list[dict[str, str]] = json.load(answer)
        return [mail for mail in reversed(told) if mail["to"].casefold() == to.casefold()]

    async def mail_to(self, to: str, *, number: int = 1, patience: float = 30.0) -> Mapping[str, str]:
        """Wait for a mail to an address and return it: the first one, or the one of that ``number``."""
        until = time.monotonic() + patience
        while len(mails := await asyncio.to_thread(self.mails, to)) < number:
            if time.monotonic() > until:
                raise PlatformError(self._tale(f"mail {number} to {to} did not come within {patience:g} s"))
            await asyncio.sleep(0.1)
        return mails[number - 1]

    def steward_token(self) -> str:
        """The token that makes its holder the steward: what an administrator with bad habits would use."""
        from provisioning.homeserver.embedded_config import Places
        from provisioning.homeserver.registration import read_registration

        return read_registration(Places(state=self.state / "homeserver").steward).as_token

    def _tale(self, text: str) -> str:
        said = self.log.read_text(errors="replace").splitlines()[-40:] if self.log.exists() else []
        log = self.state / "palais.log"
        logged = log.read_text(errors="replace").splitlines()[-25:] if log.exists() else []
        return "\n".join([text, "--- it said ---", *said, "--- it logged ---", *logged])
