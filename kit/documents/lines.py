"""The lines of pages, without what only repeats at their edges."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.documents.symbols import read
from kit.reading.pages import Page

EDGE = 3
"""How many lines at the top and at the bottom of a page may be its running header or footer."""

REPEATED = 3
LONGEST_HEADER = 120
WIDE = 0.72
"""What part of its page's longest line makes a line a full one, which the next may continue."""

NOTHING_BUT_A_NUMBER = re.compile(
    r"(?i)[-–—|\[\s]*(?:page\s*)?(?:\d{1,4}(?:\s*/\s*\d{1,4})?|(?:\d{1,4}\s*)?GE\.\d\d-\d{4,6}\s*(?:\(\w\))?(?:\s*\d{1,4})?)"
    r"[-–—|\]\s]*"
)
ENDS = re.compile(r"(?:[.:;!?…。．：；！？؟؛»”\"\])）】」*]|[.;:]\W?\d{1,3})\W*$")
RULE = re.compile(r"\s*[_\u2014\u2015\u2500]{5,}\s*$")
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` without the spaces around it, which begins at ``start``.

    ``after_blank`` says that a blank line, or nothing, stands before it; ``full`` that it is about as long as
    its page's longest.
    """

    page: int
    start: int
    end: int
    text: str
    after_blank: bool
    full: bool

    @property
    def ends(self) -> bool:
        """Whether a sentence or an item of a list ends with it."""
        return ENDS.search(self.text[-12:]) is not None

    @property
    def is_rule(self) -> bool:
        """Whether it only separates notes from the text above."""
        return RULE.match(self.text) is not None


def lines_of(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the lines of each page, without page numbers and headers that an earlier page has as well."""
    found = [list(_lines(index, page.text)) for index, page in enumerate(pages)]
    known = _repeated(pages, found)
    seen: set[str] = set()
    return [_inner(page, lines, known, seen) for page, lines in zip(pages, found, strict=True)]


def _lines(index: int, text: str) -> Iterator[Line]:
    matches = [match for match in LINE.finditer(text) if not match[0].isspace()]
    widest = max((len(match[0]) for match in matches), default=0)
    before = 0
    for match in matches:
        bare = match[0].strip()
        start = match.start() + match[0].index(bare[0])
        blank = text.count("\n", before, start) > 1 or before == 0
        yield Line(index, start, start + len(bare), bare, blank, len(bare) >= WIDE * widest)
        before = start + len(bare)


def _edges(page: Page, lines: list[Line]) -> Iterator[Line]:
    if page.number is not None:
        yield from lines[:EDGE]
        yield from lines[max(EDGE, len(lines) - EDGE) :]


def _repeated(pages: Sequence[Page], found: list[list[Line]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page, lines in zip(pages, found, strict=True):
        counts.update({_header(line.text, page) for line in _edges(page, lines)})
    return frozenset(text for text, times in counts.items() if times >= REPEATED and text)


def _header(text: str, page: Page) -> str:
    """Return a line as headers are compared: without the page's number beside a symbol, else as it is."""
    if len(text) > LONGEST_HEADER:
        return ""
    number = str(page.number)
    bare = text.removeprefix(number).removesuffix(number).strip()
    return bare if bare != text and _only_says_where(bare) else text


def _only_says_where(text: str) -> bool:
    return NOTHING_BUT_A_NUMBER.fullmatch(text) is not None or read(text) is not None


def _inner(page: Page, lines: list[Line], known: frozenset[str], seen: set[str]) -> list[Line]:
    """Return a page's lines without those at its edges that say nothing new."""
    first, last = 0, len(lines)
    if page.number is None:
        return lines
    while first < min(EDGE, last) and _drops(lines[first], page, known, seen):
        first += 1
    while last > max(first, len(lines) - EDGE) and _drops(lines[last - 1], page, known, seen):
        last -= 1
    seen.update(
        _header(line.text, page) for line in (*lines[first : first + EDGE], *lines[last - EDGE : last])
    )
    return lines[first:last]


def _drops(line: Line, page: Page, known: frozenset[str], seen: set[str]) -> bool:
    if not any(map(str.isalpha, line.text)):
        return NOTHING_BUT_A_NUMBER.fullmatch(line.text) is not None
    header = _header(line.text, page)
    return header in known and header in seen
