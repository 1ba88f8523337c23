"""A bot in a process of its own, so that nothing else shares its loop."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 120.0


class Side:
    """One bot process: it is told its secret on standard input and says ``ready`` when it serves."""

    def __init__(self, module: str, words: Sequence[str], secret: str, log: Path) -> None:
        self._command = [sys.executable, "-m", module, *words]
        self._secret = secret
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self.started = 0.0

    async def __aenter__(self) -> Self:
        with self._log.open("ab") as log:
            self.started = time.perf_counter()
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self._secret}\n".encode())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                async with asyncio.timeout(10):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def says(self, word: str) -> str:
        """Wait for a line that begins with the word and return the rest of it."""
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE):
                async for line in self._process.stdout:
                    if line.decode().startswith(word):
                        return line.decode()[len(word) :].strip()
        except TimeoutError:
            raise RuntimeError(self._tale(f"it did not say {word!r} within {PATIENCE:g} s")) from None
        raise RuntimeError(self._tale(f"it ended before it said {word!r}"))

    async def tell(self, word: str) -> None:
        """Send the bot a line."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n".encode())
        await self._process.stdin.drain()

    def _tale(self, text: str) -> str:
        return f"{self._command[2]}: {text}\n{self._log.read_text(errors='replace')[-3000:]}"
