"""Signing in: a device by application service, its keys, and a cross-signing identity that vouches for it."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kit.errors import MatrixFailure, Trouble
from kit.files import write_private
from kit.ids import DeviceId, UserId
from kit.matrix.calls import upload_keys
from kit.matrix.keystore import PUT_BACK
from kit.matrix.machine import Machine
from kit.matrix.signing import Identity, identity_of, new_seeds
from kit.matrix.transport import Transport, segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of ours. ``homeserver`` is its address, ``token`` the registration's that claims it."""

    homeserver: str
    user: UserId
    token: str = field(repr=False)
    display_name: str | None = None

    @property
    def localpart(self) -> str:
        """The name before the colon."""
        return self.user[1:].partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What makes a device ours; lives in a file that only we read, beside the device's keys."""

    user: UserId
    device: DeviceId
    token: str = field(repr=False)
    pickle_key: str = field(repr=False)
    seeds: dict[str, str] = field(repr=False)

    @property
    def identity(self) -> Identity:
        """The cross-signing identity."""
        return identity_of(self.user, self.seeds)


async def kept_or_signed_in(account: Account, transport: Transport, folder: Path) -> Kept:
    """Return the device there is, its token renewed where it fails, or sign in and make one."""
    path = folder / "account.json"
    kept = await asyncio.to_thread(_read, path, account.user)
    if kept is not None and await _still_works(transport, kept):
        return kept
    await _register(account, transport)
    kept = await _login(account, transport, kept)
    await asyncio.to_thread(_write, path, kept)
    return kept


async def sign_in_again(
    account: Account, transport: Transport, machine: Machine, folder: Path, before: Kept
) -> None:
    """Give the same device a new token, and publish its keys again where the server dropped them."""
    fresh = replace(transport, renew=None)
    kept = await _login(account, fresh, before)
    await asyncio.to_thread(_write, folder / "account.json", kept)
    await cross_sign(fresh, machine, kept)
    transport.token = fresh.token


async def cross_sign(transport: Transport, machine: Machine, kept: Kept) -> None:
    """See that the server knows our device, our identity, and that the one vouches for the other.

    Raises :class:`kit.errors.Trouble` where the account has an identity or a device whose keys we do not
    have.
    """
    shown = await _own_keys(transport)
    device = shown["device_keys"].get(kept.user, {}).get(kept.device)
    if device is None:
        await upload_keys(transport, machine, again=True)
        shown = await _own_keys(transport)
        device = shown["device_keys"][kept.user][kept.device]
    ed25519, _ = await machine.device_keys()
    if device["keys"].get(f"ed25519:{kept.device}") != ed25519:
        raise Trouble(f"the keys of {kept.user}'s device are not the ones kept here: {PUT_BACK}")
    master = next(iter(shown.get("master_keys", {}).get(kept.user, {}).get("keys", {}).values()), None)
    if master is None:
        await _publish_identity(transport, machine, kept)
    elif master != kept.identity.master.public:
        raise Trouble(f"the cross-signing keys of {kept.user} are not the ones kept here: {PUT_BACK}")
    if kept.identity.self_signing.id not in device.get("signatures", {}).get(kept.user, {}):
        await _vouch(transport, kept, device)


async def _still_works(transport: Transport, kept: Kept) -> bool:
    transport.token, transport.device = kept.token, kept.device
    try:
        await transport.ask(
            "GET", "/_matrix/client/v3/account/whoami", doing=f"see that {kept.user} is signed in"
        )
    except MatrixFailure as failure:
        if failure.status == 401:
            return False
        raise
    return True


async def _register(account: Account, transport: Transport) -> None:
    body = {"type": "m.login.application_service", "username": account.localpart, "inhibit_login": True}
    try:
        await _as_registration(transport, "register", body, f"register {account.user}")
    except MatrixFailure as failure:
        if failure.code != "M_USER_IN_USE":
            raise
        return
    if account.display_name is not None:
        await _name(account, transport)


async def _name(account: Account, transport: Transport) -> None:
    path = f"/_matrix/client/v3/profile/{segment(account.user)}/displayname"
    body = {"displayname": account.display_name}
    named = replace(transport, device=None)
    await named.ask("PUT", path, doing=f"name {account.user}", body=body, as_service=True)


async def _login(account: Account, transport: Transport, before: Kept | None) -> Kept:
    body: dict[str, Any] = {
        "type": "m.login.application_service",
        "identifier": {"type": "m.id.user", "user": account.user},
        "initial_device_display_name": "Palais",
    }
    if before is not None:
        body["device_id"] = before.device
    answer = await _as_registration(transport, "login", body, f"sign {account.user} in")
    kept = Kept(
        user=account.user,
        device=DeviceId(str(answer["device_id"])),
        token=str(answer["access_token"]),
        pickle_key=before.pickle_key if before else secrets.token_urlsafe(32),
        seeds=before.seeds if before else new_seeds(),
    )
    transport.token, transport.device = kept.token, kept.device
    return kept


async def _as_registration(
    transport: Transport, what: str, body: dict[str, Any], doing: str
) -> dict[str, Any]:
    registration = replace(transport, token=transport.service, device=None, renew=None)
    return await registration.ask("POST", f"/_matrix/client/v3/{what}", doing=doing, body=body)


async def _own_keys(transport: Transport) -> dict[str, Any]:
    body: dict[str, Any] = {"device_keys": {transport.user: []}}
    return await transport.ask(
        "POST", "/_matrix/client/v3/keys/query", doing="look at our own keys", body=body
    )


async def _publish_identity(transport: Transport, machine: Machine, kept: Kept) -> None:
    signature = await machine.sign(kept.identity.master_object())
    body = kept.identity.upload(kept.device, signature)
    path = "/_matrix/client/v3/keys/device_signing/upload"
    await transport.ask("POST", path, doing="publish our identity", body=body)


async def _vouch(transport: Transport, kept: Kept, device: dict[str, Any]) -> None:
    body = kept.identity.vouch(kept.device, device)
    path = "/_matrix/client/v3/keys/signatures/upload"
    answer = await transport.ask("POST", path, doing="sign our device", body=body)
    if answer.get("failures"):
        raise Trouble(f"the homeserver did not take the signature of {kept.user}'s device")


def _read(path: Path, user: UserId) -> Kept | None:
    if not path.exists():
        return None
    try:
        kept = _kept(json.loads(path.read_text()))
    except (ValueError, KeyError, TypeError) as problem:
        raise Trouble(f"{path} is damaged: {PUT_BACK}") from problem
    if kept.user != user:
        raise Trouble(f"{path} belongs to {kept.user}, not to {user}")
    return kept


def _kept(said: Any) -> Kept:
    identity = identity_of(said["user"], said["seeds"])
    for key in (identity.master, identity.self_signing, identity.user_signing):
        _ = key.public  # what is no seed has none
    return Kept(
        user=said["user"],
        device=DeviceId(said["device"]),
        token=said["token"],
        pickle_key=said["pickle_key"],
        seeds=said["seeds"],
    )


def _write(path: Path, kept: Kept) -> None:
    """Write the file whole or not at all, for its owner only."""
    said = {
        "user": kept.user,
        "device": kept.device,
        "token": kept.token,
        "pickle_key": kept.pickle_key,
        "seeds": kept.seeds,
    }
    write_private(path, json.dumps(said))
