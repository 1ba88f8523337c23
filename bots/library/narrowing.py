"""Which choices an answer offers to narrow it, from what was found for its readers and nothing else. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bots.library.asking import Narrowing
from bots.library.facets import facets_of, facets_within
from bots.library.rules import Passage

FIELDS = ("body", "type", "state", "year", "lang")
"""By what an answer can be narrowed, in the order in which the choices are shown."""

MOST, MOST_OF_ONE = 5, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that some of the documents found have, and others have not; ``count`` is how many have it."""

    by: Narrowing
    count: int


def choices(passages: Iterable[Passage], narrowed: Collection[str]) -> tuple[Choice, ...]:
    """Return what to offer, at most five: values that divide the documents best.

    A field that the question is ``narrowed`` by already is not offered again.
    """
    documents: dict[str, Mapping[str, set[str]]] = {}
    for passage in passages:
        known = documents.setdefault(passage.digest, {name: set() for name in FIELDS})
        for name, values in terms_of(passage).items():
            if name in known:
                known[name].update(values)
    offered = [
        choice
        for name in FIELDS
        if name not in narrowed
        for choice in _of_field(name, list(documents.values()))[:MOST_OF_ONE]
    ]
    best = sorted(offered, key=lambda choice: _rank(choice, len(documents)))[:MOST]
    return tuple(choice for choice in offered if choice in best)


def terms_of(passage: Passage) -> Mapping[str, tuple[str, ...]]:
    """Return what the index narrows a passage by."""
    document = facets_of(passage.upload, passage.facts)
    return facets_within(document, passage.paragraph, passage.language)


def _of_field(name: str, documents: Sequence[Mapping[str, set[str]]]) -> list[Choice]:
    """Return the values of a field that only some documents have, those that divide best first."""
    values = sorted({value for document in documents for value in document[name]})
    counted = [Choice(Narrowing(name, v), sum(v in document[name] for document in documents)) for v in values]
    dividing = [choice for choice in counted if choice.count < len(documents)]
    return sorted(dividing, key=lambda choice: _rank(choice, len(documents)))


def _rank(choice: Choice, total: int) -> tuple[int, int, str]:
    """Order by how evenly a choice divides: the more even, the sooner somebody finds."""
    return -choice.count * (total - choice.count), FIELDS.index(choice.by.field), choice.by.value
