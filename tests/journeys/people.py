"""People in a client that is not ours: matrix-js-sdk with rust crypto, signed devices only.

async with Person("@ada:palais.localhost", "secret", homeserver=url) as ada:
    await ada.join(room)
    asked = await ada.say(room, "!library search water")
    answer = await ada.wait_for(answering(asked))
    assert answer.clear
"""

import asyncio
import base64
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from tests.journeys.node import ClientError, NodeLine
from tests.journeys.seeing import DeviceSeen, NotSeenError, Predicate, RoomSeen, Seen, line_of

PASSWORD = "a long enough password"
PATIENCE = 30.0
"""Seconds to wait for what should come at once: the machine may be busy."""


class Signing(StrEnum):
    """When the person cross-signs this device: before it is first online, just after, or not at all."""

    FIRST = "first"
    LATE = "late"
    NEVER = "never"


class Person:
    """A person at one device of theirs. Everything raises :class:`ClientError` when it fails or hangs."""

    def __init__(self, user: str, password: str, *, homeserver: str) -> None:
        self.user = user
        self.device = ""
        self.token = ""
        self._password = password
        self.homeserver = homeserver
        self._seen: dict[str, Seen] = {}
        self._stands: dict[str, str] = {}
        self._news = asyncio.Event()
        self._line = NodeLine(self._hear)

    # Coming and going

    @classmethod
    async def newly(cls, name: str, password: str, *, homeserver: str, token: str = "") -> Self:
        """Open an account with a registration token, and sign in at its first device."""
        person = cls(name, password, homeserver=homeserver)
        await person._line.open()
        try:
            details = {"homeserver": homeserver, "name": name, "password": password, "token": token}
            person.user = await person._ask("register", **details)
            return await person.login()
        except BaseException:
            await person.close()
            raise

    async def login(
        self, *, signing: Signing = Signing.FIRST, secrets: Mapping[str, Any] | None = None
    ) -> Self:
        """Sign in at a new device. ``secrets`` of another device of theirs let this one be signed too."""
        await self._line.open()
        details = {
            "homeserver": self.homeserver,
            "user": self.user,
            "password": self._password,
            "signing": Signing.NEVER if secrets else signing,
            "secrets": secrets,
            "name": "test client",
        }
        try:
            answer = await self._line.ask("login", details, timeout=90)
        except BaseException:
            await self._line.close()
            raise
        self.user, self.device, self.token = answer["user"], answer["device"], answer["token"]
        return self

    async def another_device(self, *, signing: Signing = Signing.NEVER) -> "Person":
        """Sign the same person in elsewhere: unsigned (a stolen login), or signed as they would do it."""
        twin = Person(self.user, self._password, homeserver=self.homeserver)
        secrets = None if signing is Signing.NEVER else await self._ask("secrets")
        return await twin.login(signing=Signing.NEVER, secrets=secrets)

    async def close(self) -> None:
        """Close the client; the device stays signed in."""
        await self._line.close()

    async def logout(self) -> None:
        """Sign out and close."""
        await self._ask("logout")
        await self.close()

    async def __aenter__(self) -> Self:
        return await self.login() if not self.device else self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # Seeing

    @property
    def pid(self) -> int | None:
        """The client's process, while there is one."""
        return self._line.pid

    @property
    def mark(self) -> int:
        """How much was seen so far: pass it as ``since`` to wait for what comes after."""
        return len(self._seen)

    def seen(self, matches: Predicate, *, room: str | None = None, since: int = 0) -> list[Seen]:
        """Return what was seen and matches, the oldest first."""
        fits = (seen for seen in self._seen.values() if seen.order >= since and room in {None, seen.room})
        return [seen for seen in fits if matches(seen)]

    async def wait_for(
        self, matches: Predicate, *, room: str | None = None, since: int = 0, timeout: float = PATIENCE
    ) -> Seen:
        """Return the first event that matches, as it stands now; raise if none comes."""
        await self.until(lambda: bool(self.seen(matches, room=room, since=since)), timeout=timeout)
        return self.seen(matches, room=room, since=since)[0]

    async def never(
        self, matches: Predicate, *, room: str | None = None, since: int = 0, seconds: float = 3.0
    ) -> None:
        """Watch for some seconds and fail if anything matches."""
        await asyncio.sleep(seconds)
        for seen in self.seen(matches, room=room, since=since):
            raise AssertionError(f"{self.user} saw what they should not have: {line_of(seen)}")

    async def until(self, holds: Callable[[], bool], *, timeout: float = PATIENCE) -> None:
        """Wait until something about what this person sees holds."""
        try:
            async with asyncio.timeout(timeout):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise NotSeenError(self._tale(f"{self.user} waited {timeout:g} s in vain")) from None

    async def stands(self, room: str, now: str = "join", *, timeout: float = PATIENCE) -> None:
        """Wait until this person's own standing in the room is ``now``."""
        await self.until(lambda: self._stands.get(room, "none") == now, timeout=timeout)

    async def rooms(self) -> dict[str, RoomSeen]:
        """Return the rooms that the client lists, by ID, invitations included."""
        listed = await self._ask("rooms")
        return {room["room"]: RoomSeen(**room | {"children": tuple(room["children"])}) for room in listed}

    async def members(self, room: str) -> dict[str, str]:
        """Return everybody's standing in the room."""
        found: dict[str, str] = await self._ask("members", room=room)
        return found

    async def devices(self, user: str | None = None) -> list[DeviceSeen]:
        """Return somebody's devices, freshly asked."""
        return [DeviceSeen(**device) for device in await self._ask("devices", user=user or self.user)]

    async def older(self, room: str, limit: int = 50) -> None:
        """Read further back."""
        await self._ask("older", room=room, limit=limit)

    # Doing

    async def join(self, room: str) -> str:
        """Accept an invitation, or come in."""
        await self._ask("join", room=room)
        await self.stands(room)
        return room

    async def direct_chat(self, host: str, *, timeout: float = PATIENCE) -> str:
        """Return the direct chat that somebody has with this person, the invitation accepted."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    for room in (await self.rooms()).values():
                        if room.host == host and room.now in {"invite", "join"}:
                            return room.room if room.now == "join" else await self.join(room.room)
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise NotSeenError(self._tale(f"{host} opened no direct chat with {self.user}")) from None

    async def leave(self, room: str) -> None:
        """Leave."""
        await self._ask("leave", room=room)

    async def say(
        self, room: str, text: str, *, mention: str | None = None, thread: str | None = None, html: str = ""
    ) -> str:
        """Say something, to somebody by mention, in a thread; return the event's ID."""
        content: dict[str, Any] = {"msgtype": "m.text", "body": text, "m.mentions": {}}
        if mention:
            content["m.mentions"] = {"user_ids": [mention]}
            html = html or f'<a href="https://matrix.to/#/{mention}">{mention}</a> {text}'
        if html:
            content |= {"format": "org.matrix.custom.html", "formatted_body": html}
        return await self.send(room, content, thread=thread)

    async def send(self, room: str, content: Mapping[str, Any], *, thread: str | None = None) -> str:
        """Send any message."""
        if thread:
            reply = {"m.in_reply_to": {"event_id": thread}, "is_falling_back": True}
            content = {**content, "m.relates_to": {"rel_type": "m.thread", "event_id": thread, **reply}}
        sent: str = await self._ask("send", room=room, kind="m.room.message", content=content)
        return sent

    async def edit(self, room: str, event: str, text: str) -> str:
        """Replace an earlier message."""
        newer = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event}
        return await self.send(
            room, {"msgtype": "m.text", "body": f"* {text}", "m.new_content": newer, "m.relates_to": relation}
        )

    async def upload(
        self,
        room: str,
        name: str,
        data: bytes,
        *,
        media_type: str = "application/pdf",
        encrypted: bool | None = None,
        thread: str | None = None,
    ) -> str:
        """Upload a file, encrypted where the room is (or as told); return the event's ID."""
        if encrypted is None:
            encrypted = (await self.rooms())[room].encrypted
        content: dict[str, Any] = {}
        if thread:
            content = {"m.relates_to": {"rel_type": "m.thread", "event_id": thread}}
        details = {"room": room, "name": name, "media_type": media_type, "encrypted": encrypted}
        sealed = base64.b64encode(data).decode()
        sent: str = await self._ask("upload", **details, bytes=sealed, content=content)
        return sent

    async def download(self, seen: Seen) -> bytes:
        """Return the decrypted bytes of a file that was seen."""
        return base64.b64decode(await self._ask("download", content=seen.content))

    async def react(self, room: str, event: str, sign: str) -> str:
        """React."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        sent: str = await self._ask("send", room=room, kind="m.reaction", content={"m.relates_to": relation})
        return sent

    async def redact(self, room: str, event: str, reason: str | None = None) -> str:
        """Take an event back."""
        taken: str = await self._ask("redact", room=room, event=event, reason=reason)
        return taken

    async def invite(self, room: str, user: str) -> None:
        """Invite somebody; the server may refuse, which raises with its code."""
        await self._ask("invite", room=room, user=user)

    async def kick(self, room: str, user: str) -> None:
        """Put somebody out; the server may refuse, which raises with its code."""
        await self._ask("kick", room=room, user=user)

    async def topic(self, room: str, topic: str) -> str:
        """Set the topic."""
        return await self.state(room, "m.room.topic", {"topic": topic})

    async def state(self, room: str, kind: str, content: Mapping[str, Any], state_key: str = "") -> str:
        """Send any state event."""
        details = {"room": room, "kind": kind, "state_key": state_key, "content": content}
        sent: str = await self._ask("state", **details)
        return sent

    async def create_room(self, *, encrypted: bool = True, **options: Any) -> str:
        """Make a room of one's own, with the options of ``POST /createRoom``."""
        if encrypted:
            content = {"algorithm": "m.megolm.v1.aes-sha2"}
            sealed = {"type": "m.room.encryption", "state_key": "", "content": content}
            options["initial_state"] = [*options.get("initial_state", ()), sealed]
        room: str = await self._ask("create", options=options)
        await self.stands(room)
        return room

    async def request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str
    ) -> Any:
        """Speak to the server with this person's token; ``path`` is the whole of it."""
        return await self._ask("request", method=method, path=path, query=query or None, body=body)

    # Within

    async def _ask(self, act: str, /, **details: Any) -> Any:
        try:
            return await self._line.ask(act, details, timeout=60)
        except ClientError as trouble:
            told = f"{self.user}, {act}: {trouble}"
            raise ClientError(told, trouble.code, trouble.status) from None

    def _hear(self, told: Mapping[str, Any]) -> None:
        if saw := told.get("saw"):
            before = self._seen.get(saw["event"])
            order, first = (
                (before.order, before.first_seen) if before else (len(self._seen), time.monotonic())
            )
            self._seen[saw["event"]] = Seen(**saw, order=order, first_seen=first)
        if stands := told.get("stands"):
            self._stands[stands["room"]] = stands["now"]
        self._news.set()

    def _tale(self, text: str) -> str:
        lines = [line_of(seen) for seen in list(self._seen.values())[-25:]]
        return self._line.tale("\n".join([text, "--- seen last ---", *lines]))
