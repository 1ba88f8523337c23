"""Days before and after, nationality, conflicts, lapsing posts: seats of one person in one room."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kit.ids import PersonKey, RoomKey
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.desired import desired
from provisioning.register.model import Conflict, Fact, FactKind, Person, Register, Suspension
from provisioning.shape import Power, Seat
from provisioning.turning import next_turn
from tests.provisioning.any_register import PLACE, Dates, community

ZURICH = Dates("Europe/Zurich", date(2026, 12, 1))
FRENCH = NationalOf(frozenset({"FRA"}))
CONFLICT = ConflictWith(frozenset({"FRA", "cat"}))
ADA = PersonKey("ada")


def mandate(subject: str = "cat", **more: object) -> Fact:
    """A mandate for December."""
    fact = Fact(
        kind=FactKind.MANDATE,
        subject=subject,
        role="member",
        words=f"member of {subject}",
        start=ZURICH.dawn(0),
        end=ZURICH.dawn(31),
    )
    return replace(fact, **more)  # type: ignore[arg-type]  # the tests name only fields that exist


def ada(*facts: Fact, **more: object) -> Person:
    person = Person(key=ADA, name="Ada", place=PLACE, accounts=("ada",), facts=facts)
    return replace(person, **more)  # type: ignore[arg-type]  # as above


def holds(subject: str = "cat", lead: int = 0, grace: int = 0, *, read_only: bool = False) -> HoldsMandate:
    return HoldsMandate(frozenset({subject}), margin=Margin(lead, grace, read_only))


def seat(person: Person, rule: Rule, at: datetime, moderators: Rule | None = None) -> Seat | None:
    house = community(ZURICH, rule, moderators or Nobody())
    seats = (
        desired(house, Register(people={ADA: person}), at, server_name="here").rooms[RoomKey("hall")].seats
    )
    return next(iter(seats.values()), None)


def power(person: Person, rule: Rule, at: datetime, moderators: Rule | None = None) -> int | None:
    found = seat(person, rule, at, moderators)
    return None if found is None else found.power


def day(number: int, hours: int = 0) -> datetime:
    return ZURICH.dawn(number).astimezone(UTC) + timedelta(hours=hours)


MOMENT = timedelta(microseconds=1)


def test_a_lead_opens_the_room_so_many_days_before() -> None:
    early = holds(lead=14)
    assert power(ada(mandate()), early, day(-14) - MOMENT) is None
    assert power(ada(mandate()), early, day(-14)) == Power.MEMBER
    found = seat(ada(mandate()), early, day(-14))
    assert found is not None
    assert (found.rule, found.fact) == (
        "holds a mandate in cat, from 14 days before",
        "member of cat; let in 14 days before",
    )


def test_in_the_days_after_an_end_somebody_speaks_or_reads_and_is_then_out() -> None:
    speaks, reads = holds(grace=30), holds(grace=30, read_only=True)
    last = day(31 + 30)
    assert power(ada(mandate()), speaks, day(31) - MOMENT) == Power.MEMBER
    assert [power(ada(mandate()), rule, day(31)) for rule in (speaks, reads)] == [0, -1]
    assert [power(ada(mandate()), rule, last - MOMENT) for rule in (speaks, reads)] == [0, -1]
    assert [power(ada(mandate()), rule, last) for rule in (speaks, reads)] == [None, None]
    found = seat(ada(mandate()), reads, day(40))
    assert found is not None
    assert found.fact == "member of cat; let in 30 days after its end to read"


def test_a_moderator_moderates_only_while_holding_the_office() -> None:
    leads = holds(lead=7, grace=7)
    person = ada(mandate())
    assert [power(person, Nobody(), day(at), leads) for at in (-1, 5, 32)] == [0, 50, 0]
    reads = holds(grace=7, read_only=True)
    assert power(person, Nobody(), day(32), reads) == Power.READER
    assert power(person, Everyone(), day(32), reads) == Power.READER
    assert power(ada(mandate(), mandate("cedaw", end=None)), Everyone(), day(32), reads) == Power.MEMBER


def test_of_several_rules_any_gives_the_best_footing_and_all_the_worst() -> None:
    both = ada(mandate(), mandate("cedaw", end=None))
    reads, full = holds(grace=30, read_only=True), holds("cedaw")
    assert power(both, AnyOf((reads, full)), day(35)) == Power.MEMBER
    assert power(both, AllOf((reads, full)), day(35)) == Power.READER
    found = seat(both, AnyOf((reads, full)), day(35))
    assert found is not None
    assert found.rule == "holds a mandate in cedaw"


def test_who_is_left_out_stays_out_in_the_days_after_too() -> None:
    rule = Except(Named(frozenset({ADA})), holds(grace=30, read_only=True))
    assert power(ada(mandate()), rule, day(40)) is None
    assert power(ada(mandate()), rule, day(61)) == Power.MEMBER


def test_nationals_are_left_out_or_alone_let_in() -> None:
    french, swiss = ada(mandate(), nationality="FRA"), ada(mandate(), nationality="CHE")
    unknown = ada(mandate())
    without, only = Except(holds(), FRENCH), AllOf((holds(), FRENCH))
    assert [power(one, without, day(5)) for one in (french, swiss, unknown)] == [None, 0, 0]
    assert [power(one, only, day(5)) for one in (french, swiss, unknown)] == [0, None, None]


@pytest.mark.parametrize(("subject", "seated"), [("FRA", False), ("cat", False), ("KEN", True)])
def test_a_declared_conflict_leaves_out_while_it_lasts(subject: str, *, seated: bool) -> None:
    declared = Conflict(
        subject=subject, words=f"conflict with {subject}", start=ZURICH.dawn(5), end=ZURICH.dawn(10)
    )
    rule = Except(holds(), CONFLICT)
    person = ada(mandate(), conflicts=(declared,))
    assert power(person, rule, day(5) - MOMENT) == Power.MEMBER
    assert (power(person, rule, day(5)) is not None) is seated
    assert power(person, rule, day(10)) == Power.MEMBER


def test_a_suspension_outranks_every_day_of_grace() -> None:
    out = Suspension(start=ZURICH.dawn(33), end=ZURICH.dawn(35), reason="phone stolen")
    person = ada(mandate(), suspensions=(out,))
    assert [power(person, holds(grace=30), day(at)) for at in (32, 33, 34, 35)] == [0, None, None, 0]


def test_a_post_that_lapses_ends_with_its_review() -> None:
    post = Fact(kind=FactKind.POST, subject="door", words="door", review=date(2026, 12, 10))
    other = replace(post, subject="desk")
    assert [power(ada(post), HoldsPost(), day(at)) for at in (9, 10)] == [0, None]
    assert [power(ada(other), HoldsPost(), day(at)) for at in (9, 10)] == [0, 0]


def test_a_seat_says_until_when_it_lasts_as_things_stand() -> None:
    def until(*facts: Fact, rule: Rule | None = None) -> datetime | None:
        found = seat(ada(*facts), rule or holds(), day(5))
        assert found is not None
        return found.until

    renewed = mandate(start=ZURICH.dawn(31), end=ZURICH.dawn(100))
    assert until(mandate()) == day(31)
    assert until(mandate(), renewed) == day(100)
    assert until(mandate(), rule=holds(grace=30)) == day(61)
    assert until(mandate(end=None)) is None
    assert until(mandate(), mandate("cedaw", end=None), rule=AnyOf((holds(), holds("cedaw")))) is None
    assert until(mandate(), mandate(start=ZURICH.dawn(32), end=None)) == day(31)


def test_the_next_turn_is_whatever_comes_first() -> None:
    declared = Conflict(subject="FRA", words="conflict", start=ZURICH.dawn(5), end=ZURICH.dawn(10))
    out = Suspension(start=ZURICH.dawn(33), end=None, reason="r")
    post = Fact(kind=FactKind.POST, subject="door", words="door", review=date(2026, 12, 20))
    person = ada(mandate(), post, conflicts=(declared,), suspensions=(out,))
    house = community(ZURICH, Except(holds(lead=14, grace=30), CONFLICT), Nobody())
    turns, at = [], day(-100)
    while (turn := next_turn(Register(people={ADA: person}), house, at)) is not None:
        turns.append((turn - day(0)).days)
        at = turn
    assert turns == [-14, 0, 5, 10, 20, 31, 33, 50, 61]
