"""Which of the six languages a text is in: by its script first, then, for Latin letters, by lingua."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import assert_never

import lingua

from kit.ids import Language

LATIN_LANGUAGES = (Language.ENGLISH, Language.FRENCH, Language.SPANISH)
ENOUGH_WORDS = 3
SAMPLE = 2_000

_CLASSES = {
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "cyrillic": "\u0400-\u052f",
    "han": "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff",
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06"
    "\uff21-\uff3a\uff41-\uff5a",
}
_RUNS = re.compile(
    "|".join(
        f"(?P<{name}>[{own}][^{''.join(c for n, c in _CLASSES.items() if n != name)}]*)"
        for name, own in _CLASSES.items()
    )
)


class Script(StrEnum):
    """The scripts that the six languages are written in."""

    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    HAN = "han"
    LATIN = "latin"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Which of the six are written in it."""
        match self:
            case Script.ARABIC:
                return (Language.ARABIC,)
            case Script.CYRILLIC:
                return (Language.RUSSIAN,)
            case Script.HAN:
                return (Language.CHINESE,)
            case Script.LATIN:
                return LATIN_LANGUAGES
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text in one script; ``None`` where there are no letters, as in a year."""

    script: Script | None
    start: int
    end: int

    @property
    def languages(self) -> tuple[Language, ...]:
        """Which languages it may be in: any, where it has no letters."""
        return tuple(Language) if self.script is None else self.script.languages


def runs(text: str) -> Iterator[Run]:
    """Yield the text's stretches of one script; digits and signs belong to the letters before them."""
    at = 0
    for found in _RUNS.finditer(text):
        if found.start() > at:
            yield Run(None, at, found.start())
        yield Run(Script(found.lastgroup or ""), found.start(), found.end())
        at = found.end()
    if at < len(text):
        yield Run(None, at, len(text))


def by_language(text: str, latin: Language) -> dict[Language, str]:
    """Return the parts of a text by language, what is in Latin letters under ``latin``."""
    parts: dict[Language, list[str]] = {}
    for run in runs(text):
        parts.setdefault(language_of_run(run, latin), []).append(text[run.start : run.end])
    return {language: "\n".join(found) for language, found in parts.items()}


def language_of_run(run: Run, latin: Language) -> Language:
    """Return the language that a stretch counts as."""
    if run.script is None or run.script is Script.LATIN:
        return latin
    return run.script.languages[0]


def language_of(text: str, otherwise: Language = Language.ENGLISH) -> Language:
    """Return the language that most of a text is in, ``otherwise`` where it does not show."""
    weights: Counter[Script] = Counter()
    for run in runs(text[: 4 * SAMPLE]):
        if run.script is not None:
            weights[run.script] += (run.end - run.start) * (3 if run.script is Script.HAN else 1)
    if not weights:
        return otherwise
    script = weights.most_common(1)[0][0]
    return latin_language_of(text, otherwise) if script is Script.LATIN else script.languages[0]


def latin_language_of(text: str, otherwise: Language = Language.ENGLISH) -> Language:
    """Return which of English, French and Spanish the Latin part of a text is in."""
    hint = otherwise if otherwise in LATIN_LANGUAGES else Language.ENGLISH
    return latin_language_if_clear(text) or hint


def latin_language_if_clear(text: str) -> Language | None:
    """Return the same, or ``None`` where there are too few words to tell."""
    words = " ".join(text[run.start : run.end] for run in runs(text) if run.script is Script.LATIN)
    if len(words.split()) < ENOUGH_WORDS:
        return None
    found = _detector().detect_language_of(words[:SAMPLE])
    return None if found is None else Language(found.iso_code_639_1.name.lower())


@cache
def _detector() -> lingua.LanguageDetector:
    three = (lingua.Language.ENGLISH, lingua.Language.FRENCH, lingua.Language.SPANISH)
    return lingua.LanguageDetectorBuilder.from_languages(*three).build()
