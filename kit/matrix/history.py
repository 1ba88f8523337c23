"""Looks back: at what was said in a room, page by page, and at how the people in it came."""

import json
from collections.abc import AsyncIterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kit.events import Event, MemberHeard, Membership, StillUnreadable
from kit.ids import RoomId, UserId
from kit.matrix.guard import passing_over
from kit.matrix.missing import ask_for_keys
from kit.matrix.reading import Reader
from kit.matrix.store import MatrixStore, Sources, session_of
from kit.matrix.sync import SPOKEN, Json
from kit.matrix.transport import Transport, segment
from kit.ports import Past

PAGE = 100
MOST_PAGES = 30
"""How far back the comings of a room's people are looked for: three thousand changes of who is there."""


@dataclass(frozen=True, slots=True)
class History:
    """Looks back for one account."""

    transport: Transport
    store: MatrixStore
    reader: Reader

    async def page(self, room: RoomId, before: str | None) -> Past:
        """Return the newest of what was said in a room, or what is older than ``before``."""
        answer = await self._asked(room, SPOKEN, before)
        events: list[Event] = []
        unread: Sources = []
        for source in answer.get("chunk", ()):
            event = await self._read(room, source)
            if event is not None:
                events.append(event)
            if isinstance(event, StillUnreadable) and session_of(source) is not None:
                unread.append((room, source))
        if unread:
            await ask_for_keys(self.reader.keyring, await self.store.keep_old_unread(unread))
        return Past(events=tuple(events), before=_older(answer, before))

    async def comings(self, room: RoomId, counts: AbstractSet[Membership]) -> dict[UserId, MemberHeard]:
        """Return by which event each person present came, as far back as the server shows.

        Each change of somebody's standing names the one before, which is followed as long as that one
        counts as being there.
        """
        path = f"/_matrix/client/v3/rooms/{segment(room)}/members"
        answer = await self.transport.ask("GET", path, doing=f"see who is in {room}", as_service=True)
        found: dict[UserId, MemberHeard] = {}
        wanted: dict[str, UserId] = {}
        for source in answer.get("chunk", ()):
            await self._follow(room, source, counts, found, wanted)
        async for source in self._changes(room, wanted):
            if wanted.pop(source["event_id"], None) is not None:
                await self._follow(room, source, counts, found, wanted)
        return found

    async def _follow(
        self,
        room: RoomId,
        source: Json,
        counts: AbstractSet[Membership],
        found: dict[UserId, MemberHeard],
        wanted: dict[str, UserId],
    ) -> None:
        """Note an event by which somebody was there, and which one was before."""
        event = await self._read(room, source)
        if not isinstance(event, MemberHeard) or event.now not in counts:
            return
        found[event.member] = event
        before = source.get("unsigned", {}).get("replaces_state")
        if isinstance(before, str):
            wanted[before] = event.member

    async def _changes(self, room: RoomId, wanted: Mapping[str, UserId]) -> AsyncIterator[Json]:
        """Yield changes of who is in a room, the newest first, for as long as any is wanted."""
        before: str | None = None
        for _ in range(MOST_PAGES):
            if not wanted:
                return
            answer = await self._asked(room, ("m.room.member",), before)
            for source in answer.get("chunk", ()):
                yield source
            before = _older(answer, before)
            if before is None:
                return

    async def _asked(self, room: RoomId, kinds: tuple[str, ...], before: str | None) -> Json:
        query = {"dir": "b", "limit": str(PAGE), "filter": json.dumps({"types": list(kinds)})}
        if before is not None:
            query["from"] = before
        path = f"/_matrix/client/v3/rooms/{segment(room)}/messages"
        return await self.transport.ask(
            "GET", path, doing=f"look back in {room}", query=query, as_service=True
        )

    async def _read(self, room: RoomId, source: Json) -> Event | None:
        with passing_over(f"{source.get('event_id')} in {room}"):
            return await self.reader.read(room, source, live=False, past=True)
        return None


def _older(answer: Json, before: str | None) -> str | None:
    """Return where the older part begins; a server that names the same place again has no more to show."""
    older = answer.get("end")
    return str(older) if older is not None and older != before else None
