"""Reviewing and carrying out: what rules, what is remembered, and what a crash leaves behind."""

from datetime import UTC, datetime

import pytest
import sqlalchemy
from sqlalchemy.exc import IntegrityError

from kit.classification import Classification
from kit.errors import BadInput
from kit.events import Membership
from kit.ids import RoomKey
from provisioning.homeserver.port import NewRoom
from provisioning.office import Reviewed, carry_out, review
from provisioning.plan import HoldKind
from provisioning.plan.steps import SeatPerson
from provisioning.shape import Look
from provisioning.store.audit import broken_rows, rows
from provisioning.store.tables import audit
from tests.provisioning.unprotecting import unprotect
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


async def reviewed(village: Village) -> Reviewed:
    return await review(village.office, village.loaded)


def held(found: Reviewed) -> list[HoldKind]:
    return [hold.kind for hold in found.plan.holds]


async def test_a_first_apply_raises_the_community(village: Village) -> None:
    receipt = await village.apply()
    assert receipt.complete
    assert receipt.exit_code == 0
    assert await village.inside("green") == {"ada", "joan", "rosa", "cleo"}
    assert await village.inside("owls") == {"ada", "joan", "rosa"}
    assert await village.inside("office") == {"cleo"}


async def test_a_second_run_finds_nothing_to_do_and_changes_nothing(village: Village) -> None:
    await village.apply()
    changes = len(village.homeserver.changes)
    again = await reviewed(village)
    assert again.plan.exit_code == 0
    await carry_out(village.office, again, by="cleo")
    assert len(village.homeserver.changes) == changes
    assert [row.kind for row in await rows(village.office.database)] == ["register", "begun", "receipt"]


async def test_an_apply_cut_anywhere_is_completed_with_no_room_made_twice(village: Village) -> None:
    cut, ended = 0, False
    while not ended:
        ended = await village.apply_with_cut(8 + cut % 6)
        cut += 1
        assert cut < 200
    again = await reviewed(village)
    assert (again.plan.steps, again.plan.doubles) == ((), ())
    keys = [await village.homeserver.mark(room) for room in village.homeserver.states]
    assert sorted(map(str, keys)) == ["green", "office", "owls", "village"]


@pytest.mark.parametrize("cut", range(2, 30))
async def test_one_cut_at_any_request_is_mended_by_the_next_run(village: Village, cut: int) -> None:
    await village.apply_with_cut(cut)
    receipt = await village.apply()
    assert receipt.complete
    assert (await reviewed(village)).plan.exit_code == 0
    assert len(village.homeserver.states) == 4


async def test_a_term_that_ends_needs_no_asking(village: Village) -> None:
    await village.apply()
    village.clock.advance(datetime(2027, 1, 1, 12, tzinfo=UTC) - village.clock.now())
    found = await reviewed(village)
    assert {step.cause.value for step in found.plan.steps} == {"date"}
    assert held(found) == []
    await village.apply()
    assert await village.inside("owls") == {"joan", "rosa"}


async def test_a_plan_for_a_later_date_shows_who_will_have_left(village: Village) -> None:
    await village.apply()
    later = await review(village.office, village.loaded, at=datetime(2027, 1, 2, tzinfo=UTC))
    assert {getattr(step, "user", None) for step in later.plan.steps} == {user("ada")}
    assert (await reviewed(village)).plan.exit_code == 0


async def test_files_that_empty_rooms_wait_for_a_human_and_stay_held_after_other_steps(
    village: Village,
) -> None:
    await village.apply()
    village.write(register="people: {}", community=COMMUNITY.replace("Where all meet.", "Grass."))
    receipt = await village.apply()
    assert receipt.exit_code == 3
    assert await village.inside("green") == {"ada", "joan", "rosa", "cleo"}
    again = await reviewed(village)
    assert HoldKind.REMOVALS in held(again)
    receipt = await village.apply(*(hold.id for hold in again.plan.holds))
    assert receipt.complete
    assert await village.inside("green") == set()


async def test_files_that_raise_the_limit_and_empty_rooms_at_once_wait_all_the_same(village: Village) -> None:
    await village.apply()
    generous = COMMUNITY.replace("mechanisms:", "hold: {removals: 1000, percent: 100}\nmechanisms:", 1)
    village.write(register="people: {}", community=generous)
    assert HoldKind.REMOVALS in held(await reviewed(village))


async def test_what_a_human_confirmed_is_not_asked_again_after_a_crash(village: Village) -> None:
    await village.apply()
    village.write(register="people: {}")
    found = await reviewed(village)
    village.homeserver.cut_after = 4
    with pytest.raises(Exception, match="gone"):
        await carry_out(village.office, found, by="cleo", confirmed={hold.id for hold in found.plan.holds})
    village.homeserver.cut_after = None
    assert held(await reviewed(village)) == []
    assert (await village.apply()).complete


async def test_first_access_to_a_confidential_room_waits_for_a_human(village: Village) -> None:
    await village.apply()
    village.write(
        register=REGISTER.replace("[{post: clerk", "[{mandate: owls, from: 2020-01-01}, {post: clerk")
    )
    receipt = await village.apply()
    assert receipt.exit_code == 3
    assert await village.inside("owls") == {"ada", "joan", "rosa"}
    found = await reviewed(village)
    assert held(found) == [HoldKind.FIRST_ACCESS]
    await village.apply(found.plan.holds[0].id)
    assert "cleo" in await village.inside("owls")


async def test_only_the_reviewed_plan_is_applied(village: Village) -> None:
    found = await reviewed(village)
    village.write(community=COMMUNITY.replace("{en: Green}", "{en: Lawn}"))
    other = await reviewed(village)
    with pytest.raises(BadInput, match="no longer the one you reviewed"):
        await carry_out(village.office, other, by="cleo", expected=found.digest)
    assert village.homeserver.states == {}
    assert (await carry_out(village.office, other, by="cleo", expected=other.digest)).complete


async def test_a_hold_that_does_not_exist_is_not_confirmed(village: Village) -> None:
    with pytest.raises(BadInput, match="no hold is called removals-1"):
        await village.apply("removals-1")  # type: ignore[arg-type]  # as an officer would type it


async def test_a_room_renamed_in_the_file_stays_the_same_room(village: Village) -> None:
    await village.apply()
    before = await village.room("green")
    village.write(community=COMMUNITY.replace("{en: Green}", "{en: Lawn}"))
    await village.apply()
    assert await village.room("green") == before
    assert village.office.rooms.record(before).name == "Lawn"  # type: ignore[union-attr]  # it is there


async def test_a_forged_mark_is_not_believed(village: Village) -> None:
    village.homeserver.make_room(user("ada"), {"org.palais.key": "owls"})
    await village.apply()
    creator = village.homeserver.states[await village.room("owls")]["m.room.create", ""].sender
    assert creator == village.homeserver.steward


async def test_other_rooms_of_the_steward_are_never_touched(village: Village) -> None:
    chat = village.homeserver.make_room(village.homeserver.steward)
    before = dict(village.homeserver.states[chat])
    await village.apply()
    assert village.homeserver.states[chat] == before


async def test_a_lost_database_takes_up_the_rooms_it_finds_and_is_careful(village: Village) -> None:
    await village.apply()
    async with village.office.database.begin() as connection:
        for table in ("bindings", "rooms", "inputs"):
            await connection.execute(sqlalchemy.text(f"DELETE FROM provisioning_{table}"))
    assert (await reviewed(village)).plan.exit_code == 0
    await village.apply()
    assert len(village.homeserver.states) == 4
    village.write(register=REGISTER.replace("ada: {name: Ada", "eva: {name: Eva"))
    assert not (await reviewed(village)).first


async def test_a_missing_account_waits_and_enters_when_it_is_there(village: Village) -> None:
    village.homeserver.people.discard(user("joan"))
    receipt = await village.apply()
    assert receipt.complete
    found = await reviewed(village)
    assert found.plan.exit_code == 0
    assert {wait.user for wait in found.plan.waiting} == {user("joan")}
    village.homeserver.people.add(user("joan"))
    assert all(isinstance(step, SeatPerson) for step in (await reviewed(village)).plan.steps)
    await village.apply()
    assert "joan" in await village.inside("owls")


async def test_who_left_by_their_own_wish_gets_one_invitation(village: Village) -> None:
    await village.apply()
    green = await village.room("green")
    village.homeserver.stand(green, user("ada"), Membership.LEAVE, by=user("ada"))
    await village.apply()
    assert village.homeserver.membership(green, user("ada")) is Membership.INVITE
    assert (await reviewed(village)).plan.exit_code == 0
    village.homeserver.stand(green, user("ada"), Membership.LEAVE, by=user("ada"))
    assert (await reviewed(village)).plan.exit_code == 0


async def test_an_invitation_sent_just_before_a_crash_is_the_one_they_get(village: Village) -> None:
    await village.apply()
    green = await village.room("green")
    village.homeserver.stand(green, user("ada"), Membership.LEAVE, by=user("ada"))
    await village.office.provisioned.inviting(RoomKey("green"), user("ada"))
    await village.homeserver.invite(green, user("ada"))
    assert (await reviewed(village)).plan.steps == ()
    await village.apply()
    village.homeserver.stand(green, user("ada"), Membership.LEAVE, by=user("ada"))
    assert (await reviewed(village)).plan.steps == ()


async def test_parts_know_the_rooms_by_our_own_record(village: Village) -> None:
    await village.apply()
    await village.office.rooms.load()
    record = village.office.rooms.of_key(RoomKey("owls"))
    assert record is not None
    assert record.classification is Classification.CONFIDENTIAL
    assert record.encrypted


async def test_a_lowered_label_holds_in_our_record_until_it_is_confirmed(village: Village) -> None:
    await village.apply()
    village.write(
        community=COMMUNITY.replace(
            "classification: confidential\n        who: {holds: {mandate",
            "federation: no\n        who: {holds: {mandate",
        )
    )
    await village.apply()
    record = village.office.rooms.of_key(RoomKey("owls"))
    assert record is not None
    assert record.classification is Classification.CONFIDENTIAL


async def test_our_record_says_from_when_people_may_read_and_whether_other_servers_may_take_part(
    village: Village,
) -> None:
    await village.apply()
    green, owls = (village.office.rooms.of_key(RoomKey(key)) for key in ("green", "owls"))
    assert green is not None
    assert owls is not None
    assert (green.history, green.federate) == ("shared", True)
    assert (owls.history, owls.federate) == ("joined", False)


async def test_earlier_words_count_as_shown_only_when_a_human_has_confirmed_it(village: Village) -> None:
    await village.apply()
    village.write(
        community=COMMUNITY.replace(
            "classification: confidential\n        who: {holds: {mandate",
            "classification: confidential\n        history: invited\n        who: {holds: {mandate",
        )
    )
    held_back = await village.apply()
    before = village.office.rooms.of_key(RoomKey("owls"))
    await village.apply(*held_back.open_holds)
    after = village.office.rooms.of_key(RoomKey("owls"))
    assert before is not None
    assert after is not None
    assert (before.history, after.history) == ("joined", "invited")


async def test_the_audit_notices_what_was_changed_or_taken_out(village: Village) -> None:
    await village.apply()
    assert await broken_rows(village.office.database) == ()
    async with village.office.database.begin() as connection:
        with pytest.raises(IntegrityError, match="is only ever added to"):
            await connection.execute(audit.update().values(kind="forged"))
    async with village.office.database.begin() as connection:
        await unprotect(connection, audit.name)
        await connection.execute(audit.update().where(audit.c.number == 1).values(kind="forged"))
    assert await broken_rows(village.office.database) == (1,)


async def test_a_double_is_reported_and_never_used(village: Village) -> None:
    await village.apply()
    bound = await village.room("green")
    await village.homeserver.create_room(NewRoom(key=RoomKey("green"), look=Look(name="Green")))
    found = await reviewed(village)
    assert [double.key for double in found.plan.doubles] == ["green"]
    assert found.found.rooms[RoomKey("green")].id == bound
