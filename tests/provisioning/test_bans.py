"""Bans: who may ask for them, who may lift them, and that every plan honours them."""

import pytest

from kit.errors import Refusal, Unreachable
from kit.events import Membership
from kit.ids import RoomKey
from kit.ports import Ban
from provisioning.office import review
from provisioning.shape import Desired
from provisioning.store import StoredBans
from provisioning.store.audit import rows
from tests.provisioning.village import Village, user


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village reads its files as a command does, without a loop."""
    return


def bans_of(village: Village, desired: Desired) -> StoredBans:
    office = village.office
    return StoredBans(office.database, office.homeserver, office.rooms, village.clock, lambda: desired)


@pytest.fixture
async def bans(village: Village) -> StoredBans:
    await village.apply()
    return bans_of(village, (await review(village.office, village.loaded)).desired)


async def asked(village: Village, by: str, who: str = "ada", key: str = "owls") -> Ban:
    room = await village.room(key)
    return Ban(room=room, user=user(who), by=user(by), reason="spam", at=village.clock.now())


async def test_a_moderator_bans_at_once_and_it_is_on_record(village: Village, bans: StoredBans) -> None:
    await bans.ban(await asked(village, "rosa"))
    owls = await village.room("owls")
    assert village.homeserver.membership(owls, user("ada")) is Membership.BAN
    last = (await rows(village.office.database))[-1]
    assert (last.kind, last.body["by"], last.body["reason"]) == ("ban", user("rosa"), "spam")


async def test_the_state_of_the_room_never_says_why_somebody_is_banned(
    village: Village, bans: StoredBans
) -> None:
    owls, ada = await village.room("owls"), user("ada")
    await bans.ban(await asked(village, "rosa"))
    at_once = village.homeserver.states[owls]["m.room.member", ada].content
    village.homeserver.stand(owls, ada, Membership.LEAVE, by=user("rosa"))
    await village.apply()
    by_the_plan = village.homeserver.states[owls]["m.room.member", ada].content
    assert at_once == by_the_plan == {"membership": "ban"}


async def test_every_plan_honours_a_ban(village: Village, bans: StoredBans) -> None:
    await bans.ban(await asked(village, "rosa"))
    assert (await review(village.office, village.loaded)).plan.steps == ()


async def test_a_ban_whose_enforcing_failed_is_enforced_by_the_next_plan(
    village: Village, bans: StoredBans
) -> None:
    village.homeserver.cut_after = 0
    with pytest.raises(Unreachable):
        await bans.ban(await asked(village, "rosa"))
    village.homeserver.cut_after = None
    await village.apply()
    owls = await village.room("owls")
    assert village.homeserver.membership(owls, user("ada")) is Membership.BAN


@pytest.mark.parametrize(("by", "who"), [("joan", "ada"), ("rosa", "steward"), ("cleo", "rosa")])
async def test_a_ban_that_is_not_theirs_to_give_is_refused(
    village: Village, bans: StoredBans, by: str, who: str
) -> None:
    with pytest.raises(Refusal):
        await bans.ban(await asked(village, by, who))


async def test_only_staff_lift_a_ban_and_the_seat_comes_back(village: Village, bans: StoredBans) -> None:
    await bans.ban(await asked(village, "rosa"))
    owls = await village.room("owls")
    with pytest.raises(Refusal):
        await bans.lift(owls, user("ada"), user("rosa"), "pardon")
    await bans.lift(owls, user("ada"), user("cleo"), "pardon")
    await village.apply()
    assert "ada" in await village.inside("owls")


async def test_nobody_is_unbanned_who_was_not_banned(village: Village, bans: StoredBans) -> None:
    with pytest.raises(Refusal):
        await bans.lift(await village.room("owls"), user("ada"), user("cleo"), "")


async def test_rooms_that_are_not_ours_have_no_bans(village: Village, bans: StoredBans) -> None:
    chat = village.homeserver.make_room(user("ada"))
    with pytest.raises(Refusal):
        await bans.ban(Ban(room=chat, user=user("joan"), by=user("cleo"), reason="", at=village.clock.now()))
    assert village.office.rooms.of_key(RoomKey("owls")) is not None
