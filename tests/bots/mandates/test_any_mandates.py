"""Whatever mandates follow or overlap each other, notices and farewells tell of true ends alone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bots.mandates.farewell import turn
from bots.mandates.holding import Line, held_at, holds, last_day, lasts_until, line_of
from bots.mandates.notices import due, told_on
from kit.ports import Held
from tests.bots.mandates.facts import KATHMANDU, ST_JOHNS, ZURICH, at, member

DAYS = (30, 7, 0)
FIRST = date(2026, 2, 20)
"""Clocks turn twice in the weeks after it, in two of the three zones."""
LENGTH = 60

days = st.integers(0, LENGTH)
zones = st.sampled_from([ZURICH, KATHMANDU, ST_JOHNS]).map(ZoneInfo)


@st.composite
def facts(draw: st.DrawFn) -> list[Held]:
    """Return some mandates of one or two mechanisms, touching, overlapping or with gaps."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        begin, length = draw(days), draw(st.integers(1, 40))
        start, end = FIRST + timedelta(begin), FIRST + timedelta(begin + length)
        open_end = draw(st.booleans()) and draw(st.booleans())
        subject = draw(st.sampled_from(["cedaw", "cat"]))
        found.append(member(subject, start.isoformat(), None if open_end else end.isoformat()))
    return found


def every(hours: int) -> list[datetime]:
    begin = at(FIRST.isoformat())
    return [begin + timedelta(hours=hours * step) for step in range((LENGTH + 60) * 24 // hours)]


def is_held(line: Line, held: list[Held], moment: datetime) -> bool:
    return any(line_of(one) == line and holds(one, moment) for one in held)


@given(facts(), zones)
def test_notices_are_true_and_each_true_one_is_given_once(held: list[Held], zone: ZoneInfo) -> None:
    sent: set[tuple[datetime, int]] = set()
    given_: set[tuple[datetime, int, Line]] = set()
    for now in every(3):
        for notice in due(held, now, sent, DAYS, zone=zone):
            sent.add((notice.end, notice.days))
            for one in notice.holds:
                assert now < notice.end
                assert not is_held(line_of(one), held, notice.end)
                assert is_held(line_of(one), held, notice.end - timedelta(seconds=1))
                given_.add((notice.end, notice.days, line_of(one)))
    ends = {(end, line_of(one)) for one in held if (end := lasts_until(one, held)) is not None}
    wanted = {
        (end, count, line)
        for end, line in ends
        for count in DAYS
        if (then := held_at(line, held, told_on(end, count, zone))) and lasts_until(then, held) == end
        if told_on(end, count, zone) < end - timedelta(hours=3)
    }
    assert wanted <= given_
    assert {count for _, count, _ in given_} <= set(DAYS)


@given(facts(), st.integers(1, 30))
def test_farewells_and_welcomes_take_turns_and_end_with_what_is_held(held: list[Held], step: int) -> None:
    known: frozenset[Line] = frozenset()
    for now in every(step):
        change = turn(known, held, now)
        assert not set(change.ended) - known
        assert not set(change.begun) & known
        assert change.since <= now
        known = known - set(change.ended) | set(change.begun)
        assert known == {line_of(one) for one in held if holds(one, now)}
        assert not turn(known, held, now)


@given(facts())
def test_a_chain_lasts_exactly_until_its_line_is_held_no_more(held: list[Held]) -> None:
    for one in held:
        end = lasts_until(one, held)
        line = line_of(one)
        if end is None:
            assert any(other.end is None for other in held if line_of(other) == line)
        else:
            assert not is_held(line, held, end)
            moments = (other.end for other in held if other.end is not None and one.end is not None)
            assert all(is_held(line, held, moment) for moment in moments if (one.end or end) <= moment < end)
            assert last_day(end, ZoneInfo(ZURICH)) >= FIRST
