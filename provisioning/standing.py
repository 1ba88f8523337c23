"""Who holds what at one instant, and therefore whom an access rule lets in, with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import assert_never

from kit.ids import PersonKey
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Named,
    Nobody,
    Rule,
)
from provisioning.register.model import Fact, FactKind, Person, Register

FOREVER = datetime.max.replace(tzinfo=UTC)

Held = tuple[PersonKey, Fact]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule lets a person in: the rule in words, and the fact that fits it in words."""

    rule: str
    fact: str


Admitted = Mapping[PersonKey, Reason]
"""Whom a rule lets in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What everybody holds at ``at``, sorted so that a rule is answered without asking each person.

    A suspended person holds nothing.
    """

    at: datetime
    people: Mapping[PersonKey, Person]
    present: Mapping[PersonKey, Fact]
    mandates: Mapping[str, tuple[Held, ...]]
    posts: Mapping[str, tuple[Held, ...]]
    guests: Mapping[str, tuple[Held, ...]]
    _answers: dict[Rule, Admitted] = field(default_factory=dict, repr=False)

    def admitted(self, rule: Rule) -> Admitted:
        """Return whom the rule lets in now; the same rule is worked out once."""
        known = self._answers.get(rule)
        if known is None:
            known = self._answers[rule] = _admitted(self, rule)
        return known


def standing(register: Register, at: datetime) -> Standing:
    """Return who holds what at an instant; of several facts that fit, the one that lasts longest is told."""
    present: dict[PersonKey, Fact] = {}
    held: dict[FactKind, dict[str, list[Held]]] = {kind: {} for kind in FactKind}
    for person in register.people.values():
        if person.suspended(at):
            continue
        for fact in sorted(person.facts, key=_lasting, reverse=True):
            if fact.holds(at):
                present.setdefault(person.key, fact)
                held[fact.kind].setdefault(fact.subject, []).append((person.key, fact))
    sorted_by_kind = {kind: {key: tuple(who) for key, who in found.items()} for kind, found in held.items()}
    return Standing(
        at=at,
        people=register.people,
        present=present,
        mandates=sorted_by_kind[FactKind.MANDATE],
        posts=sorted_by_kind[FactKind.POST],
        guests=sorted_by_kind[FactKind.GUEST],
    )


def fits(rule: HoldsMandate | HoldsPost | GuestOf, fact: Fact) -> bool:
    """Whether a fact is of the sort a rule asks for, whatever its dates."""
    match rule:
        case HoldsMandate(mechanisms, roles):
            asked = fact.kind is FactKind.MANDATE and fact.subject in mechanisms
            return asked and (not roles or fact.role in roles)
        case HoldsPost(posts, of):
            asked = fact.kind is FactKind.POST and (not posts or fact.subject in posts)
            return asked and (not of or not fact.of or bool(of & fact.of))
        case GuestOf(subjects):
            return fact.kind is FactKind.GUEST and fact.subject in subjects
        case _:
            assert_never(rule)


def _lasting(fact: Fact) -> datetime:
    return fact.end or FOREVER


def _admitted(now: Standing, rule: Rule) -> Admitted:
    found: Admitted = {}
    match rule:
        case Everyone():
            found = _because(rule, now.present.items())
        case Nobody():
            pass
        case HoldsMandate() | HoldsPost() | GuestOf():
            found = _because(rule, ((who, fact) for who, fact in _likely(now, rule) if fits(rule, fact)))
        case Named(people):
            free = (key for key in people if key in now.people and not now.people[key].suspended(now.at))
            found = {key: Reason(str(rule), "listed by name") for key in sorted(free)}
        case AnyOf(rules):
            found = {who: why for one in reversed(rules) for who, why in now.admitted(one).items()}
        case AllOf(rules):
            found = _all_of([now.admitted(one) for one in rules])
        case Except(inner, but):
            outside = now.admitted(but)
            found = {who: why for who, why in now.admitted(inner).items() if who not in outside}
        case _:
            assert_never(rule)
    return found


def _likely(now: Standing, rule: HoldsMandate | HoldsPost | GuestOf) -> Iterator[Held]:
    """Yield the held facts that a rule could mean, so that it need not look at all of them."""
    match rule:
        case HoldsMandate(mechanisms):
            shelf, keys = now.mandates, sorted(mechanisms)
        case HoldsPost(posts):
            shelf, keys = now.posts, sorted(posts or now.posts)
        case GuestOf(subjects):
            shelf, keys = now.guests, sorted(subjects)
        case _:
            assert_never(rule)
    for key in keys:
        yield from shelf.get(key, ())


def _because(rule: Rule, held: Iterable[Held]) -> Admitted:
    words = str(rule)
    best: dict[PersonKey, Fact] = {}
    for who, fact in held:
        if who not in best or _lasting(best[who]) < _lasting(fact):
            best[who] = fact
    return {who: Reason(words, fact.words) for who, fact in best.items()}


def _all_of(answers: list[Admitted]) -> Admitted:
    if not answers:
        return {}
    shared = set.intersection(*(set(answer) for answer in answers))
    return {who: _joined([answer[who] for answer in answers]) for who in answers[0] if who in shared}


def _joined(reasons: list[Reason]) -> Reason:
    facts = dict.fromkeys(reason.fact for reason in reasons)
    return Reason(" and ".join(reason.rule for reason in reasons), "; ".join(facts))
