"""Calendar days where clocks change, at night or at midnight itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from provisioning.community.rules import Nobody
from provisioning.days import BEGINNING, FOREVER, Days
from provisioning.register.model import Fact, FactKind
from tests.provisioning.any_register import Dates, community


def days_in(zone: str) -> Days:
    return Days(community(Dates(zone, date(2026, 1, 1)), Nobody(), Nobody()))


def utc(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "start", "by", "there"),
    [
        ("UTC", utc(3, 1), 30, utc(3, 31)),
        ("Europe/Zurich", utc(3, 28, 23), 1, utc(3, 29, 22)),
        ("Europe/Zurich", utc(10, 24, 22), 1, utc(10, 25, 23)),
        ("Europe/Zurich", utc(12, 31, 23), -14, utc(12, 17, 23)),
        ("Asia/Beirut", utc(3, 28, 22), 10, utc(4, 7, 21)),
        ("Asia/Beirut", utc(3, 18, 22), 10, utc(3, 28, 22)),
        ("Asia/Beirut", utc(4, 7, 21), -10, utc(3, 28, 22)),
        ("America/Havana", utc(10, 31, 4), 1, utc(11, 1, 4)),
        ("America/Havana", utc(11, 1, 4), 1, utc(11, 2, 5)),
        ("America/Havana", utc(3, 8, 5), 7, utc(3, 15, 4)),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_zone(
    zone: str, start: datetime, by: int, there: datetime
) -> None:
    assert days_in(zone).moved(start, by) == there


def test_a_time_of_day_stays_the_same_time_of_day() -> None:
    assert days_in("Europe/Zurich").moved(utc(3, 28, 11), 1) == utc(3, 29, 10)


@pytest.mark.parametrize("end", [BEGINNING, FOREVER])
def test_what_has_no_beginning_and_no_end_keeps_none(end: datetime) -> None:
    days = days_in("Europe/Zurich")
    assert days.moved(end, 30) == days.moved(end, -30) == end


def post(subject: str, review: date | None, end: datetime | None = None) -> Fact:
    return Fact(kind=FactKind.POST, subject=subject, words=subject, review=review, end=end)


def test_a_post_that_lapses_ends_with_the_day_of_its_review_if_not_before() -> None:
    days = days_in("Europe/Zurich")
    review = date(2026, 6, 30)
    assert days.bounds(post("door", review))[1] == utc(6, 30, 22)
    assert days.bounds(post("desk", review))[1] == FOREVER
    assert days.bounds(post("door", None))[1] == FOREVER
    before = utc(6, 1)
    assert days.bounds(post("door", review, before))[1] == before
    assert days.bounds(post("door", review, before + timedelta(60)))[1] == utc(6, 30, 22)
