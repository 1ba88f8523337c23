"""The language of each piece of a document, told from its neighbours where it is too short to tell itself."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kit.ids import Language
from kit.search.languages import LATIN_LANGUAGES, Script, latin_language_if_clear, runs

SAMPLE, HINT_SAMPLE, LONG_SAMPLE = 240, 600, 1_200
"""Letters that are looked at: for a first guess, for little words, and to be sure."""

ENOUGH, SURE = 50, 110
"""Latin letters that a piece needs to be asked for its language, and to be the odd one out."""

AT_HOME = 0.1
"""What part of a document's letters makes a language one that it is written in."""

_LITTLE = {
    Language.ENGLISH: "the of and to in that for with on by is are be which its has their should from",
    Language.FRENCH: "le les des et du une dans que pour par sur est sont aux qui leur avec ont ses au",
    Language.SPANISH: "el los las y del una en que para por sobre es son al su con se como sus lo",
}
_WHOSE: dict[str, tuple[Language, ...]] = {}
for _language, _words in _LITTLE.items():
    for _word in _words.split():
        _WHOSE[_word] = (*_WHOSE.get(_word, ()), _language)
_WORD = re.compile(r"[a-zà-ÿ]+")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of most of a piece, and that of its Latin letters."""

    language: Language
    latin: Language


def hint(text: str) -> Language | None:
    """Return which of English, French and Spanish a text's little words are of, where that is plain."""
    counts: Counter[Language] = Counter()
    for word, times in Counter(_WORD.findall(text[:HINT_SAMPLE].lower())).items():
        for language in _WHOSE.get(word, ()):
            counts[language] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return None
    return ranked[0][0] if len(ranked) < 2 or ranked[0][1] >= 3 * ranked[1][1] else None


def tongues(texts: Sequence[str]) -> list[Tongue]:
    """Return the language of each of a document's pieces, given in their order."""
    read = [_scripts(text) for text in texts]
    guesses = [_guess(latin) for _, latin in read]
    ranked = _ranked(guesses, read)
    main, at_home = ranked[0], frozenset(ranked)
    sure = [
        guess if guess in at_home else _sure(guess, latin)
        for guess, (_, latin) in zip(guesses, read, strict=True)
    ]
    found: list[Tongue] = []
    last = main
    for (script, _), latin_language in zip(read, sure, strict=True):
        latin = latin_language or last
        last = latin
        own = latin if script in {None, Script.LATIN} else script.languages[0] if script else latin
        found.append(Tongue(own, latin))
    return _filled(found, read)


def _scripts(text: str) -> tuple[Script | None, str]:
    """Return the script that most of a text is in, and its Latin letters."""
    weights: Counter[Script] = Counter()
    latin: list[str] = []
    for run in runs(text[: 4 * LONG_SAMPLE]):
        if run.script is not None:
            weights[run.script] += (run.end - run.start) * (3 if run.script is Script.HAN else 1)
        if run.script is Script.LATIN:
            latin.append(text[run.start : run.end])
    return (weights.most_common(1)[0][0] if weights else None), " ".join(latin)


def _guess(latin: str) -> Language | None:
    if len(latin) < ENOUGH:
        return None
    return hint(latin) or latin_language_if_clear(latin[:SAMPLE])


def _ranked(
    guesses: Sequence[Language | None], read: Sequence[tuple[Script | None, str]]
) -> tuple[Language, ...]:
    """Return the languages of a good part of the document's Latin letters, that of most first."""
    weights: Counter[Language] = Counter()
    for guess, (_, latin) in zip(guesses, read, strict=True):
        if guess is not None:
            weights[guess] += len(latin)
    least = AT_HOME * sum(weights.values())
    if weights:
        return tuple(language for language, weight in weights.most_common() if weight >= least)
    short = " ".join(latin for _, latin in read[:40])[:LONG_SAMPLE]
    return (latin_language_if_clear(short) or LATIN_LANGUAGES[0],)


def _sure(guess: Language | None, latin: str) -> Language | None:
    """Return the guess of a language that hardly occurs only where a longer look confirms it."""
    if guess is None or len(latin) < SURE:
        return None
    if hint(latin) is guess:
        return guess
    return guess if latin_language_if_clear(latin[:LONG_SAMPLE]) is guess else None


def _filled(found: list[Tongue], read: Sequence[tuple[Script | None, str]]) -> list[Tongue]:
    """Give pieces without letters the language of what stands before them, or of the first with letters."""
    known = [tongue for tongue, (script, _) in zip(found, read, strict=True) if script is not None]
    last = known[0] if known else Tongue(LATIN_LANGUAGES[0], LATIN_LANGUAGES[0])
    filled = []
    for tongue, (script, _) in zip(found, read, strict=True):
        last = tongue if script is not None else last
        filled.append(last)
    return filled
