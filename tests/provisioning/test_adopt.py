"""Taking over rooms that others made."""

import pytest

from kit.errors import BadInput
from kit.events import Membership
from kit.ids import RoomId, RoomKey
from provisioning.adopt import adopt, consider, point_to_replacement
from provisioning.office import review
from provisioning.plan import HoldKind
from provisioning.store.audit import rows
from tests.provisioning.village import Village, user

GREEN = RoomKey("green")


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village reads its files as a command does, without a loop."""
    return


def old_room(village: Village, version: str = "12") -> RoomId:
    room = village.homeserver.make_room(user("ada"), {"room_version": version})
    users = {} if version == "12" else {user("ada"): 100}
    village.homeserver.change(room, user("ada"), "m.room.power_levels", {"users": users})
    village.homeserver.change(room, user("ada"), "m.room.name", {"name": "Old green"})
    for name in ("joan", "rosa", "cleo"):
        village.homeserver.stand(room, user(name), Membership.JOIN, by=user(name))
    village.homeserver.aliases["#green:palais.localhost"] = room
    return room


async def test_an_adopted_room_becomes_what_the_file_wants(village: Village) -> None:
    room = old_room(village)
    village.homeserver.stand(room, user("mallory"), Membership.JOIN, by=user("mallory"))
    found = await consider(village.office, village.loaded, GREEN, "#green:palais.localhost")
    await adopt(village.office, found, by="cleo")
    await village.apply()
    reviewed = await review(village.office, village.loaded)
    assert await village.room("green") == room
    assert [hold.kind for hold in reviewed.plan.holds] == []
    assert reviewed.plan.steps == ()
    assert await village.inside("green") == {"ada", "joan", "rosa", "cleo"}
    assert village.homeserver.states[room]["m.room.power_levels", ""].content["users"][user("steward")] == 100


async def test_a_creator_who_stays_for_ever_is_told_of(village: Village) -> None:
    old_room(village)
    found = await consider(village.office, village.loaded, GREEN, "#green:palais.localhost")
    assert found.keeps == (user("ada"),)
    assert "--replace" in found.advice


async def test_many_strangers_in_an_adopted_room_wait_for_a_human(village: Village) -> None:
    await village.apply()
    room = old_room(village)
    await village.office.provisioned.unbind(GREEN)
    for number in range(12):
        stranger = user(f"stranger{number}")
        village.homeserver.stand(room, stranger, Membership.JOIN, by=stranger)
    await _lose_green(village)
    found = await consider(village.office, village.loaded, GREEN, room)
    await adopt(village.office, found, by="cleo")
    reviewed = await review(village.office, village.loaded)
    assert HoldKind.REMOVALS in [hold.kind for hold in reviewed.plan.holds]


async def _lose_green(village: Village) -> None:
    for room in tuple(village.homeserver.states):
        if await village.homeserver.mark(room) == GREEN:
            village.homeserver.forget(room)


async def test_a_replacement_is_pointed_to(village: Village) -> None:
    room = old_room(village)
    found = await consider(village.office, village.loaded, GREEN, room)
    await village.apply()
    new = await point_to_replacement(village.office, found, by="cleo")
    assert village.homeserver.states[room]["m.room.tombstone", ""].content["replacement_room"] == new
    assert (await rows(village.office.database))[-1].kind == "replaced"


async def test_an_unknown_key_is_answered_with_the_nearest(village: Village) -> None:
    with pytest.raises(BadInput, match="Did you mean “green”"):
        await consider(village.office, village.loaded, RoomKey("gren"), "!x")


async def test_a_key_has_one_room(village: Village) -> None:
    room = old_room(village)
    await village.apply()
    with pytest.raises(BadInput, match="already"):
        await consider(village.office, village.loaded, GREEN, room)
