"""Who stood where at a past instant, on the twin and on the real server, to the millisecond."""

from collections.abc import Callable
from datetime import timedelta

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.worlds import World
from provisioning.shape import Look

Key = Callable[[str], RoomKey]
HALL = Look(name="Hall")
JUST_BEFORE = timedelta(milliseconds=1)


async def hall(world: World, key: Key) -> RoomId:
    return await world.server.create_room(NewRoom(key=key("hall"), look=HALL))


async def standing(world: World, room: RoomId, user: UserId) -> list[Membership | None]:
    """Return where somebody stood just before and at the instant of their last event."""
    since = await world.stood_since(room, user)
    found = []
    for at in (since - JUST_BEFORE, since):
        then = await world.server.members_at(room, at)
        assert then is not None
        found.append(then.get(user))
    return found


async def test_a_join_counts_from_its_own_instant_on(world: World, key: Key) -> None:
    ada, room = await world.person("ada"), await hall(world, key)
    await world.pass_a_moment()
    await world.server.seat(room, ada)
    # A local person is invited and joined in one request, and the two can fall into one millisecond.
    before, at = await standing(world, room, ada)
    assert before in {None, Membership.INVITE}
    assert at is Membership.JOIN


async def test_a_leave_counts_from_its_own_instant_on(world: World, key: Key) -> None:
    ada, bob, room = await world.person("ada"), await world.person("bob"), await hall(world, key)
    for user in (ada, bob):
        await world.server.seat(room, user)
    await world.pass_a_moment()
    await world.leave(room, ada)
    after = await world.pass_a_moment()
    assert (await world.server.members_at(room, after) or {})[ada] is Membership.LEAVE
    await world.server.remove(room, bob)
    again = await world.pass_a_moment()
    assert (await world.server.members_at(room, after) or {})[bob] is Membership.JOIN
    assert (await world.server.members_at(room, again) or {})[bob] is Membership.LEAVE


async def test_every_past_instant_keeps_its_own_answer(world: World, key: Key) -> None:
    ada, room = await world.person("ada"), await hall(world, key)
    instants = [await world.pass_a_moment()]
    for act in (world.server.seat, world.server.remove, world.server.invite, world.server.ban):
        await act(room, ada)
        instants.append(await world.pass_a_moment())
    found = [(await world.server.members_at(room, at) or {}).get(ada) for at in instants]
    stood = Membership
    assert found == [None, stood.JOIN, stood.LEAVE, stood.INVITE, stood.BAN]


async def test_words_and_settings_between_change_nothing(world: World, key: Key) -> None:
    ada, room = await world.person("ada"), await hall(world, key)
    await world.server.seat(room, ada)
    for number in range(12):
        await world.server.set_state(room, "m.room.name", {"name": f"Hall {number}"})
    found = await world.server.members_at(room, await world.pass_a_moment())
    assert found == {world.server.steward: Membership.JOIN, ada: Membership.JOIN}


async def test_a_room_was_not_there_before_it_was_made(world: World, key: Key) -> None:
    before = await world.pass_a_moment()
    room = await hall(world, key)
    assert await world.server.members_at(room, before) is None
    assert await world.server.members_at(RoomId("!nowhere"), before) is None


async def test_the_past_of_a_room_that_others_made_is_known_too(world: World) -> None:
    eve, bob = await world.person("eve"), await world.person("bob")
    room = await world.make_room(eve)
    await world.let_in(room, eve, bob)
    then = await world.pass_a_moment()
    await world.server.take_over(room)
    await world.server.remove(room, bob)
    assert await world.server.members_at(room, then) == {eve: Membership.JOIN, bob: Membership.JOIN}
