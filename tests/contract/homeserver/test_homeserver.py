"""What the twin and the real adapter both keep: the promises of the port."""

from collections.abc import Callable

import pytest

from kit.errors import Forbidden, NotFound
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver import reading
from provisioning.homeserver.port import KEY, NewRoom, RoomState, Seating
from provisioning.homeserver.state import power_levels, space_child
from provisioning.homeserver.worlds import World
from provisioning.shape import History, JoinRule, Look

Key = Callable[[str], RoomKey]
HALL = Look(name="Hall", topic="Where all meet")


async def state_of(world: World, room: RoomId) -> RoomState:
    return (await world.server.read([room]))[room]


def standing(state: RoomState, user: UserId) -> str | None:
    found = reading.content_of(state, "m.room.member", user).get("membership")
    return None if found is None else str(found)


async def test_a_new_room_has_all_we_asked_for(world: World, key: Key) -> None:
    ada = await world.person("ada")
    space = await world.server.create_room(NewRoom(key=key("space"), look=Look(name="Space", space=True)))
    look = Look(
        name="Draft room",
        topic="Drafts",
        join_rule=JoinRule.RESTRICTED,
        history=History.INVITED,
        servers=frozenset({"example.org"}),
        read_only=True,
    )
    new = NewRoom(key=key("drafts"), look=look, powers={ada: 50}, parents=(space,), allow=(space,))
    state = await state_of(world, await world.server.create_room(new))
    assert reading.found_look(state, world.server.server_name) == look
    assert reading.found_powers(state) == {ada: 50}
    assert reading.linked_rooms(state, "m.space.parent") == {space}
    assert reading.allowed_rooms(state) == {space}
    assert reading.tampered(state) == ()
    assert not list(reading.unfinished(state, new, world.server.steward))


async def test_a_room_that_does_not_federate_says_so_for_ever(world: World, key: Key) -> None:
    look = Look(name="Vault", federate=False)
    state = await state_of(world, await world.server.create_room(NewRoom(key=key("vault"), look=look)))
    assert not reading.found_look(state, world.server.server_name).federate


async def test_a_space_is_not_encrypted_and_lists_its_children(world: World, key: Key) -> None:
    hall = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    look = Look(name="Space", space=True, encrypted=False)
    space = await world.server.create_room(NewRoom(key=key("space"), look=look, children=(hall,)))
    state = await state_of(world, space)
    assert reading.found_look(state, world.server.server_name) == look
    assert reading.linked_rooms(state, "m.space.child") == {hall}


async def test_a_new_room_carries_its_mark(world: World, key: Key) -> None:
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    assert await world.server.mark(room) == key("hall")
    assert room in await world.server.joined_rooms()


async def test_a_mark_in_somebody_elses_room_is_no_mark(world: World, key: Key) -> None:
    eve = await world.person("eve")
    room = await world.make_room(eve, **{KEY: key("hall")})
    await world.let_in(room, eve, world.server.steward)
    assert await world.server.mark(room) is None


async def test_a_local_person_is_seated_at_once_and_only_once(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    assert await world.server.seat(room, ada) is Seating.JOINED
    assert await world.server.seat(room, ada) is Seating.JOINED
    assert standing(await state_of(world, room), ada) == "join"


async def test_a_remote_person_cannot_be_seated_but_by_invitation_where_rooms_stay_home(
    world: World, key: Key
) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.invite(room, ada)
    await world.server.invite(room, ada)
    assert standing(await state_of(world, room), ada) == "invite"


async def test_inviting_a_member_changes_nothing(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.seat(room, ada)
    await world.server.invite(room, ada)
    assert standing(await state_of(world, room), ada) == "join"


async def test_a_person_who_left_can_be_seated_again(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.seat(room, ada)
    await world.leave(room, ada)
    left = (await state_of(world, room))["m.room.member", ada]
    assert (left.content["membership"], left.sender) == ("leave", ada)
    await world.server.seat(room, ada)
    assert standing(await state_of(world, room), ada) == "join"


async def test_nobody_without_an_account_is_seated(world: World, key: Key) -> None:
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    with pytest.raises(NotFound):
        await world.server.seat(room, UserId(f"@nobody-{key('x')}:{world.server.server_name}"))


async def test_removing_says_who_did_it_but_not_why_and_may_be_repeated(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.seat(room, ada)
    await world.server.remove(room, ada)
    await world.server.remove(room, ada)
    gone = (await state_of(world, room))["m.room.member", ada]
    assert (gone.content["membership"], gone.sender) == ("leave", world.server.steward)
    assert "reason" not in gone.content


async def test_removing_somebody_who_was_never_there_does_nothing(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.remove(room, ada)
    assert standing(await state_of(world, room), ada) in {None, "leave"}


async def test_an_invitation_is_taken_back_by_removing(world: World, key: Key) -> None:
    ada = await world.person("ada")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.invite(room, ada)
    await world.server.remove(room, ada)
    assert standing(await state_of(world, room), ada) == "leave"


async def test_the_banned_are_not_seated_until_the_ban_is_lifted(world: World, key: Key) -> None:
    eve = await world.person("eve")
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.seat(room, eve)
    await world.server.ban(room, eve)
    await world.server.ban(room, eve)
    banned = (await state_of(world, room))["m.room.member", eve].content
    assert banned["membership"] == "ban"
    assert "reason" not in banned
    with pytest.raises(Forbidden):
        await world.server.seat(room, eve)
    with pytest.raises(Forbidden):
        await world.server.invite(room, eve)
    await world.server.unban(room, eve)
    await world.server.unban(room, eve)
    assert await world.server.seat(room, eve) is Seating.JOINED


async def test_state_that_is_set_is_read_back(world: World, key: Key) -> None:
    room = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    await world.server.set_state(room, "m.room.name", {"name": "New Hall"})
    await world.server.set_state(room, "m.space.child", space_child("x"), "!child")
    state = await state_of(world, room)
    assert reading.content_of(state, "m.room.name") == {"name": "New Hall"}
    assert reading.linked_rooms(state, "m.space.child") == {"!child"}


async def test_finishing_sets_right_what_is_wrong_and_leaves_the_rest(world: World, key: Key) -> None:
    new = NewRoom(key=key("hall"), look=HALL)
    room = await world.server.create_room(new)
    await world.server.set_state(room, "m.room.power_levels", {**power_levels(HALL, {}), "invite": 0})
    await world.server.set_state(room, "m.room.guest_access", {"guest_access": "can_join"})
    assert len(reading.tampered(await state_of(world, room))) == 2
    before = world.server.requests_made
    await world.server.finish_room(room, new)
    assert world.server.requests_made == before + 3
    assert reading.tampered(await state_of(world, room)) == ()


async def test_rooms_that_are_not_ours_to_read_are_left_out(world: World) -> None:
    eve = await world.person("eve")
    room = await world.make_room(eve)
    assert await world.server.read([room, RoomId("!nowhere")]) == {}


async def test_accounts_are_known(world: World, key: Key) -> None:
    ada = await world.person("ada")
    nobody = UserId(f"@nobody-{key('x')}:{world.server.server_name}")
    assert await world.server.account_exists(ada)
    assert not await world.server.account_exists(nobody)
    accounts = await world.server.accounts()
    assert ada in accounts
    assert nobody not in accounts


async def test_a_room_made_by_others_is_inspected_and_taken_over(world: World) -> None:
    eve = await world.person("eve")
    room = await world.make_room(eve)
    assert reading.creators(await world.server.inspect(room)) == {eve}
    await world.server.take_over(room)
    state = await state_of(world, room)
    assert reading.found_powers(state)[world.server.steward] >= 100
    assert not reading.reigns(state, world.server.steward)
    assert reading.reigns(state, eve)


async def test_an_adopted_room_keeps_the_stewards_number(world: World, key: Key) -> None:
    eve = await world.person("eve")
    room = await world.make_room(eve)
    await world.server.take_over(room)
    await world.server.finish_room(room, NewRoom(key=key("taken"), look=HALL, powers={eve: 50}))
    state = await state_of(world, room)
    assert reading.found_look(state, world.server.server_name) == HALL
    assert reading.found_powers(state)[world.server.steward] == 100


async def test_an_unknown_alias_leads_nowhere(world: World) -> None:
    with pytest.raises(NotFound):
        await world.server.resolve(f"#nothing:{world.server.server_name}")
