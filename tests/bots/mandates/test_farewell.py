"""What a day brings: only what truly ended and began, whatever the facts are cut into."""

from bots.mandates.farewell import Turn, lines_of, rooms_of, turn
from bots.mandates.holding import line_of
from tests.bots.mandates.facts import at, member, post, seat

TERM = member("cedaw", "2023-01-01", "2027-01-01")
AGAIN = member("cedaw", "2027-01-01", "2031-01-01")
CHAIR = member("cedaw", "2025-01-01", "2027-01-01", role="chair")
CAT = member("cat", "2027-01-01", "2031-01-01")
BEFORE, ON_THE_DAY = at("2026-12-31 23:59"), at("2027-01-01 00:00")


def test_a_term_ends_at_its_instant_and_not_before() -> None:
    known = lines_of([TERM], BEFORE)
    assert not turn(known, [TERM], BEFORE)
    assert turn(known, [TERM], ON_THE_DAY) == Turn(ended=(line_of(TERM),), since=at("2027-01-01"))


def test_a_re_election_changes_nothing() -> None:
    assert not turn(lines_of([TERM], BEFORE), [TERM, AGAIN], ON_THE_DAY)


def test_one_mandate_ends_and_another_begins() -> None:
    facts = [TERM, CHAIR, AGAIN, CAT]
    assert turn(lines_of(facts, BEFORE), facts, ON_THE_DAY) == Turn(
        ended=(line_of(CHAIR),), begun=(line_of(CAT),), since=at("2027-01-01")
    )


def test_who_resigned_yesterday_is_told_today() -> None:
    known = lines_of([TERM], BEFORE)
    resigned = member("cedaw", "2023-01-01", "2026-12-30")
    assert turn(known, [resigned], BEFORE) == Turn(ended=(line_of(TERM),), since=at("2026-12-30"))


def test_what_was_withdrawn_ended_now() -> None:
    known = lines_of([TERM], BEFORE)
    assert turn(known, [], BEFORE) == Turn(ended=(line_of(TERM),), since=BEFORE)


def test_posts_for_other_mechanisms_are_other_lines() -> None:
    known = lines_of([post("secretariat", "cat")], BEFORE)
    moved = turn(known, [post("secretariat", "cedaw")], BEFORE)
    assert (moved.ended, moved.begun) == (
        (("post", "secretariat", "cat"),),
        (("post", "secretariat", "cedaw"),),
    )


def test_the_rooms_of_what_began_are_the_new_ones() -> None:
    seats = [
        seat("cat/committee", fact=CAT.key),
        seat("cedaw/committee", fact=AGAIN.key),
        seat("lobby"),
        seat("crc/committee", open=False, fact=CAT.key),
    ]
    rooms = rooms_of(seats, {CAT.key})
    assert [one.room for one in rooms.new] == ["cat/committee"]
    assert [one.room for one in rooms.kept] == ["cedaw/committee", "lobby"]
