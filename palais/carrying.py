"""Writes the library into a file for its owner alone, and takes one in; sealed or not."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from bots.library.upkeep.carrying import carry_in, carry_out
from kit.clock import SystemClock
from kit.errors import BadInput
from kit.sealing import Opening, Sealing, is_sealed
from kit.settings import Settings
from palais.house import opened_database
from palais.state import State


async def library_out(
    state: State, settings: Settings, place: Path, passphrase: str | None
) -> dict[str, Any]:
    """Write the library into a new file, whole or not at all; return how many rows of each kind.

    Raises :class:`kit.errors.BadInput` where there is something already.
    """
    if await asyncio.to_thread(place.exists):
        raise BadInput(f"{place} is there already: name a file that is not")
    async with opened_database(state, settings) as database, _new_file(place, passphrase) as file:
        return await carry_out(database, file, SystemClock().now())


async def library_in(state: State, settings: Settings, place: Path, passphrase: str | None) -> dict[str, Any]:
    """Take the documents of a file in, all or none."""
    file = await asyncio.to_thread(_opened, place, passphrase)
    try:
        async with opened_database(state, settings) as database:
            return await carry_in(database, file)
    finally:
        await asyncio.to_thread(file.close)


def asks_for_passphrase(place: Path) -> bool:
    """Whether a file is sealed. Raises :class:`kit.errors.BadInput` where there is none."""
    with _read(place) as file:
        return is_sealed(file)


@asynccontextmanager
async def _new_file(place: Path, passphrase: str | None) -> AsyncIterator[BinaryIO]:
    writing = _written(place, passphrase)
    file = await asyncio.to_thread(writing.__enter__)
    try:
        yield file
    except BaseException as problem:
        await asyncio.to_thread(writing.__exit__, type(problem), problem, problem.__traceback__)
        raise
    await asyncio.to_thread(writing.__exit__, None, None, None)


@contextmanager
def _written(place: Path, passphrase: str | None) -> Iterator[BinaryIO]:
    """Open a file beside the place, which takes it when the block has ended well."""
    part = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            if passphrase is None:
                yield raw
            else:
                with Sealing(raw, passphrase) as sealing:
                    yield cast("BinaryIO", sealing)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _opened(place: Path, passphrase: str | None) -> BinaryIO:
    if not asks_for_passphrase(place):
        return _read(place)
    if passphrase is None:
        raise BadInput(f"{place} is sealed: give its passphrase, or name the file that holds it")
    file = _read(place)
    try:
        return cast("BinaryIO", BufferedReader(Opening(file, passphrase)))
    except BaseException:
        file.close()
        raise


def _read(place: Path) -> BinaryIO:
    try:
        return place.open("rb")
    except OSError as problem:
        raise BadInput(f"cannot read {place}: {problem.strerror}") from problem
