"""Attachments: fetched with a hard limit and uploaded sealed; in the clear in memory alone, never on disk."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from kit.errors import MatrixFailure, NotFound, RateLimited, TooLarge, Unreachable
from kit.events import FileHeard, MediaKey
from kit.matrix.transport import Transport, segment

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each further try to fetch."""


async def download(transport: Transport, file: FileHeard, limit: int) -> bytes:
    """Return the decrypted bytes. Raises ``TooLarge`` as soon as there are more than ``limit``."""
    sealed = await _fetch(transport, file, limit)
    if file.key is None:
        return sealed
    return await asyncio.to_thread(_decrypt, sealed, file.key)


async def upload(transport: Transport, data: bytes) -> dict[str, Any]:
    """Give the server bytes encrypted under a fresh key; return where they lie and what opens them."""
    sealed, keys = await asyncio.to_thread(_encrypt, data)
    mxc = await transport.give("/_matrix/media/v3/upload", sealed, doing="upload an attachment")
    return {**keys, "url": mxc}


def place_of(mxc: str) -> str:
    """Return the path of a download. Raises ``NotFound`` for what is no address of an attachment."""
    try:
        address = urlsplit(mxc)
    except ValueError:
        raise NotFound("fetch an attachment", message="it has no proper address") from None
    media = address.path.removeprefix("/")
    if address.scheme != "mxc" or not address.netloc or not media or "/" in media:
        raise NotFound("fetch an attachment", message="it has no proper address")
    return f"/_matrix/client/v1/media/download/{segment(address.netloc)}/{segment(media)}"


async def _fetch(transport: Transport, file: FileHeard, limit: int) -> bytes:
    path = place_of(file.mxc)
    for pause in PAUSES:
        try:
            return await _read(transport, path, limit)
        except RateLimited as asked:
            await asyncio.sleep(asked.retry_after)
        except Unreachable:
            await asyncio.sleep(pause)
    return await _read(transport, path, limit)


async def _read(transport: Transport, path: str, limit: int) -> bytes:
    pieces = bytearray()
    async with transport.stream(path, doing="fetch an attachment") as content:
        async for piece in content.iter_chunked(64 * 1024):
            pieces += piece
            if len(pieces) > limit:
                raise TooLarge(limit)
    return bytes(pieces)


def _encrypt(data: bytes) -> tuple[bytes, dict[str, Any]]:
    sealed, keys = encrypt_attachment(data)
    return bytes(sealed), dict(keys)


def _decrypt(sealed: bytes, key: MediaKey) -> bytes:
    try:
        opened: bytes = decrypt_attachment(sealed, key.key, key.sha256, key.iv)
    except (EncryptionError, ValueError) as problem:
        raise MatrixFailure("decrypt an attachment", message="it does not match its key") from problem
    return opened
