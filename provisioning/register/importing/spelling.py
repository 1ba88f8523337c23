"""How words of a list are compared: case, accents, forms of letters and punctuation do not matter. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from kit.search.folding import fold

_WORD = re.compile(r"[^\W_]+")
LIKE = 0.8
"""From what likeness on two names may be two spellings of one."""


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Return a text's words in their order, without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", fold(text).casefold())
    return " ".join(_WORD.findall("".join(one for one in bare if not unicodedata.combining(one))))


def one_line(text: str) -> str:
    """Return a text with its spaces tidied."""
    return " ".join(text.split())


def alike(one: str, other: str) -> bool:
    """Whether two names that are not the same may be two spellings of one."""
    first, second = sorted((set(plain(one).split()), set(plain(other).split())), key=len)
    if len(first) > 1 and (first <= second or _abbreviates(first, second)):
        return True
    one, other = (" ".join(sorted(words)) for words in (first, second))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return all(how() >= LIKE for how in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def akin(one: str, other: str) -> bool:
    """Whether two names have a word in common, or are alike."""
    return bool(set(plain(one).split()) & set(plain(other).split())) or alike(one, other)


def _abbreviates(short: Iterable[str], long: Iterable[str]) -> bool:
    """Whether each word is one of the other name's or its first letter, and at least one is whole."""
    rest, whole = set(long), set(short) & set(long)
    initials = {word[0] for word in rest - whole}
    return bool(whole) and all(word in whole or (len(word) == 1 and word in initials) for word in short)
