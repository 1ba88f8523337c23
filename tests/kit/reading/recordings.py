"""Sound and video made on the spot: containers with a second of nothing in them."""

import io
import struct
import wave


def wav(seconds: int = 3, title: str = "") -> bytes:
    """Return silence as WAVE, with a title in its list of facts."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    data = bytearray(out.getvalue())
    if title:
        said = title.encode() + b"\0" * (2 - len(title) % 2)
        facts = b"INFOINAM" + struct.pack("<I", len(said)) + said
        data += b"LIST" + struct.pack("<I", len(facts)) + facts
        data[4:8] = struct.pack("<I", len(data) - 8)
    return bytes(data)


def mp4(seconds: int = 5, width: int = 640, height: int = 360, title: str = "", place: str = "") -> bytes:
    """Return a film without frames: its boxes say how long and how large it is, and where it was made."""
    taken = 3_800_000_000  # in seconds since 1904: 31 May 2024, 11:33:20
    header = struct.pack(
        ">IIIIIIHH8x36s24xI", 0, taken, taken, 1000, 1000 * seconds, 0x10000, 0x100, 0, UNIT, 2
    )
    track = struct.pack(
        ">IIIIII8xHHHH36sII",
        7,
        taken,
        taken,
        1,
        0,
        1000 * seconds,
        0,
        0,
        0,
        0,
        UNIT,
        width << 16,
        height << 16,
    )
    media = struct.pack(">IIIIIHH", 0, taken, taken, 1000, 1000 * seconds, 0x55C4, 0)
    kind = struct.pack(">II4s12x", 0, 0, b"vide") + b"\0"
    frame = (
        b"\0" * 6
        + struct.pack(">H16xHHIII", 1, width, height, 0x480000, 0x480000, 0)
        + struct.pack(">H32xHh", 1, 24, -1)
    )
    table = box(b"stsd", struct.pack(">II", 0, 1) + box(b"avc1", frame))
    table += box(b"stts", struct.pack(">IIII", 0, 1, 1, 1000 * seconds)) + box(
        b"stsc", struct.pack(">II", 0, 0)
    )
    table += box(b"stsz", struct.pack(">III", 0, 0, 0)) + box(b"stco", struct.pack(">II", 0, 0))
    inner = box(b"mdia", box(b"mdhd", media) + box(b"hdlr", kind) + box(b"minf", box(b"stbl", table)))
    notes = b"".join(
        box(name, struct.pack(">HH", len(said), 0) + said.encode())
        for name, said in ((b"\xa9nam", title), (b"\xa9xyz", place))
        if said
    )
    moov = box(b"mvhd", header) + box(b"trak", box(b"tkhd", track) + inner) + box(b"udta", notes)
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", moov) + box(b"mdat", b"")


UNIT = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def box(name: bytes, inner: bytes) -> bytes:
    """Return a box of MP4."""
    return struct.pack(">I", len(inner) + 8) + name + inner
