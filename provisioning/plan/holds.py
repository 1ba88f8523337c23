"""Reasons not to run a plan unasked: each stops its own steps until a human confirms it.

A hold never keeps anybody in: exits that follow from a date, a ban, a suspension or somebody's hand are
neither held nor counted.
"""

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kit.events import Membership
from kit.ids import RoomKey, UserId
from provisioning.plan.rooms import demoted_last
from provisioning.plan.scene import Scene
from provisioning.plan.steps import (
    Cause,
    Relabel,
    RemovePerson,
    RetireRoom,
    SeatPerson,
    SetHistory,
    SetJoinRule,
    SetPowers,
    SetServers,
    Step,
    StepId,
    UnlistRoom,
    step_id,
)
from provisioning.plan.whole import Hold, HoldId, HoldKind
from provisioning.shape import DesiredRoom, History, JoinRule

OPENNESS = {History.JOINED: 0, History.INVITED: 1, History.SHARED: 2}
DOORS = {JoinRule.INVITE: 0, JoinRule.KNOCK: 0, JoinRule.RESTRICTED: 1, JoinRule.PUBLIC: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many people the files may take out of rooms before a human must confirm it.

    ``removals`` is a number of seats, ``share`` a part of all seats there are; up to ``few`` seats are never
    held, however few there are in all.
    """

    removals: int = 10
    share: float = 0.1
    few: int = 2


def holds(
    scene: Scene, steps: Iterable[Step], limits: Limits, waiting: AbstractSet[StepId] = frozenset()
) -> Iterator[Hold]:
    """Yield each reason not to run these steps unasked; removals that are ``waiting`` go on doing so."""
    by_files = [step for step in steps if step.cause is Cause.FILE]
    yield from _removals(scene, by_files, limits, waiting)
    yield from _retirements(scene, by_files, steps)
    yield from _last_moderators(scene, by_files)
    yield from _loosenings(scene, by_files)
    yield from _first_access(scene, by_files)


def hold(kind: HoldKind, text: str, steps: Iterable[Step], key: RoomKey | None = None) -> Hold:
    """Return a hold, named by what it stops."""
    stopped = frozenset(map(step_id, steps))
    return Hold(id=_name(kind, key, stopped), kind=kind, text=text, steps=stopped, key=key)


def _name(kind: HoldKind, key: RoomKey | None, steps: frozenset[StepId]) -> HoldId:
    words = "\n".join((kind, key or "", *sorted(steps)))
    return HoldId(f"{kind}-{hashlib.sha256(words.encode()).hexdigest()[:8]}")


def _removals(
    scene: Scene, by_files: list[Step], limits: Limits, waiting: AbstractSet[StepId]
) -> Iterator[Hold]:
    removals = [
        step for step in by_files if isinstance(step, RemovePerson) and not scene.is_bot(step.key, step.user)
    ]
    seats = sum(
        member.membership is Membership.JOIN and not scene.is_ours(room, user)
        for room in scene.found.rooms.values()
        for user, member in room.members.items()
    )
    count = len(removals)
    if any(step_id(step) in waiting for step in removals):
        yield hold(
            HoldKind.REMOVALS, f"the files take {count} of {seats} seats here, and more elsewhere", removals
        )
    elif count > limits.few and (count > limits.removals or count > limits.share * seats):
        text = f"the files take {count} of {seats} seats; {limits.removals} or {limits.share:.0%} go unasked"
        yield hold(HoldKind.REMOVALS, text, removals)


def _retirements(scene: Scene, by_files: list[Step], steps: Iterable[Step]) -> Iterator[Hold]:
    retired = {scene.found.rooms[step.key].id: step for step in by_files if isinstance(step, RetireRoom)}
    unlisted: dict[RoomKey, list[Step]] = {}
    for step in steps:
        if isinstance(step, UnlistRoom) and step.child in retired:
            unlisted.setdefault(retired[step.child].key, []).append(step)
    for step in retired.values():
        text = f"retires the room with {len(step.members)} people in it"
        yield hold(HoldKind.RETIREMENT, text, [step, *unlisted.get(step.key, ())], step.key)


def _last_moderators(scene: Scene, by_files: list[Step]) -> Iterator[Hold]:
    for key, found in scene.found.rooms.items():
        room = scene.desired.rooms.get(key)
        lost = demoted_last(scene, room, found) if room is not None else frozenset()
        if not lost:
            continue
        taken = [step for step in by_files if step.key == key and _takes(step, lost)]
        if taken:
            names = ", ".join(sorted(lost))
            yield hold(HoldKind.LAST_MODERATOR, f"leaves nobody to moderate after {names}", taken, key)


def _takes(step: Step, lost: frozenset[UserId]) -> bool:
    if isinstance(step, SetPowers):
        return not lost & step.powers.keys()
    return isinstance(step, RemovePerson) and step.user in lost


def _loosenings(scene: Scene, by_files: list[Step]) -> Iterator[Hold]:
    for step in by_files:
        room = scene.found.rooms.get(step.key)
        if room is None or scene.is_new(room):
            continue
        text = _loosened(scene, step)
        if text:
            yield hold(HoldKind.LOOSENING, text, [step], step.key)


def _loosened(scene: Scene, step: Step) -> str:
    match step:
        case SetHistory(was=was, history=history) if OPENNESS[history] > OPENNESS[was]:
            return f"shows earlier words to more people: {was} becomes {history}"
        case SetJoinRule(was=was, rule=rule) if DOORS[rule] > DOORS[was]:
            return f"opens the door: {was} becomes {rule}"
        case Relabel(was=was, label=label) if was.is_confidential and was != label and _is_lower(was, label):
            return f"lowers the classification: {was} becomes {label}"
        case SetServers(was=was, servers=servers) if _is_confidential(scene, step.key):
            more = servers is None or (was is not None and set(servers) - set(was))
            return "lets further servers take part in a confidential room" if more else ""
        case _:
            return ""


def _is_lower(was: object, label: object) -> bool:
    order = ("unclassified", "confidential", "strictly-confidential")
    return order.index(str(label)) < order.index(str(was))


def _is_confidential(scene: Scene, key: RoomKey) -> bool:
    rooms: list[DesiredRoom | None] = [scene.desired.rooms.get(key), scene.then(key)]
    return any(room is not None and room.classification.is_confidential for room in rooms)


def _first_access(scene: Scene, by_files: list[Step]) -> Iterator[Hold]:
    entries: dict[RoomKey, list[SeatPerson]] = {}
    for step in by_files:
        if isinstance(step, SeatPerson) and _is_confidential(scene, step.key):
            entries.setdefault(step.key, []).append(step)
    for key, steps in entries.items():
        room = scene.found.rooms.get(key)
        if room is not None and not scene.is_new(room):
            names = ", ".join(step.user for step in steps[:3]) + (" and others" if len(steps) > 3 else "")
            text = f"lets {len(steps)} into a confidential room for the first time: {names}"
            yield hold(HoldKind.FIRST_ACCESS, text, steps, key)
