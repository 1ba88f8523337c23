"""The barest client that can talk in an encrypted room: matrix-nio, a loop, and nothing of ours.

``python -m benchmarks.bare`` runs one as a bot that answers each message with a fixed one.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from nio import (
    Event,
    InviteMemberEvent,
    LoginResponse,
    MatrixRoom,
    RoomMessageFormatted,
    RoomSendResponse,
    SyncResponse,
)
from nio.client.async_client import AsyncClient, AsyncClientConfig

FILTER = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {"ephemeral": {"types": []}, "account_data": {"types": []}, "state": {"lazy_load_members": True}},
}
FIXED = "Here is what you asked for, as always."
Heard = Callable[[str, RoomMessageFormatted], Awaitable[None]]


class BareError(TypeError):
    """The server's answer was not the hoped-for one; nio gives errors as values."""


async def signed_in(homeserver: str, user: str, password: str, store: Path) -> AsyncClient:
    """Return a client that has signed in, uploaded its keys and synced once."""
    settings = AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True)
    await asyncio.to_thread(store.mkdir, parents=True, exist_ok=True)
    client = AsyncClient(homeserver, user, store_path=str(store), config=settings)
    answer = await client.login(password, device_name="benchmark")
    if not isinstance(answer, LoginResponse):
        await client.close()
        raise BareError(f"{user} could not sign in: {answer}")
    await sync(client, patience=0)
    return client


async def sync(client: AsyncClient, *, patience: int = 30_000) -> None:
    """Sync once, and do what encryption needs done after it."""
    answer = await client.sync(timeout=patience, sync_filter=FILTER)
    if not isinstance(answer, SyncResponse):
        raise BareError(f"{client.user_id} could not sync: {answer}")
    if client.should_upload_keys:
        await client.keys_upload()
    if client.should_query_keys:
        await client.keys_query()
    if client.should_claim_keys:
        await client.keys_claim(client.get_users_for_key_claiming())
    await client.send_to_device_messages()


async def listen(client: AsyncClient, heard: Heard) -> None:
    """Hand over every text of others, until cancelled."""

    async def take(room: MatrixRoom, event: Event) -> None:
        if isinstance(event, RoomMessageFormatted) and event.sender != client.user_id:
            await heard(room.room_id, event)

    client.add_event_callback(take, RoomMessageFormatted)
    while True:
        await sync(client)


async def say(client: AsyncClient, room: str, content: dict[str, Any]) -> str:
    """Send a message, encrypted where the room is, and return its event's ID."""
    answer = await client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
    if not isinstance(answer, RoomSendResponse):
        raise BareError(f"{client.user_id} could not send: {answer}")
    return str(answer.event_id)


async def answer_all(homeserver: str, user: str, password: str, store: Path) -> None:
    """Answer each message in its thread with the fixed one, until cancelled."""
    client = await signed_in(homeserver, user, password, store)

    async def heard(room: str, event: RoomMessageFormatted) -> None:
        thread = {"rel_type": "m.thread", "event_id": event.event_id}
        await say(client, room, {"msgtype": "m.notice", "body": FIXED, "m.relates_to": thread})

    async def invited(room: MatrixRoom, _event: Event) -> None:
        await client.join(room.room_id)

    client.add_event_callback(invited, InviteMemberEvent)  # type: ignore[arg-type]  # nio's hint is too narrow
    print("ready", flush=True)
    try:
        await listen(client, heard)
    finally:
        await client.close()


def main() -> None:
    """Run the bare bot."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("homeserver", "user", "store"):
        parser.add_argument(name)
    options = parser.parse_args()
    password = sys.stdin.readline().strip()
    asyncio.run(answer_all(options.homeserver, options.user, password, Path(options.store)))


if __name__ == "__main__":
    main()
