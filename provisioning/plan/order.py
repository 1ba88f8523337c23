"""Which step waits for which, and what goes first among those that need not wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from kit.classification import Classification
from kit.ids import RoomKey
from provisioning.plan.steps import (
    BanPerson,
    CreateRoom,
    DropParent,
    FinishRoom,
    InviteBack,
    LiftBan,
    ListRoom,
    NameParent,
    Relabel,
    RemovePerson,
    RenameRoom,
    RestoreAccess,
    RetireRoom,
    SeatPerson,
    SetHistory,
    SetJoinRule,
    SetPowers,
    SetServers,
    SetTopic,
    Step,
    StepId,
    TurnOnEncryption,
    UnlistRoom,
)

RANK: dict[type, int] = {
    kind: rank
    for rank, kinds in enumerate(
        (
            (BanPerson, RemovePerson),
            (TurnOnEncryption, SetPowers, RestoreAccess, SetJoinRule, SetHistory, SetServers, Relabel),
            (CreateRoom, FinishRoom),
            (RenameRoom, SetTopic, NameParent, DropParent, ListRoom, UnlistRoom),
            (LiftBan, SeatPerson, InviteBack),
            (RetireRoom,),
        )
    )
    for kind in kinds
}
"""People leave before doors are mended, doors are mended before anybody enters."""

_Groups = Mapping[tuple[type, RoomKey], list[StepId]]


def in_order(steps: Iterable[Step], spaces: AbstractSet[RoomKey] = frozenset()) -> tuple[Step, ...]:
    """Return the steps as they are best begun.

    Spaces lose people before the rooms that let a space's members in. Seats of one room are spread among
    those of others, which a homeserver fills faster than one room after the other.
    """
    seen: dict[RoomKey, int] = defaultdict(int)
    ranked = []
    for step in steps:
        rank = RANK[type(step)]
        turn = 0
        if isinstance(step, SeatPerson):
            turn = seen[step.key]
            seen[step.key] += 1
        later = isinstance(step, RemovePerson) and step.key not in spaces
        ranked.append(((rank, later, turn), step))
    return tuple(step for _, step in sorted(ranked, key=lambda pair: pair[0]))


def waits_for(steps: Mapping[StepId, Step]) -> Mapping[StepId, frozenset[StepId]]:
    """Return for each step those of the same plan that must be done before it."""
    groups: dict[tuple[type, RoomKey], list[StepId]] = {}
    for name, step in steps.items():
        groups.setdefault((type(step), step.key), []).append(name)
    return {name: frozenset(_before(name, step, steps, groups)) for name, step in steps.items()}


def _before(name: StepId, step: Step, steps: Mapping[StepId, Step], groups: _Groups) -> Iterable[StepId]:
    if isinstance(step, CreateRoom | FinishRoom):
        return _of_makings(step, groups)
    making = _making(step.key, groups)
    match step:
        case SetJoinRule() | SetHistory() | SetServers():
            return chain(making, _of_loosenings(step, steps, groups))
        case ListRoom(child=other) | NameParent(parent=other):
            return chain(making, _making(other, groups))
        case SeatPerson() | InviteBack():
            return chain(making, _of_entries(step, steps, groups))
        case SetPowers():
            return chain(making, _earlier(name, groups[SetPowers, step.key]))
        case _:
            return making


def _of_makings(step: CreateRoom | FinishRoom, groups: _Groups) -> Iterable[StepId]:
    for key in {*step.parents, *step.look.allow} - {step.key}:
        yield from groups.get((CreateRoom, key), ())


def _of_loosenings(
    step: SetJoinRule | SetHistory | SetServers, steps: Mapping[StepId, Step], groups: _Groups
) -> Iterable[StepId]:
    if isinstance(step, SetJoinRule):
        for key in step.allow:
            yield from _making(key, groups)
    yield from _lowering(step.key, steps, groups)


def _of_entries(
    step: SeatPerson | InviteBack, steps: Mapping[StepId, Step], groups: _Groups
) -> Iterable[StepId]:
    yield from groups.get((TurnOnEncryption, step.key), ())
    yield from _lifting(step, steps, groups)


def _making(key: RoomKey, groups: _Groups) -> Iterable[StepId]:
    yield from groups.get((CreateRoom, key), ())
    yield from groups.get((FinishRoom, key), ())


def _lowering(key: RoomKey, steps: Mapping[StepId, Step], groups: _Groups) -> Iterable[StepId]:
    for name in groups.get((Relabel, key), ()):
        step = steps[name]
        if isinstance(step, Relabel) and step.label is Classification.UNCLASSIFIED:
            yield name


def _lifting(
    step: SeatPerson | InviteBack, steps: Mapping[StepId, Step], groups: _Groups
) -> Iterable[StepId]:
    for name in groups.get((LiftBan, step.key), ()):
        lift = steps[name]
        if isinstance(lift, LiftBan) and lift.user == step.user:
            yield name


def _earlier(name: StepId, among: list[StepId]) -> Iterable[StepId]:
    return among[: among.index(name)]


def stopped_with(steps: Mapping[StepId, Step], held: AbstractSet[StepId]) -> frozenset[StepId]:
    """Return the held steps and, through however many others, all that depend on them."""
    if not held:
        return frozenset()
    before = waits_for(steps)
    stopped = set(held)
    grown = True
    while grown:
        more = {name for name, waits in before.items() if name not in stopped and waits & stopped}
        stopped |= more
        grown = bool(more)
    return frozenset(stopped)
