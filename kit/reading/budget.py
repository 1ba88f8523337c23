"""Lets readers stop in time and keep what they have, before the kernel ends them and all is lost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SHARE = 0.8
"""Of the seconds that a file may take, what reading may use; the rest is for handing over what was read."""

_END: ContextVar[float] = ContextVar("end", default=float("inf"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Have what happens within come to an end when its share of so many seconds of computing is used up."""
    before = _END.set(time.process_time() + seconds * SHARE)
    try:
        yield
    finally:
        _END.reset(before)


def out_of_time() -> bool:
    """Whether it is time to stop and keep what was read so far."""
    return time.process_time() >= _END.get()
