"""Random people, rules and days: seats against a plain reading of the rules, person by person."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.ids import Language, PersonKey, RoomKey
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Except,
    HoldsMandate,
    HoldsPost,
    Named,
    Nobody,
    Rule,
)
from provisioning.desired import desired
from provisioning.files import Place
from provisioning.register.model import Fact, FactKind, Person, Register, Suspension
from provisioning.shape import RoomKind

DAY_ZERO = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = Place("file", 1, 1)
MECHANISMS = ("cat", "cedaw", "spt")
DAYS = st.integers(0, 9)


def day(number: int) -> datetime:
    return DAY_ZERO + timedelta(number)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from((FactKind.MANDATE, FactKind.POST)))
    start = draw(DAYS)
    return Fact(
        kind=kind,
        subject=draw(st.sampled_from(MECHANISMS)) if kind is FactKind.MANDATE else "secretariat",
        role=draw(st.sampled_from(("member", "chair"))) if kind is FactKind.MANDATE else "",
        of=draw(st.frozensets(st.sampled_from(MECHANISMS))) if kind is FactKind.POST else frozenset(),
        words="held",
        start=draw(st.sampled_from((None, day(start)))),
        end=draw(st.sampled_from((None, day(start + draw(st.integers(1, 4)))))),
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    people = {}
    for at in range(draw(st.integers(0, 5))):
        key = PersonKey(f"p{at}")
        out = (
            [Suspension(start=day(draw(DAYS)), end=day(draw(DAYS)), reason="r")]
            if draw(st.booleans())
            else []
        )
        held = tuple(draw(st.lists(facts(), max_size=3)))
        people[key] = Person(
            key=key, name=key, place=PLACE, accounts=(key,), facts=held, suspensions=tuple(out)
        )
    return Register(people=people)


SIMPLE: st.SearchStrategy[Rule] = st.one_of(
    st.just(Everyone()),
    st.just(Nobody()),
    st.builds(Named, st.frozensets(st.sampled_from([PersonKey(f"p{at}") for at in range(5)]))),
    st.builds(
        HoldsMandate,
        st.frozensets(st.sampled_from(MECHANISMS), min_size=1),
        st.frozensets(st.sampled_from(("member", "chair"))),
    ),
    st.builds(HoldsPost, st.just(frozenset[str]()), st.frozensets(st.sampled_from(MECHANISMS))),
)
RULES: st.SearchStrategy[Rule] = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Except, inner, inner),
    ),
    max_leaves=6,
)


def lets_in(rule: Rule, person: Person, at: datetime) -> bool:
    """Read one rule for one person, as plainly as can be."""
    match rule:
        case AnyOf(rules):
            return any(lets_in(one, person, at) for one in rules)
        case AllOf(rules):
            return all(lets_in(one, person, at) for one in rules)
        case Except(inner, but):
            return lets_in(inner, person, at) and not lets_in(but, person, at)
        case Named(people):
            return person.key in people and not away(person, at)
        case _:
            return not away(person, at) and any(speaks_for(fact, rule) for fact in held(person, at))


def away(person: Person, at: datetime) -> bool:
    return any(one.start <= at and (one.end is None or at < one.end) for one in person.suspensions)


def held(person: Person, at: datetime) -> list[Fact]:
    return [one for one in person.facts if (one.start or DAY_ZERO) <= at < (one.end or at + timedelta(1))]


def speaks_for(fact: Fact, rule: Rule) -> bool:
    if isinstance(rule, HoldsMandate):
        return fact.subject in rule.mechanisms and (not rule.roles or fact.role in rule.roles)
    if isinstance(rule, HoldsPost):
        return fact.kind is FactKind.POST and bool(not rule.of or not fact.of or rule.of & fact.of)
    return isinstance(rule, Everyone)


@given(register=registers(), who=RULES, moderators=RULES, at=DAYS)
@settings(max_examples=150, deadline=None)
def test_the_seats_are_those_of_a_plain_reading(
    register: Register, who: Rule, moderators: Rule, at: int
) -> None:
    names = {Language.ENGLISH: "Hall"}
    spec = RoomSpec(
        key=RoomKey("hall"), kind=RoomKind.ROOM, names=names, place=PLACE, who=who, moderators=moderators
    )
    community = Community(
        name=names,
        language=Language.ENGLISH,
        zone="UTC",
        mechanisms={},
        themes={},
        roles={},
        posts={},
        rooms={spec.key: spec},
    )
    seats = desired(community, register, day(at), server_name="here").rooms[spec.key].seats
    expected = {
        person.key
        for person in register.people.values()
        if lets_in(who, person, day(at)) or lets_in(moderators, person, day(at))
    }
    assert {seat.person for seat in seats.values()} == expected
