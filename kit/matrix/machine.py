"""nio's Olm machine on a thread of its own: its store writes to disk, and nothing may block the loop."""

import asyncio
import json
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from nio.crypto.device import OlmDevice
from nio.crypto.olm_machine import Olm
from nio.crypto.sessions import InboundGroupSession
from nio.event_builders import ToDeviceMessage
from nio.events import RoomKeyEvent, ToDeviceEvent
from nio.responses import KeysClaimResponse, KeysUploadResponse, ToDeviceResponse

from kit.ids import DeviceId, RoomId, UserId
from kit.matrix.guard import passing_over
from kit.matrix.keystore import open_olm
from kit.matrix.signing import canonical
from kit.matrix.trust import Device

MEGOLM = "m.megolm.v1.aes-sha2"
OLM = "m.olm.v1.curve25519-aes-sha2"
CHUNK = 20
"""How many devices one to-device request serves."""

Json = dict[str, Any]
T = TypeVar("T")
Claimed = tuple[str, str, Json]
"""A one-time key: whose, of which device, and as it was signed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an encrypted event said, the keys of the device that encrypted it, and which word it is."""

    kind: str
    content: Mapping[str, Any]
    ed25519: str
    curve25519: str
    session: str
    index: int


@dataclass(frozen=True, slots=True)
class RoomKey:
    """A key of ours for a room, from the message it starts at."""

    room: RoomId
    session: str
    key: str


class Machine:
    """The end-to-end encryption of one device; every call runs on its own thread, one after the other."""

    def __init__(self, olm: Olm, thread: ThreadPoolExecutor) -> None:
        self._olm = olm
        self._thread = thread

    @classmethod
    async def open(cls, folder: Path, user: UserId, device: DeviceId, pickle_key: str) -> "Machine":
        """Open the device's keys, or make them. Raises :class:`kit.errors.Trouble` where they are damaged."""
        thread = ThreadPoolExecutor(1, thread_name_prefix=f"olm {user}")
        work = asyncio.get_running_loop().run_in_executor
        try:
            olm = await work(thread, _to_its_end, lambda: open_olm(folder, user, device, pickle_key))
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(olm, thread)

    async def close(self) -> None:
        """End the thread, and leave the store whole."""
        await self._do(self._olm.store.database.close)
        self._thread.shutdown(wait=False)

    async def run(self, work: Callable[[], T]) -> T:
        """Run something else that is slow on the machine's thread."""
        return await self._do(work)

    async def device_keys(self) -> tuple[str, str]:
        """Return our device's Ed25519 and Curve25519 keys."""
        keys = self._olm.account.identity_keys
        return keys["ed25519"], keys["curve25519"]

    async def sign(self, signed: Mapping[str, Any]) -> str:
        """Return our device's signature over an object."""
        return await self._do(lambda: str(self._olm.account.sign(canonical(signed).decode())))

    async def to_upload(self, *, again: bool = False) -> Json | None:
        """Return the keys that the server lacks; ``again`` where it has lost our device's."""
        return await self._do(lambda: _to_upload(self._olm, again=again))

    async def uploaded(self, counts: Mapping[str, int]) -> None:
        """Note what the server answered."""
        response = KeysUploadResponse(counts.get("curve25519", 0), counts.get("signed_curve25519", 0))
        await self._do(lambda: self._olm.handle_response(response))

    def count_keys(self, counts: Mapping[str, int]) -> bool:
        """Note how many one-time keys the server has left; true where it needs more."""
        self._olm.uploaded_key_count = counts.get("signed_curve25519", 0)
        return bool(self._olm.should_upload_keys)

    async def receive(self, events: Sequence[Json]) -> list[str]:
        """Take in to-device events; return the sessions whose keys came."""
        return await self._do(lambda: list(_receive(self._olm, events)))

    async def open_event(self, source: Mapping[str, Any], room: RoomId) -> Opened | None:
        """Return what an encrypted event says, ``None`` where its key is not here."""
        return await self._do(lambda: _open_event(self._olm, source, room))

    async def seal(self, room: RoomId, kind: str, content: Mapping[str, Any]) -> Json:
        """Return the encrypted content of a message, whose key was shared before."""
        return await self._do(lambda: _seal(self._olm, room, kind, content))

    def needs_new_key(self, room: RoomId) -> bool:
        """Whether a room's key is missing or spent."""
        return bool(self._olm.should_share_group_session(room))

    async def new_key(self, room: RoomId) -> RoomKey:
        """Make a new key for a room; what is said from now on is encrypted with it."""
        return await self._do(lambda: _new_key(self._olm, room))

    async def know(self, devices: Iterable[Device]) -> None:
        """Let nio know devices, so that it can mend broken Olm sessions with them."""
        known = list(devices)
        await self._do(lambda: _know(self._olm, known))

    async def unmet(self, devices: Iterable[Device]) -> list[Device]:
        """Return the devices we have no Olm session with."""
        asked = list(devices)
        store = self._olm.session_store
        return await self._do(lambda: [device for device in asked if not store.get(device.curve25519)])

    def to_claim(self) -> dict[str, list[str]]:
        """Return the devices that nio wants a fresh Olm session with."""
        if not self._olm.wedged_devices and not self._olm.key_request_devices_no_session:
            return {}
        return {user: list(devices) for user, devices in self._olm.get_users_for_key_claiming().items()}

    async def claimed(self, one_time_keys: Json) -> None:
        """Start Olm sessions with the claimed one-time keys; those that make no sense are left out."""
        for chunk in _chunks(list(_keys_claimed(one_time_keys))):
            await self._do(partial(_meet, self._olm, chunk))

    async def wrap(self, key: RoomKey, devices: Sequence[Device]) -> tuple[list[Device], Json]:
        """Return a room key encrypted for devices, as the messages of one to-device request.

        Devices we have no Olm session with are left out of both.
        """
        return await self._do(lambda: _wrap(self._olm, key, devices))

    def outgoing(self) -> list[ToDeviceMessage]:
        """Return the to-device messages that nio wants sent."""
        return list(self._olm.outgoing_to_device_messages)

    async def was_sent(self, message: ToDeviceMessage) -> None:
        """Note that one of them went out."""
        await self._do(lambda: self._olm.handle_response(ToDeviceResponse(message)))

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _to_its_end, work)


_ONE_STORE_AT_A_TIME = threading.Lock()
"""nio binds its tables, which all accounts of a process share, to one account's store for each call: two
threads at once would write keys into each other's stores."""


def _to_its_end(work: Callable[[], T]) -> T:
    """Do it; no future can carry a ``StopIteration``, and whoever awaits it would wait for ever."""
    try:
        with _ONE_STORE_AT_A_TIME:
            return work()
    except StopIteration as stopped:
        raise RuntimeError("the Olm machine stopped short") from stopped


def _to_upload(olm: Olm, *, again: bool) -> Json | None:
    if again:
        olm.account.shared = False
    if not olm.should_upload_keys:
        return None
    keys: Json = olm.share_keys()
    olm.save_account()  # before the server has them: a crash between must not lose the private halves
    return keys


def _receive(olm: Olm, events: Sequence[Json]) -> Iterator[str]:
    for source in events:
        if source.get("type") != "m.room.encrypted":
            continue  # we answer no key requests and verify nobody by emoji: what cross-signing is for
        came = None
        with passing_over(f"a to-device message of {source.get('sender')}"):
            came = olm.handle_to_device_event(ToDeviceEvent.parse_event(source))
        if isinstance(came, RoomKeyEvent):
            yield came.session_id


def _open_event(olm: Olm, source: Mapping[str, Any], room: RoomId) -> Opened | None:
    """Decrypt, without nio's parsing, which an odd message of a stranger can make fail."""
    content = source["content"]
    session = _session(olm, room, content.get("session_id"))
    if session is None or not isinstance(content.get("ciphertext"), str):
        return None
    try:
        text, index = session.decrypt(content["ciphertext"])
        said = json.loads(text)
    except (ValueError, RecursionError):  # vodozemac's errors are of the first kind, too
        return None
    place, event = (session.sender_key, session.id, index), source["event_id"]
    if olm.message_index_store.setdefault(place, event) != event:
        return None  # the same ciphertext again, as another event: a replay
    if not _is_whole(said, room):
        return None
    return Opened(said["type"], said["content"], session.ed25519, session.sender_key, session.id, index)


def _session(olm: Olm, room: RoomId, session: Any) -> InboundGroupSession | None:
    if not isinstance(session, str):
        return None
    found = (sessions.get(session) for sessions in olm.inbound_group_store[room].values())
    return next((one for one in found if one is not None), None)


def _is_whole(said: Any, room: RoomId) -> bool:
    return (
        isinstance(said, dict)
        and isinstance(said.get("type"), str)
        and isinstance(said.get("content"), dict)
        and said.get("room_id") == room
    )


def _seal(olm: Olm, room: RoomId, kind: str, content: Mapping[str, Any]) -> Json:
    sealed: Json = dict(olm.group_encrypt(room, {"type": kind, "content": dict(content)}))
    if "m.relates_to" in content:  # the server must see which thread a message belongs to
        sealed["m.relates_to"] = content["m.relates_to"]
    return sealed


def _new_key(olm: Olm, room: RoomId) -> RoomKey:
    olm.create_outbound_group_session(room)
    session = olm.outbound_group_sessions[room]
    session.mark_as_shared()
    return RoomKey(room, session.id, session.session_key)


def _know(olm: Olm, devices: Iterable[Device]) -> None:
    for device in devices:
        keys = {"ed25519": device.ed25519, "curve25519": device.curve25519}
        olm.device_store.add(OlmDevice(device.user, device.id, keys))


def _keys_claimed(answer: Any) -> Iterator[Claimed]:
    """Yield the one-time keys of an answer that have their proper shape: their owners wrote them."""
    for user, devices in _entries(answer):
        for device, keys in _entries(devices):
            named = _entries(keys)
            if len(named) == 1 and _is_signed_key(*named[0]):
                yield user, device, dict(named)


def _is_signed_key(name: str, key: Any) -> bool:
    return (
        name.startswith("signed_curve25519:")
        and isinstance(key, Mapping)
        and isinstance(key.get("key"), str)
        and isinstance(key.get("signatures"), Mapping)
    )


def _entries(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _meet(olm: Olm, claimed: Iterable[Claimed]) -> None:
    with olm.store.database.atomic():
        for user, device, key in claimed:
            with passing_over(f"a one-time key of {user}"):
                olm.handle_response(KeysClaimResponse({user: {device: key}}, {}))


def _wrap(olm: Olm, key: RoomKey, devices: Sequence[Device]) -> tuple[list[Device], Json]:
    served: list[Device] = []
    messages: Json = {}
    content = {"algorithm": MEGOLM, "room_id": key.room, "session_id": key.session, "session_key": key.key}
    with olm.store.database.atomic():
        for device in devices:
            sealed = None
            with passing_over(f"a device of {device.user}"):
                sealed = _seal_for(olm, device, "m.room_key", content)
            if sealed is not None:
                messages.setdefault(device.user, {})[device.id] = sealed
                served.append(device)
    return served, messages


def _seal_for(olm: Olm, device: Device, kind: str, content: Json) -> Json | None:
    session = olm.session_store.get(device.curve25519)
    if session is None:
        return None
    own = olm.account.identity_keys
    payload = {
        "type": kind,
        "content": content,
        "sender": olm.user_id,
        "sender_device": olm.device_id,
        "keys": {"ed25519": own["ed25519"]},
        "recipient": device.user,
        "recipient_keys": {"ed25519": device.ed25519},
    }
    number, body = session.encrypt(canonical(payload).decode()).to_parts()
    olm.store.save_session(device.curve25519, session)
    text = b64encode(body).decode().rstrip("=")
    return {
        "algorithm": OLM,
        "sender_key": own["curve25519"],
        "ciphertext": {device.curve25519: {"type": number, "body": text}},
    }


def _chunks(entries: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(entries), CHUNK):
        yield entries[start : start + CHUNK]
