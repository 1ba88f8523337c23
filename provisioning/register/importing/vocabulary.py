"""What the words of a list mean in one community: mechanisms, roles, posts, themes, States, languages."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from babel import Locale

from kit.ids import Language
from provisioning.community.model import Community, Mechanism, Names
from provisioning.files import nearest
from provisioning.register.changes import People
from provisioning.register.importing.spelling import plain
from provisioning.register.importing.states import bare, state_names
from provisioning.register.load import NAMED_BY

OTHER_ROLES: Mapping[str, str] = {
    "chair": (
        "chairperson, chairman, chairwoman, president, présidente, président, "
        "presidenta, presidente, председательница, رئيسة, الرئيس, الرئيسة, 主席女士"
    ),
    "vice-chair": (
        "vice chairperson, vice chairman, vice chairwoman, vice president, "
        "deputy chair, vice présidente, vice président, vicepresidenta, "
        "vicepresidente, نائبة الرئيس, نائب رئيس, 副主席女士"
    ),
    "rapporteur": "rapporteuse, relatora, relator, مقررة, المقرر, المقررة",
    "member": ("committee member, expert, membre, miembro, عضوة, العضو, член комитета, 成员"),
}
"""Usual words for roles that a community may call by these keys."""

PARTS = re.compile(r"\s*[;/|]\s*|\s*,\s*|\s+(?:and|et|y|и|و)\s+")
GROUPS = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True)
class UnknownWord(Exception):
    """A word of a list that means nothing here."""

    word: str
    what: str
    nearest: str | None

    def __str__(self) -> str:
        meant = f"; did you mean “{self.nearest}”?" if self.nearest else ""
        return f"“{self.word}” is not {self.what}{meant}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Words of one sort: what each spelling means, and how it is written where one is suggested."""

    what: str
    meanings: Mapping[str, str]
    written: Mapping[str, str]
    spelt: Callable[[str], str] = plain

    def find(self, word: str) -> str | None:
        """Return what a word means."""
        return self.meanings.get(self.spelt(word))

    def take(self, word: str) -> str:
        """Return what a word means. Raises :class:`UnknownWord`."""
        found = self.find(word)
        if found is None:
            near = nearest(self.spelt(word), self.written)
            raise UnknownWord(word, self.what, near and self.written[near])
        return found


def kept_words(people: People) -> Mapping[str, frozenset[str]]:
    """Return the words by which a register calls what people hold, by the shelf of the community's file."""
    found: dict[str, set[str]] = {shelf: set() for shelf in NAMED_BY.values()}
    for person in people.values():
        for entry in (*person.get("holds", ()), *person.get("conflicts", ())):
            for name, shelf in NAMED_BY.items():
                words = entry.get(name) or ()
                found[shelf].update([words] if isinstance(words, str) else words)
    return {shelf: frozenset(words) for shelf, words in found.items()}


def _shelf(what: str, pairs: Iterable[tuple[str, str]], spelt: Callable[[str], str] = plain) -> Shelf:
    meanings: dict[str, str] = {}
    written: dict[str, str] = {}
    for name, key in pairs:
        if spelt(name):
            meanings.setdefault(spelt(name), key)
            written.setdefault(spelt(name), name)
    return Shelf(what, meanings, written, spelt)


@dataclass(frozen=True)
class Vocabulary:
    """All words of one community.

    ``kept`` are words that the register still uses, by their shelf, though the community has them no more.
    """

    community: Community
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def mechanisms(self) -> Shelf:
        """Its mechanisms, by key, short name and name."""
        return _shelf("a mechanism", self._of_mechanisms())

    @cached_property
    def roles(self) -> Shelf:
        """What somebody can be in one."""
        known = _named(self.community.roles)
        usual = ((word, key) for key, words in OTHER_ROLES.items() for word in words.split(","))
        return _shelf(
            "a role", (*known, *((word, key) for word, key in usual if key in self.community.roles))
        )

    @cached_property
    def posts(self) -> Shelf:
        """What somebody can be on the staff."""
        return _shelf("a post", (*_named(self.community.posts), *self._kept("posts")))

    @cached_property
    def guests(self) -> Shelf:
        """What somebody can be a guest of."""
        themes = {key: theme.name for key, theme in self.community.themes.items()}
        return _shelf(
            "a theme or mechanism", (*_named(themes), *self._of_mechanisms(), *self._kept("themes"))
        )

    @cached_property
    def conflicts(self) -> Shelf:
        """What somebody can have a conflict with."""
        themes = {key: theme.name for key, theme in self.community.themes.items()}
        pairs = (*_named(themes), *self._of_mechanisms(), *state_names(), *self._kept("themes"))
        return _shelf("a State, a mechanism or a theme", pairs, bare)

    def serving(self, words: str) -> list[str]:
        """Return the mechanisms of a cell that may name several. Raises :class:`UnknownWord`."""
        whole = self.mechanisms.find(words)
        if whole is not None:
            return [whole]
        groups = [one for one in GROUPS.split(words) if one]
        found = [self.mechanisms.find(one) for one in groups]
        if None in found:
            groups = [part for one in groups for part in one.split(",") if part.strip()]
        return list(dict.fromkeys(self.mechanisms.take(one.strip()) for one in groups))

    def _of_mechanisms(self) -> Iterator[tuple[str, str]]:
        for key, one in self.community.mechanisms.items():
            yield from ((name, key) for name in (one.short, key, *_spellings(one)))
        yield from self._kept("mechanisms")

    def _kept(self, shelf: str) -> Iterator[tuple[str, str]]:
        return ((word, word) for word in sorted(self.kept.get(shelf, ())))


def _spellings(mechanism: Mechanism) -> Iterator[str]:
    for name in mechanism.name.values():
        yield name
        yield f"{name} ({mechanism.short})"


def _named(shelf: Mapping[str, Names]) -> list[tuple[str, str]]:
    return [(name, key) for key, names in shelf.items() for name in (key, *names.values())]


@cache
def nationalities() -> Shelf:
    """Return States, by their letters and names."""
    return _shelf("a State", state_names(), bare)


@cache
def tongues() -> Shelf:
    """Return the six languages, by their letters and names."""
    named = ((name, one.value) for one in Language for name in (one.value, *_tongue(one)))
    return _shelf("one of the six languages", named)


def _tongue(language: Language) -> Iterator[str]:
    yield from (str(Locale(other).languages[language.value]) for other in Language)


def listed_languages(words: str) -> list[str]:
    """Return the words of a cell that lists languages."""
    return [one for one in PARTS.split(words) if one]
