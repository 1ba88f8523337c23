"""What staff may say of a document, and what its facts are then. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bots.library.questions.asking_words import FIELDS, LANGUAGES
from bots.library.rules import LONGEST_TITLE
from kit.documents import symbols
from kit.documents.bodies import body_of
from kit.documents.facts import Facts
from kit.documents.kinds import kind_of
from kit.documents.spelling import plain
from kit.documents.states import state_of
from kit.ids import Language

CORRECTED = ("symbol", "title", "date", "body", "state", "session", "type", "version", "language")
"""The fields that staff may correct."""

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titre", "titulo", "عنوان", "العنوان", "标题", "题目", "название", "заголовок"),
    "date": ("date", "day", "fecha", "تاريخ", "التاريخ", "日期", "дата"),
    "session": ("session", "periodo", "sesion", "دورة", "الدورة", "届会", "会期", "сессия"),
    "language": FIELDS["lang"],
    **{name: FIELDS[name] for name in ("symbol", "body", "state", "type", "version")},
}
SESSION = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,3}")
VERSION = re.compile(r"draft|advance-unedited|final|(?:rev|corr|add|amend)\.\d{1,3}")
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)


class NotAllowed(ValueError):
    """Staff said something of a field that it cannot be."""


def field_of(word: str) -> str | None:
    """Return the field that a word in any of the six languages means."""
    said = plain(word.rstrip(":："))
    return next((name for name, names in OTHER_NAMES.items() if said in map(plain, names)), None)


def checked(field: str, said: str) -> str:
    """Return a value as it is kept. Raises :class:`NotAllowed` where the field cannot have it.

    Reads names of States from the disk: call it in a thread.
    """
    value = READ[field](" ".join(said.split()))
    if not value:
        raise NotAllowed(field)
    return value


def _symbol(said: str) -> str | None:
    symbol = symbols.read(said)
    return symbol.printed if symbol else None


def _title(said: str) -> str | None:
    return said if len(said) <= LONGEST_TITLE else None


def _session(said: str) -> str | None:
    return said.upper() if SESSION.fullmatch(said.upper()) else None


def _version(said: str) -> str | None:
    version = said.lower().replace(" ", "-" if "unedited" in said.lower() else "")
    return version if VERSION.fullmatch(version) else None


def _language(said: str) -> str | None:
    named = (code for code, names in LANGUAGES.items() if plain(said) in map(plain, names))
    return next(named, None)


def _day(said: str) -> str | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day.isoformat() if FIRST <= day < LAST else None


READ: Mapping[str, Callable[[str], str | None]] = {
    "symbol": _symbol,
    "title": _title,
    "date": _day,
    "body": body_of,
    "state": state_of,
    "session": _session,
    "type": kind_of,
    "version": _version,
    "language": _language,
}
"""How what is said of each field is read."""


def corrected(facts: Facts, said: Mapping[str, str]) -> Facts:
    """Return facts as staff corrected them, by the field that each value is of.

    What a symbol tells of a document follows the symbol, unless it was corrected itself.
    """
    if "symbol" in said:
        facts = _called(facts, said["symbol"])
    given: dict[str, Any] = {name: value for name, value in said.items() if name != "symbol"}
    if "date" in given:
        given["date"] = date.fromisoformat(given["date"])
    if "language" in given:
        given["language"] = Language(given["language"])
        given["languages"] = tuple(dict.fromkeys((given["language"], *facts.languages)))
    return replace(facts, **given)


def _called(facts: Facts, printed: str) -> Facts:
    symbol = symbols.read(printed)
    if symbol is None:
        return facts
    told = {name: getattr(symbol, name) for name in ("body", "type", "state", "session", "cycle", "case")}
    return replace(
        facts,
        symbol=symbol.printed,
        symbol_key=symbol.key,
        base_key=symbol.base_key,
        other_symbols=(),
        **{name: value for name, value in told.items() if value is not None},
    )
