"""Who stood where in a room at a past instant, told by the room's membership events."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.requests import Requests

_MEMBERS = json.dumps({"types": ["m.room.member"]})
_ONE_MS = timedelta(milliseconds=1)


class Stood(NamedTuple):
    """One membership event."""

    user: UserId
    now: Membership
    at: datetime


def standing_at(events: Iterable[Stood], at: datetime) -> dict[UserId, Membership] | None:
    """Return where each stood at an instant, given all events in the order the room has them.

    For each person the last event counts that is not younger than the instant: another server that gives its
    own people wrong times changes nothing for anybody else. ``None`` where nobody had ever stood there,
    which is so until the room is made.
    """
    standing = {event.user: event.now for event in events if event.at <= at}
    return standing or None


async def membership_events(requests: Requests, room: RoomId, mark: RoomKey | None) -> Sequence[Stood]:
    """Return all membership events of a room of this server, oldest first.

    The steward has seen all of a room it made itself (``mark``). What happened in others before it came is
    told to an administrator alone, who in turn is told of entries that the server let nobody see.
    """
    api = "/_synapse/admin/v1" if mark is None else "/_matrix/client/v3"
    path = f"{api}/rooms/{quote(room, safe='')}/messages"
    events: list[Stood] = []
    start: dict[str, str] = {}
    while True:
        query = {"dir": "f", "limit": "1000", "filter": _MEMBERS, **start}
        told = await requests.ask("GET", path, doing=f"look into the past of {room}", query=query)
        events += map(_stood, told["chunk"])
        if not told["chunk"] or "end" not in told:
            return events
        start = {"from": told["end"]}


def _stood(event: Any) -> Stood:
    since = datetime.fromtimestamp(0, UTC) + int(event["origin_server_ts"]) * _ONE_MS
    return Stood(UserId(event["state_key"]), Membership(event["content"]["membership"]), since)
