"""Codes are made from chance, and kept only as what tells a right one from a wrong one."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bots.mandates.rules import ALPHABET, GROUP, GROUPS, Code
from kit.files import write_private

KEY_FILE = "codes.key"
"""The file with which digests are made: without it, the database tells nothing of any code."""
LENGTH = 32


@dataclass(frozen=True, slots=True)
class Codes:
    """Makes codes, and knows them again."""

    secret: bytes = field(repr=False)

    def new(self) -> Code:
        """Return a code that nobody can guess."""
        return Code("".join(secrets.choice(ALPHABET) for _ in range(GROUP * GROUPS)))

    def digest(self, code: Code) -> str:
        """Return what is kept of a code."""
        return hmac.new(self.secret, code.letters.encode(), sha256).hexdigest()

    def matches(self, code: Code, digest: str) -> bool:
        """Whether a digest is this code's; takes as long whatever the answer."""
        return hmac.compare_digest(self.digest(code), digest)


async def open_codes(folder: Path) -> Codes:
    """Open the codes of a platform, whose secret is in the folder."""
    return Codes(await asyncio.to_thread(_secret, folder / KEY_FILE))


def _secret(file: Path) -> bytes:
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(file, secrets.token_hex(LENGTH))
    return bytes.fromhex(file.read_text())
