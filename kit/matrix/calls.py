"""Single requests that need no memory."""

from kit.errors import Forbidden, NotFound, Unreachable
from kit.ids import RoomId, UserId
from kit.matrix.machine import Machine
from kit.matrix.transport import Transport, segment


async def upload_keys(transport: Transport, machine: Machine, *, again: bool = False) -> None:
    """Give the server the keys of ours that it lacks."""
    keys = await machine.to_upload(again=again)
    if keys is not None:
        path = "/_matrix/client/v3/keys/upload"
        answer = await transport.ask("POST", path, doing="publish our device's keys", body=keys)
        await machine.uploaded(answer.get("one_time_key_counts", {}))


async def joined_rooms(transport: Transport) -> set[RoomId]:
    """Return the rooms an account is in."""
    path = "/_matrix/client/v3/joined_rooms"
    answer = await transport.ask("GET", path, doing="see which rooms we are in", as_service=True)
    return {RoomId(room) for room in answer["joined_rooms"]}


async def join(transport: Transport, room: RoomId) -> None:
    """Accept an invitation."""
    path = f"/_matrix/client/v3/rooms/{segment(room)}/join"
    await transport.ask("POST", path, doing=f"join {room}", body={}, as_service=True)


async def display_name(transport: Transport, user: UserId) -> str | None:
    """Return what somebody calls themselves, as far as their server tells at this moment."""
    path = f"/_matrix/client/v3/profile/{segment(user)}/displayname"
    try:
        answer = await transport.ask(
            "GET", path, doing=f"look at the profile of {user}", as_service=True, patience=5.0
        )
    except (Forbidden, NotFound, Unreachable):
        return None
    name = answer.get("displayname")
    return name if isinstance(name, str) else None
