"""Builds compound files, in which old Office and Outlook keep what they save ([MS-CFB])."""

import struct
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF

Tree = dict[str, "bytes | Tree"]


@dataclass
class Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = NONE
    right: int = NONE
    start: int = END
    size: int = 0


@dataclass
class Chains:
    """Sectors of one size, and which follows which."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    fat: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        if not data:
            return END
        start, count = len(self.fat), -(-len(data) // self.size)
        self.fat += [*range(start + 1, start + count), END]
        self.data += data.ljust(count * self.size, b"\0")
        return start


def compound(tree: Tree) -> bytes:
    """Return a compound file of streams and storages."""
    entries = [Entry("Root Entry", 5)]
    entries[0].child = _entered(entries, tree)
    large, small = Chains(SECTOR), Chains(SMALL)
    for one in entries[1:]:
        if one.kind == 2:
            one.size = len(one.data)
            one.start = (small if one.size < CUTOFF else large).add(one.data)
    root = entries[0]
    root.size, root.start = len(small.data), large.add(bytes(small.data))
    mini = large.add(
        b"".join(struct.pack("<I", n) for n in small.fat).ljust(SECTOR, b"\xff") if small.fat else b""
    )
    directory = large.add(b"".join(map(_packed, entries)))
    sectors = 1
    while sectors * 128 < len(large.fat) + sectors:
        sectors += 1
    first = len(large.fat)
    fat = [*large.fat, *[FAT_SECTOR] * sectors]
    fat += [FREE] * (sectors * 128 - len(fat))
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        sectors,
        directory,
        0,
        CUTOFF,
        mini,
        -(-len(small.fat) // 128),
        END,
        0,
    )
    places = [*range(first, first + sectors)]
    head += b"".join(struct.pack("<I", n) for n in places + [FREE] * (109 - sectors))
    return head + bytes(large.data) + b"".join(struct.pack("<I", n) for n in fat)


def _entered(entries: list[Entry], tree: Tree) -> int:
    """Enter what stands in a storage, one beside the other, and return the first."""
    first, before = NONE, None
    for name, held in tree.items():
        place = len(entries)
        one = Entry(name, 2, held) if isinstance(held, bytes) else Entry(name, 1)
        entries.append(one)
        if isinstance(held, dict):
            one.child = _entered(entries, held)
        if before is None:
            first = place
        else:
            before.right = place
        before = one
    return first


def _packed(one: Entry) -> bytes:
    name = one.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIII",
        name,
        len(name),
        one.kind,
        1,
        NONE,
        one.right,
        one.child,
        b"",
        0,
        b"",
        b"",
        one.start,
        one.size,
        0,
    )


def word(
    text: str,
    *,
    deleted: tuple[int, int] | None = None,
    notes: str = "",
    locked: bool = False,
    levels: dict[int, int] | None = None,
) -> bytes:
    """Return a DOC of one wide piece.

    ``deleted`` are the first and last character somebody took out; ``levels`` says of paragraphs, counted
    from 0, at which level of a list they stand: “1.”, “(a)”, counted from 3.
    """
    start, whole = 2048, (text + notes).encode("utf-16-le")
    words = bytearray(start + len(whole) + 1024)
    struct.pack_into("<HHxxxxxxH", words, 0, 0xA5EC, 0x00C1, 0x0200 | (0x0100 if locked else 0))
    size, more = (len(one.encode("utf-16-le")) // 2 for one in (text, notes))
    struct.pack_into("<8i", words, 76, size, more, 0, 0, 0, 0, 0, 0)
    words[start : start + len(whole)] = whole
    pieces = struct.pack("<II", 0, size + more) + struct.pack("<HIH", 0, start, 0)
    table = bytearray()

    def put(place: int, data: bytes) -> None:
        struct.pack_into("<II", words, place, len(table), len(data))
        table.extend(data)

    def page(edges: list[int], places: bytes, held: dict[int, bytes]) -> bytes:
        sheet = bytearray((struct.pack(f"<{len(edges)}I", *edges) + places).ljust(512, b"\0"))
        for at, data in held.items():
            sheet[at : at + len(data)] = data
        sheet[511] = len(edges) - 1
        number = -(-len(words) // 512)
        words.extend(bytes(number * 512 - len(words)) + sheet)
        return struct.pack("<III", start, start + len(whole), number)

    put(418, b"\x02" + struct.pack("<I", len(pieces)) + pieces)
    if deleted is not None:
        edges = [start, *(start + 2 * place for place in deleted)]
        put(250, page(edges, bytes([0, 200]), {400: b"\x03\x00\x08\x01"}))
    if levels is not None:
        ends = [place + 1 for place, sign in enumerate(text) if sign == "\r"]
        done = {level: struct.pack("<BBHHBHH", 0, 5, 0, 0x260A, level, 0x460B, 1) for level in (0, 1)}
        places = b"".join(
            bytes([150 + 10 * levels[n] if n in levels else 0]) + bytes(12) for n in range(len(ends))
        )
        held = {300 + 20 * level: data for level, data in done.items()}
        put(258, page([start, *(start + 2 * end for end in ends)], places, held))
        put(746, struct.pack("<I", 1) + struct.pack("<I8xB3x", 7, 0) + bytes(4))
        put(738, struct.pack("<H", 1) + struct.pack("<I22xBx", 7, 0))
        for form, shown, first in ((0, "\0.", 3), (4, "(\1)", 1), *[(23, "•", 1)] * 7):
            table.extend(struct.pack("<IB23x", first, form))
            table.extend(struct.pack("<H", len(shown)) + shown.encode("utf-16-le"))
    return compound({"WordDocument": bytes(words), "1Table": bytes(table)})


def outlook(subject: str, body: str, attached: Tree | None = None, **more: bytes) -> bytes:
    """Return an MSG; ``attached`` holds storages of attachments by their names."""
    return compound(letter(subject, body, attached, **more))


def letter(subject: str, body: str, attached: Tree | None = None, **more: bytes) -> Tree:
    """Return what an MSG holds; further properties go by names such as ``p0C1A001F``."""
    sent = struct.pack("<IIQ", 0x00390040, 0, (1_700_000_000 + 11_644_473_600) * 10_000_000)
    held: Tree = {
        "__properties_version1.0": bytes(32) + sent,
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
    }
    return held | {f"__substg1.0_{name[1:]}": data for name, data in more.items()} | (attached or {})


def attachment(name: str, data: "bytes | Tree") -> Tree:
    """Return the storage of one attachment: a file, or a mail as a tree."""
    file: Tree = {"__substg1.0_3701000D": data} if isinstance(data, dict) else {"__substg1.0_37010102": data}
    return {"__properties_version1.0": bytes(24), "__substg1.0_3707001F": name.encode("utf-16-le")} | file


def slides(*outlines: str) -> bytes:
    """Return a PPT whose slides have these outlines."""
    inner = b"".join(
        record(0x03F3, bytes(20)) + record(0x0FA0, text.encode("utf-16-le")) for text in outlines
    )
    document = record(0x03E8, record(0x0FF0, inner, deep=True), deep=True)
    boxes = b"".join(
        record(0x03EE, record(0xF00D, record(0x0FA8, b"box"), deep=True), deep=True) for _ in outlines
    )
    return compound({"PowerPoint Document": document + boxes})


def record(kind: int, data: bytes, *, deep: bool = False) -> bytes:
    """Return one record of a PPT."""
    return struct.pack("<HHI", 0xF if deep else 0, kind, len(data)) + data


def workbook(rows: list[list[str | float]]) -> bytes:
    """Return an XLS of one sheet, in the records of Excel 5."""

    def put(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    cells = b""
    for y, row in enumerate(rows):
        for x, held in enumerate(row):
            at = struct.pack("<HHH", y, x, 0)
            if isinstance(held, str):
                text = held.encode("latin-1")
                cells += put(0x0204, at + struct.pack("<H", len(text)) + text)
            else:
                cells += put(0x0203, at + struct.pack("<d", held))
    bof = struct.pack("<HHHH", 0x0500, 0x0005, 0, 0), struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)
    name = b"Data"
    page = put(0x0042, struct.pack("<H", 1252))
    lead = len(put(0x0809, bof[0]) + page) + 4 + 7 + len(name) + 4
    sheet = put(0x0085, struct.pack("<IHB", lead, 0, len(name)) + name)
    book = put(0x0809, bof[0]) + page + sheet + put(0x000A) + put(0x0809, bof[1]) + cells + put(0x000A)
    return compound({"Book": book.ljust(4096, b"\0")})
