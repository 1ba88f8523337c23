"""Texts and keys with {mechanism.name} in them, filled once for each mechanism or theme."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.errors import BadInput
from kit.ids import Language
from provisioning.community.model import Names

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a “for each” stands at: its key, its names, the short name everybody uses, and what is its own."""

    key: str
    names: Names
    short: str
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """What of it a placeholder can name."""
        return ("key", "name", "short", *self.more)

    def part(self, name: str, language: Language) -> str:
        """Return one of its parts."""
        match name:
            case "key":
                return self.key
            case "short":
                return self.short
            case "name":
                return self.names.get(language) or next(iter(self.names.values()))
            case _:
                return self.more[name]


Scope = Mapping[str, Subject]
"""What the “for each” around a text stands at, by sort: ``mechanism`` or ``theme``."""


class UnknownPlaceholder(BadInput):
    """A placeholder that nothing around it fills; ``known`` are those that would be."""

    def __init__(self, word: str, known: list[str]) -> None:
        super().__init__(word)
        self.word = word
        self.known = known


def known_placeholders(scope: Scope) -> list[str]:
    """Return the placeholders that may stand inside the “for each” at hand."""
    return [f"{sort}.{part}" for sort, subject in scope.items() for part in subject.parts]


def fill(text: str, scope: Scope, language: Language) -> str:
    """Return a text with its placeholders filled in one language.

    Raises :class:`UnknownPlaceholder` at the first one that cannot be.
    """

    def value(found: re.Match[str]) -> str:
        word = found[1].strip()
        sort, _, part = word.partition(".")
        subject = scope.get(sort)
        if subject is None or part not in subject.parts:
            raise UnknownPlaceholder(word, known_placeholders(scope))
        return subject.part(part, language)

    return PLACEHOLDER.sub(value, text)


def names_of(text: str | Mapping[Language, str], scope: Scope, language: Language) -> Names:
    """Return a text in each language it has.

    A single text is in the community's language; where it is nothing but a placeholder, such as
    ``{mechanism.name}``, it is in all languages that fill it.
    """
    if not isinstance(text, str):
        return {one: fill(words, scope, one) for one, words in text.items()}
    if not PLACEHOLDER.fullmatch(text):
        return {language: fill(text, scope, language)}
    spoken = {one for subject in scope.values() for one in subject.names}
    return {one: fill(text, scope, one) for one in Language if one in spoken or one is language}
