"""Turns written rules into access rules: groups looked up, placeholders filled, words found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.errors import BadInput
from kit.ids import Language, PersonKey
from provisioning.community.model import Mechanism, Names, Theme
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    GuestOf,
    Holds,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.community.templates import Scope, fill
from provisioning.community.written import Condition, Holding, WrittenRule
from provisioning.words import states

STAFF = HoldsPost(words="is on the staff")
BUILT_IN: Mapping[str, Rule] = {"everyone": Everyone(), "staff": STAFF, "nobody": Nobody()}
"""The rules that need no definition."""


class GroupOfItself(BadInput):
    """A group whose rule leads back to itself."""


class NotAState(BadInput):
    """A filled placeholder that is not a State where one must stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """What the words of a rule mean in one community."""

    language: Language
    mechanisms: Mapping[str, Mechanism]
    themes: Mapping[str, Theme]
    kinds: Mapping[str, Names]
    roles: Mapping[str, Names]
    posts: Mapping[str, Names]
    groups: Mapping[str, WrittenRule] = field(default_factory=dict)

    def rule(self, written: WrittenRule, scope: Scope, inside: tuple[str, ...] = ()) -> Rule:
        """Return what a written rule means where ``scope`` fills its placeholders.

        Raises :class:`GroupOfItself`, :class:`NotAState` and
        :class:`~provisioning.community.templates.UnknownPlaceholder`.
        """
        said = written.root
        if isinstance(said, str):
            return self._word(said, inside)
        if isinstance(said, list):
            return self._several(AnyOf, said, scope, inside)
        found = self._condition(said, scope, inside)
        return found if said.but is None else Except(found, self.rule(said.but, scope, inside))

    def _word(self, word: str, inside: tuple[str, ...]) -> Rule:
        if word in BUILT_IN:
            return BUILT_IN[word]
        if word in inside:
            raise GroupOfItself(word)
        return self.rule(self.groups[word], {}, (*inside, word)) if word in self.groups else Nobody()

    def _condition(self, said: Condition, scope: Scope, inside: tuple[str, ...]) -> Rule:
        if said.holds is not None:
            return self._within(self._holding(said.holds, scope), said)
        if said.people is not None:
            return Named(frozenset(map(PersonKey, said.people)))
        if said.national_of is not None:
            return NationalOf(self._states(said.national_of, scope))
        if said.conflict_with is not None:
            subjects = self._states(said.conflict_with, scope, *self.mechanisms, *self.themes)
            return ConflictWith(subjects, f"has a conflict with {self._shown(subjects, ' or ')}")
        if said.any is not None:
            return self._several(AnyOf, said.any, scope, inside)
        return self._several(AllOf, said.all or [], scope, inside)

    def _several(
        self,
        sort: Callable[[tuple[Rule, ...]], Rule],
        rules: Sequence[WrittenRule],
        scope: Scope,
        inside: tuple[str, ...],
    ) -> Rule:
        found = tuple(self.rule(one, scope, inside) for one in rules)
        return found[0] if len(found) == 1 else sort(found)

    def _within(self, rule: Holds, said: Condition) -> Holds:
        days, read_only = said.grace or (0, False)
        return replace(rule, margin=Margin(said.lead or 0, days, read_only))

    def _states(self, words: Sequence[str], scope: Scope, *others: str) -> frozenset[str]:
        filled = self._filled(words, scope)
        for word in sorted(filled - states() - set(others)):
            raise NotAState(word)
        return filled

    def _holding(self, said: Holding, scope: Scope) -> Holds:
        if said.guest is not None:
            subjects = self._filled(said.guest, scope)
            return GuestOf(subjects, f"is a guest of {self._shown(subjects)}")
        if said.post is not None:
            return self._post(said.post, self._filled(said.of or [], scope))
        return self._mandate(said, scope)

    def _post(self, posts: Sequence[str], of: frozenset[str]) -> HoldsPost:
        names = " or ".join(self._spoken(self.posts, post) for post in posts)
        serving = f" for {self._shown(of)}" if of else ""
        return HoldsPost(frozenset(posts), of, f"has the post {names}{serving}")

    def _mandate(self, said: Holding, scope: Scope) -> HoldsMandate:
        named = self._filled(said.mandate or [], scope)
        kinds = said.kind or []
        of_kind = {key for key, mechanism in self.mechanisms.items() if mechanism.kind in kinds}
        where = " or ".join(
            [*([self._shown(named)] if named else []), *(f"any {self._kind(one)}" for one in kinds)]
        )
        words = f"holds a mandate in {where}"
        if said.role:
            words = f"is {' or '.join(self._spoken(self.roles, role) for role in said.role)} of {where}"
        return HoldsMandate(named | of_kind, frozenset(said.role or ()), words)

    def _filled(self, words: Sequence[str], scope: Scope) -> frozenset[str]:
        return frozenset(fill(word, scope, self.language) for word in words)

    def _shown(self, keys: frozenset[str], between: str = ", ") -> str:
        return between.join(self.short(key) for key in sorted(keys))

    def short(self, key: str) -> str:
        """Return what everybody calls a mechanism or theme."""
        if key in self.mechanisms:
            return self.mechanisms[key].short
        return self._text(self.themes[key].name) if key in self.themes else key

    def _kind(self, key: str) -> str:
        return self._spoken(self.kinds, key)

    def _spoken(self, shelf: Mapping[str, Names], key: str) -> str:
        return self._text(shelf[key]) if key in shelf else key

    def _text(self, names: Names) -> str:
        return names.get(self.language) or next(iter(names.values()), "")
