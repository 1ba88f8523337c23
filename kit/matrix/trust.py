"""Who may have our keys: devices that their owner has cross-signed with the identity we pinned. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import vodozemac

from kit.ids import DeviceId, UserId
from kit.matrix.guard import passing_over
from kit.matrix.signing import canonical

LONGEST_NAME = 255
"""How long the name of a device may be."""


@dataclass(frozen=True, slots=True)
class Device:
    """One device of a person; ``signed`` where the owner's self-signing key vouches for it."""

    user: UserId
    id: DeviceId
    ed25519: str
    curve25519: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Keys:
    """What the server shows of a person's keys, every signature checked; ``master`` is the public key."""

    user: UserId
    master: str | None
    devices: tuple[Device, ...]


def read_keys(answer: Mapping[str, Any], user: UserId) -> Keys:
    """Return a person's keys from an answer of ``/keys/query``; what is badly signed is left out."""
    with passing_over(f"what {user} publishes as keys"):
        return _read(answer, user)
    return Keys(user, None, ())


def _read(answer: Mapping[str, Any], user: UserId) -> Keys:
    master = _published(_of(answer, "master_keys", user), user, "master")
    self_signing = _self_signing(answer, user, master)
    return Keys(user, master, tuple(_devices(_mapping(_of(answer, "device_keys", user)), user, self_signing)))


def entitled(keys: Keys, pinned: str | None, *, lenient: bool) -> Iterator[Device]:
    """Yield the devices that may have a room's keys.

    ``lenient`` (Unclassified rooms) also serves people who never made a cross-signing identity. Whoever
    had one and shows another, or none, gets nothing until staff accept it.
    """
    if keys.master is None:
        if lenient and pinned is None:
            yield from keys.devices
    elif keys.master == pinned:
        yield from (device for device in keys.devices if device.signed)


def owns(devices: Iterable[Device], ed25519: str, curve25519: str) -> bool:
    """Whether one of the devices has these keys: what they encrypted is its."""
    return any(device.ed25519 == ed25519 and device.curve25519 == curve25519 for device in devices)


def _self_signing(answer: Mapping[str, Any], user: UserId, master: str | None) -> str | None:
    shown = _of(answer, "self_signing_keys", user)
    key = _published(shown, user, "self_signing")
    if master is None or key is None or not _signed(shown, user, f"ed25519:{master}", master):
        return None
    return key


def _published(shown: Any, user: UserId, usage: str) -> str | None:
    said = _mapping(shown)
    uses, keys = said.get("usage"), _mapping(said.get("keys"))
    if said.get("user_id") != user or not isinstance(uses, list) or usage not in uses or len(keys) != 1:
        return None
    name, key = next(iter(keys.items()))
    return key if isinstance(key, str) and name == f"ed25519:{key}" else None


def _devices(shown: Mapping[str, Any], user: UserId, self_signing: str | None) -> Iterator[Device]:
    for name, said in shown.items():
        if not isinstance(said, Mapping) or said.get("user_id") != user or said.get("device_id") != name:
            continue
        if len(name) > LONGEST_NAME or not name.isprintable():
            continue  # nothing can be sent to a device of such a name
        keys = _mapping(said.get("keys"))
        ed25519, curve25519 = keys.get(f"ed25519:{name}"), keys.get(f"curve25519:{name}")
        if not isinstance(ed25519, str) or not isinstance(curve25519, str):
            continue
        if not _signed(said, user, f"ed25519:{name}", ed25519):
            continue
        vouched = self_signing is not None and _signed(said, user, f"ed25519:{self_signing}", self_signing)
        yield Device(user, DeviceId(name), ed25519, curve25519, vouched)


def _signed(said: Mapping[str, Any], user: UserId, name: str, key: str) -> bool:
    try:
        signature = vodozemac.Ed25519Signature.from_base64(said["signatures"][user][name])
        vodozemac.Ed25519PublicKey.from_base64(key).verify_signature(canonical(said), signature)
    except (KeyError, TypeError, ValueError, RecursionError):
        return False
    return True


def _of(answer: Mapping[str, Any], what: str, user: UserId) -> Any:
    return _mapping(answer.get(what)).get(user)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
