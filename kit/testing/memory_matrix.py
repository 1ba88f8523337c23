"""The twin of the real adapter: one account on a :class:`~kit.testing.memory_server.MemoryServer`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from kit.effects import Edit, Picture, React, Redact, Say, SayDirectly, SendFile, SendGallery
from kit.errors import Forbidden, NotFound, ReadersChanged, TooLarge
from kit.events import (
    Event,
    FileHeard,
    GapHeard,
    Heard,
    MemberHeard,
    Membership,
    MessageHeard,
    ReactionHeard,
    StateHeard,
)
from kit.ids import EventId, RoomId, UserId
from kit.message import Message
from kit.ports import Past
from kit.testing.memory_server import MemoryRoom, MemoryServer

PAGE = 5
"""How many events the twin shows of the past at a time."""


class MemoryMatrix:
    """A :class:`kit.ports.Matrix` in memory; made by :meth:`MemoryServer.account`."""

    def __init__(self, server: MemoryServer, user: UserId) -> None:
        self._server = server
        self._user = user
        self._sent: dict[str, EventId] = {}
        self._quotes: dict[EventId, set[tuple[RoomId, EventId]]] = {}
        self._direct: dict[UserId, RoomId] = {}
        self._lagging: dict[RoomId, Mapping[UserId, Membership]] = {}
        self._handled = len(server.log)
        self._news = asyncio.Event()
        self.galleries: dict[EventId, tuple[Picture, ...]] = {}

    @property
    def user(self) -> UserId:
        """Who we are."""
        return self._user

    def wake(self) -> None:
        """Let :meth:`listen` look at the server's log."""
        self._news.set()

    async def say(self, say: Say) -> EventId:
        """Say it once for each key."""
        self._server.may_fail("say")
        encrypted = self._server.find(say.room).encrypted
        if say.key not in self._sent:
            self._judged(say.room, say.readers)
        given: dict[str, Any] = _words(say.message) | {
            "thread": say.thread,
            "replies_to": say.replies_to,
            "mentions": frozenset(say.mentions),
            "notice": say.notice,
            "encrypted": encrypted,
            "verified": encrypted,
        }
        said = self._once(say.key, say.room, lambda stamp: MessageHeard(**stamp, **given))
        self._quoted(say.quotes, say.room, said)
        return said

    async def say_directly(self, say: SayDirectly) -> EventId:
        """Say it in the direct chat with the person."""
        if say.key in self._sent:
            return self._sent[say.key]
        room = await self.direct_chat(say.user)
        return await self.say(
            Say(room=room, message=say.message, key=say.key, quotes=say.quotes, readers=say.readers)
        )

    async def send_file(self, file: SendFile) -> EventId:
        """Send it once for each key."""
        self._server.may_fail("send_file")
        encrypted = self._server.find(file.room).encrypted
        if file.key not in self._sent:
            self._judged(file.room, file.readers)
        given: dict[str, Any] = {
            "name": file.name,
            "media_type": file.media_type,
            "size": len(file.data),
            "caption": file.caption,
            "thread": file.thread,
            "encrypted": encrypted,
            "kind": file.kind,
        }

        def made(stamp: dict[str, Any]) -> FileHeard:
            return FileHeard(**stamp, mxc=self._server.keep(file.data), **given)

        sent = self._once(file.key, file.room, made)
        self._quoted(file.quotes, file.room, sent)
        return sent

    async def send_gallery(self, gallery: SendGallery) -> EventId:
        """Send it once for each key; whoever knows no galleries hears its words."""
        self._server.may_fail("send_gallery")
        if gallery.key not in self._sent:
            self._judged(gallery.room, gallery.readers)
        encrypted = self._server.find(gallery.room).encrypted
        given: dict[str, Any] = {
            "body": gallery.body,
            "thread": gallery.thread,
            "replies_to": gallery.replies_to,
            "encrypted": encrypted,
            "verified": encrypted,
        }
        sent = self._once(gallery.key, gallery.room, lambda stamp: MessageHeard(**stamp, **given))
        self.galleries[sent] = gallery.pictures
        self._quoted(gallery.quotes, gallery.room, sent)
        return sent

    async def edit(self, edit: Edit) -> EventId:
        """Replace what was said."""
        self._server.may_fail("edit")
        given = _words(edit.message) | {"edits": edit.event, "notice": True}
        given["encrypted"] = given["verified"] = self._server.find(edit.room).encrypted
        return self._once(edit.key, edit.room, lambda stamp: MessageHeard(**stamp, **given))

    async def react(self, react: React) -> EventId:
        """React once for each key."""
        self._server.may_fail("react")
        given: dict[str, Any] = {"target": react.event, "emoji": react.emoji}
        return self._once(react.key, react.room, lambda stamp: ReactionHeard(**stamp, **given))

    async def redact(self, redact: Redact) -> None:
        """Take an event back, once."""
        self._server.may_fail("redact")
        if redact.event not in self._server.find(redact.room).redacted:
            self._server.redact(redact.room, self._user, redact.event, redact.reason)

    async def direct_chat(self, user: UserId) -> RoomId:
        """Return the direct chat there is, else a new one to which the person is invited."""
        self._server.may_fail("direct_chat")
        known = self._direct.get(user)
        if known is not None and user in self._server.find(known).present:
            return known
        room = self._server.room(self._user, encrypted=True)
        self._server.invite(room, user, by=self._user)
        self._direct[user] = room
        return room

    async def is_direct_chat(self, room: RoomId) -> bool:
        """Whether only we and one person are in the room."""
        self._server.may_fail("is_direct_chat")
        present = self._server.find(room).present
        return self._user in present and len(present) == 2

    async def display_name(self, user: UserId) -> str | None:
        """Return what somebody calls themselves."""
        self._server.may_fail("display_name")
        return self._server.names.get(user)

    async def members(self, room: RoomId, *, fresh: bool = False) -> Mapping[UserId, Membership]:
        """Return everybody's standing in the room."""
        self._server.may_fail("members")
        if not fresh and room in self._lagging:
            return self._lagging[room]
        return dict(self._where(room).members)

    def lag(self, room: RoomId) -> None:
        """Keep believing in who is in a room now, as where the stream is late; fresh looks are exact."""
        self._lagging[room] = dict(self._where(room).members)

    async def joined_rooms(self) -> AbstractSet[RoomId]:
        """Return the rooms we are in."""
        self._server.may_fail("joined_rooms")
        return {room.id for room in self._server.rooms.values() if self._user in room.joined}

    async def join(self, room: RoomId) -> None:
        """Accept an invitation."""
        self._server.may_fail("join")
        if self._user not in self._server.find(room).present:
            raise Forbidden(f"join {room}", "M_FORBIDDEN", "nobody invited us")
        if self._user not in self._server.find(room).joined:
            self._server.join(room, self._user)

    async def download(self, file: FileHeard, limit: int) -> bytes:
        """Return the bytes of a file."""
        self._server.may_fail("download")
        try:
            data = self._server.media[file.mxc]
        except KeyError:
            raise NotFound(f"download {file.name}", "M_NOT_FOUND") from None
        if len(data) > limit:
            raise TooLarge(limit)
        return data

    async def event(self, room: RoomId, event: EventId) -> Event | None:
        """Return one event, unless it is gone, redacted or not for us."""
        self._server.may_fail("event")
        where = self._server.rooms.get(room)
        if where is None or self._user not in where.joined or not where.shows(event, self._user):
            return None
        return self._server.opened(where, event)

    async def history(self, room: RoomId, before: str | None = None) -> Past:
        """Return what was said in a room, a few events at a time."""
        self._server.may_fail("history")
        where = self._server.find(room)
        if self._user not in where.joined:
            raise Forbidden(f"look back in {room}", "M_FORBIDDEN", "we are not in the room")
        end = len(where.timeline) if before is None else int(before)
        start = max(0, end - PAGE)
        places = list(where.timeline)[start:end]
        events = [self._server.opened(where, e) for e in places if where.shows(e, self._user)]
        said = tuple(event for event in reversed(events) if not isinstance(event, MemberHeard | StateHeard))
        return Past(events=said, before=str(start) if start else None)

    async def comings(
        self, room: RoomId, counts: AbstractSet[Membership] = frozenset({Membership.JOIN})
    ) -> Mapping[UserId, MemberHeard]:
        """Return by which event each person present came."""
        self._server.may_fail("comings")
        where = self._where(room)
        present = [user for user, stands in where.members.items() if stands in counts]
        return {user: _coming(where.moves[user], counts) for user in present if user in where.moves}

    async def sent_for(self, quoted: EventId) -> AbstractSet[tuple[RoomId, EventId]]:
        """Return what we said that repeats words of an event."""
        return frozenset(self._quotes.get(quoted, ()))

    async def listen(self, heard: Callable[[Event], Awaitable[None]]) -> None:
        """Hand over what we hear, in order; what was not handled to its end comes again."""
        while True:
            self._news.clear()
            await self.hear_all(heard)
            await self._news.wait()

    def sleep(self) -> None:
        """Never hand over what waits to be heard, as after a gap that is too long, but tell of the gap."""
        waiting = self._server.log[self._handled :]
        rooms = {
            event.room for event, hearing in waiting if self._user in hearing and isinstance(event, Heard)
        }
        self._handled = len(self._server.log)
        for room in sorted(rooms):
            self._server.announce(GapHeard(room=room), {self._user})

    async def hear_all(self, heard: Callable[[Event], Awaitable[None]]) -> None:
        """Hand over what waits to be heard, then return; for tests that need no loop."""
        while self._handled < len(self._server.log):
            event, hearing = self._server.log[self._handled]
            if self._user in hearing:
                await heard(event)
            self._handled += 1

    def _judged(self, room: RoomId, readers: frozenset[UserId] | None) -> None:
        others = self._server.find(room).present - (readers or frozenset()) - {self._user}
        if readers is not None and others:
            raise ReadersChanged(room, others)

    def _quoted(self, quotes: Iterable[EventId], room: RoomId, sent: EventId) -> None:
        for quoted in quotes:
            self._quotes.setdefault(quoted, set()).add((room, sent))

    def _where(self, room: RoomId) -> MemoryRoom:
        where = self._server.find(room)
        if self._user not in where.members:
            raise Forbidden(f"look into {room}", "M_FORBIDDEN", "we are not in the room")
        return where

    def _once(self, key: str, room: RoomId, make: Callable[[dict[str, Any]], Heard]) -> EventId:
        if key not in self._sent:
            self._sent[key] = self._server.post(room, self._user, make)
        return self._sent[key]


def _coming(moves: Sequence[MemberHeard], counts: AbstractSet[Membership]) -> MemberHeard:
    """Return the last change after which somebody was there without a break."""
    came = [move for move in moves if move.now in counts and move.was not in counts]
    return came[-1] if came else moves[0]


def _words(message: Message) -> dict[str, Any]:
    return {"body": message.plain, "html": message.html}
