"""Why somebody sits in a room, or why not, over the sample community."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kit.errors import BadInput
from kit.ids import PersonKey, RoomKey, UserId
from provisioning.community.load import load_community
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Except,
    HoldsMandate,
    HoldsPost,
    Margin,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.explain import Explaining
from provisioning.register.load import load_register
from provisioning.register.model import Conflict, Fact, FactKind, Person, Register, Suspension
from provisioning.sample import config_folder
from provisioning.shape import BanFact

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAMPLE = config_folder() / "communities" / "treaty-bodies"
COMMUNITY = load_community(SAMPLE)
REGISTER = load_register(SAMPLE, COMMUNITY)
CHAIR = PersonKey("p001")
CERD = HoldsMandate(frozenset({"cerd"}), words="holds a mandate in CERD")


def explaining(at: datetime = NOON, bans: tuple[BanFact, ...] = (), **changes: object) -> Explaining:
    person: Person = replace(REGISTER.people[CHAIR], **changes)  # type: ignore[arg-type]  # real fields only
    register = replace(REGISTER, people={**REGISTER.people, CHAIR: person})
    return Explaining(COMMUNITY, register, at, server_name="here", bans=bans)


def refusal(room: str, ask: Explaining) -> str:
    person = ask.register.people[CHAIR]
    return ask.pair(person, COMMUNITY.rooms[RoomKey(room)]).refused


def test_a_person_hears_each_room_with_its_reason() -> None:
    told = explaining().person(CHAIR)
    assert len(told.rooms) == len(COMMUNITY.rooms)
    rooms = {one.room: one for one in told.rooms}
    ((user, seat),) = rooms[RoomKey("cerd/officers")].seats
    assert user == "@rosbeth.merrigrave:here"
    assert seat.rule == "is chair or vice-chair or rapporteur of CERD"
    assert seat.fact == "chair of CERD, 2025-01-01 to 2026-12-31"


def test_a_person_hears_why_a_room_is_closed_to_them() -> None:
    assert refusal("cat/committee", explaining()) == (
        "asked is one who holds a mandate in CAT or has the post secretariat for CAT"
    )


def test_a_mandate_that_ended_or_begins_later_is_named() -> None:
    assert refusal("cerd/committee", explaining(datetime(2031, 1, 2, tzinfo=UTC))).startswith(
        "ended on 2026-12-31: "
    )
    assert refusal("cerd/committee", explaining(datetime(2022, 1, 2, tzinfo=UTC))).startswith(
        "begins on 2023-01-01: "
    )


def test_a_suspension_is_the_first_thing_told() -> None:
    out = Suspension(start=NOON, end=None, reason="phone stolen")
    assert (
        refusal("cerd/committee", explaining(suspensions=(out,)))
        == "suspended since 2026-11-21: phone stolen"
    )


def test_a_missing_account_is_told() -> None:
    assert refusal("cerd/committee", explaining(accounts=())) == "has no account yet"


def test_a_server_out_of_reach_is_told() -> None:
    assert refusal("cerd/committee", explaining(accounts=("@r:elsewhere",))) == (
        "the room does not reach elsewhere, where @r:elsewhere is"
    )


def test_a_ban_is_told_with_who_and_why() -> None:
    user = UserId("@rosbeth.merrigrave:here")
    ban = BanFact(room=RoomKey("lobby"), user=user, by=UserId("@mod:here"), reason="spam", at=NOON)
    assert refusal("lobby", explaining(bans=(ban,))) == "banned by @mod:here on 2026-11-21: spam"


def test_a_room_tells_its_rules_and_everybody_in_it_first() -> None:
    told = explaining().room(RoomKey("chairs/meeting"))
    assert told.who == "is chair of any treaty body or has the post secretariat"
    inside = [bool(one.seats) for one in told.people]
    assert inside == sorted(inside, reverse=True)
    assert sum(inside) == len(explaining().desired.rooms[RoomKey("chairs/meeting")].seats)


@pytest.mark.parametrize(
    "word",
    ["p001", "Rosbeth Merrigrave", "rosbeth.merrigrave", "@rosbeth.merrigrave:here", "ROSBETH MERRIGRAVE"],
)
def test_a_person_is_found_by_whatever_they_are_called(word: str) -> None:
    assert explaining().find_person(word) == CHAIR


def test_a_name_nobody_has_gets_the_nearest() -> None:
    with pytest.raises(BadInput, match=r"is called “rosbet.merigrave”; did you mean “rosbeth.merrigrave”\?"):
        explaining().find_person("rosbet.merigrave")


def test_who_sits_there_hears_until_when() -> None:
    told = explaining().person(CHAIR)
    rooms = {one.room: one for one in told.rooms}
    ((_, officer),) = rooms[RoomKey("cerd/officers")].seats
    assert officer.fact == "chair of CERD, 2025-01-01 to 2026-12-31"
    assert officer.until == datetime(2030, 12, 31, 23, tzinfo=UTC), "an officer of the next years, too"


def with_rule(rule: Rule, at: datetime = NOON, **changes: object) -> str:
    spec = replace(COMMUNITY.rooms[RoomKey("cerd/committee")], who=rule, moderators=Nobody())
    community = replace(COMMUNITY, rooms={spec.key: spec}, lapsing=frozenset({"secretariat"}))
    person: Person = replace(REGISTER.people[CHAIR], **changes)  # type: ignore[arg-type]  # real fields only
    register = Register(people={CHAIR: person})
    ask = Explaining(community, register, at, server_name="here")
    return ask.pair(ask.register.people[CHAIR], spec).refused


def test_a_lead_says_when_the_room_opens() -> None:
    early = replace(CERD, margin=Margin(lead=14))
    assert with_rule(early, datetime(2022, 6, 1, tzinfo=UTC)).startswith(
        "opens on 2022-12-18: member of CERD, 2023-01-01 to 2026-12-31"
    )
    assert with_rule(early, datetime(2022, 12, 18, tzinfo=UTC)) == ""


def test_days_of_grace_that_are_over_are_told_with_the_end() -> None:
    late = replace(CERD, margin=Margin(grace=30))
    assert with_rule(late, datetime(2031, 3, 1, tzinfo=UTC)).startswith(
        "ended on 2026-12-31, its grace on 2027-01-30: member of CERD"
    )


def test_who_is_left_out_by_nationality_or_conflict_hears_by_which() -> None:
    declared = Conflict(subject="TGO", words="conflict with TGO, since 2026-01-01")
    left_out = Except(CERD, AnyOf((NationalOf(frozenset({"FRA"})), ConflictWith(frozenset({"TGO"})))))
    assert with_rule(left_out, nationality="FRA") == "left out: is a national of FRA (nationality FRA)"
    assert with_rule(left_out, nationality="KEN", conflicts=(declared,)) == (
        "left out: has a conflict with TGO (conflict with TGO, since 2026-01-01)"
    )
    assert with_rule(left_out, nationality="KEN") == ""


def test_who_is_not_of_the_nationality_asked_for_hears_so() -> None:
    rule = AllOf((CERD, NationalOf(frozenset({"FRA"}))))
    assert with_rule(rule, nationality="KEN") == "asked is one who is a national of FRA"


def test_a_post_that_lapsed_is_told_with_its_day() -> None:
    post = Fact(
        kind=FactKind.POST, subject="secretariat", words="secretariat for CERD", review=date(2026, 6, 30)
    )
    rule = HoldsPost(frozenset({"secretariat"}))
    assert with_rule(rule, facts=(post,)) == "lapsed on 2026-06-30: secretariat for CERD"


def test_a_seat_can_be_asked_for_before_there_is_an_account() -> None:
    ask = explaining(accounts=())
    seat = ask.seat(CHAIR, COMMUNITY.rooms[RoomKey("cerd/committee")])
    assert seat is not None
    assert (seat.power, seat.until) == (50, datetime(2030, 12, 31, 23, tzinfo=UTC))
