"""Which rooms have changed since they were read: one request in place of one for each room."""

import json
from typing import Any

from kit.errors import MatrixFailure
from kit.ids import RoomId
from provisioning.homeserver.port import RoomState
from provisioning.homeserver.requests import Requests

_SYNC = "/_matrix/client/v3/sync"
_KINDS = (
    "m.room.create",
    "m.room.name",
    "m.room.topic",
    "m.room.member",
    "m.room.power_levels",
    "m.room.join_rules",
    "m.room.history_visibility",
    "m.room.guest_access",
    "m.room.encryption",
    "m.room.server_acl",
    "m.room.tombstone",
    "m.space.child",
    "m.space.parent",
)
"""All state that :mod:`.reading` looks at; other state of a remembered room may be old."""

_NOTHING: dict[str, Any] = {"types": []}
_SILENT = {"presence": _NOTHING, "account_data": _NOTHING}
_NO_ROOM = {**_SILENT, "room": {"rooms": []}}
_STATE = {
    **_SILENT,
    "room": {
        "include_leave": True,
        "ephemeral": _NOTHING,
        "account_data": _NOTHING,
        "state": {"types": _KINDS},
        "timeline": {"types": _KINDS, "limit": 1},
    },
}


class RememberedRooms:
    """States as they were read, each kept until ``/sync`` names its room.

    The place in the stream is taken before anything is read, so that a change in between is met twice
    rather than missed. Exact as long as the server's stream only goes forward.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._since: str | None = None
        self._states: dict[RoomId, RoomState] = {}

    def get(self, room: RoomId) -> RoomState | None:
        """Return what is remembered."""
        return self._states.get(room)

    def keep(self, room: RoomId, state: RoomState) -> None:
        """Remember a state that was read after the last :meth:`refresh`."""
        if self._since is not None:
            self._states[room] = state

    async def refresh(self) -> None:
        """Forget every room that has changed; all of them where the server does not tell."""
        try:
            told = await self._ask()
        except MatrixFailure:
            self._since = None
            self._states.clear()
            return
        self._since = told["next_batch"]
        for rooms in told.get("rooms", {}).values():
            for room in rooms:
                self._states.pop(room, None)

    async def _ask(self) -> Any:
        chosen = _NO_ROOM if self._since is None else _STATE
        query = {"filter": json.dumps(chosen), "timeout": "0", "set_presence": "offline"}
        if self._since is not None:
            query["since"] = self._since
        # No patience: whoever reads next is patient, and can do without this answer.
        return await self._requests.ask("GET", _SYNC, doing="ask what changed", query=query, again=False)
