"""Turns the bytes of any file into pages, with the files inside of it, as far as the limits go."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kit.reading.budget import out_of_time, within
from kit.reading.cell.telling import what_happened
from kit.reading.clean import cleaned
from kit.reading.kinds import reader_for
from kit.reading.pages import Kind, Limits, Page, ReadFile, Unreadable, Why, in_pieces
from kit.reading.parts import Allowance, Opened, Part, inside

LONGEST_FACT = 2_000
MOST_TROUBLES = 50
MOST_SAID = 3
SHARE, ESCAPES, OVERHEAD = 0.9, 1.05, 100
"""What text may use of the bytes of an answer; what line ends and the frame of a page add to it."""


def read_bytes(data: bytes, name: str, media_type: str | None, limits: Limits | None = None) -> ReadFile:
    """Return the text of a file. Raises ``Unreadable``, or whatever a damaged file makes its reader raise."""
    limits = limits or Limits()
    with within(limits.seconds):
        whole = _opened(data, name, media_type)
        troubles = list(whole.read.troubles)
        pages = _tidy(whole.read.pages)
        pages += tuple(_inside(whole.parts, Allowance(limits), troubles))
    pages = tuple(_as_allowed(pages, limits.text, troubles))
    if whole.read.kind is Kind.DOCUMENT and not _says_anything(pages):
        raise Unreadable(Why.NO_TEXT, "; ".join(troubles[:MOST_SAID]))
    title = cleaned(whole.read.title).strip() if whole.read.title else None
    about = {key: _fact(held) for key, held in whole.read.about.items()}
    return replace(
        whole.read, title=title, pages=pages, about=about, troubles=tuple(troubles[:MOST_TROUBLES])
    )


def _opened(data: bytes, name: str, media_type: str | None) -> Opened:
    found = reader_for(data, name, media_type or "")(data)
    return found if isinstance(found, Opened) else Opened(found)


def _tidy(pages: Iterable[Page]) -> tuple[Page, ...]:
    return in_pieces([replace(page, text=cleaned(page.text)) for page in pages])


def _inside(parts: Iterable[Part], left: Allowance, troubles: list[str], depth: int = 1) -> Iterator[Page]:
    """Yield the pages of the files inside of a file; one that cannot be read is noted and passed over."""
    for number, part in enumerate(_each(parts, troubles), 1):
        if out_of_time():
            troubles.append(f"part {number} and what follows: out of time")
            return
        try:
            yield from _part(part, left, troubles, depth)
        except Unreadable as unreadable:
            detail = f" ({unreadable.detail})" if unreadable.detail else ""
            troubles.append(f"part {number}: {unreadable.why.value}{detail}")
        except Exception as failure:  # noqa: BLE001 (one damaged part must not lose the others)
            troubles.append(f"part {number}: {what_happened(failure)}")


def _each(parts: Iterable[Part], troubles: list[str]) -> Iterator[Part]:
    """Yield the parts as far as their file can name them."""
    try:
        yield from parts
    except Exception as failure:  # noqa: BLE001 (what was read before is kept)
        troubles.append(f"parts: {what_happened(failure)}")


def _part(part: Part, left: Allowance, troubles: list[str], depth: int) -> tuple[Page, ...]:
    if depth > left.depth:
        raise Unreadable(Why.TOO_BIG, "files too deep in each other")
    data = left.take(part)
    whole = part.open() if part.open else _opened(data, part.name, part.media_type)
    inner = list(whole.read.troubles)
    pages = (*_tidy(whole.read.pages), *_inside(whole.parts, left, inner, depth + 1))
    troubles += [f"in it, {trouble}" for trouble in inner]
    return tuple(replace(page, inside=inside(part.name, page.inside)) for page in pages)


def _as_allowed(pages: Iterable[Page], most: int, troubles: list[str]) -> Iterator[Page]:
    """Yield pages until their text in UTF-8 comes near to so many bytes."""
    left = most * SHARE
    for number, page in enumerate(pages, 1):
        left -= len(page.text.encode("utf-8", "replace")) * ESCAPES + OVERHEAD
        if left < 0:
            troubles.append(f"piece {number} of the text and what follows: left out, too much text")
            return
        yield page


def _says_anything(pages: Iterable[Page]) -> bool:
    return sum(sum(map(str.isalnum, page.text[:2000])) for page in pages) >= 2


def _fact(held: str | float) -> str | float:
    return cleaned(held).strip()[:LONGEST_FACT] if isinstance(held, str) else held
