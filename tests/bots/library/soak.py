"""Lets people use the library at random until so many messages were compared with what readers may see.

``python -m tests.bots.library.soak --messages 100000 --seed 1`` tells what it compared; the first difference
ends it with the seed of the life in which it was, and ``--seed SEED --lives 1`` lives that one again.
"""

import argparse
import asyncio
import json
import logging
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import aiosqlite
import structlog

from bots.library.taking import backfill
from kit.testing import memory_matrix
from tests.bots.library.village import Tally, Village

ACTS = 500
"""How many things happen in one life."""


class Here:
    """Does at once what a database's connection would have a thread of its own do."""

    def put_nowait(self, asked: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, work = asked
        try:
            done = work()
        except Exception as problem:  # noqa: BLE001 (whoever asked is told)
            if future is not None:
                future.set_exception(problem)
        else:
            if future is not None:
                future.set_result(done)


class NoThread:
    """A thread that is never needed."""

    def __init__(self, **_: object) -> None:
        pass

    def start(self) -> None:
        pass


async def at_once(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Do in the loop what would be done in a thread."""
    return work(*given, **named)


def in_one_thread() -> None:
    """Let nothing wait for another thread: nobody else is there to be kept waiting, and it is quicker."""
    changed: Any = aiosqlite.core
    changed.SimpleQueue, changed.Thread = Here, NoThread
    asyncio.to_thread = at_once  # type: ignore[assignment]  # it is called alike
    backfill.BETWEEN_PAGES, memory_matrix.PAGE = 0, 100
    Village.questions = 30


def main() -> None:
    """Live one life after the other."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--messages", type=int, default=100_000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--lives", type=int, default=None)
    asked = given.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    in_one_thread()
    tally, began = Tally(), time.monotonic()
    for seed in count(asked.seed):
        if tally.messages >= asked.messages or seed - asked.seed == asked.lives:
            break
        live(seed, tally)
        if (seed - asked.seed) % 2 == 1:
            tell(tally, seed, began)
    tell(tally, seed - 1, began)


def live(seed: int, tally: Tally) -> None:
    """Live one life; a difference is told with its seed."""
    village = Village(seed, tally)
    try:
        village.open()
        village.live(ACTS)
    except BaseException:
        print(f"in the life with the seed {seed}", flush=True)  # noqa: T201 (it is a command)
        raise
    finally:
        village.teardown()


def tell(tally: Tally, seed: int, began: float) -> None:
    """Say what was compared until now."""
    said = {
        "messages": tally.messages,
        "comparisons": tally.comparisons,
        "passages_and_files_shown": tally.shown,
        "differences": 0,
        "last_seed": seed,
        "seconds": round(time.monotonic() - began),
        "by": dict(tally.by.most_common()),
    }
    print(json.dumps(said), flush=True)  # noqa: T201 (it is a command)


if __name__ == "__main__":
    main()
