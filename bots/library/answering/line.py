"""People who wait for something that takes long: each has a share of the places, and one thing in hand."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from kit.ids import UserId

T = TypeVar("T")

SHARE, MOST, LANES = 5, 500, 3
"""How many things of one person wait at most, how many of all, and how many are done side by side."""


class Line(Generic[T]):
    """Things to be done for people in the order in which they came, but one person's one after the other."""

    def __init__(self, *, share: int = SHARE, most: int = MOST) -> None:
        self._share = share
        self._most = most
        self._waiting: deque[tuple[UserId, T]] = deque()
        self._of: Counter[UserId] = Counter()
        self._in_hand: set[UserId] = set()
        self._news = asyncio.Event()

    def join(self, user: UserId, thing: T) -> bool:
        """Put something in; say whether there was a place for it."""
        if self._of[user] >= self._share or len(self._waiting) >= self._most:
            return False
        self._of[user] += 1
        self._waiting.append((user, thing))
        self._news.set()
        return True

    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def get_nowait(self) -> T:
        """Take the next thing out, whoever it is of."""
        user, thing = self._waiting.popleft()
        self._left(user)
        return thing

    async def serve(self, doing: Callable[[T], Awaitable[None]], *, lanes: int = LANES) -> None:
        """Do what waits for as long as this runs, a few things side by side."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(lanes):
                    tasks.create_task(self._lane(doing))
        except ExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _lane(self, doing: Callable[[T], Awaitable[None]]) -> None:
        while True:
            taken = self._next()
            if taken is None:
                self._news.clear()
                await self._news.wait()
                continue
            user, thing = taken
            self._in_hand.add(user)
            try:
                await doing(thing)
            finally:
                self._in_hand.discard(user)
                self._left(user)
                self._news.set()

    def _next(self) -> tuple[UserId, T] | None:
        """Take out the first thing of somebody who has none in hand."""
        for place, (user, thing) in enumerate(self._waiting):
            if user not in self._in_hand:
                del self._waiting[place]
                return user, thing
        return None

    def _left(self, user: UserId) -> None:
        self._of[user] -= 1
        if not self._of[user]:
            del self._of[user]
