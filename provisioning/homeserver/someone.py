"""A person with a plain client, for tests and benchmarks: no encryption, no memory, straight to the API."""

from types import TracebackType
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

import aiohttp

from kit.ids import EventId, RoomId, UserId
from provisioning.homeserver.requests import Requests, StepsAsked


class Someone:
    """One signed-in person; made by :func:`sign_in_someone`, to be closed."""

    def __init__(
        self, http: aiohttp.ClientSession, url: str, user: UserId, token: str, password: str
    ) -> None:
        self.user = user
        self.token = token
        self.password = password
        self.requests = Requests(http, url, token)
        self._http = http

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def create_room(self, **body: Any) -> RoomId:
        """Make a room by the given ``createRoom`` body."""
        made = await self.requests.ask(
            "POST", "/_matrix/client/v3/createRoom", doing="make a room", body=body
        )
        return RoomId(made["room_id"])

    async def join(self, room: RoomId) -> None:
        """Enter."""
        await self.requests.ask("POST", f"/_matrix/client/v3/join/{quote(room)}", doing="join")

    async def leave(self, room: RoomId) -> None:
        """Leave, or decline an invitation."""
        await self.requests.ask("POST", _room(room, "leave"), doing="leave")

    async def invite(self, room: RoomId, user: UserId) -> None:
        """Invite."""
        await self.requests.ask("POST", _room(room, "invite"), doing="invite", body={"user_id": user})

    async def kick(self, room: RoomId, user: UserId, reason: str = "") -> None:
        """Remove."""
        body = {"user_id": user, "reason": reason}
        await self.requests.ask("POST", _room(room, "kick"), doing="kick", body=body)

    async def state(self, room: RoomId, kind: str, content: dict[str, Any], state_key: str = "") -> EventId:
        """Set a state event."""
        path = _room(room, f"state/{quote(kind)}/{quote(state_key, safe='')}")
        return EventId((await self.requests.ask("PUT", path, doing=f"set {kind}", body=content))["event_id"])

    async def say(self, room: RoomId, text: str) -> EventId:
        """Send plain text."""
        path = _room(room, f"send/m.room.message/{uuid4().hex}")
        body = {"msgtype": "m.text", "body": text}
        return EventId((await self.requests.ask("PUT", path, doing="send", body=body))["event_id"])

    async def read(self, room: RoomId) -> list[dict[str, Any]]:
        """Return the room's state events."""
        events: list[dict[str, Any]] = await self.requests.ask(
            "GET", _room(room, "state"), doing="read state"
        )
        return events


async def sign_in_someone(url: str, user: UserId, password: str) -> Someone:
    """Sign in with a password."""
    http = aiohttp.ClientSession()
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
    }
    try:
        told = await Requests(http, url).ask("POST", "/_matrix/client/v3/login", doing="sign in", body=body)
    except BaseException:
        await http.close()
        raise
    return Someone(http, url, user, str(told["access_token"]), password)


async def sign_up_someone(url: str, localpart: str, password: str, token: str | None = None) -> Someone:
    """Make an account as a client does, step by step, with a token where there is one.

    Raises :class:`kit.errors.MatrixFailure` where the server makes none.
    """
    http = aiohttp.ClientSession()
    try:
        made = await _sign_up(Requests(http, url), localpart, password, token)
    except BaseException:
        await http.close()
        raise
    return Someone(http, url, UserId(str(made["user_id"])), str(made["access_token"]), password)


async def _sign_up(requests: Requests, localpart: str, password: str, token: str | None) -> Any:
    path, doing = "/_matrix/client/v3/register", f"make the account {localpart}"
    body = {"username": localpart, "password": password}
    try:
        return await requests.ask("POST", path, doing=doing, body=body)
    except StepsAsked as asked:
        stages, session = asked.flows[0], asked.session
    for number, stage in enumerate(stages, start=1):
        auth = {"type": stage, "session": session} | ({} if token is None else {"token": token})
        try:
            return await requests.ask("POST", path, doing=doing, body={**body, "auth": auth})
        except StepsAsked as further:
            if further.code is not None or number == len(stages):
                raise
    raise AssertionError("the last step is taken or refused")


def _room(room: RoomId, rest: str) -> str:
    return f"/_matrix/client/v3/rooms/{quote(room, safe='')}/{rest}"
