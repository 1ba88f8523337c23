"""Widens a question by a thesaurus: what it calls a thing, in six languages, is looked for as well."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.ids import Language
from kit.search.analysers import terms, tokens
from kit.search.concepts import Concept, Concepts
from kit.search.folding import fold
from kit.search.languages import LATIN_LANGUAGES, Script, latin_language_if_clear, runs
from kit.search.question import Item, Reading

LONGEST_NAME, LONGEST_CHINESE = 6, 12
"""Words of the longest label that is looked for, and in Chinese its characters."""

SHORTEST = 4
MOST_CONCEPTS, MOST_LABELS, MOST_SHOWN = 3, 18, 6
EACH_LESS = 0.9
"""What each further label of a concept weighs against the one before."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept that a text names: where, and what else it is called, the most telling first."""

    start: int
    end: int
    labels: tuple[tuple[Language, str], ...]

    @property
    def item(self) -> Item:
        """Return what to look for in its place: any of the labels, each weighing less than the one before."""
        weight, readings = 1.0, []
        for language, label in self.labels:
            found = terms(language, label)
            if found:
                readings.append(Reading(language, found, weight))
                weight *= EACH_LESS
        return Item((tuple(readings),), needed=False)


class Thesaurus:
    """Concepts by their labels. Making one takes a second for ten thousand: do it in a thread."""

    def __init__(self, concepts: Concepts, *, narrower: bool = False) -> None:
        self._concepts = concepts
        self._narrower = narrower
        self._named: dict[Key, list[str]] = {}
        for name, concept in concepts.items():
            for language, labels in concept.labels.items():
                for label in labels:
                    self._named.setdefault(_key(language, label), []).append(name)
        self._named.pop((), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the concepts that a text names, at most three, the longest names first; none overlap."""
        found = sorted(self._found(text), key=lambda mention: (mention.start - mention.end, mention.start))
        chosen: list[Mention] = []
        for mention in found:
            apart = all(mention.end <= each.start or each.end <= mention.start for each in chosen)
            if apart and mention.labels and len(chosen) < MOST_CONCEPTS:
                chosen.append(mention)
        return tuple(sorted(chosen, key=lambda mention: mention.start))

    def _found(self, text: str) -> Iterator[Mention]:
        for language in _languages(text):
            places = _places(language, text)
            for first in range(len(places)):
                for last in range(first, min(first + _longest(language), len(places))):
                    key = (language.value, *(term for term, _, _ in places[first : last + 1]))
                    start, end = places[first][1], places[last][2]
                    if key in self._named and _tells(language, end - start):
                        yield Mention(start, end, self._labels(self._named[key], text[start:end]))

    def _labels(self, names: Sequence[str], said: str) -> tuple[tuple[Language, str], ...]:
        """Return what concepts are called beside what was said: preferred labels, others, narrower ones."""
        concepts = [self._concepts[name] for name in names]
        below = [
            self._concepts[name]
            for concept in concepts
            for name in sorted(concept.narrower)
            if self._narrower and name in self._concepts
        ]
        every = [*_in_turn(concepts), *_in_turn(below)]
        other = (each for each in every if _bare(each[1]) != _bare(said))
        return tuple(dict.fromkeys(other))[:MOST_LABELS]


def shown(mentions: Sequence[Mention], language: Language) -> tuple[str, ...]:
    """Return what was looked for as well, as it is told: the reader's own language first."""
    every = [label for mention in mentions for label in mention.labels]
    own = [label for tongue, label in every if tongue is language]
    return tuple(dict.fromkeys(_told(label) for label in [*own, *(label for _, label in every)]))[:MOST_SHOWN]


def _languages(text: str) -> tuple[Language, ...]:
    """Return the languages that a text may be in: ``the`` is no French tea in an English sentence."""
    latin = latin_language_if_clear(text)
    return tuple(each for each in Language if latin in (None, each) or each not in LATIN_LANGUAGES)


def _tells(language: Language, length: int) -> bool:
    """Whether a name is long enough to mean what it says: short ones are mostly other words."""
    return length >= SHORTEST or language is Language.CHINESE


def _bare(label: str) -> str:
    apart = unicodedata.normalize("NFD", fold(label).casefold())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _told(label: str) -> str:
    return label.lower() if label.isupper() else label


def _in_turn(concepts: Sequence[Concept]) -> Iterator[tuple[Language, str]]:
    """Yield labels, the first of each language before the second of any."""
    most = max((len(labels) for c in concepts for labels in c.labels.values()), default=0)
    for rank in range(most):
        for concept in concepts:
            for language, labels in sorted(concept.labels.items()):
                if rank < len(labels):
                    yield language, labels[rank]


def _key(language: Language, label: str) -> Key:
    """Return what a label is found by: its reduced words, in Chinese its characters."""
    places = _places(language, label)
    short = len(places) <= _longest(language) and places
    return (language.value, *(term for term, _, _ in places)) if short else ()


def _longest(language: Language) -> int:
    return LONGEST_CHINESE if language is Language.CHINESE else LONGEST_NAME


def _places(language: Language, text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text as they are compared, and where they stand; of Chinese its characters."""
    if language is Language.CHINESE:
        return [(c, at, at + 1) for at, c in _characters(text)]
    return [
        (token.text, run.start + token.start, run.start + token.end)
        for run in runs(text)
        if language in run.languages and run.script is not None
        for token in tokens(language, text[run.start : run.end])
    ]


def _characters(text: str) -> Iterator[tuple[int, str]]:
    for run in runs(text):
        if run.script is Script.HAN:
            yield from ((at, text[at]) for at in range(run.start, run.end) if text[at].isalnum())
