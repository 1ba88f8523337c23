"""Cuts a stretch of a page into pieces of a good length to be found: joins the short, cuts the long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.documents.tongues import hint
from kit.ids import Language
from kit.search.languages import Script, runs

GOOD = 900
LONGEST = 1_500
"""Characters that short paragraphs are joined to, and the most that a piece has."""

PARAGRAPH_ENDS = re.compile(r"\n\s*\n|(?<=[.:;!?。：；！？؟؛»”\"\])）])[ \t]*\n")
SENTENCE_ENDS = re.compile(r"(?<=[.!?;؟؛…])\s+(?=\S)|(?<=[。！？；])|\n(?=\(\w{1,4}\)\s)")
ANY_END = re.compile(r"\s")
ENOUGH_TO_TELL = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text."""

    start: int
    end: int


def joined(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the paragraphs of a stretch, neighbours in one language joined to :data:`GOOD` characters."""
    first = last = start
    tongue: str | None = None
    for atom in _atoms(text, start, end):
        own = _tongue(text[atom.start : atom.end])
        other = tongue is not None and own is not None and own != tongue
        if last > first and (other or atom.end - first > GOOD):
            yield from cut(text, first, last)
            first, tongue = atom.start, None
        tongue = own or tongue
        last = atom.end
    yield from cut(text, first, last)


def cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield a stretch in pieces of at most :data:`LONGEST` characters, cut between sentences."""
    while end - start > LONGEST:
        left = -(-(end - start) // LONGEST)
        at = _place(text, start, start + LONGEST, (end - start) // left)
        yield Piece(start, at)
        start = at
    if start < end:
        yield Piece(start, end)


def _atoms(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in PARAGRAPH_ENDS.finditer(text, start, end):
        if match.end() > at:
            yield Piece(at, match.end())
            at = match.end()
    if at < end:
        yield Piece(at, end)


def _place(text: str, start: int, end: int, wanted: int) -> int:
    """Return where to cut: at the end of a sentence near the wanted length, else of a word, else anywhere."""
    middle = start + wanted
    for pattern, least in ((SENTENCE_ENDS, start + LONGEST // 4), (ANY_END, start + LONGEST // 2)):
        places = [match.end() for match in pattern.finditer(text, least, end)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return end


def _tongue(text: str) -> str | None:
    """Return what tells the language of a paragraph cheaply, where that is plain."""
    if len(text) < ENOUGH_TO_TELL:
        return None
    weights: dict[Script, int] = {}
    for run in runs(text):
        if run.script is not None:
            weights[run.script] = weights.get(run.script, 0) + run.end - run.start
    if not weights:
        return None
    script = max(weights, key=lambda one: weights[one])
    found: Language | None = hint(text) if script is Script.LATIN else None
    return script.value if found is None and script is not Script.LATIN else found and found.value
