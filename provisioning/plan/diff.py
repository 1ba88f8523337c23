"""Desired minus found: the steps that make a homeserver what the files, the register and the date ask."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kit.ids import RoomKey, UserId
from provisioning.plan.holds import Limits, holds
from provisioning.plan.order import in_order
from provisioning.plan.people import banning, leaving, seating, waiting
from provisioning.plan.rooms import (
    belonging,
    demoted_last,
    finishing,
    impossible,
    listing,
    making,
    moderating,
    moderators,
    restoring,
    retiring,
    settings,
    standing,
)
from provisioning.plan.scene import Scene
from provisioning.plan.steps import Step, StepId
from provisioning.plan.whole import Double, Hold, Impossible, Plan, Waiting
from provisioning.shape import BanFact, Desired, DesiredRoom, Found, FoundRoom, Memory, Warned

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a plan should know besides files and server.

    ``without_account`` are wanted people the homeserver has no account for; ``suspended`` are people whose
    exits are never held; ``confirmed`` are steps that a human confirmed for these very files. ``waiting`` are
    those that wait for one by a plan of all rooms: looked at alone, a room could make them seem few.
    """

    without_account: frozenset[UserId] = frozenset()
    suspended: frozenset[UserId] = frozenset()
    confirmed: frozenset[StepId] = frozenset()
    waiting: frozenset[StepId] = frozenset()


NOTHING_KNOWN = Known()


def plan(
    desired: Desired,
    found: Found,
    memory: Memory,
    *,
    steward: UserId,
    previous: Desired | None = None,
    before: Desired | None = None,
    begun: Desired | None = None,
    limits: Limits = DEFAULT_LIMITS,
    known: Known = NOTHING_KNOWN,
    only: AbstractSet[RoomKey] | None = None,
) -> Plan:
    """Return what to do so that ``found`` becomes ``desired``.

    ``previous`` is what the last wholly applied files want at this same instant, ``before`` what they wanted
    when they were applied; ``None`` where nothing is known, and then the files are taken to cause everything.
    ``begun`` is what the files of this plan wanted when they came to rule, where they do and others were
    applied: what became different since, a date brought about.
    ``only`` limits the plan to some rooms, all others being left as they are.
    """
    scene = Scene(
        desired=desired,
        found=found,
        memory=memory,
        steward=steward,
        previous=previous,
        before=before,
        begun=begun,
        without_account=known.without_account,
        suspended=known.suspended,
        banned=_by_room(memory.bans),
        children=_by_space(desired),
    )
    steps = in_order(_steps(scene, only), _spaces(found))
    held = _unconfirmed(holds(scene, steps, limits, known.waiting), known.confirmed)
    return Plan(
        at=desired.at,
        steps=steps,
        holds=held,
        errors=tuple(_errors(scene, only)),
        waiting=tuple(_waiting(scene, only)),
        doubles=tuple(Double(key=key, room=room) for key, room in found.doubles),
        notes=tuple(_notes(scene, only)),
        names=_names(scene),
    )


def _steps(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[Step]:
    for room in _wanted(scene, only):
        found = scene.found.rooms.get(room.key)
        if found is None:
            yield making(scene, room)
        elif not found.complete and not found.adopted:
            yield finishing(scene, room)
        else:
            yield from settings(scene, room, found)
            yield from standing(scene, room, found)
            yield from restoring(room, found)
            yield from belonging(scene, room, found)
        if room.look.space:
            yield from listing(scene, room, found)
        if found is not None:
            yield from banning(scene, found)
            yield from leaving(scene, room, found)
        yield from seating(scene, room, found)
    for found in _unwanted(scene, only):
        yield from leaving(scene, None, found)
        yield from retiring(scene, found)


def _wanted(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[DesiredRoom]:
    return (room for key, room in scene.desired.rooms.items() if only is None or key in only)


def _unwanted(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[FoundRoom]:
    for key, found in scene.found.rooms.items():
        if key not in scene.desired.rooms and (only is None or key in only):
            yield found


def _errors(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[Impossible]:
    yield from (Impossible(text=_placed(error)) for error in scene.desired.errors)
    for room in _wanted(scene, only):
        found = scene.found.rooms.get(room.key)
        if found is not None:
            yield from impossible(room, found)


def _waiting(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[Waiting]:
    for room in _wanted(scene, only):
        yield from waiting(scene, room)


def _notes(scene: Scene, only: AbstractSet[RoomKey] | None) -> Iterator[str]:
    for warning in scene.desired.warnings:
        yield _placed(warning)
    for room in _wanted(scene, only):
        found = scene.found.rooms.get(room.key)
        if found is None:
            continue
        for creator in sorted({*found.creators, *scene.peers(found)} - {scene.steward} - room.seats.keys()):
            yield f"{room.key}: {creator} has a power there that cannot be taken back, and stays"
        if _loses_moderators(scene, room, found):
            yield f"{room.key}: nobody moderates this room any more; name a moderator in the files"


def _placed(warned: Warned) -> str:
    return f"{warned.where}: {warned.text}" if warned.where else warned.text


def _loses_moderators(scene: Scene, room: DesiredRoom, found: FoundRoom) -> bool:
    if moderating(scene, room) or scene.before is None or room.key not in scene.before.rooms:
        return False
    lost = moderators(scene, found) & moderating(scene, scene.before.rooms[room.key])
    return bool(lost) and not demoted_last(scene, room, found)


def _by_room(bans: tuple[BanFact, ...]) -> dict[RoomKey, frozenset[UserId]]:
    rooms: dict[RoomKey, set[UserId]] = defaultdict(set)
    for ban in bans:
        rooms[ban.room].add(ban.user)
    return {key: frozenset(users) for key, users in rooms.items()}


def _by_space(desired: Desired) -> dict[RoomKey, tuple[RoomKey, ...]]:
    spaces: dict[RoomKey, list[RoomKey]] = defaultdict(list)
    for key, room in desired.rooms.items():
        for parent in room.parents:
            if parent not in room.hidden_in:
                spaces[parent].append(key)
    return {key: tuple(children) for key, children in spaces.items()}


def _spaces(found: Found) -> frozenset[RoomKey]:
    return frozenset(key for key, room in found.rooms.items() if room.look.space)


def _names(scene: Scene) -> dict[RoomKey, str]:
    found = {key: room.look.name for key, room in scene.found.rooms.items()}
    return found | {key: room.look.name for key, room in scene.desired.rooms.items()}


def _unconfirmed(found: Iterator[Hold], confirmed: frozenset[StepId]) -> tuple[Hold, ...]:
    return tuple(hold for hold in found if not hold.steps <= confirmed)
