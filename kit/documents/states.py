"""States by their letters and numbers, and by their names in the six languages, alone or within a text.

Names are those of the Unicode locale data and those of United Nations lists where they differ. The first use
reads the former from the disk, so call :func:`prepare` where nothing may wait.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from kit.documents.letters import FORMER, NOW, letters
from kit.documents.spelling import HAN, plain
from kit.documents.state_names import NAMES
from kit.ids import Language

LONGEST_NAME = 12
"""Words, or Chinese characters, of the longest name that is looked for inside a text."""

LONGEST_TEXT = 600
LITTLE = frozenset(
    ("the", "l", "la", "le", "les", "el", "los", "las", "y", "and", "et", "of", "de", "del", "du", "d", "da")
)
TERRITORIES = frozenset(NOW["territories"].split())
ARABIC = re.compile("[\u0621-\u064a]")
FORMER_NUMBERS = frozenset({"230", "280", "736", "886"})
RUSSIAN = re.compile("[а-я]+")
PREFIXES = ("ول", "وب", "لل", "بال", "وال", "ل", "ب", "و", "ف", "ك")
"""What Arabic writes together with the name that follows."""

ENDINGS = (
    ("ныи", ("ного", "ному")),
    ("ное", ("ного", "ному")),
    ("кое", ("кого", "кому")),
    ("ая", ("ои", "ую")),
    ("ые", ("ых", "ым")),
    ("ие", ("их", "им")),
    ("ия", ("ии", "ию", "иеи")),
    ("ья", ("ьи", "ью", "ьеи")),
    ("ка", ("ки", "ке", "кои")),
    ("га", ("ги", "ге", "гои")),
    ("а", ("ы", "е", "у", "ои")),
    ("я", ("и", "е", "еи")),
    ("ь", ("и", "я", "ю")),
    ("аи", ("ая", "аю", "ае")),
    ("еи", ("ея", "ею", "ее")),
    ("ы", ("ов", "", "ам")),
)
"""How Russian names end, and what they become after a preposition, in plain letters (without й and ё)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A State where it is named: its letters, and from which word of the text to which."""

    state: str
    first: int
    last: int


def state_of(word: str) -> str | None:
    """Return the three small letters of a State by letters, number (M49) or name, or nothing."""
    typed = word.strip()[:LONGEST_TEXT]
    if typed.isascii() and typed.upper() in _by_code():
        return _by_code()[typed.upper()]
    return _by_name().get(_bare(typed)) or _by_name().get(_bare(_unfolded(typed)))


def states_in(text: str) -> tuple[str, ...]:
    """Return the States that the beginning of a text names, each once, in their order."""
    return tuple(dict.fromkeys(named.state for named in named_in(text)))


def named_in(text: str) -> Iterator[Named]:
    """Yield the States that the beginning of a text names, the longest name first where they overlap."""
    words = list(_words(text[:LONGEST_TEXT]))
    at = 0
    while at < len(words):
        found = _at(words, at)
        if found is not None:
            yield found
        at = at + 1 if found is None else found.last


def name_of(state: str, language: Language) -> str:
    """Return what a State is called in a language; its letters where nobody knows."""
    two = _two_letters().get(state.upper())
    return str(Locale(language).territories.get(two, state.upper())) if two else state.upper()


def prepare() -> None:
    """Read the names from the disk, once."""
    _by_code()
    _by_name()


def _at(words: list[str], at: int) -> Named | None:
    """Return the State whose name begins at a word, the longest of those there are."""
    joint = "" if HAN.match(words[at]) else " "
    for last in range(min(len(words), at + LONGEST_NAME), at, -1):
        state = _in_a_text().get(joint.join(words[at:last]))
        if state is not None:
            return Named(state, at, last)
    return None


def _words(text: str) -> Iterator[str]:
    """Yield words in plain letters without the little ones; Chinese ones character by character."""
    for word in plain(text).split():
        if HAN.search(word):
            yield from word
        elif word not in LITTLE:
            yield "saint" if word == "st" else word


def _bare(name: str) -> str:
    found = list(_words(name))
    joint = "" if found and HAN.match(found[0]) else " "
    return joint.join(found)


def _unfolded(name: str) -> str:
    """Return “Bolivia (Plurinational State of)” as “Plurinational State of Bolivia”."""
    short, bracket, rest = name.partition("(")
    return f"{rest.rstrip(') ')} {short}" if bracket else name


@cache
def _two_letters() -> Mapping[str, str]:
    aliases = get_global("territory_aliases")
    return {three: aliases[three][0] for three in letters() if three in aliases}


@cache
def _by_code() -> Mapping[str, str]:
    found = {three: three.lower() for three in letters()}
    found |= {former: now.lower() for former, now in FORMER.items()}
    found |= {two: three.lower() for three, two in _two_letters().items()}
    found |= {number: three.lower() for three, number in _numbers()}
    return found | {number.lstrip("0"): three.lower() for three, number in _numbers()} | {"UK": "gbr"}


def _numbers() -> Iterator[tuple[str, str]]:
    """Yield three letters, and the number that the statistics of the United Nations have for them."""
    three = {two: code for code, two in _two_letters().items()}
    for number, now in get_global("territory_aliases").items():
        if number.isdecimal() and len(now) == 1 and now[0] in three and number not in FORMER_NUMBERS:
            yield three[now[0]], number


@cache
def _by_name() -> Mapping[str, str]:
    """Return each name alone, as :func:`_bare` has it."""
    found: dict[str, str] = {}
    for three, names in NAMES.items():
        for official in names.split("|"):
            found.setdefault(_bare(official), three.lower())
    for three, two in sorted(_two_letters().items()):
        for language in Language:
            name = Locale(language).territories.get(two)
            if name:
                found.setdefault(_bare(str(name)), three.lower())
    return found


@cache
def _in_a_text() -> Mapping[str, str]:
    """Return each name as it may stand in a sentence: bent, or with what is written together with it."""
    found: dict[str, str] = {}
    for name, three in _by_name().items():
        if three.upper() in TERRITORIES:
            continue
        for form in (name, *_forms(name)):
            found.setdefault(form, three)
    return {form: three for form, three in found.items() if len(form) > 3 or not form.isascii()}


def _forms(name: str) -> Iterator[str]:
    if ARABIC.match(name):
        bare = name.removeprefix("ال")
        yield from (prefix + name for prefix in PREFIXES)
        if bare != name:
            yield from (prefix + bare for prefix in PREFIXES)
    elif RUSSIAN.match(name):
        yield from _bent(name)


def _bent(name: str) -> Iterator[str]:
    """Yield a Russian name as it stands after a preposition: each word bent by the usual endings."""
    words = [list(_bent_word(word)) for word in name.split()]
    for n in range(max(map(len, words))):
        yield " ".join(forms[min(n, len(forms) - 1)] for forms in words)


def _bent_word(word: str) -> Iterator[str]:
    for ending, others in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + other for other in others)
            return
    yield from (word + ending for ending in ("а", "у", "е", "ом") if word[-1] not in "оеиу")
    yield word
