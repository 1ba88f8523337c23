"""Cross-signing keys of our own accounts: three Ed25519 keys that say which devices are ours."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nio.api import Api

from kit.ids import DeviceId, UserId

Json = dict[str, Any]
ROLES = ("master", "self_signing", "user_signing")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One Ed25519 key, kept as its seed (unpadded base64, 32 bytes)."""

    seed: str = field(repr=False)

    @property
    def public(self) -> str:
        """The public half, in unpadded base64."""
        return _unpadded(self._private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def id(self) -> str:
        """What signatures made with it are filed under."""
        return f"ed25519:{self.public}"

    def sign(self, signed: Mapping[str, Any]) -> str:
        """Return the signature over an object, its signatures and unsigned part left out."""
        return _unpadded(self._private().sign(canonical(signed)))

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(b64decode(self.seed + "=" * (-len(self.seed) % 4)))


@dataclass(frozen=True, slots=True)
class Identity:
    """The cross-signing identity of one of our accounts."""

    user: UserId
    master: SigningKey
    self_signing: SigningKey
    user_signing: SigningKey

    def upload(self, device: DeviceId, sign_by_device: str) -> Json:
        """Return the body of ``/keys/device_signing/upload``; the device vouches for the master key."""
        master = self.master_object()
        master["signatures"] = {self.user: {f"ed25519:{device}": sign_by_device}}
        return {
            "master_key": master,
            "self_signing_key": self._signed_by_master("self_signing", self.self_signing),
            "user_signing_key": self._signed_by_master("user_signing", self.user_signing),
        }

    def master_object(self) -> Json:
        """Return the public master key as it is published, unsigned."""
        return self._published("master", self.master)

    def vouch(self, device: DeviceId, device_keys: Mapping[str, Any]) -> Json:
        """Return the body of ``/keys/signatures/upload`` that makes a device ours."""
        signed = {key: value for key, value in device_keys.items() if key not in ("unsigned", "signatures")}
        signature = self.self_signing.sign(signed)
        return {self.user: {device: signed | {"signatures": {self.user: {self.self_signing.id: signature}}}}}

    def _signed_by_master(self, usage: str, key: SigningKey) -> Json:
        published = self._published(usage, key)
        published["signatures"] = {self.user: {self.master.id: self.master.sign(published)}}
        return published

    def _published(self, usage: str, key: SigningKey) -> Json:
        return {"user_id": self.user, "usage": [usage], "keys": {key.id: key.public}}


def new_seeds() -> dict[str, str]:
    """Return fresh seeds, one for each role; keep them as you keep the access token."""
    return {role: _unpadded(secrets.token_bytes(32)) for role in ROLES}


def identity_of(user: UserId, seeds: Mapping[str, str]) -> Identity:
    """Return the identity that the kept seeds make."""
    return Identity(user, *(SigningKey(seeds[role]) for role in ROLES))


def canonical(signed: Mapping[str, Any]) -> bytes:
    """Return what is signed of an object, as canonical JSON."""
    bare = {key: value for key, value in signed.items() if key not in ("unsigned", "signatures")}
    return Api.to_canonical_json(bare).encode()


def _unpadded(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")
