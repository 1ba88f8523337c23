"""Lets whatever takes long in reading a file tell how far it is, to whom it may concern."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

Progress = Callable[[int, int], object]
"""Called with how much is done, and of how much."""

OFTEN = 0.25
"""Seconds between two tellings: whoever listens has more to do."""


def tell(done: int, of: int) -> None:
    """Tell how many steps of how many are done, to whoever listens."""
    _LISTENER.get()(done, of)


@contextmanager
def heard_by(listener: Progress, *, every: float = OFTEN) -> Iterator[None]:
    """Have ``listener`` called by what happens within, not more often than ``every`` so many seconds."""
    last = -every

    def seldom(done: int, of: int) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= every:
            last = now
            listener(done, of)

    before = _LISTENER.set(seldom)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def _nobody(done: int, of: int) -> None:
    """Listen to nothing."""


_LISTENER: ContextVar[Progress] = ContextVar("listener", default=_nobody)
