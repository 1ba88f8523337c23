"""What bodies, kinds of documents, States, languages and symbols are called: to read and to say them.

Names of States wait for the disk the first time: call in a thread.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale

from bots.library.answering import answers_words as words
from bots.library.questions.asking import Asking, Named, Vocabulary
from kit.documents import symbols
from kit.documents.bodies import BODIES, body_of
from kit.documents.kinds import KINDS, kind_of
from kit.documents.states import name_of, state_of
from kit.documents.states import prepare as prepare_states
from kit.ids import Language
from kit.search.passages import Filters

BEGINNING = re.compile(r"[A-Za-z]{1,6}(/[A-Za-z0-9.\-]{1,16}){1,8}")


@cache
def vocabulary() -> Vocabulary:
    """Return what questions are read with."""
    return Vocabulary(body=body_of, type=kind_of, state=state_of, symbol=_symbol, symbols=_named)


def prepare() -> None:
    """Read names from the disk, once, so that no question waits for that."""
    prepare_states()
    for language in Language:
        _names(language)


def called(field: str, value: str, language: Language) -> str:
    """Return what a value of a field of the index is called in a language."""
    match field:
        case "body" if value in BODIES:
            return BODIES[value].short.say(language)
        case "type" if value in KINDS:
            return KINDS[value].name.say(language)
        case "state":
            return name_of(value, language)
        case "lang":
            return language_name(Language(value), language)
        case "para":
            return words.PARAGRAPH.say(language, number=value)
        case _:
            return value


def language_name(which: Language, language: Language) -> str:
    """Return what a language is called in another."""
    return str(_names(language).get(which.value, which.value))


def narrowed_to(asking: Asking, language: Language) -> str:
    """Return what narrows a question, in words; nothing where nothing does."""
    filters = asking.filters
    found = [called(name, v, language) for name, values in filters.fields.items() for v in sorted(values)]
    if filters.years is not None:
        found.append(_years(filters))
    if filters.here:
        found.append(words.THIS_ROOM.say(language))
    return " · ".join(found)


def _years(filters: Filters) -> str:
    first, last = filters.years or (None, None)
    return str(first) if first == last else f"{first or ''}–{last or ''}"


def _symbol(said: str) -> str | None:
    """Return the key of a symbol, or of what symbols begin with."""
    found = symbols.read(said)
    if found is not None:
        return found.key
    return said.strip().upper() if BEGINNING.fullmatch(said.strip()) else None


def _named(text: str) -> Sequence[Named]:
    return [Named(found.start, found.end, found.symbol.key) for found in symbols.find(text, typed=True)]


@cache
def _names(language: Language) -> Mapping[str, str]:
    return dict(Locale(language.value).languages)
