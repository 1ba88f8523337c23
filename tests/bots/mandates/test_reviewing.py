"""Posts of the staff are listed once a week when somebody should look at them."""

from zoneinfo import ZoneInfo

import pytest

from bots.mandates.reviewing import ends_with_review, overdue, week_of
from tests.bots.mandates.facts import KATHMANDU, ZURICH, at, member, person, post, utc

ZONE = ZoneInfo(ZURICH)
MONDAY = at("2026-03-02 09:00")


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-03-01 23:59", "2026-W09"),
        ("2026-03-02 00:00", None),
        ("2026-03-02 08:59", None),
        ("2026-03-02 09:00", "2026-W10"),
        ("2026-03-05 03:00", "2026-W10"),
        ("2027-01-03 12:00", "2026-W53"),
        ("2027-01-04 12:00", "2027-W01"),
    ],
)
def test_a_weeks_list_is_due_from_monday_morning(now: str, week: str | None) -> None:
    assert week_of(at(now), ZONE) == week


def test_monday_morning_is_the_communitys() -> None:
    assert week_of(utc("2026-03-02 03:15"), ZoneInfo(KATHMANDU)) == "2026-W10"
    assert week_of(utc("2026-03-02 03:14"), ZoneInfo(KATHMANDU)) is None


def test_the_posts_past_their_review_are_listed_oldest_first() -> None:
    people = [
        person("Cleo", post("secretariat", "cat", review="2026-03-01")),
        person(
            "Dora", post("secretariat", "crc", review="2025-12-31"), post("platform", review="2026-03-02")
        ),
        person("Ada", member("cedaw", "2023-01-01", None)),
    ]
    listed = [(one.person.name, one.post.key) for one in overdue(people, MONDAY, ZONE)]
    assert listed == [("Dora", "post:secretariat:crc"), ("Cleo", "post:secretariat:cat")]


def test_a_post_that_ended_is_not_listed() -> None:
    people = [person("Cleo", post("secretariat", review="2026-01-31", end="2026-02-01"))]
    assert overdue(people, MONDAY, ZONE) == ()


def test_a_post_that_lapses_with_its_review_is_listed_two_weeks_before() -> None:
    lapsing = post("secretariat", review="2026-03-16", end="2026-03-17")
    people = [person("Cleo", lapsing), person("Dora", post("secretariat", review="2026-03-16"))]
    assert ends_with_review(lapsing, ZONE)
    assert [one.person.name for one in overdue(people, MONDAY, ZONE)] == ["Cleo"]
    assert overdue(people, at("2026-03-01 12:00"), ZONE) == ()
