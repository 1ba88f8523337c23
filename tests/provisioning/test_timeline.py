"""The timeline of one small community: who comes, who goes, who falls silent, and what is told of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kit.ids import PersonKey, RoomKey, UserId
from provisioning.community.rules import Everyone, Except, HoldsMandate, Margin, NationalOf, Nobody
from provisioning.register.model import Fact, FactKind, Person, Register, Suspension
from provisioning.shape import BanFact
from provisioning.timeline import Move, Turn, passages, timeline
from tests.provisioning.any_register import PLACE, Dates, community

ZURICH = Dates("Europe/Zurich", date(2026, 12, 1))
NEW_YEAR = ZURICH.dawn(31)
CAT = HoldsMandate(frozenset({"cat"}), words="holds a mandate in CAT")
GRACE = replace(CAT, margin=Margin(lead=14, grace=30, read_only=True))
CHAIRS = HoldsMandate(frozenset({"cat"}), frozenset({"chair"}), "is chair of CAT")
HOUSE = community(ZURICH, CAT, CHAIRS)


def fact(first: int, last: int, role: str = "member") -> Fact:
    start, end = ZURICH.dawn(first), ZURICH.dawn(last + 1)
    return Fact(kind=FactKind.MANDATE, subject="cat", role=role, words=f"{role} of CAT", start=start, end=end)


def person(key: str, *facts: Fact, accounts: tuple[str, ...] | None = None) -> Person:
    held = (key,) if accounts is None else accounts
    return Person(key=PersonKey(key), name=key.title(), place=PLACE, accounts=held, facts=facts)


def told(*people: Person, house: object = HOUSE, **more: object) -> list[Turn]:
    register = Register(people={one.key: one for one in people})
    first, last = ZURICH.dawn(-60), ZURICH.dawn(100)
    return list(timeline(house, register, first, last, server_name="here", **more))  # type: ignore[arg-type]  # a community and its bans


def days(turns: list[Turn]) -> list[tuple[int, str, Move, int]]:
    return [((turn.at - ZURICH.dawn(0)).days, turn.person, turn.move, turn.power) for turn in turns]


def test_at_the_turn_of_the_year_one_leaves_and_another_enters_at_one_instant() -> None:
    turns = told(person("ada", fact(0, 30)), person("bo", fact(31, 60)))
    assert days(turns) == [
        (0, "ada", Move.ENTERS, 0),
        (31, "ada", Move.LEAVES, 0),
        (31, "bo", Move.ENTERS, 0),
        (61, "bo", Move.LEAVES, 0),
    ]
    assert {turn.at for turn in turns[1:3]} == {NEW_YEAR}
    assert [turn.why for turn in turns[1:3]] == [
        "ended on 2026-12-31: member of CAT",
        "member of CAT (holds a mandate in CAT)",
    ]


def test_a_reelection_is_no_turn() -> None:
    assert days(told(person("ada", fact(0, 30), fact(31, 60))))[1:] == [(61, "ada", Move.LEAVES, 0)]


def test_leads_and_graces_have_their_turns() -> None:
    turns = told(person("ada", fact(0, 30)), house=community(ZURICH, GRACE, Nobody()))
    assert days(turns) == [
        (-14, "ada", Move.ENTERS, 0),
        (31, "ada", Move.READS, -1),
        (61, "ada", Move.LEAVES, 0),
    ]
    assert turns[1].why.startswith("member of CAT; let in 30 days after its end to read")
    assert turns[2].why == "ended on 2026-12-31, its grace on 2027-01-30: member of CAT"


def test_a_chair_moderates_and_steps_down_without_leaving() -> None:
    assert days(told(person("ada", fact(0, 60), fact(10, 30, "chair"))))[1:3] == [
        (10, "ada", Move.LEADS, 50),
        (31, "ada", Move.STEPS_DOWN, 0),
    ]


def test_who_was_silent_speaks_again_with_another_mandate_and_at_first_in_its_lead() -> None:
    turns = told(person("ada", fact(0, 30), fact(50, 60)), house=community(ZURICH, GRACE, Nobody()))
    assert days(turns)[1:] == [
        (31, "ada", Move.READS, -1),
        (36, "ada", Move.SPEAKS, 0),
        (61, "ada", Move.READS, -1),
        (91, "ada", Move.LEAVES, 0),
    ]


def test_a_suspension_that_is_entered_for_a_day_takes_out_and_gives_back() -> None:
    out = Suspension(start=ZURICH.dawn(5), end=ZURICH.dawn(8), reason="on leave")
    turns = told(replace(person("ada", fact(0, 30)), suspensions=(out,)))
    assert days(turns)[1:3] == [(5, "ada", Move.LEAVES, 0), (8, "ada", Move.ENTERS, 0)]
    assert turns[1].why == "suspended since 2026-12-06: on leave"


def test_who_has_no_account_is_told_as_waiting_and_who_is_banned_or_out_of_reach_is_not() -> None:
    waiting = person("wa", fact(0, 30), accounts=())
    assert [turn.waits for turn in told(waiting)] == [True, True]
    banned = person("ba", fact(0, 30))
    ban = BanFact(
        room=RoomKey("hall"), user=UserId("@ba:here"), by=UserId("@m:here"), reason="r", at=NEW_YEAR
    )
    assert told(banned, bans=(ban,)) == []
    hall = HOUSE.rooms[RoomKey("hall")]
    near = replace(HOUSE, rooms={hall.key: replace(hall, federate=False)})
    assert told(person("fa", fact(0, 30), accounts=("@fa:far",)), house=near) == []
    assert len(told(person("fa", fact(0, 30), accounts=("@fa:far",)))) == 2


def test_what_is_so_already_and_what_comes_later_is_not_told() -> None:
    register = Register(people={PersonKey("ada"): person("ada", fact(0, 30))})

    def between(first: datetime, last: datetime) -> list[Move]:
        return [turn.move for turn in timeline(HOUSE, register, first, last, server_name="here")]

    assert between(ZURICH.dawn(0), ZURICH.dawn(30)) == []
    assert between(ZURICH.dawn(0), NEW_YEAR) == [Move.LEAVES]
    assert between(NEW_YEAR, ZURICH.dawn(60)) == []
    assert between(ZURICH.dawn(0) - timedelta(microseconds=1), ZURICH.dawn(0)) == [Move.ENTERS]


def test_what_becomes_of_one_person_at_once_is_one_passage() -> None:
    spec = HOUSE.rooms[RoomKey("hall")]
    rooms = {key: replace(spec, key=key) for key in map(RoomKey, ("hall", "attic"))}
    turns = told(person("bo", fact(0, 30)), person("ada", fact(0, 30)), house=replace(HOUSE, rooms=rooms))
    found = list(passages(turns, {PersonKey("ada"): "Ada", PersonKey("bo"): "Bo"}))
    assert [(one.person, one.move, set(one.rooms)) for one in found[2:]] == [
        ("ada", Move.LEAVES, {"hall", "attic"}),
        ("bo", Move.LEAVES, {"hall", "attic"}),
    ]
    assert found[2].whys == ("ended on 2026-12-31: member of CAT",)


def test_who_is_always_left_out_never_turns() -> None:
    house = community(ZURICH, Except(Everyone(), NationalOf(frozenset({"FRA"}))), Nobody())
    assert told(replace(person("ada", fact(0, 30)), nationality="FRA"), house=house) == []


@pytest.mark.parametrize("zone", ["Europe/Zurich", "Pacific/Auckland"])
def test_turns_are_at_the_instant_of_the_zone(zone: str) -> None:
    there = Dates(zone, date(2026, 12, 1))
    held = replace(fact(0, 30), start=there.dawn(0), end=there.dawn(31))
    turns = told(person("ada", held), house=community(there, CAT, Nobody()))
    assert turns[-1].at == there.dawn(31).astimezone(UTC)
