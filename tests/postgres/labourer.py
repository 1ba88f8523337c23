"""A worker in a process of its own, to be killed: started with a database's address and the file of a key.

It says of each file that it begins with it; with a third word it never ends one.
"""

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bots.library.rules import Upload
from bots.library.taking.readings import Near
from kit.reading.progress import Progress
from kit.settings import DatabaseSettings, JobSettings, Settings
from palais.state import State
from palais.worker import labour, opened_for_worker

SIGN_OF_LIFE, LOST_AFTER = 0.2, 1.5


async def main(url: str, key: Path, *, hangs: bool) -> None:
    take_in = Near.take_in

    async def told(near: Near, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        sys.stdout.write(f"begun {upload.event}\n")
        sys.stdout.flush()
        if hangs:
            await asyncio.Event().wait()
        await take_in(near, upload, data, progress)

    Near.take_in = told  # type: ignore[assignment, method-assign]  # to be seen, and slow
    settings = Settings(database=DatabaseSettings(url=SecretStr(url)), jobs=JobSettings(key=key))
    async with opened_for_worker(State(key.parent), settings) as (jobs, database):
        await labour(
            jobs, database, settings, at_once=1, grace=0, heartbeat=SIGN_OF_LIFE, lost_after=LOST_AFTER
        )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), hangs=len(sys.argv) > 3))
