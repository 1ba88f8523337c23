"""What somebody looks for: words, some of them phrases, reduced as the index reduces its text."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kit.ids import Language
from kit.search.analysers import terms
from kit.search.languages import latin_language_if_clear, runs

MOST_WORDS, MOST_LETTERS, MOST_STRETCHES = 32, 500, 16
"""Longer questions are cut, and words that mix scripts more often: each stretch is a search of its own."""

TYPED_SHARE, SPOKEN_SHARE = 2 / 3, 1 / 5
OTHER_LANGUAGE = 0.3
"""What a word counts in a language that the question is not in: ``de`` is rare in English and says little."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: in a language, as these terms one after the other, counting ``weight``.

    ``near`` where words that differ in a letter or two will do.
    """

    language: Language
    terms: tuple[str, ...]
    weight: float = 1.0
    near: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One word or phrase: for each stretch of one script, the ways to read it, all of equal worth.

    ``needed`` items must be found; of the others a share must.
    """

    stretches: tuple[tuple[Reading, ...], ...]
    needed: bool

    @property
    def nearly(self) -> "Item":
        """The same, where words that are nearly like it will do."""
        near = (tuple(replace(reading, near=True) for reading in stretch) for stretch in self.stretches)
        return replace(self, stretches=tuple(near))


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. ``share`` says how many of the items that are not needed must be found."""

    items: tuple[Item, ...]
    share: float

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for, as in a question of signs only."""
        return not self.items

    @property
    def least(self) -> int:
        """How many of the items that are not needed must be found."""
        free = sum(not item.needed for item in self.items)
        return min(free, math.ceil(free * self.share - 1e-9))

    def terms(self, language: Language) -> frozenset[str]:
        """Return every term that the question has in a language; what is found is marked by them."""
        readings = (r for item in self.items for stretch in item.stretches for r in stretch)
        return frozenset(t for reading in readings if reading.language is language for t in reading.terms)


def typed(words: Sequence[str]) -> Question:
    """Return a question of words as typed after a command; one with a space in it was in quotation marks."""
    return _question(_cut(words), TYPED_SHARE)


def spoken(sentence: str) -> Question:
    """Return a question made of a plain sentence: fewer of its words need be found."""
    return _question(_cut(sentence[: 4 * MOST_LETTERS].split()), SPOKEN_SHARE)


def _cut(words: Sequence[str]) -> list[str]:
    """Return the first words, as many as fit into a question."""
    return list(_fitting(words[:MOST_WORDS]))


def _fitting(words: Sequence[str]) -> Iterator[str]:
    room = MOST_LETTERS
    for word in words:
        if room <= 0:
            return
        yield word[:room]
        room -= len(word)


def _question(words: Sequence[str], share: float) -> Question:
    latin = latin_language_if_clear(" ".join(words))
    items = (_item(word, latin) for word in dict.fromkeys(words))
    return Question(tuple(item for item in items if item.stretches), share)


def _item(word: str, latin: Language | None) -> Item:
    stretches = (
        _readings(word[run.start : run.end], run.languages, latin)
        for run in islice(runs(word), MOST_STRETCHES)
    )
    return Item(tuple(filter(None, stretches)), needed=len(word.split()) > 1)


def _readings(text: str, languages: Sequence[Language], latin: Language | None) -> tuple[Reading, ...]:
    """Return the readings of a word, those in the question's own language before the others."""
    likely = {Language.ARABIC, Language.CHINESE, Language.RUSSIAN, latin}
    weigh = {lang: 1.0 if latin is None or lang in likely else OTHER_LANGUAGE for lang in languages}
    readings = (Reading(language, terms(language, text), weigh[language]) for language in languages)
    return tuple(reading for reading in readings if reading.terms)
