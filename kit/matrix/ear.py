"""Follows the stream of events: nothing is lost, and what was not handled to its end comes again."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from kit.errors import MatrixFailure, Trouble
from kit.events import DevicesChanged, Event, GapHeard, InvitedHeard, RedactionHeard, StillUnreadable
from kit.ids import EventId, RoomId, UserId
from kit.matrix.calls import join, joined_rooms, upload_keys
from kit.matrix.guard import passing_over
from kit.matrix.keyring import Keyring
from kit.matrix.machine import Machine
from kit.matrix.missing import ask_for_keys
from kit.matrix.outbox import Outbox
from kit.matrix.reading import Reader
from kit.matrix.rooms import RoomBook
from kit.matrix.store import MatrixStore, session_of
from kit.matrix.sync import Batch, Json, RoomNews, joined_at, read_batch, since_joining, sync_filter
from kit.matrix.transport import Transport, segment

log = logging.getLogger(__name__)

LONG_POLL = 30
"""Seconds the server may keep us waiting for news."""
PAGE = 100
MOST_PAGES = 100
"""How far a gap is filled: ten thousand events of one room."""

Heard = Callable[[Event], Awaitable[None]]
Sources = list[tuple[RoomId, Json]]
Places = list[tuple[RoomId, EventId]]


@dataclass(slots=True)
class Ear:
    """Listens for one account."""

    transport: Transport
    store: MatrixStore
    machine: Machine
    rooms: RoomBook
    keyring: Keyring
    outbox: Outbox
    reader: Reader
    accepts: Callable[[InvitedHeard], Awaitable[bool]] | None
    _joined: set[RoomId] = field(default_factory=set)
    _gaps: set[RoomId] = field(default_factory=set)

    async def listen(self, heard: Heard) -> None:
        """Hand over each event, in order, until cancelled."""
        token = await self.store.token()
        try:
            if token is None:
                token = await self._first(heard)
            else:
                self._joined = await joined_rooms(self.transport)
            await self.keyring.recall_changes()
            waiting = await self.store.unread()
            await self.outbox.resume()
            while True:
                batch = await self._next(token, waiting=bool(waiting))
                token = await self._handle(batch, token, waiting, heard)
                waiting = []
        finally:
            self.rooms.follows.clear()

    async def _first(self, heard: Heard) -> str:
        """Start from now: what was said before we signed in was not said to us."""
        batch = read_batch(await self._sync({"filter": json.dumps(sync_filter(first=True))}, 0), self._me)
        await self._take_in(batch)
        self._joined = {news.room for news in batch.rooms}
        await self._welcome(batch, heard)
        await self.store.end_batch(batch.token, (), {})
        return batch.token

    async def _next(self, token: str, *, waiting: bool) -> Batch:
        asked = {"filter": json.dumps(sync_filter(first=False)), "since": token}
        patience = 0 if waiting or self.keyring.noticed or not self.rooms.following else LONG_POLL
        return read_batch(await self._sync(asked, patience), self._me)

    async def _handle(self, batch: Batch, since: str, waiting: Sources, heard: Heard) -> str:
        sessions = await self._take_in(batch)
        filled = [await self._fill(news, since) for news in batch.rooms]
        read: Places = []
        await self._read_at_last(waiting or await self._readable(sessions, batch), read, heard)
        await self._welcome(batch, heard)
        for user in sorted(batch.devices_changed - {self._me}):
            await heard(DevicesChanged(user=user))
        for room, timeline in filled:
            await self._hand_over(room, timeline, read, heard)
        await self._tell_of_identities(heard)
        await self.store.end_batch(batch.token, read, self.reader.take_read())
        return batch.token

    async def _take_in(self, batch: Batch) -> list[str]:
        """Learn all that a batch says before any of it is handled; return the sessions whose keys came."""
        for news in batch.rooms:
            await self._learn(news)
        for room in batch.left:
            self.rooms.forget(room)
            self._joined.discard(room)
        self.rooms.follows.set()
        sessions = await self.machine.receive(batch.to_device) if batch.to_device else []
        self.keyring.left(batch.devices_left)
        if batch.devices_changed:
            with passing_over("a change of people's keys"):
                await self.keyring.changed(batch.devices_changed)
        await self._keep_keys(batch)
        return sessions

    async def _learn(self, news: RoomNews) -> None:
        try:
            with passing_over(f"what changed in {news.room}"):
                await self.rooms.take_in(news.room, (*news.state, *news.timeline), gap=news.gap is not None)
        except Trouble as trouble:
            log.warning("%s", trouble)

    async def _keep_keys(self, batch: Batch) -> None:
        if batch.one_time_keys is not None and self.machine.count_keys(batch.one_time_keys):
            with passing_over("the publishing of our keys"):
                await upload_keys(self.transport, self.machine)
        wedged = self.machine.to_claim()
        if wedged:
            kind = "signed_curve25519"
            wanted = {user: dict.fromkeys(devices, kind) for user, devices in wedged.items()}
            with passing_over("the mending of broken sessions"):
                await self.keyring.claim(wanted)
        for message in self.machine.outgoing():
            with passing_over(f"a to-device message for {message.recipient}"):
                await self.keyring.to_device(message.type, message.as_dict()["messages"])
            await self.machine.was_sent(message)

    async def _fill(self, news: RoomNews, since: str) -> tuple[RoomId, tuple[Json, ...]]:
        """Return what happened in a room since we last handled it, gaps filled."""
        new = news.room not in self._joined
        self._joined.add(news.room)
        joined = joined_at(news, self._me) if new else None
        timeline = news.timeline
        if news.gap is not None and not any(event["event_id"] == joined for event in timeline):
            pages = await self._pages(news.room, news.gap, None if new else since, joined)
            timeline = (*reversed(pages), *timeline)
        return news.room, since_joining(timeline, joined)

    async def _pages(self, room: RoomId, gap: str, until: str | None, joined: str | None) -> list[Json]:
        """Return what a gap holds, newest first; nothing where we may not look back."""
        with passing_over(f"a gap in {room}"):
            return [event async for event in self._back(room, gap, until, joined)]
        self._gaps.add(room)
        return []

    async def _back(
        self, room: RoomId, start: str, until: str | None, joined: str | None
    ) -> AsyncIterator[Json]:
        """Yield a room's events backwards, to a place in the stream or to the event by which we came."""
        token: str | None = start
        for _ in range(MOST_PAGES):
            if token is None:
                return
            answer = await self._page(room, token, until)
            for event in answer.get("chunk", ()):
                yield event
                if event["event_id"] == joined:
                    return
            token = answer.get("end")
        log.warning("the gap in %s is too long: its oldest part was not read", room)
        self._gaps.add(room)

    async def _page(self, room: RoomId, token: str, until: str | None) -> Json:
        query = {"dir": "b", "from": token, "limit": str(PAGE)}
        query["filter"] = json.dumps({"types": sync_filter(first=False)["room"]["timeline"]["types"]})
        if until is not None:
            query["to"] = until
        path = f"/_matrix/client/v3/rooms/{segment(room)}/messages"
        return await self.transport.ask(
            "GET", path, doing=f"read what was missed in {room}", query=query, patience=None
        )

    async def _hand_over(self, room: RoomId, timeline: Iterable[Json], read: Places, heard: Heard) -> None:
        unread: Sources = []
        for source in timeline:
            event = await self._read(room, source)
            if isinstance(event, StillUnreadable) and session_of(source) is not None:
                unread.append((room, source))
            if isinstance(event, RedactionHeard):
                self.outbox.taken_back.add(event.target)
                read.append((room, event.target))
            if event is not None:
                await heard(event)
        if room in self._gaps:
            await heard(GapHeard(room=room))
            self._gaps.discard(room)
        if unread:
            await self.store.keep_unread(unread)
            await ask_for_keys(self.keyring, unread)

    async def _read(self, room: RoomId, source: Json) -> Event | None:
        with passing_over(f"{source.get('event_id')} in {room}"):
            return await self.reader.read(room, source)
        return None

    async def _readable(self, sessions: Iterable[str], batch: Batch) -> Sources:
        """Return what waited for keys that came, or for a device that its owner shows only now."""
        found = [kept for session in sessions for kept in await self.store.unread(session)]
        if batch.devices_changed:
            found += await self.store.unread_by(batch.devices_changed)
        return list({source["event_id"]: (room, source) for room, source in found}.values())

    async def _read_at_last(self, waiting: Sources, read: Places, heard: Heard) -> None:
        for room, source in waiting:
            event = await self._read(room, source)
            if not isinstance(event, StillUnreadable):
                read.append((room, EventId(source["event_id"])))
                if event is not None:
                    await heard(event)

    async def _welcome(self, batch: Batch, heard: Heard) -> None:
        for room, by in batch.invited.items():
            invited = InvitedHeard(room=room, by=by)
            await heard(invited)
            if self.accepts is not None and await self.accepts(invited):
                await self._enter(room)

    async def _enter(self, room: RoomId) -> None:
        try:
            await join(self.transport, room)
        except MatrixFailure as failure:
            log.warning("an invitation could not be accepted: %s", failure)

    async def _tell_of_identities(self, heard: Heard) -> None:
        for user, changed in list(self.keyring.noticed.items()):
            await heard(changed)
            self.keyring.noticed.pop(user, None)

    async def _sync(self, asked: dict[str, str], patience: int) -> Json:
        query = asked | {"timeout": str(patience * 1000)}
        path = "/_matrix/client/v3/sync"
        return await self.transport.ask(
            "GET", path, doing="follow the stream", query=query, patience=None, seconds=patience + 120
        )

    @property
    def _me(self) -> UserId:
        return self.transport.user
