"""The sorts of words that files are written in: keys, texts per language, yes and no, zones, servers."""

import re
import zoneinfo
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from babel import Locale
from babel.core import get_global
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)

from kit.ids import Language
from provisioning.judging import unknown_word, wrong

KEY = r"[a-z0-9][a-z0-9-]*"
SERVER = r"[A-Za-z0-9.\-]+(:\d+)?"


def _a_key(word: str) -> str:
    if not re.fullmatch(KEY, word):
        raise wrong(
            f"“{word}” cannot be a key", "small letters, digits and hyphens, such as special-procedures"
        )
    return word


def _a_server(word: str) -> str:
    if not re.fullmatch(SERVER, word):
        raise wrong(f"“{word}” is not the name of a server", "a name such as matrix.example.org")
    return word


def _a_zone(word: str) -> str:
    try:
        zoneinfo.ZoneInfo(word)
    except (LookupError, ValueError, OSError):  # not there, not a name, a folder of zones
        zones = sorted(zoneinfo.available_timezones())
        raise unknown_word(word, "a time zone", zones, "a zone such as Europe/Zurich") from None
    return word


@cache
def states() -> frozenset[str]:
    """Return the three letters of every country (ISO 3166), as the Unicode locale data know them."""
    territories = Locale("en").territories
    aliases = get_global("territory_aliases").items()
    lettered = ((code, now) for code, now in aliases if re.fullmatch("[A-Z]{3}", code))
    return frozenset(code for code, now in lettered if len(now) == 1 and now[0] in territories)


def a_state(word: str) -> str:
    """Return the three letters of a country as they are. Raises the error of a word that is none."""
    if word not in states():
        raise wrong(f"“{word}” is not a State", "the three letters of one, such as CHE")
    return word


def _some(text: str) -> str:
    if not text.strip():
        raise wrong("nothing stands here", "words")
    return " ".join(text.split())


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def words_of(
    what: str, *shelves: str, template: bool = False, also: str = ""
) -> Callable[[str, ValidationInfo], str]:
    """Return a check that a word stands on one of the shelves, where “*” fits all; templates come later.

    ``also`` says what else would help.
    """

    def check(word: str, info: ValidationInfo) -> str:
        vocabulary = info.context or {}
        known = [valid for shelf in shelves for valid in vocabulary.get(shelf, ())]
        if word not in known and "*" not in known and not (template and "{" in word):
            raise unknown_word(word, what, known, also=also)
        return word

    return check


def state_or(*shelves: str, template: bool = False) -> Callable[[str, ValidationInfo], str]:
    """Return a check that a word is a State, or stands on one of the shelves, where “*” fits all."""
    others = " or a ".join(shelf.removesuffix("s") for shelf in shelves)
    what = f"a State, a {others}" if others else "a State"

    def check(word: str, info: ValidationInfo) -> str:
        if re.fullmatch("[A-Z]{3}", word):
            return a_state(word)
        known = [valid for shelf in shelves for valid in (info.context or {}).get(shelf, ())]
        if word in known or "*" in known or (template and "{" in word):
            return word
        known += {word.upper()} & states()
        raise unknown_word(word, what, known, "" if known else "the three letters of one, such as CHE")

    return check


def _words_or_languages(given: Any) -> str:
    return "<languages>" if isinstance(given, dict) else "<words>"


def _yes_or_servers(given: Any) -> str:
    return "<servers>" if isinstance(given, list) else "<yes or no>"


ONE_OR_MORE = (
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
)
"""Marks a list of which a single entry may be written without brackets."""

Words = Annotated[str, AfterValidator(_some)]
"""A line of text, its spaces tidied."""

Key = Annotated[str, AfterValidator(_a_key), WithJsonSchema({"type": "string", "pattern": f"^{KEY}$"})]
"""What something is called in the files; it never changes."""

Server = Annotated[str, AfterValidator(_a_server)]

Zone = Annotated[str, AfterValidator(_a_zone)]
"""An IANA time zone."""

YesNo = Annotated[bool, WithJsonSchema({"enum": ["yes", "no", True, False]})]

ByLanguage = Annotated[dict[Language, Words], Field(min_length=1)]
"""A text in each language it is given in."""

Text = Annotated[
    Annotated[Words, Tag("<words>")] | Annotated[ByLanguage, Tag("<languages>")],
    Discriminator(_words_or_languages),
]
"""A text in the community's language, or in several."""

Federation = Annotated[
    Annotated[YesNo, Tag("<yes or no>")] | Annotated[list[Server], Tag("<servers>")],
    Discriminator(_yes_or_servers),
]
"""Whether people of other servers may take part: all, none, or those of the named servers."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(a_state)]
"""A country by its three letters (ISO 3166)."""
