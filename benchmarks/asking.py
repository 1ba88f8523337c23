"""Somebody who asks and takes the time: from sending a message until its answer can be read."""

import asyncio
import time
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nio import RoomMessageFormatted
from nio.client.async_client import AsyncClient

from benchmarks.bare import listen, say, signed_in

PATIENCE = 60.0


class Asker:
    """One person at a bare client, the same for both sides of a comparison."""

    def __init__(self, homeserver: str, user: str, password: str, store: Path) -> None:
        self._details = (homeserver, user, password, store)
        self._client: AsyncClient | None = None
        self._listening: asyncio.Task[None] | None = None
        self._answers: dict[str, float] = {}
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._client = await signed_in(*self._details)
        self._listening = asyncio.create_task(listen(self._client, self._hear))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._client is not None:
            await self._client.close()

    async def knows(self, room: str, bot: str) -> None:
        """Wait until the bot is in the room and the client knows it, and that the room is encrypted."""
        client = self._here()
        async with asyncio.timeout(PATIENCE):
            while not (room in client.rooms and client.rooms[room].encrypted):  # noqa: ASYNC110 - nio has no event for it
                await asyncio.sleep(0.05)
            while True:
                answer = await client.joined_members(room)
                if any(member.user_id == bot for member in getattr(answer, "members", ())):
                    return
                await asyncio.sleep(0.05)

    async def ask(self, room: str, words: str) -> float:
        """Ask and return the seconds until the answer could be read."""
        began = time.perf_counter()
        asked = await say(self._here(), room, {"msgtype": "m.text", "body": words})
        return await self.answered(asked) - began

    async def say(self, room: str, words: str) -> str:
        """Ask without waiting; return the event's ID."""
        return await say(self._here(), room, {"msgtype": "m.text", "body": words})

    async def answered(self, asked: str) -> float:
        """Wait for the answer and return the moment, on the performance counter."""
        async with asyncio.timeout(PATIENCE):
            while asked not in self._answers:
                self._still_listening()
                self._news.clear()
                await self._news.wait()
        return self._answers[asked]

    async def first_answer_to(self, asked: AbstractSet[str]) -> float:
        """Wait for the first answer to any of the questions, which may grow, and return when it came."""
        async with asyncio.timeout(PATIENCE):
            while not (answered := asked & self._answers.keys()):
                self._still_listening()
                self._news.clear()
                await self._news.wait()
        return min(self._answers[one] for one in answered)

    async def _hear(self, _room: str, event: RoomMessageFormatted) -> None:
        relation: dict[str, Any] = event.source["content"].get("m.relates_to") or {}
        replied = (relation.get("m.in_reply_to") or {}).get("event_id")
        for asked in {relation.get("event_id"), replied} - {None}:
            self._answers.setdefault(str(asked), time.perf_counter())
        self._news.set()

    def _still_listening(self) -> None:
        if self._listening is not None and self._listening.done():
            self._listening.result()

    def _here(self) -> AsyncClient:
        if self._client is None:
            raise RuntimeError("the asker has not signed in")
        return self._client
