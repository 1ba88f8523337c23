"""Asks for the keys of messages that we could not read."""

from collections.abc import Iterable, Mapping
from typing import Any

from kit.ids import RoomId
from kit.matrix.guard import passing_over
from kit.matrix.keyring import Keyring
from kit.matrix.machine import MEGOLM
from kit.matrix.store import session_of


async def ask_for_keys(keyring: Keyring, unread: Iterable[tuple[RoomId, Mapping[str, Any]]]) -> None:
    """Ask the devices that hold the keys; many clients do not answer, but some do."""
    asked: set[str] = set()
    for room, source in unread:
        session = session_of(source)
        if session is None or session in asked:
            continue
        asked.add(session)
        request = {
            "action": "request",
            "body": {"algorithm": MEGOLM, "room_id": room, "session_id": session},
            "request_id": session,
            "requesting_device_id": keyring.transport.device,
        }
        with passing_over(f"a request for the key of {source.get('event_id')}"):
            await keyring.to_device("m.room_key_request", {source["sender"]: {"*": request}})
