"""Seals what lies in the database for a moment, so that the database alone gives nothing away."""

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kit.errors import BadInput
from kit.files import write_private

SIZE, NONCE = 32, 12
"""Bytes of a key, and of what makes each sealing another."""


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """Seals and opens by AES-256-GCM; what was sealed under one name opens under no other."""

    key: bytes

    def close(self, data: bytes, name: str) -> bytes:
        """Seal."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, data, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """Open. Raises :class:`BadInput` for what another key sealed, or what was changed."""
        try:
            return AESGCM(self.key).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
        except InvalidTag:
            raise BadInput(
                "the platform seals with another key: give every worker a copy of its jobs.key"
            ) from None


def make_key(file: Path) -> bytes:
    """Return the key in a file, made where there is none, for its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(file, base64.b64encode(os.urandom(SIZE)) + b"\n")
    return read_key(file)


def read_key(file: Path) -> bytes:
    """Return the key in a file. Raises :class:`BadInput` where there is none."""
    try:
        key = base64.b64decode(file.read_bytes().strip(), validate=True)
    except FileNotFoundError:
        raise BadInput(
            f"there is no key at {file}: copy jobs.key there from the platform's state folder, or name it "
            "with jobs.key in palais.toml"
        ) from None
    except (OSError, binascii.Error) as problem:
        raise BadInput(f"the key at {file} cannot be read: {problem}") from None
    if len(key) != SIZE:
        raise BadInput(f"{file} is not a key of Palais")
    return key
