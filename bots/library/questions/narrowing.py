"""Which choices an answer offers to narrow it, from what was found for its readers and nothing else. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bots.library.keeping.facets import facets_of, facets_within
from bots.library.questions.asking import Narrowing
from bots.library.rules import Passage

FIELDS = ("body", "type", "state", "year", "lang")
"""By what an answer can be narrowed; of two choices that divide alike, the field named first wins."""

FEW = 3
"""Up to how many documents a choice tells something of each."""

MOST, MOST_OF_ONE = 5, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that some of the documents found have, and others have not; ``count`` is how many have it."""

    by: Narrowing
    count: int


def choices(passages: Iterable[Passage], narrowed: Collection[str]) -> tuple[Choice, ...]:
    """Return what to offer, at most five: values that divide the documents best, each in another way.

    A field that the question is ``narrowed`` by already is not offered again.
    """
    found: dict[Narrowing, set[str]] = {}
    everything = set()
    for passage in passages:
        everything.add(passage.digest)
        for name, values in terms_of(passage).items():
            for value in values if name in FIELDS and name not in narrowed else ():
                found.setdefault(Narrowing(name, value), set()).add(passage.digest)
    dividing = {by: frozenset(having) for by, having in found.items() if having != everything}
    best = sorted(dividing, key=lambda by: _rank(by, len(dividing[by]), len(everything)))
    chosen = _different(best, dividing)
    return tuple(Choice(by, len(dividing[by])) for by in best if by in chosen)


def behind(offered: Iterable[Choice], passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages of documents that few choices tell of: when one goes, what tells of it goes."""
    few = [choice.by for choice in offered if choice.count <= FEW]
    return [one for one in passages if any(by.value in terms_of(one).get(by.field, ()) for by in few)]


def terms_of(passage: Passage) -> Mapping[str, tuple[str, ...]]:
    """Return what the index narrows a passage by."""
    document = facets_of(passage.upload, passage.facts)
    return facets_within(document, passage.paragraph, passage.language)


def _different(best: Sequence[Narrowing], having: Mapping[Narrowing, frozenset[str]]) -> set[Narrowing]:
    """Choose from the best on, few of one field, none that means the same documents as another."""
    chosen: set[Narrowing] = set()
    meant: set[frozenset[str]] = set()
    of_one: Counter[str] = Counter()
    for by in best:
        if len(chosen) < MOST and of_one[by.field] < MOST_OF_ONE and having[by] not in meant:
            chosen.add(by)
            meant.add(having[by])
            of_one[by.field] += 1
    return chosen


def _rank(by: Narrowing, count: int, total: int) -> tuple[int, int, str]:
    """Order by how evenly a choice divides: the more even, the sooner somebody finds."""
    return -count * (total - count), FIELDS.index(by.field), by.value
