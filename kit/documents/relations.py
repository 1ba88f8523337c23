"""Which documents of a collection are faces of one, its translations, versions and copies; which is newest.

The collection is all there is: the caller passes only what those may see who will read the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from kit.documents.facts import Facts
from kit.documents.likeness import LIKE, MUCH_ALIKE, bands, likeness
from kit.documents.symbols import read, work_key
from kit.ids import Language

SAME_MEANING = 0.5
"""From what mean likeness in meaning, page by page, on a text is the translation of another."""

CROWD = 40
"""How many texts that look alike are compared each with each; of more, each with the first only."""

COLLECTIONS = frozenset({"annual", "compilation"})
MATURITY = {"draft": 0, "advance-unedited": 1}
FINAL = 2
Pair = tuple[str, str]


class Tie(StrEnum):
    """How a document stands to another."""

    COPY = "copy"
    TRANSLATION = "translation"
    VERSION = "version"
    BESIDE = "beside"
    """It adds to the other, or corrects it, and is a document of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document as it is compared; ``digest`` is that of its file, ``signature`` that of its text."""

    document: str
    facts: Facts
    digest: str
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One document with its faces in their languages and versions, the newest first.

    ``beside`` are documents that add to it or correct it. ``superseded`` says of each face that is not of the
    newest version which face to read instead: in its own language where there is one.
    """

    faces: tuple[str, ...]
    beside: tuple[str, ...] = ()
    superseded: Mapping[str, str] = field(default_factory=dict)


def tie(one: Known, other: Known, cosines: Sequence[float] = ()) -> Tie | None:
    """Return how another document stands to one; ``cosines`` are likenesses in meaning of their pages."""
    if one.digest == other.digest:
        return Tie.COPY
    if _works(one) & _works(other):
        return Tie.VERSION if one.facts.language is other.facts.language else Tie.TRANSLATION
    if _adds(one, other) or _adds(other, one):
        return Tie.BESIDE
    alike = likeness(one.signature, other.signature)
    differ = one.facts.symbol_key is not None and other.facts.symbol_key is not None
    if alike >= (MUCH_ALIKE if differ and not _drafted(one, other) else LIKE):
        return Tie.VERSION
    foreign = not differ and one.facts.language is not other.facts.language
    return Tie.TRANSLATION if foreign and means_the_same(cosines) else None


def means_the_same(cosines: Sequence[float]) -> bool:
    """Whether pages compared one by one, in their order, are those of a translation."""
    return bool(cosines) and sum(cosines) / len(cosines) >= SAME_MEANING


def works(
    documents: Iterable[Known], cosines: Mapping[Pair, Sequence[float]] | None = None
) -> tuple[Work, ...]:
    """Return the collection in works, each document a face of exactly one.

    ``cosines`` has the likenesses in meaning of pairs of documents that were compared so.
    """
    known = {one.document: one for one in documents}
    leaders = {document: document for document in known}
    for first, second in _ties(known, cosines or {}):
        leaders[_leader(leaders, second)] = _leader(leaders, first)
    groups: dict[str, list[Known]] = defaultdict(list)
    for document, one in known.items():
        groups[_leader(leaders, document)].append(one)
    added = _additions(known.values())
    return tuple(_work(group, _beside(group, added)) for group in groups.values())


def rank(facts: Facts) -> tuple[int, int]:
    """Return how new a version is: by its revision, then whether it is a draft, unedited or final."""
    maturity = MATURITY.get(facts.version or "", FINAL)
    return _revision(facts.symbol_key or ""), MATURITY["draft"] if facts.type == "draft" else maturity


def _work(group: Sequence[Known], beside: Sequence[str]) -> Work:
    newest = sorted(group, key=lambda one: rank(one.facts), reverse=True)
    return Work(
        faces=tuple(one.document for one in newest),
        beside=tuple(beside),
        superseded=dict(_superseded(newest)),
    )


def _superseded(newest: Sequence[Known]) -> Iterator[Pair]:
    """Yield each face that is of an older version, with the one that takes its place."""
    best = rank(newest[0].facts)
    current = [one for one in newest if rank(one.facts) == best]
    by_language = {one.facts.language: one.document for one in reversed(current)}
    for one in newest[len(current) :]:
        own = by_language.get(one.facts.language)
        yield one.document, own or by_language.get(Language.ENGLISH) or current[0].document


def _ties(known: Mapping[str, Known], cosines: Mapping[Pair, Sequence[float]]) -> Iterator[Pair]:
    """Yield pairs of documents that are faces of one work, enough to join all that are."""
    yield from _chained((one.digest, document) for document, one in known.items())
    yield from _chained((work, document) for document, one in known.items() for work in _works(one))
    for first, second in _candidates(known):
        if tie(known[first], known[second]) not in {None, Tie.BESIDE}:
            yield first, second
    for (first, second), pages in cosines.items():
        if first in known and second in known and tie(known[first], known[second], pages) is Tie.TRANSLATION:
            yield first, second


def _chained(named: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Yield each document that has a name in common with an earlier one, with that."""
    first: dict[str, str] = {}
    for name, document in named:
        if first.setdefault(name, document) != document:
            yield first[name], document


def _candidates(known: Mapping[str, Known]) -> Iterator[Pair]:
    """Yield pairs of documents whose texts may be alike."""
    crowds: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for document, one in known.items():
        for band in bands(one.signature):
            crowds[band].append(document)
    seen: set[Pair] = set()
    for crowd in crowds.values():
        pairs = combinations(crowd, 2) if len(crowd) <= CROWD else ((crowd[0], one) for one in crowd[1:])
        for pair in pairs:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _leader(leaders: dict[str, str], document: str) -> str:
    while leaders[document] != document:
        leaders[document] = leaders[leaders[document]]
        document = leaders[document]
    return document


def _works(one: Known) -> frozenset[str]:
    """Return the symbols of what a document is a face of: without revisions, with corrigenda.

    A text taken out of a collection is no face of the collection whose symbol it bears.
    """
    borne = [key for key in (one.facts.symbol_key, *one.facts.other_symbols) if key]
    own = [key for key in borne if one.facts.type in COLLECTIONS or not _is_of_a_collection(key)]
    return frozenset(key if _corrects(key) else work_key(key) for key in own)


def _is_of_a_collection(key: str) -> bool:
    symbol = read(key)
    return symbol is not None and symbol.type in COLLECTIONS


def _corrects(key: str) -> bool:
    return any(part.startswith("CORR.") for part in key.split("/")[-2:])


def _parent(key: str) -> str | None:
    """Return the key of what a corrigendum corrects or an addition adds to, or nothing."""
    if _corrects(key):
        return work_key(key)
    parent, _, last = work_key(key).rpartition("/")
    return parent if last.startswith("ADD.") else None


def _adds(one: Known, other: Known) -> bool:
    """Whether a document adds to another or corrects it, by their symbols."""
    return one.facts.symbol_key is not None and _parent(one.facts.symbol_key) in _bases(other)


def _bases(one: Known) -> frozenset[str]:
    """Return the keys by which additions and corrigenda name a document."""
    key = one.facts.symbol_key
    return frozenset() if key is None or _corrects(key) else frozenset({key, work_key(key)})


def _additions(known: Iterable[Known]) -> Mapping[str, list[str]]:
    """Return which documents add to which, by the key of the latter."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in known:
        parent = _parent(one.facts.symbol_key) if one.facts.symbol_key else None
        if parent is not None:
            found[parent].append(one.document)
    return found


def _beside(group: Sequence[Known], added: Mapping[str, list[str]]) -> list[str]:
    own = {one.document for one in group}
    keys = dict.fromkeys(key for one in group for key in sorted(_bases(one)))
    return [other for key in keys for other in added.get(key, ()) if other not in own]


def _drafted(one: Known, other: Known) -> bool:
    return "draft" in {one.facts.type, other.facts.type, one.facts.version, other.facts.version}


def _revision(key: str) -> int:
    for part in reversed(key.split("/")):
        if part.startswith("REV.") and part[4:].isdecimal():
            return int(part[4:])
        if not part.startswith("CORR."):
            return 0
    return 0
