"""Which lines begin numbered paragraphs: those whose numbers follow one another.

Numbers of lists inside a paragraph, of notes and of headings look the same. What tells them apart is that the
numbers of paragraphs go on, while a list ends when they do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kit.documents.lines import Line

AHEAD = 40
"""How many further numbers are looked at before one is believed to be missing."""

GAP = 3
DEEPEST = 6
HIGHEST = 999
MORE = ("", "bis", "ter", "quater", "quinquies")
DIGITS = {
    **{0x0660 + n: str(n) for n in range(10)},
    **{0x06F0 + n: str(n) for n in range(10)},
    **{0xFF10 + n: str(n) for n in range(10)},
    ord("．"): ".",
    ord("）"): ")",
    ord("（"): "(",
    ord("–"): "-",
    ord("\u00a0"): " ",
}
YEAR = r"(?:19|20)\d\d\s?年"
LETTER = "[A-ZÀ-ÝА-ЯЁ«“\u0621-\u064a\u4e00-\u9fff]"
START = re.compile(
    rf"(?P<open>\()?(?P<n>\d{{1,3}})(?:\.(?!{YEAR})(?P<m>\d{{1,3}}))?"
    r"(?:\s?(?P<more>bis|ter|quater|quinquies)\b)?"
    rf"(?P<mark>\.-|\.(?!\d)|\.(?={YEAR})|(?={YEAR})|(?-i:(?={LETTER}))|\)|、|\s?-(?=\s?[\u0621-\u064a])|(?=\s))",
    re.IGNORECASE,
)
ARABIC = re.compile(r"[-.)]\s?(?P<n>\d{1,3})\s+(?=[\u0621-\u064a])")
ARABIC_PART = re.compile(r"(?P<n>\d{1,3})\s?-\s?(?P<m>\d{1,3})\s+(?=[\u0621-\u064a])")
LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{4,}\s*\d")
REFERS = re.compile(
    r"(?:\b(?:articles?|arts?\.|paras?\.|paragraphs?|rules?|sections?|chapters?|nos?\.|art[íi]culos?|p[áa]rrafos?"
    r"|paragraphes?|r[èe]gles?|стать\w+|пункт\w*|and|et|y|и|or|ou|o)|المادة|الفقرة|第|,)$",
    re.IGNORECASE,
)

Number = tuple[int, int, int]
"""A number, its part (“12.3”) and how often it was taken again (“12 bis”)."""


@dataclass(frozen=True, slots=True)
class Start:
    """A line that looks like the start of a numbered paragraph; ``style`` says how its number is written.

    ``doubtful`` is one that the line before may run into.
    """

    line: int
    number: Number
    style: str
    heading: bool
    doubtful: bool


@dataclass(slots=True)
class _Chain:
    style: str
    starts: list[Start] = field(default_factory=list)

    @property
    def last(self) -> Number:
        return self.starts[-1].number


def numbered(lines: Sequence[Line]) -> Mapping[int, str]:
    """Return the number of each line, by its index, that begins a numbered paragraph."""
    chains = [chain for chain in _chains(list(_starts(lines))) if _believed(chain)]
    plain = max((len(chain.starts) for chain in chains if chain.style == "."), default=0)
    chosen = [chain for chain in chains if chain.style != "(" or len(chain.starts) > 2 * plain]
    return {start.line: _printed(start.number) for chain in chosen for start in chain.starts}


def _printed(number: Number) -> str:
    n, part, again = number
    return f"{n}{f'.{part}' if part else ''}{f' {MORE[again]}' if again else ''}"


def _starts(lines: Sequence[Line]) -> Iterator[Start]:
    for index, line in enumerate(lines):
        head = line.text[:24].translate(DIGITS)
        if not any(map(str.isdecimal, head[:4])) or LEADERS.search(line.text[-200:]):
            continue
        read = _read(head)
        before = lines[index - 1] if index and lines[index - 1].page == line.page else None
        if read is not None and not (before is not None and _refers(before, line, read[0])):
            following = lines[index + 1] if index + 1 < len(lines) else None
            doubtful = before is not None and _goes_on(before, line)
            yield Start(index, read[0], read[1], _is_heading(line, following), doubtful)


def _read(head: str) -> tuple[Number, str] | None:
    part = ARABIC_PART.match(head)
    if part is not None:
        return (int(part["n"]), int(part["m"]), 0), "."
    match = START.match(head) or ARABIC.match(head)
    if match is None:
        return None
    found = match.groupdict()
    number = (int(found["n"]), int(found.get("m") or 0), MORE.index((found.get("more") or "").lower()))
    mark = (found.get("mark") or "").strip() if "mark" in found else "-"
    if not mark and not number[1]:
        return None
    if not number[0]:
        return None
    return number, "(" if found.get("open") or mark == ")" else "."


def _refers(before: Line, line: Line, number: Number) -> bool:
    """Whether the line before ends with what a number completes, such as “article”."""
    if line.after_blank or before.ends or number[:2] in {(1, 0), (1, 1)}:
        return False
    return REFERS.search(before.text[-16:]) is not None


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the line before may run on into this one, so that its number belongs to a sentence."""
    return before.full and not (line.after_blank or before.ends or before.text.endswith(","))


def _is_heading(line: Line, following: Line | None) -> bool:
    if line.full or line.ends or len(line.text) > 90:
        return False
    return following is None or following.after_blank or not following.text[0].islower()


def _chains(starts: Sequence[Start]) -> list[_Chain]:
    """Return the sequences of numbers that are not lists inside of others."""
    open_ones: list[_Chain] = []
    for at, start in enumerate(starts):
        ahead = starts[at + 1 : at + 1 + AHEAD]
        if start.doubtful and any(one.number == start.number and not one.doubtful for one in ahead):
            continue
        depth = _continues(open_ones, start, ahead)
        if depth is not None:
            del open_ones[depth + 1 :]
            open_ones[depth].starts.append(start)
        elif _opens(start, open_ones):
            open_ones.append(_Chain(start.style, [start]))
            if len(open_ones) > DEEPEST:
                _shorten(open_ones)
    return open_ones


def _shorten(open_ones: list[_Chain]) -> None:
    """Give up the shortest of too many sequences, the last excepted."""
    open_ones.remove(min(open_ones[:-1], key=lambda chain: len(chain.starts)))


def _continues(open_ones: Sequence[_Chain], start: Start, ahead: Sequence[Start]) -> int | None:
    for depth in range(len(open_ones) - 1, -1, -1):
        chain = open_ones[depth]
        if chain.style == start.style and _follows(chain.last, start.number):
            return depth
    if start.doubtful:
        return None
    for depth in range(len(open_ones) - 1, -1, -1):
        chain = open_ones[depth]
        if chain.style == start.style and _skips(chain.last, start.number, start.style, ahead):
            return depth
    return None


def _follows(last: Number, number: Number) -> bool:
    (n, part, again), (new, new_part, new_again) = last, number
    if new_again:
        return (new, new_part, new_again) == (n, part, again + 1)
    if new == n:
        return new_part == part + 1
    return new == n + 1 and new_part in {0, 1}


def _skips(last: Number, number: Number, style: str, ahead: Sequence[Start]) -> bool:
    """Whether a number follows one that is missing: a few before it stand nowhere, and the next one does."""
    if number[2] or not _near(last, number):
        return False
    after = [start.number for start in ahead if start.style == style]
    return not any(last < one < number for one in after) and any(_follows(number, one) for one in after)


def _near(last: Number, number: Number) -> bool:
    if number[0] == last[0]:
        return last[1] < number[1] <= last[1] + GAP
    return last[0] < number[0] <= last[0] + GAP and number[1] <= 1


def _opens(start: Start, open_ones: Sequence[_Chain]) -> bool:
    if start.doubtful:
        return False
    if start.number in {(1, 0, 0), (1, 1, 0)}:
        return True
    known = any(chain.style == start.style for chain in open_ones)
    return not known and start.number[0] <= HIGHEST and not start.number[2]


def _believed(chain: _Chain) -> bool:
    headings = sum(start.heading for start in chain.starts)
    enough = 2 if chain.starts[0].number[:2] in {(1, 0), (1, 1)} else 3
    return len(chain.starts) >= enough and 2 * headings <= len(chain.starts)
