"""Random people, rules, days and zones: seats and turns against a plain reading of each person’s day."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.ids import PersonKey, RoomKey
from provisioning.community.model import Community
from provisioning.community.rules import Rule
from provisioning.community.sense import never, within
from provisioning.desired import desired
from provisioning.register.model import Register
from provisioning.shape import Seat
from provisioning.timeline import Move, timeline
from provisioning.turning import next_turn
from tests.provisioning.any_register import (
    Dates,
    Reading,
    but_not_by_facts,
    community,
    dates,
    moment,
    moments,
    registers,
    rules,
)

HALL = RoomKey("hall")
A_MOMENT = timedelta(microseconds=1)

many = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def seats_of(house: Community, register: Register, at: datetime) -> dict[PersonKey, Seat]:
    seats = desired(house, register, at, server_name="here").rooms[HALL].seats
    return {seat.person: seat for seat in seats.values() if seat.person is not None}


def powers_of(house: Community, register: Register, at: datetime) -> dict[PersonKey, int]:
    return {key: int(seat.power) for key, seat in seats_of(house, register, at).items()}


def plainly(known: Dates, register: Register, who: Rule, moderators: Rule, at: datetime) -> dict[str, int]:
    read = {key: Reading(known, person, at).power(who, moderators) for key, person in register.people.items()}
    return {key: power for key, power in read.items() if power is not None}


@many
@given(known=dates, draw=st.data(), who=rules, moderators=rules, when=moments)
def test_the_seats_are_those_of_a_plain_reading(
    known: Dates, draw: st.DataObject, who: Rule, moderators: Rule, when: tuple[int, timedelta]
) -> None:
    register, at = draw.draw(registers(known)), moment(known, when)
    house = community(known, who, moderators)
    assert powers_of(house, register, at) == plainly(known, register, who, moderators, at)


@many
@given(known=dates, draw=st.data(), who=rules, moderators=rules, when=moments)
def test_a_seat_ends_when_it_says_and_not_before(
    known: Dates, draw: st.DataObject, who: Rule, moderators: Rule, when: tuple[int, timedelta]
) -> None:
    register, at = draw.draw(registers(known)), moment(known, when)
    for person, seat in seats_of(community(known, who, moderators), register, at).items():
        ends = seat.until or moment(known, (400, timedelta(0)))
        last = plainly(known, register, who, moderators, ends - A_MOMENT)
        assert person in last
        assert (person in plainly(known, register, who, moderators, ends)) is (seat.until is None)


@many
@given(known=dates, draw=st.data(), who=but_not_by_facts, moderators=but_not_by_facts, when=moments)
def test_removing_a_fact_never_adds_a_seat_nor_a_power(
    known: Dates, draw: st.DataObject, who: Rule, moderators: Rule, when: tuple[int, timedelta]
) -> None:
    """Where an “except” asks for what somebody holds, losing it may let them in: that is what it says."""
    register, at = draw.draw(registers(known)), moment(known, when)
    house = community(known, who, moderators)
    before = powers_of(house, register, at)
    for key, person in register.people.items():
        for number in range(len(person.facts)):
            fewer = replace(person, facts=person.facts[:number] + person.facts[number + 1 :])
            after = powers_of(house, Register(people={**register.people, key: fewer}), at)
            assert after.keys() <= before.keys()
            assert all(power <= before[key] for key, power in after.items())


@many
@given(known=dates, draw=st.data(), who=rules, moderators=rules, when=moments)
def test_nothing_changes_before_the_next_turn(
    known: Dates, draw: st.DataObject, who: Rule, moderators: Rule, when: tuple[int, timedelta]
) -> None:
    register, at = draw.draw(registers(known)), moment(known, when)
    house = community(known, who, moderators)
    turn = next_turn(register, house, at)
    last = moment(known, (400, timedelta(0))) if turn is None else turn - A_MOMENT
    assert turn is None or turn > at
    assert powers_of(house, register, last) == powers_of(house, register, at)


@many
@given(known=dates, draw=st.data(), who=rules, moderators=rules)
def test_the_timeline_is_the_difference_of_what_is_wanted_at_each_turn(
    known: Dates, draw: st.DataObject, who: Rule, moderators: Rule
) -> None:
    register, first = draw.draw(registers(known)), moment(known, draw.draw(moments))
    house, last = community(known, who, moderators), first + timedelta(draw.draw(st.integers(0, 60)))
    turns = timeline(house, register, first, last, server_name="here")
    now, at = powers_of(house, register, first), first
    while (turn := next_turn(register, house, at)) is not None and turn <= last:
        then, at = powers_of(house, register, turn), turn
        told = {one.person: (one.move, one.power) for one in turns if one.at == turn}
        assert {key: then.get(key, 0) for key in {*now, *then} if now.get(key) != then.get(key)} == {
            key: power for key, (_, power) in told.items()
        }
        assert {key for key, (move, _) in told.items() if move is Move.ENTERS} == then.keys() - now.keys()
        assert {key for key, (move, _) in told.items() if move is Move.LEAVES} == now.keys() - then.keys()
        now = then
    assert {one.at for one in turns} <= set(_turns(register, house, first, last))


def _turns(register: Register, house: Community, first: datetime, last: datetime) -> list[datetime]:
    turns, at = [], first
    while (turn := next_turn(register, house, at)) is not None and turn <= last:
        turns.append(turn)
        at = turn
    return turns


@many
@given(known=dates, draw=st.data(), one=rules, other=rules)
def test_what_is_said_of_rules_without_a_register_is_true_of_every_register(
    known: Dates, draw: st.DataObject, one: Rule, other: Rule
) -> None:
    register, at = draw.draw(registers(known)), moment(known, draw.draw(moments))
    for person in register.people.values():
        reading = Reading(known, person, at)
        assert not (never(one, community(known, one, other)) and reading.footing(one))
        assert not (within(one, other) and reading.footing(one) and not reading.footing(other))
