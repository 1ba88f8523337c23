"""When people are told of an end: in the morning of the chosen day, once, and only what is true."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bots.mandates.holding import lasts_until, line_of, now_held
from bots.mandates.notices import Correction, Notice, Told, corrections, days_left, due, told_on
from kit.ports import Held
from tests.bots.mandates.facts import KATHMANDU, ST_JOHNS, ZURICH, at, member, utc

DAYS = (90, 30, 7)
TERM = member("cedaw", "2023-01-01", "2027-01-01")
CHAIR = member("cedaw", "2025-01-01", "2027-01-01", role="chair")
AGAIN = member("cedaw", "2027-01-01", "2031-01-01")
END = at("2027-01-01")


Sent = AbstractSet[tuple[datetime, int]]


def told(
    facts: Sequence[Held],
    now: datetime,
    sent: Sent = frozenset(),
    days: tuple[int, ...] = DAYS,
    zone: str = ZURICH,
) -> list[tuple[datetime, int, tuple[Held, ...]]]:
    return [(one.end, one.days, one.holds) for one in due(facts, now, sent, days, zone=ZoneInfo(zone))]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-10-02 08:59", None),
        ("2026-10-02 09:00", 90),
        ("2026-11-30 20:59", 90),
        ("2026-12-01 09:00", 30),
        ("2026-12-24 09:00", 7),
        ("2026-12-31 20:59", 7),
    ],
)
def test_a_notice_is_due_from_the_morning_of_its_day(now: str, days: int | None) -> None:
    assert told([TERM], at(now)) == ([] if days is None else [(END, days, (TERM,))])


def test_after_a_long_stop_the_one_notice_that_is_true_is_due_and_no_other() -> None:
    assert told([TERM], at("2026-12-28 10:00")) == [(END, 7, (TERM,))]
    assert told([TERM], at("2026-12-28 10:00"), {(END, 7)}) == []
    assert told([TERM], at("2026-12-28 10:00"), {(END, 90), (END, 30)}) == [(END, 7, (TERM,))]


def test_nothing_is_due_after_the_end() -> None:
    assert told([TERM], at("2027-01-01 10:00")) == []


@pytest.mark.parametrize("hour", ["00:00", "03:30", "08:59", "21:00", "23:59"])
def test_nobody_is_woken_by_a_notice(hour: str) -> None:
    assert told([TERM], at(f"2026-12-28 {hour}")) == []


def test_what_ends_together_is_told_together() -> None:
    other = member("cat", "2024-01-01", "2027-03-01")
    assert told([TERM, CHAIR, other], at("2026-12-05 10:00")) == [
        (END, 30, (TERM, CHAIR)),
        (at("2027-03-01"), 90, (other,)),
    ]


def test_a_re_election_without_a_gap_is_no_end() -> None:
    assert told([TERM, AGAIN], at("2026-12-28 10:00")) == []
    assert told([TERM, AGAIN], at("2030-12-28 10:00")) == [(at("2031-01-01"), 7, (AGAIN,))]


def test_a_re_election_after_a_gap_is_an_end_and_a_beginning() -> None:
    later = member("cedaw", "2027-01-02", "2031-01-01")
    assert told([TERM, later], at("2026-12-28 10:00")) == [(END, 7, (TERM,))]


def test_another_role_or_mechanism_continues_nothing() -> None:
    other = member("cat", "2027-01-01", "2031-01-01")
    chair = member("cedaw", "2027-01-01", "2031-01-01", role="chair")
    assert told([TERM, other, chair], at("2026-12-28 10:00")) == [(END, 7, (TERM,))]


def test_terms_that_continue_each_other_are_one() -> None:
    third = member("cedaw", "2031-01-01", None)
    assert lasts_until(TERM, [third, AGAIN, TERM]) is None
    assert lasts_until(TERM, [AGAIN, TERM]) == AGAIN.end
    assert now_held([TERM, AGAIN, third], at("2029-05-05")) == (AGAIN,)


def test_what_is_recorded_late_is_told_late_but_what_begins_late_is_not() -> None:
    guest = member("cedaw", "2026-12-26", "2027-01-01", role="guest")
    assert told([guest], at("2026-12-27 10:00")) == []
    assert told([guest], at("2026-12-31 10:00")) == []
    assert told([guest], at("2026-12-31 10:00"), days=(90, 1)) == [(END, 1, (guest,))]


def test_what_was_held_before_a_gap_is_another_time() -> None:
    earlier = member("cedaw", "2026-11-01", "2026-12-02")
    anew = member("cedaw", "2026-12-20", "2027-01-01")
    assert told([earlier, anew], at("2026-12-21 10:00")) == []
    assert told([earlier, anew], at("2026-12-24 10:00")) == [(END, 7, (anew,))]


def test_what_has_no_end_is_never_announced() -> None:
    assert told([member("cedaw", "2023-01-01", None)], at("2026-12-28 10:00")) == []


def test_a_person_is_told_in_the_morning_of_their_own_zone() -> None:
    """The term ends at 04:45 of 1 January in Kathmandu, where that is therefore its last day."""
    assert told_on(END, 7, ZoneInfo(KATHMANDU)) == at("2026-12-25 09:00", KATHMANDU)
    assert told([TERM], utc("2026-12-24 09:00"), zone=KATHMANDU) == [(END, 30, (TERM,))]
    assert told([TERM], utc("2026-12-25 03:14"), zone=KATHMANDU) == []
    assert told([TERM], utc("2026-12-25 03:15"), zone=KATHMANDU) == [(END, 7, (TERM,))]
    assert told_on(END, 7, ZoneInfo(ST_JOHNS)) == at("2026-12-24 09:00", ST_JOHNS) == utc("2026-12-24 12:30")


@pytest.mark.parametrize(
    ("end", "zone", "days", "instant"),
    [
        ("2027-04-01", ZURICH, 7, "2027-03-24 08:00"),
        ("2027-04-01", ZURICH, 3, "2027-03-28 07:00"),
        ("2027-11-01", ZURICH, 0, "2027-10-31 08:00"),
        ("2027-03-15", ST_JOHNS, 1, "2027-03-13 12:30"),
        ("2027-03-15", ST_JOHNS, 0, "2027-03-14 11:30"),
        ("2027-11-08", ST_JOHNS, 0, "2027-11-07 12:30"),
    ],
)
def test_mornings_are_mornings_on_the_days_that_clocks_turn(
    end: str, zone: str, days: int, instant: str
) -> None:
    """Clocks turn in Zurich on 28 March and 31 October 2027, in St. John's on 14 March and 7 November."""
    assert told_on(at(end, zone), days, ZoneInfo(zone)) == utc(instant)


def test_days_are_counted_on_the_readers_calendar() -> None:
    now = utc("2026-12-24 20:00")
    assert days_left(END, now, ZoneInfo(ZURICH)) == 7
    assert days_left(END, now, ZoneInfo(KATHMANDU)) == 7
    assert days_left(at("2027-03-29"), at("2027-03-27 23:30"), ZoneInfo(ZURICH)) == 1


def test_each_notice_is_given_once_however_often_one_looks() -> None:
    sent: set[tuple[datetime, int]] = set()
    now, given = at("2026-09-01 00:00"), list[int]()
    while now < at("2027-02-01"):
        for notice in due([TERM, CHAIR], now, sent, DAYS, zone=ZoneInfo(ST_JOHNS)):
            given.append(notice.days)
            sent.add((notice.end, notice.days))
        now += timedelta(minutes=47)
    assert given == [90, 30, 7]


def test_a_re_election_after_a_notice_is_told_once() -> None:
    notice = Told(END, (line_of(TERM), line_of(CHAIR)))
    happy = Correction(END, AGAIN, AGAIN.end)
    assert corrections([TERM, CHAIR], [notice], frozenset()) == ()
    assert corrections([TERM, CHAIR, AGAIN], [notice, notice], frozenset()) == (happy,)
    assert corrections([TERM, CHAIR, AGAIN], [notice], {(END, line_of(TERM))}) == ()


def test_a_term_that_is_lengthened_is_told_like_a_re_election() -> None:
    longer = member("cedaw", "2023-01-01", None)
    assert corrections([longer], [Told(END, (line_of(TERM),))], frozenset()) == (
        Correction(END, longer, None),
    )


def test_what_is_withdrawn_is_no_good_news() -> None:
    assert corrections([], [Told(END, (line_of(TERM),))], frozenset()) == ()


def test_a_notice_is_a_value() -> None:
    assert due([TERM], at("2026-12-28 10:00"), frozenset(), DAYS, zone=ZoneInfo(ZURICH)) == (
        Notice(end=END, days=7, holds=(TERM,)),
    )
