"""What must change about the rooms themselves: made, finished, renamed, tightened, listed, retired."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId, host_of, server_of
from provisioning.plan.scene import STEWARDS_LEVEL, Scene
from provisioning.plan.steps import (
    Cause,
    CreateRoom,
    DropParent,
    FinishRoom,
    ListRoom,
    NameParent,
    Relabel,
    RenameRoom,
    RestoreAccess,
    RetireRoom,
    SetHistory,
    SetJoinRule,
    SetPowers,
    SetServers,
    SetTopic,
    Step,
    TurnOnEncryption,
    UnlistRoom,
)
from provisioning.plan.whole import Impossible
from provisioning.shape import DesiredRoom, FoundRoom, JoinRule, Look, Power

POWERS = "m.room.power_levels"

PRESENT = frozenset({Membership.JOIN, Membership.INVITE})
"""In the room, or able to enter it by themselves."""


def making(scene: Scene, room: DesiredRoom) -> CreateRoom:
    """Make a room that is nowhere."""
    gone = room.key in scene.memory.bound
    known = scene.then(room.key) is not None
    cause = (Cause.DRIFT if gone else Cause.DATE) if known else Cause.FILE
    return CreateRoom(
        key=room.key,
        look=room.look,
        kind=room.kind,
        parents=room.parents,
        powers=scene.powers(room),
        cause=cause,
        why="its room is no longer there" if gone else room.origin,
    )


def finishing(scene: Scene, room: DesiredRoom) -> FinishRoom:
    """Finish a room whose making was cut short."""
    return FinishRoom(
        key=room.key,
        look=room.look,
        kind=room.kind,
        parents=room.parents,
        powers=scene.powers(room),
        why="its making was cut short",
    )


def impossible(room: DesiredRoom, found: FoundRoom) -> Iterator[Impossible]:
    """Yield what no server can do to a room that exists."""
    if found.complete and found.look.encrypted and not _encrypts(room):
        yield Impossible(key=room.key, text="encryption cannot be turned off once it is on")
    if found.look.federate != room.look.federate:
        text = "whether a room federates is fixed when it is made; give the room a new key to replace it"
        yield Impossible(key=room.key, text=text)
    if found.look.space != room.look.space:
        yield Impossible(key=room.key, text="a room cannot become a space, nor a space a room")


def settings(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    """Yield what must change in how a room is set."""
    yield from _label(scene, room)
    yield from _words(scene, room, found)
    for change in (_encryption, _join_rule, _history, _servers):
        yield from change(scene, room, found)


def _label(scene: Scene, room: DesiredRoom) -> Iterator[Step]:
    then = scene.then(room.key)
    if then is not None and then.classification is not room.classification:
        yield Relabel(key=room.key, was=then.classification, label=room.classification)


def _words(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    was, now = found.look, room.look
    if was.name != now.name:
        cause = scene.change_cause(room.key, "name")
        yield RenameRoom(key=room.key, was=was.name, name=now.name, cause=cause)
    if now.topic is not None and was.topic != now.topic:
        cause = scene.change_cause(room.key, "topic")
        yield SetTopic(key=room.key, was=was.topic, topic=now.topic, cause=cause)


def _encryption(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    if _encrypts(room) and not found.look.encrypted:
        yield TurnOnEncryption(key=room.key, cause=scene.change_cause(room.key, "encrypted"))


def _encrypts(room: DesiredRoom) -> bool:
    return room.look.encrypted and not room.look.space


def _join_rule(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    was, now = found.look.join_rule, room.look.join_rule
    allow = tuple(sorted(room.look.allow)) if now is JoinRule.RESTRICTED else ()
    same_allow = {scene.room_id(key) for key in allow} == set(found.allow) if allow else True
    if was is not now or not same_allow:
        cause = scene.change_cause(room.key, "join_rule" if was is not now else "allow")
        yield SetJoinRule(key=room.key, was=was, rule=now, allow=allow, cause=cause)


def _history(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    was, now = found.look.history, room.look.history
    if was is not now:
        cause = scene.change_cause(room.key, "history")
        yield SetHistory(key=room.key, was=was, history=now, cause=cause)


def _servers(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    was, now = _others(scene, found.look), _others(scene, room.look)
    if was != now:
        cause = scene.change_cause(room.key, "servers")
        yield SetServers(key=room.key, was=was, servers=now, cause=cause)


def _others(scene: Scene, look: Look) -> tuple[str, ...] | None:
    return None if look.servers is None else tuple(sorted(look.servers - {host_of(server_of(scene.steward))}))


def standing(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[SetPowers]:
    """Yield what must change in the room's power levels.

    Where the files take the last moderators their power, that goes into a step of its own, which a hold can
    stop without keeping the rest.
    """
    levels = scene.powers(room)
    wanted = {user: level for user, level in levels.items() if not scene.is_ours(found, user)}
    now = {user: level for user, level in found.powers.items() if not scene.is_ours(found, user)}
    kept = {user: now[user] for user in demoted_last(scene, room, found) if user in now}
    mends = tuple(mend for mend in found.tampered if mend.startswith(POWERS))
    other = room.look.read_only != found.look.read_only
    other = other or found.moderators_set_topic is (room.look.topic is not None)
    make = _setting_powers(scene, room)
    interim = {**wanted, **kept}
    fixed = {**scene.peers(found), scene.steward: STEWARDS_LEVEL} if found.adopted else {}
    if interim != now or mends or other:
        yield make({**interim, **fixed}, mends)
    if kept:
        yield make({**wanted, **fixed}, ())


def restoring(room: DesiredRoom, found: FoundRoom) -> Iterator[RestoreAccess]:
    """Yield what must be set again of access state that was tampered with, power levels apart."""
    mends = tuple(mend for mend in found.tampered if not mend.startswith(POWERS))
    if mends:
        kinds = tuple(sorted({mend.split(" ")[0] for mend in mends}))
        why = "not as we set it: " + ", ".join(mends)
        yield RestoreAccess(
            key=room.key, kinds=kinds, look=room.look, mends=mends, cause=Cause.DRIFT, why=why
        )


def _setting_powers(
    scene: Scene, room: DesiredRoom
) -> Callable[[dict[UserId, int], tuple[str, ...]], SetPowers]:
    then = scene.then(room.key)
    by_file = then is None or scene.powers(then) != scene.powers(room)
    by_file = by_file or then is None or _level_settings(then.look) != _level_settings(room.look)
    before = None if scene.before is None else scene.before.rooms.get(room.key)
    by_date = before is not None and scene.powers(before) != scene.powers(room)

    def cause(mends: tuple[str, ...]) -> Cause:
        if by_file:
            return Cause.FILE
        return Cause.DATE if by_date and not mends else Cause.DRIFT

    def make(powers: dict[UserId, int], mends: tuple[str, ...]) -> SetPowers:
        return SetPowers(
            key=room.key,
            powers=powers,
            read_only=room.look.read_only,
            topic_is_ours=room.look.topic is not None,
            mends=mends,
            cause=cause(mends),
            why="not as we set it: " + ", ".join(mends) if mends else "",
        )

    return make


def _level_settings(look: Look) -> tuple[bool, bool]:
    return look.read_only, look.topic is None


def moderators(scene: Scene, found: FoundRoom) -> frozenset[UserId]:
    """Return the people who moderate the room as it is."""
    return frozenset(
        user
        for user, level in found.powers.items()
        if level >= Power.MODERATOR
        and not scene.is_ours(found, user)
        and not scene.is_bot(found.key, user)
        and user in found.members
        and found.members[user].membership is Membership.JOIN
    )


def moderating(scene: Scene, room: DesiredRoom) -> frozenset[UserId]:
    """Return the people whom a room's seats let moderate."""
    return frozenset(
        user for user, seat in scene.seats(room) if seat.power >= Power.MODERATOR and seat.person is not None
    )


def demoted_last(scene: Scene, room: DesiredRoom, found: FoundRoom) -> frozenset[UserId]:
    """Return the moderators whom the files, not a date, would take from a room that then has none."""
    if moderating(scene, room):
        return frozenset()
    then = scene.then(room.key)
    lost = moderators(scene, found) - scene.suspended - scene.banned.get(room.key, frozenset())
    if scene.begun is not None and room.key in scene.begun.rooms:
        lost -= moderating(scene, scene.begun.rooms[room.key])
    if then is None:
        return lost if scene.previous is None or found.adopted else frozenset()
    return lost & moderating(scene, then)


def listing(scene: Scene, room: DesiredRoom, found: FoundRoom | None) -> Iterator[Step]:
    """Yield how a space's list of rooms must change."""
    listed: frozenset[RoomId] = frozenset() if found is None else found.children
    wanted = scene.children.get(room.key, ())
    for child in wanted:
        if scene.room_id(child) not in listed:
            yield ListRoom(key=room.key, child=child, cause=_link_cause(scene, child, room.key))
    for extra in sorted(listed - {scene.room_id(child) for child in wanted}):
        yield UnlistRoom(key=room.key, child=extra, cause=Cause.DRIFT)


def belonging(scene: Scene, room: DesiredRoom, found: FoundRoom) -> Iterator[Step]:
    """Yield how a room must change what it says of the spaces it belongs to."""
    for parent in room.parents:
        if scene.room_id(parent) not in found.parents:
            cause = _link_cause(scene, room.key, parent)
            yield NameParent(key=room.key, parent=parent, first=parent == room.parents[0], cause=cause)
    for extra in sorted(found.parents - {scene.room_id(parent) for parent in room.parents}):
        yield DropParent(key=room.key, parent=extra, cause=Cause.DRIFT)


def _link_cause(scene: Scene, child: RoomKey, parent: RoomKey) -> Cause:
    then = scene.then(child)
    return Cause.DRIFT if then is not None and parent in then.parents else Cause.FILE


def retiring(scene: Scene, found: FoundRoom) -> Iterator[Step]:
    """Empty a room that is no longer listed; who leaves it by a date leaves on their own account."""
    members = tuple(user for user in present(scene, found) if _stays(scene, found.key, user))
    if not (members or found.parents or found.children):
        return
    known = scene.then(found.key) is not None or scene.previous is None
    ended = scene.before is not None and found.key in scene.before.rooms and not known
    yield RetireRoom(
        key=found.key,
        name=found.look.name,
        members=members,
        spaces=tuple(sorted(found.parents)),
        listed=tuple(sorted(found.children)),
        cause=Cause.DATE if ended else Cause.FILE,
        why="its time is over" if ended else "the files no longer name it",
    )


def present(scene: Scene, found: FoundRoom, without: AbstractSet[UserId] = frozenset()) -> Iterator[UserId]:
    """Yield who is in the room, or invited, and can be removed; some need not be looked at."""
    for user in sorted(found.members.keys() - without):
        if found.members[user].membership in PRESENT and not scene.is_ours(found, user):
            yield user


def _stays(scene: Scene, key: RoomKey, user: UserId) -> bool:
    return scene.exit_cause(key, user) is Cause.FILE
