"""Rules that can never match, and rules that let outsiders in."""

from datetime import date

import pytest

from kit.ids import PersonKey
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.community.sense import dead_ends, never, outsiders, within
from tests.provisioning.any_register import Dates, community

HERE = community(Dates("UTC", date(2026, 1, 1)), Nobody(), Nobody())


def of(*keys: str) -> frozenset[str]:
    return frozenset(keys)


def named(*keys: str) -> Named:
    return Named(frozenset(map(PersonKey, keys)))


CAT, CEDAW, BOTH = (HoldsMandate(of(*keys)) for keys in (("cat",), ("cedaw",), ("cat", "cedaw")))
CHAIR = HoldsMandate(of("cat"), of("chair"))
DESK, STAFF, GUEST = HoldsPost(of("desk")), HoldsPost(words="is on the staff"), GuestOf(of("migration"))
FRENCH, GERMAN = NationalOf(of("FRA")), NationalOf(of("DEU"))


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (Nobody(), "nobody is let in"),
        (named(), "it names nobody"),
        (
            HoldsMandate(of(), words="holds a mandate in any board"),
            "there is no mechanism for “holds a mandate in any board”",
        ),
        (HoldsMandate(of("gone")), "there is no mechanism for “holds a mandate in gone”"),
        (
            HoldsMandate(of("cat"), of("king"), "is king of CAT"),
            "there is no role for “is king of CAT”",
        ),
        (HoldsPost(of("cook")), "there is no post for “has the post cook”"),
        (GuestOf(of("gone")), "there is no theme or mechanism for “is a guest of gone”"),
        (AllOf((CAT, Nobody())), "nobody is let in"),
        (AllOf((CAT, AnyOf((Nobody(), named())))), "nobody is let in"),
        (AllOf((CAT, FRENCH, GERMAN)), "nobody fits both “is a national of FRA” and “is a national of DEU”"),
        (
            AllOf((named("ada"), named("bo"))),
            "nobody fits both “is named in the community file” and “is named in the community file”",
        ),
        (
            AllOf((CHAIR, Except(Everyone(), CAT))),
            (
                "nobody fits both “holds a mandate in cat” and "
                "“everyone in the register, except who holds a mandate in cat”"
            ),
        ),
        (
            Except(CHAIR, BOTH),
            (
                "“except” leaves everybody out again, for “holds a mandate in cat” lies within "
                "“holds a mandate in cat, cedaw”"
            ),
        ),
        (
            Except(AnyOf((CAT, CEDAW)), AnyOf((DESK, BOTH))),
            (
                "“except” leaves everybody out again, for "
                "“holds a mandate in cat or holds a mandate in cedaw” lies within "
                "“has the post desk or holds a mandate in cat, cedaw”"
            ),
        ),
        (AnyOf(()), "it asks for nothing"),
    ],
)
def test_what_nobody_can_ever_fit_is_told_with_the_reason(rule: Rule, reason: str) -> None:
    assert never(rule, HERE) == reason
    assert list(dead_ends(rule, HERE)) == ([] if isinstance(rule, Nobody) else [reason])


@pytest.mark.parametrize(
    "rule",
    [
        Everyone(),
        CAT,
        CHAIR,
        STAFF,
        GUEST,
        named("ada"),
        HoldsMandate(of("cat", "gone")),
        AllOf((CAT, CEDAW)),
        AllOf((CAT, FRENCH, NationalOf(of("FRA", "DEU")))),
        AnyOf((Nobody(), CAT)),
        Except(CAT, CHAIR),
        Except(CAT, FRENCH),
        Except(BOTH, CAT),
        Except(named("ada"), Everyone()),
        Except(HoldsMandate(of("cat"), margin=Margin(grace=30)), CAT),
        Except(HoldsMandate(of("cat"), margin=Margin(lead=3)), Everyone()),
    ],
)
def test_what_somebody_could_fit_is_not_complained_of(rule: Rule) -> None:
    assert never(rule, HERE) is None


def test_alternatives_that_can_never_match_are_told_where_others_can() -> None:
    dead = HoldsMandate(of("gone"))
    assert list(dead_ends(AnyOf((CAT, dead)), HERE)) == [
        "there is no mechanism for “holds a mandate in gone”"
    ]
    assert not list(dead_ends(AnyOf((CAT, Nobody())), HERE))


def test_staff_where_there_are_no_posts_can_never_match() -> None:
    without = Dates("UTC", date(2026, 1, 1))
    house = community(without, Nobody(), Nobody())
    assert never(STAFF, house) is None
    object.__setattr__(house, "posts", {})
    assert never(STAFF, house) == "there is no post for “is on the staff”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CAT, BOTH),
        (CHAIR, CAT),
        (DESK, STAFF),
        (HoldsPost(of("desk"), of("cat")), HoldsPost(of=of("cat", "cedaw"))),
        (GUEST, GuestOf(of("migration", "cat"))),
        (CAT, HoldsMandate(of("cat"), margin=Margin(3, 5))),
        (CAT, Everyone()),
        (named("ada"), named("ada", "bo")),
        (FRENCH, NationalOf(of("FRA", "DEU"))),
        (ConflictWith(of("FRA")), ConflictWith(of("FRA", "cat"))),
        (AllOf((CAT, GUEST)), GUEST),
        (Except(CAT, FRENCH), CAT),
        (CAT, AllOf((BOTH, Everyone()))),
        (FRENCH, Except(NationalOf(of("FRA", "DEU")), GERMAN)),
    ],
)
def test_what_surely_lies_within_another_rule_does_so_one_way_only(one: Rule, other: Rule) -> None:
    assert within(one, other)
    assert not within(other, one)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (CAT, []),
        (STAFF, []),
        (AnyOf((CAT, GUEST)), [GUEST]),
        (Everyone(), [Everyone()]),
        (Except(Everyone(), CAT), [Everyone()]),
        (AllOf((Everyone(), CAT)), []),
        (AllOf((GUEST, FRENCH)), [GUEST]),
        (AllOf((named("ada"), CAT)), []),
        (AnyOf((named("ada"), DESK)), [named("ada")]),
        (Nobody(), []),
    ],
)
def test_outsiders_are_those_who_need_no_mandate_and_no_post(rule: Rule, found: list[Rule]) -> None:
    assert outsiders(rule) == frozenset(found)
