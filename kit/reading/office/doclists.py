"""Counts the paragraphs that Word 97 to 2003 numbers by itself, from the lists and styles of a DOC file."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kit.reading.office.numbering import LEVELS, Level, Numbering, Style

STYLES, PARAGRAPHS, LISTS, OVERRIDES = 162, 258, 738, 746
"""Where in the head of a document the places of these tables stand."""

PAGE = 512
LEVEL_OF, LIST_OF = 0x260A, 0x460B
LAST_LIST = 0x07FE
FORMS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
}
FORMS |= {23: "bullet", 255: "none"}
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
LONG_OPERANDS = frozenset({0xD608, 0xD606})
"""Operations whose operand has a length of two bytes."""

MOST_LISTS = 4_000
NO_STYLE = 0x0FFF

Run = tuple[int, int, str, int | None, int | None]
"""Where in the file a paragraph's bytes start and end; its style, level and list."""


def operations(held: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield what is done to a paragraph or to letters: the code of each operation, and its operand."""
    at = 0
    while at + 3 <= len(held):
        code = short(held, at)
        at += 2
        size = OPERANDS.get(code >> 13)
        if size is None:
            long = code in LONG_OPERANDS
            size = 1 + (short(held, at) if long and at + 2 <= len(held) else held[at])
        yield code, held[at : at + size]
        at += size


def short(data: bytes, at: int) -> int:
    """Return two bytes as a number."""
    return int(struct.unpack_from("<H", data, at)[0])


class Paragraphs:
    """Knows of each paragraph, by the place of its end in the file, which number Word shows before it."""

    def __init__(self, words: bytes, table: bytes) -> None:
        self._lists = Numbering()
        self._lists.styles = dict(_styles(_part(words, table, STYLES)))
        groups = dict(_groups(words, table))
        self._lists.abstract = {str(key): levels for key, levels in groups.items()}
        self._lists.lists = dict(_overrides(_part(words, table, OVERRIDES), groups))
        self._runs = sorted(_runs(words, _part(words, table, PARAGRAPHS))) if self._lists.lists else []
        self._starts = [run[0] for run in self._runs]

    def mark(self, place: int) -> str:
        """Count the paragraph whose end stands at this byte, and return its number."""
        at = bisect_right(self._starts, place) - 1
        if at < 0 or place >= self._runs[at][1]:
            return ""
        _, _, style, level, held = self._runs[at]
        if held is None:
            return self._lists.mark_of_style(style, level)
        return self._lists.mark_of(str(held), level or 0)


def _part(words: bytes, table: bytes, at: int) -> bytes:
    start, size = struct.unpack_from("<II", words, at)
    return table[start : start + size]


def _styles(sheet: bytes) -> Iterator[tuple[str, Style]]:
    """Yield the list, the level and the parent of each paragraph style."""
    if len(sheet) < 8:
        return
    at, base, number = 2 + short(sheet, 0), short(sheet, 4), 0
    while at + 2 <= len(sheet) and number < NO_STYLE:
        size = short(sheet, at)
        held = sheet[at + 2 : at + 2 + size]
        if len(held) > base + 2 and base >= 6:
            kind, above = short(held, 2) & 0xF, short(held, 2) >> 4
            own = _own(held, base) if kind == 1 else (None, None)
            parent = None if above == NO_STYLE else str(above)
            yield str(number), Style(None if own[1] is None else str(own[1]), own[0] or 0, parent)
        at += 2 + size
        number += 1


def _own(held: bytes, base: int) -> tuple[int | None, int | None]:
    """Return the level and the list that a style gives its paragraphs."""
    at = base + 2 + 2 * short(held, base) + 2
    at += at % 2
    if at + 4 > len(held):
        return None, None
    return _place(held[at + 4 : at + 2 + short(held, at)])


def _place(done: bytes) -> tuple[int | None, int | None]:
    """Return the level and the list that operations put a paragraph into."""
    level = held = None
    for code, operand in operations(done):
        if code == LEVEL_OF and operand:
            level = min(operand[0], LEVELS - 1)
        elif code == LIST_OF and len(operand) == 2:
            held = short(operand, 0)
    return level, 0 if held is not None and held > LAST_LIST else held


def _groups(words: bytes, table: bytes) -> Iterator[tuple[int, dict[int, Level]]]:
    """Yield the levels of each list; they stand behind the table of lists."""
    start, size = struct.unpack_from("<II", words, LISTS)
    heads = table[start : start + size]
    if len(heads) < 2:
        return
    at = start + size
    for number in range(min(short(heads, 0), MOST_LISTS, (len(heads) - 2) // 28)):
        head = heads[2 + 28 * number : 30 + 28 * number]
        levels: dict[int, Level] = {}
        for place in range(1 if head[26] & 1 else LEVELS):
            if at + 28 > len(table):
                return
            levels[place], at = _level(table, at)
        yield int(struct.unpack_from("<I", head)[0]), levels


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return how a level is counted, and where the next one starts."""
    start, form, flags = struct.unpack_from("<IBB", table, at)
    behind = at + 28 + table[at + 24] + table[at + 25]
    if behind + 2 > len(table):
        return Level(), behind
    end = behind + 2 + 2 * short(table, behind)
    text = table[behind + 2 : end].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text[:40])
    return Level(min(start, 1 << 20), FORMS.get(form, "decimal"), shown, bool(flags & 4)), end


def _overrides(
    held: bytes, groups: dict[int, dict[int, Level]]
) -> Iterator[tuple[str, tuple[str, dict[int, Level]]]]:
    """Yield the lists that paragraphs name by their number, with where they begin anew."""
    count = min(struct.unpack_from("<I", held)[0], MOST_LISTS, (len(held) - 4) // 16) if len(held) > 4 else 0
    at = 4 + 16 * count
    for number in range(count):
        group, changes = struct.unpack_from("<I8xB", held, 4 + 16 * number)
        own: dict[int, Level] = {}
        at += 4
        for _ in range(changes):
            if at + 8 > len(held):
                break
            at = _override(held, at, groups.get(group, {}), own)
        yield str(number + 1), (str(group), own)


def _override(held: bytes, at: int, levels: dict[int, Level], own: dict[int, Level]) -> int:
    """Note one level that a list counts otherwise, and return where the next one starts."""
    start, flags = struct.unpack_from("<IB", held, at)
    place, begins, formed = flags & 0xF, bool(flags & 0x10), bool(flags & 0x20)
    at += 8
    if formed and at + 28 <= len(held):
        own[place], at = _level(held, at)
    elif begins:
        level = levels.get(place, Level())
        own[place] = Level(min(start, 1 << 20), level.form, level.text, level.plain)
    return at


def _runs(words: bytes, held: bytes) -> Iterator[Run]:
    count = max(0, (len(held) - 4) // 8)
    for (number,) in struct.iter_unpack("<I", held[4 * (count + 1) : 8 * count + 4]):
        sheet = words[number * PAGE : (number + 1) * PAGE]
        if len(sheet) == PAGE:
            yield from _runs_on(sheet)


def _runs_on(sheet: bytes) -> Iterator[Run]:
    """Yield the paragraphs of one page of properties."""
    count = min(sheet[PAGE - 1], 29)
    edges = struct.unpack_from(f"<{count + 1}I", sheet)
    for number, (start, end) in enumerate(pairwise(edges)):
        at = 2 * sheet[4 * (count + 1) + 13 * number]
        if not at or at + 2 > PAGE:
            continue
        size, first = (2 * sheet[at] - 1, at + 1) if sheet[at] else (2 * sheet[at + 1], at + 2)
        done = sheet[first : first + size]
        if len(done) >= 2:
            level, held = _place(done[2:])
            yield start, end, str(short(done, 0)), level, held
