"""Reads the mails that Outlook saves (MSG): heads, body, and what is attached, as [MS-OXMSG] has it.

A page over ``olefile``; the libraries for it are GPL, or bring a command line of their own.
"""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime

from olefile import OleFileIO  # type: ignore[import-untyped]  # it ships no types

from kit.reading.letters.letter import letter
from kit.reading.office.oldoffice import LARGEST_STREAM
from kit.reading.office.package import DAMAGED
from kit.reading.office.rtf import read_rtf
from kit.reading.pages import Page
from kit.reading.parts import Opened, Part
from kit.reading.written.html import read_html
from kit.reading.written.plain import decoded

SUBJECT, BODY, HTML, PACKED_RTF = "0037", "1000", "1013", "1009"
SENDER, SENDER_MAIL, SENDER_SMTP = "0C1A", "0C1F", "5D01"
TO, CC = "0E04", "0E03"
FILE, LONG_NAME, NAME, MIME = "3701", "3707", "3704", "370E"
DATES = ("0039", "0E06")
"""When it was sent, else when it came."""

PROPERTIES = "__properties_version1.0"
SINCE_1601 = 11_644_473_600
DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par "
    rb"\pard\plain\f0\fs20\b\i\u\tab\tx"
)
RING = 4096
MOST_UNPACKED = 64 * 1024 * 1024


def read_msg(ole: OleFileIO) -> Opened:
    """Return a mail's heads and text, and its attachments, a mail among them as it is."""
    return _Mail(ole, []).opened()


class _Mail:
    """One mail in a compound file, at the place where it stands: mails may stand in each other."""

    def __init__(self, ole: OleFileIO, place: list[str]) -> None:
        self._ole = ole
        self._place = place
        self._head = self._bytes([PROPERTIES])

    def opened(self) -> Opened:
        troubles: list[str] = []
        sender = " ".join(
            filter(None, [self.text(SENDER), f"<{self._address()}>" if self._address() else ""])
        )
        facts = {
            "sender": sender,
            "recipients": ", ".join(filter(None, [self.text(TO), self.text(CC)])),
            "sent": self._sent(),
        }
        try:
            body = self._body()
        except DAMAGED as failure:
            body = ""
            troubles.append(f"body: {type(failure).__name__}")
        return Opened(letter(self.text(SUBJECT), facts, (Page(None, body),), tuple(troubles)), self._parts())

    def text(self, name: str) -> str:
        """Return a property as text, whichever way it is stored."""
        wide = self._bytes([f"__substg1.0_{name}001F"])
        if wide:
            return wide.decode("utf-16-le", "replace").strip("\0")
        narrow = self._bytes([f"__substg1.0_{name}001E"])
        return decoded(narrow).strip("\0") if narrow else ""

    def attached(self) -> bytes:
        """Return the bytes of an attachment."""
        return self._bytes([f"__substg1.0_{FILE}0102"])

    def _address(self) -> str:
        found = self.text(SENDER_SMTP) or self.text(SENDER_MAIL)
        return found if "@" in found else ""

    def _body(self) -> str:
        plain = self.text(BODY)
        if plain.strip():
            return plain
        web = self._bytes([f"__substg1.0_{HTML}0102"]) or self.text(HTML).encode()
        if web:
            return "\n".join(page.text for page in read_html(web).pages)
        packed = self._bytes([f"__substg1.0_{PACKED_RTF}0102"])
        return "\n".join(page.text for page in read_rtf(unpacked(packed)).pages) if packed else ""

    def _sent(self) -> str:
        for name in DATES:
            ticks = self._number(int(name, 16) << 16 | 0x0040)
            if ticks:
                try:
                    return datetime.fromtimestamp(ticks / 10_000_000 - SINCE_1601, UTC).isoformat()
                except (OverflowError, OSError, ValueError):
                    return ""
        return ""

    def _number(self, tag: int) -> int:
        """Return a property that is kept among the fixed ones, 0 where there is none."""
        start = 32 if not self._place else 24
        for at in range(start, len(self._head) - 15, 16):
            if struct.unpack_from("<I", self._head, at)[0] == tag:
                return int(struct.unpack_from("<Q", self._head, at + 8)[0])
        return 0

    def _parts(self) -> Iterator[Part]:
        held = sorted(
            path[len(self._place)]
            for path in self._ole.listdir(streams=False, storages=True)
            if len(path) == len(self._place) + 1
            and path[: len(self._place)] == self._place
            and path[-1].startswith("__attach_version1.0_")
        )
        for storage in held:
            yield self._part(storage)

    def _part(self, storage: str) -> Part:
        inner = _Mail(self._ole, [*self._place, storage])
        name = inner.text(LONG_NAME) or inner.text(NAME) or "attachment"
        mail = [*self._place, storage, f"__substg1.0_{FILE}000D"]
        if self._ole.exists(mail):
            return Part(f"{name}.msg", None, open=lambda: _Mail(self._ole, mail).opened())
        return Part(name, inner.text(MIME) or None, inner.attached)

    def _bytes(self, path: list[str]) -> bytes:
        whole = [*self._place, *path]
        if not self._ole.exists(whole) or self._ole.get_size(whole) > LARGEST_STREAM:
            return b""
        return bytes(self._ole.openstream(whole).read())


def unpacked(packed: bytes) -> bytes:
    """Return RTF as it was before Outlook packed it, as [MS-OXRTFCP] has it."""
    size, kind = struct.unpack_from("<I", packed, 4)[0], packed[8:12]
    if kind == b"MELA":
        return packed[16 : 16 + size]
    if kind != b"LZFu":
        raise ValueError("no packed RTF")
    ring = bytearray(DICTIONARY.ljust(RING, b"\0"))
    out, at = bytearray(), 16
    place = len(DICTIONARY)
    while at < len(packed) and len(out) < min(size, MOST_UNPACKED):
        flags = packed[at]
        at += 1
        for bit in range(8):
            copied = flags >> bit & 1
            held = packed[at : at + 1 + copied]
            at += len(held)
            piece = _copied(ring, held, place) if copied else held
            if not piece:
                return bytes(out)
            if not copied:
                ring[place % RING] = held[0]
            out += piece
            place = (place + len(piece)) % RING
    return bytes(out)


def _copied(ring: bytearray, pair: bytes, place: int) -> bytes:
    """Return what is said again from the ring, and go on writing into it; nothing at the end."""
    if len(pair) < 2:
        return b""
    source, length = int.from_bytes(pair) >> 4, (pair[1] & 15) + 2
    if source == place:
        return b""
    again = bytearray()
    for step in range(length):
        sign = ring[(source + step) % RING]
        ring[(place + step) % RING] = sign
        again.append(sign)
    return bytes(again)
