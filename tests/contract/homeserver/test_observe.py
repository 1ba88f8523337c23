"""Observation on the twin and on the real server: ours is seen as it is, theirs is left alone."""

from collections.abc import Callable

from kit.events import Membership
from kit.ids import RoomKey
from provisioning.homeserver.port import KEY, NewRoom
from provisioning.homeserver.state import creation, space_child
from provisioning.homeserver.worlds import MemoryWorld, World
from provisioning.observe import observe
from provisioning.shape import FoundMember, JoinRule, Look, Memory

Key = Callable[[str], RoomKey]
HALL = Look(name="Hall", topic="Where all meet")


async def test_a_room_is_found_as_it_was_made_with_its_people(world: World, key: Key) -> None:
    ada, bob, eve = [await world.person(name) for name in ("ada", "bob", "eve")]
    space_look = Look(name="Space", space=True, encrypted=False)
    space = await world.server.create_room(NewRoom(key=key("space"), look=space_look))
    look = Look(name="Hall", join_rule=JoinRule.RESTRICTED, allow=frozenset({key("space")}))
    new = NewRoom(key=key("hall"), look=look, powers={ada: 50}, parents=(space,), allow=(space,))
    hall = await world.server.create_room(new)
    await world.server.set_state(space, "m.space.child", space_child(world.server.server_name), hall)
    await world.server.seat(hall, ada)
    await world.server.invite(hall, bob)
    await world.server.seat(hall, eve)
    await world.leave(hall, eve)
    found = (await observe(world.server, Memory())).rooms
    assert found[key("space")].children == {hall}
    room = found[key("hall")]
    assert (room.id, room.look, room.powers, room.version) == (hall, look, {ada: 50}, "12")
    assert room.parents == room.allow == {space}
    assert (room.tampered, room.complete) == ((), True)
    assert (room.creators, room.adopted, room.moderators_set_topic) == (frozenset(), False, True)
    assert room.members == {
        ada: FoundMember(membership=Membership.JOIN, by=ada),
        bob: FoundMember(membership=Membership.INVITE, by=world.server.steward),
        eve: FoundMember(membership=Membership.LEAVE, by=eve),
    }


async def test_rooms_of_others_are_seen_once_and_then_skipped(world: World, key: Key) -> None:
    eve = await world.person("eve")
    theirs = await world.make_room(eve, **{KEY: key("hall")})
    await world.let_in(theirs, eve, world.server.steward)
    first = await observe(world.server, Memory())
    assert key("hall") not in first.rooms
    assert theirs in first.foreign
    again = await observe(world.server, Memory(), foreign=first.foreign)
    assert again.foreign == first.foreign


async def test_a_forged_state_event_makes_no_room_ours(world: World, key: Key) -> None:
    eve = await world.person("eve")
    theirs = await world.make_room(eve)
    await world.change(theirs, eve, KEY, {"key": key("hall")})
    await world.let_in(theirs, eve, world.server.steward)
    assert key("hall") not in (await observe(world.server, Memory())).rooms


async def test_of_two_rooms_with_one_key_the_bound_one_counts_and_the_other_is_told(
    world: World, key: Key
) -> None:
    rooms = [await world.server.create_room(NewRoom(key=key("hall"), look=HALL)) for _ in range(2)]
    for bound, other in (rooms, reversed(rooms)):
        found = await observe(world.server, Memory(bound={key("hall"): bound}))
        assert found.rooms[key("hall")].id == bound
        assert (key("hall"), other) in found.doubles


async def test_a_bound_room_that_is_gone_makes_way_for_a_marked_one(world: World, key: Key) -> None:
    eve = await world.person("eve")
    closed = await world.make_room(eve)
    hall = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    found = await observe(world.server, Memory(bound={key("hall"): closed}))
    assert found.rooms[key("hall")].id == hall
    assert not [double for double in found.doubles if double[0] == key("hall")]


async def test_only_the_named_rooms_are_read_when_something_happened_in_one(world: World, key: Key) -> None:
    hall = await world.server.create_room(NewRoom(key=key("hall"), look=HALL))
    attic = await world.server.create_room(NewRoom(key=key("attic"), look=HALL))
    memory = Memory(bound={key("hall"): hall, key("attic"): attic})
    before = world.server.requests_made
    found = await observe(world.server, memory, only={key("hall"), key("cellar")})
    assert set(found.rooms) == {key("hall")}
    assert world.server.requests_made == before + 1


async def test_an_adopted_room_is_found_by_its_binding_and_names_its_creator(world: World, key: Key) -> None:
    eve = await world.person("eve")
    room = await world.make_room(eve)
    await world.server.take_over(room)
    memory = Memory(bound={key("hall"): room}, adopted=frozenset({key("hall")}))
    found = (await observe(world.server, memory)).rooms[key("hall")]
    assert found.adopted
    assert found.creators == {eve}


async def test_a_half_made_room_is_recognised_and_finished(key: Key) -> None:
    world = MemoryWorld()
    new = NewRoom(key=key("hall"), look=HALL)
    room = world.server.make_room(world.server.steward, creation(new, "x")["creation_content"])
    half = (await observe(world.server, Memory())).rooms[key("hall")]
    assert (half.id, half.complete) == (room, False)
    await world.server.finish_room(room, new)
    whole = (await observe(world.server, Memory())).rooms[key("hall")]
    assert (whole.id, whole.complete, whole.look) == (room, True, HALL)


async def test_a_second_reading_of_many_rooms_sees_every_change(world: World, key: Key) -> None:
    ada, bob = [await world.person(name) for name in ("ada", "bob")]
    keys = [key(f"hall{number}") for number in range(10)]
    rooms = [await world.server.create_room(NewRoom(key=key, look=HALL)) for key in keys]
    for room in rooms:
        await world.server.seat(room, ada)
    first = await observe(world.server, Memory())
    await world.leave(rooms[1], ada)
    await world.server.remove(rooms[2], ada)
    await world.server.set_state(rooms[3], "m.room.name", {"name": "New"})
    await world.server.set_state(rooms[4], "m.space.child", space_child("x"), rooms[5])
    await world.server.ban(rooms[6], bob)
    for number in range(30):
        await world.server.set_state(rooms[7], "m.room.topic", {"topic": f"Topic {number}"})
    second = await observe(world.server, Memory())
    assert [key for key in keys if first.rooms[key] != second.rooms[key]] == [
        keys[n] for n in (1, 2, 3, 4, 6, 7)
    ]
    assert second.rooms[keys[1]].members[ada] == FoundMember(membership=Membership.LEAVE, by=ada)
    assert second.rooms[keys[3]].look.name == "New"
    assert second.rooms[keys[4]].children == {rooms[5]}
    assert second.rooms[keys[7]].look.topic == "Topic 29"
