"""The few lines of a page that answer best, cut from the original text, with the words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kit.ids import Language
from kit.search.analysers import tokens
from kit.search.languages import language_of_run, runs
from kit.search.question import Question

LENGTH = 280
BEFORE = 60
MOST_MARKS = 400
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet; ``marked`` where it is one of the words looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    term: str
    start: int
    end: int


def snippet(text: str, latin: Language, question: Question, length: int = LENGTH) -> tuple[Piece, ...]:
    """Return about ``length`` characters around the words looked for; the beginning where there are none.

    ``latin`` is the language that the text's Latin letters were indexed under.
    """
    marks = list(islice(_marks(text, latin, question), MOST_MARKS))
    start = _best_start(marks, length)
    start, end = _whole_words(text, start, min(len(text), start + length))
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return _framed(list(_pieces(text, start, end, inside)), before=start > 0, after=end < len(text))


def _marks(text: str, latin: Language, question: Question) -> Iterator[_Mark]:
    terms = {language: question.terms(language) for language in Language}
    for run in runs(text):
        language = language_of_run(run, latin)
        wanted = terms[language]
        if not wanted:
            continue
        for token in tokens(language, text[run.start : run.end]):
            if token.text in wanted:
                yield _Mark(token.text, run.start + token.start, run.start + token.end)


def _best_start(marks: Sequence[_Mark], length: int) -> int:
    """Return where to begin: a little before the window that holds the most different words."""
    best, richest = 0, (0, 0)
    for first in marks:
        window = [m for m in marks if first.start <= m.start and m.end <= first.start + length - BEFORE]
        riches = (len({m.term for m in window}), len(window))
        if riches > richest:
            best, richest = first.start, riches
    return max(0, best - BEFORE)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the edges to the nearest space inside, where there is one close by."""
    if 0 < start < len(text):
        space = SPACE.search(text, start, min(start + 20, end))
        start = space.end() if space else start
    if end < len(text):
        cut = text.rfind(" ", max(start, end - 20), end)
        end = cut if cut > start else end
    return start, end


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[Piece]:
    at = start
    for first, last in _merged(marks):
        if first > at:
            yield Piece(SPACE.sub(" ", text[at:first]), marked=False)
        yield Piece(SPACE.sub(" ", text[first:last]), marked=True)
        at = last
    if at < end:
        yield Piece(SPACE.sub(" ", text[at:end]), marked=False)


def _merged(marks: Sequence[_Mark]) -> list[tuple[int, int]]:
    """Join marks that overlap or touch, as Chinese pairs do."""
    joined: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda m: m.start):
        if joined and mark.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], mark.end))
        else:
            joined.append((mark.start, mark.end))
    return joined


def _framed(pieces: list[Piece], *, before: bool, after: bool) -> tuple[Piece, ...]:
    """Show by dots where the text goes on."""
    dots = Piece("…", marked=False)
    return (*((dots,) if before else ()), *pieces, *((dots,) if after else ()))
