"""Who must come into a room, who must leave it, and who is left in peace."""

from collections.abc import Iterator

from kit.events import Membership
from kit.ids import UserId
from provisioning.plan.rooms import present
from provisioning.plan.scene import Scene
from provisioning.plan.steps import (
    BanPerson,
    Cause,
    InviteBack,
    LiftBan,
    RemovePerson,
    SeatPerson,
    Step,
)
from provisioning.plan.whole import Waiting
from provisioning.shape import DesiredRoom, FoundMember, FoundRoom, Seat

WHY_OUT = {
    Cause.FILE: "the files no longer give this seat",
    Cause.DATE: "the seat has ended",
    Cause.DRIFT: "nothing gives this seat",
    Cause.SUSPENSION: "suspended",
}


def seating(scene: Scene, room: DesiredRoom, found: FoundRoom | None) -> Iterator[Step]:
    """Yield who must be brought into the room."""
    there = {} if found is None else found.members
    for user, seat in scene.seats(room):
        member = there.get(user)
        if member is not None and member.membership is Membership.JOIN:
            continue
        if user == scene.steward or user in scene.without_account:
            continue
        yield from _entry(scene, room, found, user, seat)


def waiting(scene: Scene, room: DesiredRoom) -> Iterator[Waiting]:
    """Yield the seats of those who have no account yet."""
    return (
        Waiting(key=room.key, user=user) for user, _ in scene.seats(room) if user in scene.without_account
    )


def _entry(
    scene: Scene, room: DesiredRoom, found: FoundRoom | None, user: UserId, seat: Seat
) -> Iterator[Step]:
    member = None if found is None else found.members.get(user)
    why = f"{seat.fact} ({seat.rule})" if seat.fact and seat.rule else seat.fact or seat.rule
    cause = scene.entry_cause(room.key, user)
    match None if member is None else member.membership:
        case Membership.INVITE if not _was_cut_short(scene, room, user, member):
            return
        case Membership.LEAVE if member is not None and member.by == user:
            if (room.key, user) not in scene.memory.reinvited:
                yield InviteBack(
                    key=room.key, user=user, person=seat.person, cause=cause, why="left by their own wish"
                )
            return
        case Membership.BAN if found is not None and found.adopted:
            return
        case _:
            yield SeatPerson(key=room.key, user=user, person=seat.person, cause=cause, why=why)


def _was_cut_short(scene: Scene, room: DesiredRoom, user: UserId, member: FoundMember | None) -> bool:
    # A local account is invited and joined in one request; a server that dies between leaves the invitation.
    invited_by_us = member is not None and member.by == scene.steward
    return scene.is_local(user) and invited_by_us and (room.key, user) not in scene.memory.reinvited


def leaving(scene: Scene, room: DesiredRoom | None, found: FoundRoom) -> Iterator[Step]:
    """Yield who must leave the room, or take their invitation back; the banned are not meant."""
    wanted = frozenset() if room is None else room.seats.keys()
    banned = scene.banned.get(found.key, frozenset())
    for user in present(scene, found, without=wanted):
        if user in banned:
            continue
        if room is not None and user not in scene.suspended and scene.desired.is_open_to(room.key, user):
            continue
        cause = scene.exit_cause(found.key, user)
        if room is None and cause is Cause.FILE:
            continue
        yield RemovePerson(
            key=found.key, user=user, was=found.members[user].membership, cause=cause, why=WHY_OUT[cause]
        )


def banning(scene: Scene, found: FoundRoom) -> Iterator[Step]:
    """Yield the bans to enforce, and those to lift because no record asks for them."""
    banned = scene.banned.get(found.key, frozenset())
    for user in sorted(banned):
        member = found.members.get(user)
        known = member is not None and member.membership is Membership.BAN
        if not known and not scene.is_ours(found, user):
            yield BanPerson(key=found.key, user=user, cause=Cause.BAN, why=_whose(scene, found, user))
    if found.adopted:
        return
    for user, member in sorted(found.members.items()):
        if member.membership is Membership.BAN and user not in banned:
            yield LiftBan(key=found.key, user=user, cause=Cause.BAN, why="no ban is on record")


def _whose(scene: Scene, found: FoundRoom, user: UserId) -> str:
    """Return who asked for a ban; why they did may be read in our record only, and plans are shown about."""
    for ban in scene.memory.bans:
        if (ban.room, ban.user) == (found.key, user):
            return f"asked for by {ban.by}"
    return ""
