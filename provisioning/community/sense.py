"""Whether a rule makes sense: that it can match at all, and that it keeps outsiders out of what is secret."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from provisioning.community.model import Community
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
    Named,
    NationalOf,
    Nobody,
    Rule,
)

UNFULFILLED: Mapping[Rule, str] = {Nobody(): "nobody is let in", Named(frozenset()): "it names nobody"}
"""Rules without an inside that nobody can fit."""


def never(rule: Rule, community: Community) -> str | None:
    """Return why no register whatever could make the rule let anybody in, ``None`` where one could."""
    match rule:
        case AnyOf(rules) | AllOf(rules):
            reasons = [never(one, community) for one in rules]
            return _never_several(rule, reasons) if rules else "it asks for nothing"
        case Except(inner, but):
            swallowed = f"“except” leaves everybody out again, for “{inner}” lies within “{but}”"
            return never(inner, community) or (swallowed if within(inner, but) else None)
        case HoldsMandate() | HoldsPost() | GuestOf():
            return _unheld(rule, community)
        case _:
            return UNFULFILLED.get(rule)


def _never_several(rule: AnyOf | AllOf, reasons: Sequence[str | None]) -> str | None:
    told = [reason for reason in reasons if reason is not None]
    if isinstance(rule, AnyOf):
        return told[0] if len(told) == len(reasons) else None
    return told[0] if told else _contrary(rule.rules)


def dead_ends(rule: Rule, community: Community) -> Iterator[str]:
    """Yield why a rule can never match, or why some of its alternatives cannot."""
    if isinstance(rule, AnyOf) and never(rule, community) is None:
        for one in rule.rules:
            yield from dead_ends(one, community)
    elif not isinstance(rule, Nobody):
        reason = never(rule, community)
        if reason is not None:
            yield reason


def outsiders(rule: Rule) -> frozenset[Rule]:
    """Return the parts of a rule that let people in without asking what mandate or post they hold."""
    match rule:
        case Everyone() | GuestOf():
            return frozenset({rule})
        case Named(people):
            return frozenset({rule}) if people else frozenset()
        case AnyOf(rules):
            return frozenset().union(*map(outsiders, rules))
        case AllOf(rules):
            found = [outsiders(one) for one in rules if not isinstance(one, NationalOf | ConflictWith)]
            return frozenset().union(*found) if all(found) else frozenset()
        case Except(inner):
            return outsiders(inner)
        case _:
            return frozenset()


def within(one: Rule, other: Rule) -> bool:
    """Whether the other rule surely lets in all whom the one lets in, whatever the register says."""
    if one == other or isinstance(one, Nobody):
        return True
    if isinstance(one, AnyOf):
        return all(within(part, other) for part in one.rules)
    match other:
        case AllOf(rules) if rules:
            return all(within(one, part) for part in rules)
        case AnyOf(rules) if any(within(one, part) for part in rules):
            return True
        case Except(inner, but) if within(one, inner) and _apart(one, but):
            return True
        case _:
            return _inner_within(one, other)


def _inner_within(one: Rule, other: Rule) -> bool:
    match one:
        case AllOf(rules):
            return any(within(part, other) for part in rules)
        case Except(inner):
            return within(inner, other)
        case _:
            return _plainly_within(one, other)


def _plainly_within(one: Rule, other: Rule) -> bool:
    match one, other:
        case ((HoldsMandate() | HoldsPost() | GuestOf()), Everyone()):
            return not (one.margin.lead or one.margin.grace)
        case ((HoldsMandate() | HoldsPost() | GuestOf()), (HoldsMandate() | HoldsPost() | GuestOf())):
            return _asks_no_less(one, other) and _closer(one, other)
        case Named(), Named():
            return one.people <= other.people
        case NationalOf(), NationalOf():
            return one.states <= other.states
        case ConflictWith(), ConflictWith():
            return one.subjects <= other.subjects
        case _:
            return False


def _asks_no_less(one: Holds, other: Holds) -> bool:
    match one, other:
        case HoldsMandate(), HoldsMandate():
            return one.mechanisms <= other.mechanisms and _narrower(one.roles, other.roles)
        case HoldsPost(), HoldsPost():
            return _narrower(one.posts, other.posts) and _narrower(one.of, other.of)
        case GuestOf(), GuestOf():
            return one.subjects <= other.subjects
        case _:
            return False


def _narrower(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a choice, where nothing chosen means anything, lies within another."""
    return not other or (bool(one) and one <= other)


def _closer(one: Holds, other: Holds) -> bool:
    return one.margin.lead <= other.margin.lead and one.margin.grace <= other.margin.grace


def _apart(one: Rule, other: Rule) -> bool:
    """Whether surely nobody fits both rules at once."""
    match one, other:
        case (Nobody(), _) | (_, Nobody()):
            return True
        case (Named(), Named()):
            return not one.people & other.people
        case (NationalOf(), NationalOf()):
            return not one.states & other.states
        case (Except(_, but), _) if within(other, but):
            return True
        case (_, Except(_, but)) if within(one, but):
            return True
        case _:
            return False


def _contrary(rules: Sequence[Rule]) -> str | None:
    """Return which two of several rules nobody can fit at once."""
    for one, other in combinations(rules, 2):
        if _apart(one, other):
            return f"nobody fits both “{one}” and “{other}”"
    return None


def _unheld(rule: Holds, community: Community) -> str | None:
    """Return why nobody can hold what a rule asks for."""
    match rule:
        case HoldsMandate(mechanisms, roles):
            if not mechanisms & community.mechanisms.keys():
                return f"there is no mechanism for “{rule}”"
            if roles and not roles & community.roles.keys():
                return f"there is no role for “{rule}”"
        case HoldsPost(posts):
            if not (posts & community.posts.keys() if posts else community.posts):
                return f"there is no post for “{rule}”"
        case GuestOf(subjects):
            if not subjects & (community.themes.keys() | community.mechanisms.keys()):
                return f"there is no theme or mechanism for “{rule}”"
    return None
