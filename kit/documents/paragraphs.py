"""Where the paragraphs of a document stand in its pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from kit.documents.cutting import Piece, cut, joined
from kit.documents.lines import Line, lines_of
from kit.documents.numbering import numbered
from kit.documents.tongues import tongues
from kit.ids import Language
from kit.reading.pages import Page

MOST = 12_000_000
"""Characters of a file among which numbers are looked for; what follows is only cut into pieces."""

LONGEST_HEADING = 110
MOST_HEADINGS = 4
ANNEX = re.compile(
    r"(?:annex|annexe|annexes|anexo|appendix|appendice|приложение|المرفق|مرفق|附件)\b.{0,12}", re.IGNORECASE
)
ITEM = re.compile(r"[(\[]?\w{1,4}[)\]]\s|[•\u2013\u2014*-]\s|[a-zà-ÿа-яё]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece of a page that is found as one: ``text[start:end]`` of the page with index ``page``.

    ``number`` is the printed number of a numbered paragraph, such as ``12`` or ``12 bis``, also of its part
    on the next page; the headings before it belong to it. ``language`` is that of most of it, ``latin`` that
    of its Latin letters.
    """

    page: int
    start: int
    end: int
    number: str | None
    language: Language
    latin: Language


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two places of a page, with the number of the paragraph that it is of."""

    start: int
    end: int
    number: str | None


def paragraphs_in(pages: Sequence[Page]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of all pages in order: each letter is in exactly one.

    Left out are page numbers and running headers of which an earlier page has the same words.
    """
    found = [
        (index, piece, stretch.number)
        for index, stretch in _everywhere(pages)
        for piece in _pieces(pages[index].text, stretch)
    ]
    told = tongues([pages[index].text[piece.start : piece.end] for index, piece, _ in found])
    return tuple(
        Paragraph(
            page=index,
            start=piece.start,
            end=piece.end,
            number=number,
            language=tongue.language,
            latin=tongue.latin,
        )
        for (index, piece, number), tongue in zip(found, told, strict=True)
    )


def _everywhere(pages: Sequence[Page]) -> Iterator[tuple[int, _Stretch]]:
    """Yield the stretches of a file and of each file inside of it, which has numbers of its own."""
    lengths = accumulate(len(page.text) for page in pages)
    known = sum(1 for length in lengths if length <= MOST)
    first = 0
    for _, group in groupby(pages[:known], key=lambda page: page.inside):
        own = list(group)
        yield from ((first + index, stretch) for index, stretch in _stretches(own))
        first += len(own)
    for index in range(known, len(pages)):
        yield index, _Stretch(0, len(pages[index].text), None)


def _stretches(pages: Sequence[Page]) -> Iterator[tuple[int, _Stretch]]:
    """Yield what stands between the starts of paragraphs, by page."""
    parted = [_without_notes(page, lines) for page, lines in zip(pages, lines_of(pages), strict=True)]
    body = [line for lines, _ in parted for line in lines]
    numbers = numbered(body)
    running: str | None = None
    at = 0
    for index, (lines, notes) in enumerate(parted):
        own = {n: numbers[at + n] for n in range(len(lines)) if at + n in numbers}
        if lines:
            before = body[at - 1] if at else None
            first = running if running and before and _continues(before, lines) else None
            stretches = list(_of_page(lines, own, first))
            running = stretches[-1].number
            yield from ((index, stretch) for stretch in stretches)
        if notes:
            yield index, _Stretch(notes[0].start, notes[-1].end, None)
        at += len(lines)


def _without_notes(page: Page, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page above the rule that stands over its notes, and those below."""
    rules = [n for n, line in enumerate(lines) if line.is_rule]
    if page.number is None or not rules or rules[-1] == 0:
        return lines, []
    return lines[: rules[-1]], lines[rules[-1] + 1 :]


def _of_page(lines: Sequence[Line], numbers: Mapping[int, str], first: str | None) -> Iterator[_Stretch]:
    bounds = [(0, first)]
    for n, line in enumerate(lines):
        if n in numbers:
            bounds.append((_with_headings(lines, n, _least(bounds[-1])), numbers[n]))
        elif n > bounds[-1][0] and len(line.text) < LONGEST_HEADING and ANNEX.fullmatch(line.text):
            bounds.append((n, None))
    bounds = [bound for n, bound in enumerate(bounds) if n + 1 == len(bounds) or bound[0] < bounds[n + 1][0]]
    for n, (start, number) in enumerate(bounds):
        end = bounds[n + 1][0] if n + 1 < len(bounds) else len(lines)
        yield _Stretch(lines[start].start, lines[end - 1].end, number)


def _least(bound: tuple[int, str | None]) -> int:
    """Return the first line that headings of the next paragraph may take from the one before."""
    start, number = bound
    return start if number is None else start + 1


def _with_headings(lines: Sequence[Line], start: int, least: int) -> int:
    """Return where the headings above a paragraph begin, not above the line with index ``least``."""
    at = start
    while at > max(least, start - MOST_HEADINGS) and _may_be_heading(lines[at - 1]):
        at -= 1
    return at if at == 0 or lines[at].after_blank or lines[at - 1].ends else start


def _may_be_heading(line: Line) -> bool:
    short = len(line.text) < LONGEST_HEADING and not line.full
    return short and not line.ends and not line.text[0].islower()


def _continues(before: Line, lines: Sequence[Line]) -> bool:
    """Whether a page goes on with the paragraph that the page before ended in."""
    if not before.ends or ITEM.match(lines[0].text):
        return True
    return not ANNEX.fullmatch(lines[0].text) and (lines[0].full or lines[0].ends)


def _pieces(text: str, stretch: _Stretch) -> Iterator[Piece]:
    way = joined if stretch.number is None and len(text) <= MOST else cut
    for piece in way(text, stretch.start, stretch.end):
        found = text[piece.start : piece.end]
        if any(map(str.isalnum, found)):
            start = piece.start + len(found) - len(found.lstrip())
            yield Piece(start, start + len(found.strip()))
