"""What the bot that verifies people is told of the register, and what it may change of it."""

from datetime import UTC, datetime, timedelta

import pytest

from kit.errors import Refusal
from kit.ids import Language, PersonKey, RoomKey
from kit.testing import StillClock
from provisioning.mandates import RegisterMandates
from provisioning.steward import Steward
from provisioning.store.audit import rows
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user

ADA, JOAN, CLEO = PersonKey("ada"), PersonKey("joan"), PersonKey("cleo")
CLERKS = """\
  vera: {name: Vera Ødegård, email: Vera@example.org, holds: [{mandate: owls, from: 2024-01-01}]}
  dora: {name: Dora, accounts: [dora], holds: [{post: clerk, of: owls}]}
  ines: {name: Dora, holds: [{guest: owls, from: 2027-01-01, to: 2027-06-30}]}
"""


class Ticking(StillClock):
    """A clock that goes on between two looks, as all real ones do."""

    def now(self) -> datetime:
        self.advance(timedelta(microseconds=1))
        return super().now()


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


@pytest.fixture
async def mandates(village: Village) -> RegisterMandates:
    async def say(_: object) -> None:
        return None

    village.write(register=REGISTER + CLERKS)
    village.homeserver.people.add(user("dora"))
    steward = Steward(village.office, say)
    await steward.apply(village.loaded, by="cleo")
    return RegisterMandates(steward=steward, clock=village.clock, server_name="palais.localhost")


def test_names_and_addresses_are_found_however_they_are_written(mandates: RegisterMandates) -> None:
    assert mandates.claimed("ØDEGÅRD, vera") == "vera"
    assert mandates.claimed(" vera@EXAMPLE.org ") == "vera"
    assert mandates.claimed("Vera") is None


def test_a_name_that_two_people_have_means_nobody(mandates: RegisterMandates) -> None:
    assert mandates.claimed("Dora") is None


def test_what_somebody_holds_is_told_in_their_language(mandates: RegisterMandates) -> None:
    rosa = mandates.owner(user("rosa"))
    assert rosa is not None
    assert [held.what[Language.ENGLISH] for held in rosa.holds] == ["member, OWLS", "chair, OWLS"]
    assert [held.key for held in rosa.holds] == ["mandate:owls@2024-01-01", "mandate:owls:chair@2024-01-01"]


def test_staff_of_the_mechanism_who_sit_with_the_stewards_decide(mandates: RegisterMandates) -> None:
    assert mandates.decides(user("cleo"), JOAN)
    assert mandates.decides(user("dora"), JOAN)
    assert not mandates.decides(user("rosa"), JOAN)
    assert not mandates.decides(user("cleo"), CLEO)
    assert not mandates.decides(user("nobody"), JOAN)


def test_who_serves_one_mechanism_does_not_decide_about_who_serves_all(mandates: RegisterMandates) -> None:
    assert not mandates.decides(user("dora"), CLEO)
    assert mandates.decides(user("cleo"), PersonKey("dora"))


def test_two_decide_where_a_confidential_room_opens_now_or_later(mandates: RegisterMandates) -> None:
    assert mandates.needs_two(PersonKey("vera"))
    assert not mandates.needs_two(PersonKey("ines"))


async def test_each_change_of_the_register_is_another_edition(mandates: RegisterMandates) -> None:
    before = mandates.edition()
    assert mandates.edition() == before
    await mandates.suspend(ADA, by=[user("cleo")], reason="lost phone")
    assert mandates.edition() != before


def test_two_decide_while_time_goes_on(mandates: RegisterMandates) -> None:
    mandates.clock = Ticking(mandates.clock.now())
    assert mandates.needs_two(PersonKey("vera"))


async def test_two_decide_about_who_is_suspended(mandates: RegisterMandates) -> None:
    await mandates.suspend(ADA, by=[user("cleo")], reason="lost phone")
    assert mandates.needs_two(ADA)


def test_rooms_are_told_as_if_there_were_an_account(mandates: RegisterMandates, village: Village) -> None:
    seats = {seat.room: seat for seat in mandates.seats(PersonKey("vera"), village.clock.now())}
    assert seats[RoomKey("owls")].open
    assert not seats[RoomKey("office")].open
    assert "asked is one who" in seats[RoomKey("office")].why
    assert seats[RoomKey("office")].whom[Language.FRENCH] == ("clerk",)
    assert not seats[RoomKey("owls")].whom


def test_mechanisms_and_the_community_are_told_by_name(mandates: RegisterMandates) -> None:
    assert mandates.called("owls", Language.FRENCH) == "OWLS"
    assert mandates.called("no-such-thing", Language.FRENCH) == "no-such-thing"
    assert mandates.community(Language.FRENCH) == "Village"


def test_a_seat_names_what_opens_the_room_or_would_at_another_time(
    mandates: RegisterMandates, village: Village
) -> None:
    vera, ines = mandates.person(PersonKey("vera")), mandates.person(PersonKey("ines"))
    assert vera is not None
    assert ines is not None
    opened = {seat.room: seat for seat in mandates.seats(vera.key, village.clock.now())}[RoomKey("owls")]
    assert opened.fact == vera.holds[0].key
    awaited = {seat.room: seat for seat in mandates.seats(ines.key, village.clock.now())}
    assert {seat.fact for seat in awaited.values()} <= {"", ines.holds[0].key}


def test_a_post_tells_whom_it_serves(mandates: RegisterMandates) -> None:
    dora = mandates.owner(user("dora"))
    assert dora is not None
    assert [(held.subject, held.of) for held in dora.holds] == [("clerk", frozenset({"owls"}))]


async def test_a_post_that_lapses_ends_with_the_day_of_its_review(village: Village) -> None:
    async def say(_: object) -> None:
        return None

    lapsing = COMMUNITY.replace("clerk: {en: clerk}", "clerk: {name: {en: clerk}, lapses: yes}")
    clerk = "  lena: {name: Lena, accounts: [lena], holds: [{post: clerk, review: 2026-06-30}]}\n"
    village.write(community=lapsing, register=REGISTER + clerk)
    steward = Steward(village.office, say)
    await steward.apply(village.loaded, by="cleo")
    mandates = RegisterMandates(steward=steward, clock=village.clock, server_name="palais.localhost")
    lena = mandates.person(PersonKey("lena"))
    assert lena is not None
    assert lena.holds[0].end == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_the_days_of_notices_are_the_communitys(mandates: RegisterMandates) -> None:
    assert mandates.notices() == (90, 30, 7)


async def test_what_a_day_brings_is_settled_once_the_steward_has_acted(
    mandates: RegisterMandates, village: Village
) -> None:
    assert mandates.settled(village.clock.now())
    village.clock.advance(timedelta(days=1))
    assert not mandates.settled(village.clock.now())
    await mandates.steward.look()
    assert mandates.settled(village.clock.now())


async def test_a_bound_account_is_in_its_rooms_when_it_is_said(
    mandates: RegisterMandates, village: Village
) -> None:
    village.homeserver.people.add(user("vera"))
    await mandates.bind(PersonKey("vera"), user("vera"), by=[user("vera")], how="claim", reason="code")
    assert "vera" in await village.inside("owls")
    owner = mandates.owner(user("vera"))
    assert owner is not None
    assert owner.key == "vera"


async def test_an_account_of_somebody_else_is_not_bound(mandates: RegisterMandates) -> None:
    with pytest.raises(Refusal, match="belongs to somebody else"):
        await mandates.bind(PersonKey("vera"), user("joan"), by=[user("joan")], how="claim", reason="code")


async def test_a_suspended_person_is_out_of_everything_and_comes_back(
    mandates: RegisterMandates, village: Village
) -> None:
    await mandates.suspend(JOAN, by=[user("cleo")], reason="stolen telephone")
    assert "joan" not in await village.inside("owls") | await village.inside("green")
    joan = mandates.owner(user("joan"))
    assert joan is not None
    assert joan.suspended
    village.clock.advance(timedelta(hours=1))
    await mandates.resume(JOAN, by=[user("cleo")], reason="found")
    assert "joan" in await village.inside("owls") & await village.inside("green")


async def test_a_released_account_leaves_and_its_person_can_be_bound_anew(
    mandates: RegisterMandates, village: Village
) -> None:
    await mandates.release(user("joan"), by=[user("cleo"), user("dora")], reason="stolen")
    assert "joan" not in await village.inside("owls")
    assert mandates.owner(user("joan")) is None
    village.homeserver.people.add(user("joan2"))
    await mandates.bind(JOAN, user("joan2"), by=[user("joan2")], how="claim", reason="code")
    assert "joan2" in await village.inside("owls")


async def test_the_audit_says_who_took_whom_out_of_what(mandates: RegisterMandates, village: Village) -> None:
    await mandates.suspend(JOAN, by=[user("cleo")], reason="stolen telephone")
    begun = [row.body for row in await rows(village.office.database) if row.kind == "begun"]
    assert begun[1]["by"] == user("cleo")
    assert {(step["key"], step["user"], step["cause"]) for step in begun[1]["steps"].values()} == {
        (key, user("joan"), "suspension") for key in ("village", "green", "owls")
    }


async def test_the_reason_of_a_suspension_is_in_no_room(mandates: RegisterMandates, village: Village) -> None:
    await mandates.suspend(JOAN, by=[user("cleo")], reason="stolen telephone")
    assert "stolen" not in repr(village.homeserver.states)


async def test_staff_of_what_somebody_held_once_do_not_decide_while_they_hold_something_else(
    village: Village, mandates: RegisterMandates
) -> None:
    """A clerk of the owls does not open the rooms of the moles to anybody."""
    moles = COMMUNITY.replace("mechanisms:\n", "mechanisms:\n  moles: {kind: club, name: {en: Moles}}\n")
    past = "{mandate: owls, from: 2020-01-01, to: 2021-12-31}"
    both = f"  mona: {{name: Mona, holds: [{past}, {{mandate: moles, from: 2024-01-01}}]}}\n"
    once = f"  oona: {{name: Oona, holds: [{past}]}}\n"
    village.write(community=moles, register=REGISTER + CLERKS + both + once)
    await mandates.steward.apply(village.loaded, by="cleo")
    assert not mandates.decides(user("dora"), PersonKey("mona"))
    assert mandates.decides(user("dora"), PersonKey("oona"))
