"""Which symbol a document bears, and which it only cites."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kit.documents.front import Front, bare_of_the_form, is_only_symbols
from kit.documents.symbols import Symbol, find, keys, read
from kit.reading.pages import Page

MOST_CITED, MOST_NAMED = 300, 10_000
MOST_BORNE = 4
PAGES_WITH_HEADERS = 60
HEADER = 240
ALONE = re.compile(r"\s*(?P<first>[ASE])\s*")
REST = re.compile(r"/(?:RES|HRC|C\.\d|CONF|\d+)/[A-Za-z0-9./\-]{1,30}")
LANGUAGE = re.compile(
    r"(?:[-_. ](?:EN?|FR?|SP?|ES|RU?|AR?|CH?|ZH|ENG|FRE|SPA|RUS|ARA|CHI))?(?:[-_. ]\(?\d\)?)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Borne:
    """The symbol of a document, and those of a joint document that it bears as well."""

    symbol: Symbol | None
    others: tuple[str, ...] = ()


def borne_by(front: Front, pages: Sequence[Page], name: str, caption: str = "") -> Borne:
    """Return the symbols at the top of the first page, else in headers, else in the name or the caption."""
    own = [page for page in pages[:PAGES_WITH_HEADERS] if page.inside == pages[0].inside]
    headers = Counter(key for page in own[1:] for key in _in_header(page.text))
    found = list(_at_the_top(front))
    repeated = {key for key, times in headers.items() if times > 1}
    if repeated & {symbol.key for symbol in found}:
        found = [symbol for symbol in found if symbol.key in repeated]
    elif not found and repeated:
        found = [symbol for key in headers if key in repeated and (symbol := read(key))][:MOST_BORNE]
    if not found:
        return Borne(_of_name(name, front) or _of_name(caption, front))
    others = tuple(dict.fromkeys(symbol.key for symbol in found[1:] if symbol.key != found[0].key))
    return Borne(found[0], others[: MOST_BORNE - 1])


def cited_by(pages: Sequence[Page], borne: Borne) -> tuple[str, ...]:
    """Return the keys of other documents that a document names, in their order."""
    own = {borne.symbol.key if borne.symbol else "", *borne.others}
    named = chain.from_iterable(find(page.text) for page in pages)
    cited = dict.fromkeys(found.symbol.key for found in islice(named, MOST_NAMED))
    return tuple(key for key in cited if key not in own)[:MOST_CITED]


def _at_the_top(front: Front) -> Iterator[Symbol]:
    """Yield the symbols of the first line that consists of symbols only."""
    for line in front.lines:
        bare = bare_of_the_form(line.text)
        if is_only_symbols(bare):
            yield from _whole(bare)
            return
    parted = _parted(front)
    if parted is not None:
        yield parted


def _whole(text: str) -> list[Symbol]:
    return [found.symbol for found in find(text) if found.symbol.key.count("/") > 1 or found.symbol.type]


def _parted(front: Front) -> Symbol | None:
    """Return a symbol whose large first letter stands on a line of its own, as on papers of the Assembly."""
    for n, line in enumerate(front.lines[:8]):
        alone = ALONE.fullmatch(line.text)
        for below in front.lines[n + 1 : n + 4] if alone else ():
            rest = REST.fullmatch(bare_of_the_form(below.text))
            if alone and rest:
                return read(alone["first"] + rest[0])
    return None


def _in_header(text: str) -> set[str]:
    """Return the symbols on lines of their own, page numbers aside, at the top of a page."""
    found: set[str] = set()
    for line in text[:HEADER].split("\n")[:3]:
        bare = re.sub(r"^\s*(?:page\s*)?\d{0,4}\s+|\s+\d{1,4}\s*$", "", line.strip(), flags=re.IGNORECASE)
        if is_only_symbols(bare):
            found.update(symbol.key for symbol in _whole(bare))
    return found


def _of_name(name: str, front: Front) -> Symbol | None:
    """Return the symbol that a file is named by, unless its first page speaks of others only."""
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", name[:120].replace("%2F", "/"))
    bare = LANGUAGE.sub("", stem.strip())
    for written in (bare, re.sub(r"[_ ]", "/", bare), bare.replace("-", "/")):
        symbol = read(written)
        if symbol is not None and symbol.type:
            there = set(keys(front.text))
            return symbol if not there or symbol.key in there else None
    return None
