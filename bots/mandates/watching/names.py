"""Whose name another one looks like, whatever letters it is written with. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from kit.ids import PersonKey, UserId
from kit.ports import Registered
from kit.search.folding import fold

MANY = 100_000


def looked_like(
    shown: str, user: UserId, claims: PersonKey | None, people: Iterable[Registered]
) -> tuple[Registered, ...]:
    """Return the people for whom an account that shows a name may be taken without being theirs.

    Somebody without an account may well be who they say, so their own name written plainly deceives nobody,
    unless the account claims to be somebody else.
    """
    looks = skeletons(shown)
    return tuple(
        person
        for person in people
        if user not in person.accounts and looks & skeletons(person.name)
        if person.accounts or claims not in (None, person.key) or plain(shown) != plain(person.name)
    )


def plain(name: str) -> str:
    """Return a name's words in one order, without case, accents and punctuation."""
    bare = "".join(one for one in _decomposed(fold(name).casefold()) if not unicodedata.combining(one))
    return " ".join(sorted(_words(bare)))


@lru_cache(maxsize=MANY)
def skeletons(name: str) -> frozenset[str]:
    """Return what a name looks like (after Unicode TS 39): as it is written, and in small letters."""
    bare = "".join(one for one in _decomposed(name) if not unicodedata.combining(one))
    return frozenset(filter(None, (_skeleton(bare), _skeleton(bare.casefold()))))


def _skeleton(text: str) -> str:
    looks = "".join(_table().get(one, one) for one in text if unicodedata.category(one) != "Cf")
    return " ".join(sorted(_words(looks)))


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in text).split()


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


@cache
def _table() -> Mapping[str, str]:
    """Return for each letter the one that stands for all that look like it."""
    from confusable_homoglyphs.confusables import confusables_data  # a megabyte that only we need

    alike = {letter: [one["c"] for one in others] for letter, others in confusables_data.items()}
    return dict(_stands(alike))


def _stands(alike: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield letters with their stand-in: the library knows pairs, of which one side is like many."""
    for letter, others in alike.items():
        if len(letter) != 1 or len(others) != 1:
            continue
        other = others[0]
        if len(other) > 1 or len(alike.get(other, ())) > 1 or other < letter:
            yield letter, other
