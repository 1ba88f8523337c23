"""Files sealed under a passphrase: scrypt makes the key, AES-GCM seals the content piece by piece.

The layout: one line with the magic word, one line of JSON with the salt and the cost, then the pieces. Each
piece's nonce holds its number and whether it is the last: none can be left out, doubled or put elsewhere.
"""

import json
import os
from base64 import b64decode, b64encode
from io import RawIOBase
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from kit.errors import BadInput

MAGIC = b"palais sealed 1\n"
COST, BLOCK, PARALLEL = 2**16, 8, 1
"""scrypt's: about 64 MB and a fifth of a second for each guess."""
MOST_COST = 2**20
LONGEST_HEADER = 500
PIECE, TAG = 1 << 20, 16


class Sealing(RawIOBase):
    """Writes what it is given sealed into a file, which it does not close."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(16)
        told = {"salt": b64encode(salt).decode(), "n": COST, "r": BLOCK, "p": PARALLEL}
        self._file, self._header = file, MAGIC + json.dumps(told).encode() + b"\n"
        self._key, self._waiting, self._number = _key(passphrase, salt, COST), bytearray(), 0
        file.write(self._header)

    def writable(self) -> bool:
        """Whether it can be written: yes, and neither read nor gone about in."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer is
        """Seal each piece that is full; what follows decides whether it is the last."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Seal the last piece."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        sealed = self._key.encrypt(_nonce(self._number, last=last), piece, self._header)
        self._file.write(sealed)
        self._number += 1


class Opening(RawIOBase):
    """Reads a sealed file, anywhere in it, and closes it in the end; the passphrase is tried at once.

    Raises :class:`kit.errors.BadInput` where it is another one, and where the file is damaged or cut short.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file, self._at = file, 0
        self._header, salt, cost = _read_header(file)
        self._key = _key(passphrase, salt, cost)
        body = file.seek(0, os.SEEK_END) - len(self._header)
        self._pieces = -(-body // (PIECE + TAG))
        self._size = body - self._pieces * TAG
        self._number, self._piece = -1, b""
        if self._size < 0 or not self._pieces:
            raise BadInput("the file is cut short")
        self._open(self._pieces - 1)

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def seekable(self) -> bool:
        """Whether one can go about in it: yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; return it."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer is
        """Read up to the end of a piece."""
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, PIECE)
        found = self._open(number)[start : start + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the file as well."""
        self._file.close()
        super().close()

    def _open(self, number: int) -> bytes:
        if number == self._number:
            return self._piece
        self._file.seek(len(self._header) + number * (PIECE + TAG))
        sealed = self._file.read(PIECE + TAG)
        try:
            nonce = _nonce(number, last=number == self._pieces - 1)
            self._piece = self._key.decrypt(nonce, sealed, self._header)
        except InvalidTag:
            raise BadInput("the passphrase is another one, or the file is damaged or cut short") from None
        self._number = number
        return self._piece


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file is one of these; it is left at its beginning."""
    file.seek(0)
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _read_header(file: BinaryIO) -> tuple[bytes, bytes, int]:
    file.seek(0)
    magic, line = file.readline(LONGEST_HEADER), file.readline(LONGEST_HEADER)
    try:
        told = json.loads(line)
        salt, cost = b64decode(told["salt"], validate=True), int(told["n"])
        known = magic == MAGIC and (told["r"], told["p"]) == (BLOCK, PARALLEL)
    except (ValueError, KeyError, TypeError):
        known, salt, cost = False, b"", 0
    if not known or cost not in range(2, MOST_COST + 1) or cost & (cost - 1):
        raise BadInput("the file is not sealed as this version of Palais seals")
    return magic + line, salt, cost


def _key(passphrase: str, salt: bytes, cost: int) -> AESGCM:
    scrypt = Scrypt(salt=salt, length=32, n=cost, r=BLOCK, p=PARALLEL)
    return AESGCM(scrypt.derive(passphrase.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
