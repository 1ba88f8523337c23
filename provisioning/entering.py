"""Enters what humans decided about people, and has those out at once who lose their seats by it.

A verified account, a released one and a suspension wait for no plan: seats that are gone are taken from the
rooms without looking at them first, and the look that follows mends the rest.
"""

import asyncio
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kit.errors import BadInput, MatrixFailure
from kit.events import Membership
from kit.ids import RoomKey, UserId
from provisioning.apply import Failed
from provisioning.loading import Loaded
from provisioning.office import Office, Receipt
from provisioning.plan.people import WHY_OUT
from provisioning.plan.steps import Cause, RemovePerson, StepId, deed, step_id
from provisioning.register.changes import Change, Deed
from provisioning.shape import Desired
from provisioning.store import record

AT_ONCE = 8
"""How many removals run at once: somebody may have to be out before they read another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Files with the changes entered, and what they wanted before and want now.

    ``released`` where accounts were taken from their person.
    """

    loaded: Loaded
    before: Desired
    after: Desired
    released: bool = False

    @property
    def touched(self) -> frozenset[RoomKey]:
        """The rooms whose seats are not the same."""
        old, new = self.before.rooms, self.after.rooms
        return frozenset(key for key, room in new.items() if key not in old or old[key].seats != room.seats)


async def enter(office: Office, loaded: Loaded, changes: Sequence[Change]) -> Entered:
    """Enter changes that wait for nobody; nothing is done in rooms yet.

    Raises :class:`BadInput` where a change does not fit the register, or should wait for a human.
    """
    if any(change.waits for change in changes):
        raise BadInput("what may have to wait for a human is entered by a plan, not at once")
    memory = await office.provisioned.memory()
    before = office.wanted(loaded, office.clock.now(), memory)
    merged = await office.registry.merged(loaded.with_changes(changes))
    rules = await office.ruling.begin(merged.inputs, first=False)
    settled = await office.registry.settled(merged, rules)
    after = office.wanted(settled, before.at, memory)
    released = any(change.deed is Deed.RELEASE for change in changes)
    return Entered(loaded=settled, before=before, after=after, released=released)


async def put_out(office: Office, entered: Entered, users: AbstractSet[UserId], *, by: str) -> Receipt | None:
    """Take accounts out of every room where they lost their seat; ``None`` where there is none.

    What the homeserver would not do is in the receipt, and the next look does it.
    """
    known = (await office.provisioned.memory()).bound
    lost = exits(entered, users)
    steps = {step_id(step): step for step in lost if step.key in known}
    if not steps:
        return None
    begun = office.clock.now()
    told = {name: {**deed(step), "cause": step.cause, "why": step.why} for name, step in steps.items()}
    body = {"by": by, "digest": "", "inputs": entered.loaded.inputs.digest, "confirmed": [], "steps": told}
    await record(office.database, "begun", body, begun)
    places, done, failed = asyncio.Semaphore(AT_ONCE), list[StepId](), list[Failed]()

    async def out(name: StepId, step: RemovePerson) -> None:
        try:
            async with places:
                await office.homeserver.remove(known[step.key], step.user)
            done.append(name)
        except MatrixFailure as failure:
            failed.append(Failed(step=step, why=str(failure)))

    async with asyncio.TaskGroup() as tasks:
        for name, step in steps.items():
            tasks.create_task(out(name, step))
    receipt = Receipt(at=begun, by=by, digest="", done=tuple(done), failed=tuple(failed), complete=not failed)
    await record(office.database, "receipt", receipt.as_json(), office.clock.now())
    return receipt


def exits(entered: Entered, users: AbstractSet[UserId]) -> Iterator[RemovePerson]:
    """Yield a removal for each seat that accounts had before and have no more."""
    cause = Cause.DATE if entered.released else Cause.SUSPENSION
    why = "the account was released" if entered.released else WHY_OUT[cause]
    before = entered.before.rooms
    for key, room in entered.after.rooms.items():
        had = before[key].seats.keys() if key in before else frozenset[UserId]()
        for user in sorted((users & had) - room.seats.keys()):
            yield RemovePerson(key=key, user=user, was=Membership.JOIN, cause=cause, why=why)
