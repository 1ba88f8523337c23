"""Sentences in six languages, and text that keeps its direction whatever stands around it."""

import html
from dataclasses import dataclass

from babel.plural import PluralRule

from kit.ids import Language

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
BIDI_CONTROLS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""A table for :meth:`str.translate` that drops every mark which could turn text around."""

PLURALS = {
    Language.ARABIC: PluralRule(
        {
            "zero": "n is 0",
            "one": "n is 1",
            "two": "n is 2",
            "few": "n mod 100 in 3..10",
            "many": "n mod 100 in 11..99",
        }
    ),
    Language.CHINESE: PluralRule({}),
    Language.ENGLISH: PluralRule({"one": "i is 1 and v is 0"}),
    Language.FRENCH: PluralRule({"one": "i in 0,1"}),
    Language.RUSSIAN: PluralRule(
        {
            "one": "i mod 10 is 1 and i mod 100 is not 11",
            "few": "i mod 10 in 2..4 and i mod 100 not in 12..14",
            "many": "i mod 10 is 0 or i mod 10 in 5..9 or i mod 100 in 11..14",
        }
    ),
    Language.SPANISH: PluralRule({"one": "n is 1"}),
}
"""CLDR's plural rules for whole numbers below a million, written here because Babel's wait for the disk."""


def isolate(text: str) -> str:
    """Return text that cannot change the direction of what stands beside it (Unicode UAX 9).

    Direction controls inside the text are dropped first, so that nobody can escape the isolation.
    """
    return f"{FIRST_STRONG_ISOLATE}{text.translate(BIDI_CONTROLS)}{POP_ISOLATE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One thing the platform says, in all six languages; ``{names}`` are filled in when it is said.

    Values are isolated by :meth:`say` and, in :meth:`html`, escaped as well. A value that is already
    a piece of our own markup is passed to :meth:`html` as :class:`Markup`.
    """

    en: str
    fr: str
    es: str
    ar: str
    zh: str
    ru: str

    def template(self, language: Language) -> str:
        """Return the sentence with its ``{names}`` still open."""
        text: str = getattr(self, language.value)
        return text

    def say(self, language: Language, **values: object) -> str:
        """Return the sentence as plain text; text values are isolated, numbers stand as they are."""
        shown = {name: isolate(value) if isinstance(value, str) else value for name, value in values.items()}
        return self.template(language).format(**shown)

    def html(self, language: Language, **values: object) -> str:
        """Return the sentence as HTML; text values are escaped, and isolated twice.

        Element drops ``<bdi>`` and ``dir`` when it cleans a message, so the marks of plain text stand inside.
        """
        shown = {name: _as_html(value) for name, value in values.items()}
        return html.escape(self.template(language), quote=False).format(**shown)


class Markup(str):
    """HTML of our own making, passed through :meth:`Sentence.html` untouched."""

    __slots__ = ()


def _as_html(value: object) -> object:
    if isinstance(value, Markup):
        return str(value)
    if isinstance(value, str):
        return f"<bdi>{html.escape(isolate(value))}</bdi>"
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A sentence whose form follows a number, by each language's own plural rules (CLDR, through Babel).

    Each field maps a plural category (``one``, ``two``, ``few``, ``many``, ``other``) to a template
    with ``{n}``; ``other`` must be there.
    """

    en: dict[str, str]
    fr: dict[str, str]
    es: dict[str, str]
    ar: dict[str, str]
    zh: dict[str, str]
    ru: dict[str, str]

    def say(self, language: Language, n: int, **values: object) -> str:
        """Return the form that fits ``n``, as plain text."""
        forms: dict[str, str] = getattr(self, language.value)
        shown = {name: isolate(value) if isinstance(value, str) else value for name, value in values.items()}
        return forms.get(PLURALS[language](n), forms["other"]).format(n=n, **shown)
