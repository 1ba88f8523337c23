"""What an officer does with a community: see what should change, and have it done, with a receipt."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from kit.database import Database
from kit.errors import BadInput
from kit.ids import BotName, RoomId, RoomKey, UserId, server_of
from kit.ports import Clock
from provisioning.apply import SIDE_BY_SIDE, Failed, Outcome, Telling, apply
from provisioning.clockwatch import FOR
from provisioning.desired import BotSeat, desired
from provisioning.homeserver.port import Homeserver
from provisioning.ledger import Records, StoredLedger
from provisioning.loading import Loaded
from provisioning.observe import observe
from provisioning.plan import HoldId, Known, Limits, Plan, StepId, digest, plan
from provisioning.plan.steps import deed
from provisioning.register.changes import entered_by
from provisioning.registry import Registry
from provisioning.shape import Desired, Found, Memory
from provisioning.standing import Standings
from provisioning.store import Provisioned, Ruling, StoredRooms, record
from provisioning.store.inputs import Inputs, Kept

Ruled = Callable[[Loaded], Awaitable[None]]
"""Hears of the files that rule from now on."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """What reviewing and carrying out stand on. ``bots`` are those that run here, with their
    seats. Whoever changes what rules holds ``entering`` meanwhile."""

    database: Database
    homeserver: Homeserver
    clock: Clock
    rooms: StoredRooms
    bots: Mapping[BotName, BotSeat] = field(default_factory=dict)
    side_by_side: int = SIDE_BY_SIDE
    entering: asyncio.Lock = field(default_factory=asyncio.Lock)
    standings: Standings = field(default_factory=Standings)

    @cached_property
    def registry(self) -> Registry:
        """The register's history."""
        return Registry(database=self.database, clock=self.clock)

    @property
    def provisioned(self) -> Provisioned:
        """Bindings, bans and invitations."""
        return Provisioned(self.database, self.clock)

    @property
    def ruling(self) -> Ruling:
        """Which files rule."""
        return Ruling(self.database, self.clock)

    def wanted(self, loaded: Loaded, at: datetime, memory: Memory) -> Desired:
        """Return what some files want at an instant."""
        return desired(
            loaded.community,
            loaded.register,
            at,
            server_name=self.homeserver.server_name,
            bans=memory.bans,
            bots=self.bots,
            standing=self.standings.of(loaded.community, loaded.register),
        )


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A plan, and what it was made from.

    ``first`` says that nothing was managed here before, ``settles`` that carrying it out wholly makes its
    files the applied ones, and that they were not so before.
    """

    plan: Plan
    loaded: Loaded
    desired: Desired
    found: Found
    memory: Memory
    first: bool = False
    settles: bool = True

    @property
    def digest(self) -> str:
        """The plan's short name."""
        return digest(self.plan)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was done. ``complete`` when nothing waits and nothing failed; ``open_holds`` wait for a human."""

    at: datetime
    by: str
    digest: str
    done: tuple[StepId, ...] = ()
    failed: tuple[Failed, ...] = ()
    left: tuple[StepId, ...] = ()
    open_holds: tuple[HoldId, ...] = ()
    complete: bool = True

    @property
    def exit_code(self) -> int:
        """0 all done, 3 some of it held, 1 some of it failed."""
        if self.failed or self.left:
            return 1
        return 3 if self.open_holds else 0

    def as_json(self) -> dict[str, Any]:
        """Return the receipt in JSON's own types."""
        return {
            "at": self.at.isoformat(),
            "by": self.by,
            "digest": self.digest,
            "done": list(self.done),
            "failed": [{**deed(one.step), "why": one.why} for one in self.failed],
            "left": list(self.left),
            "open_holds": list(self.open_holds),
            "complete": self.complete,
        }


async def review(
    office: Office,
    loaded: Loaded,
    *,
    at: datetime | None = None,
    only: AbstractSet[RoomKey] | None = None,
    without_account: AbstractSet[UserId] | None = None,
    waiting: frozenset[StepId] = frozenset(),
    foreign: frozenset[RoomId] = frozenset(),
) -> Reviewed:
    """Look at the homeserver and plan what these files want of it, now or at another instant.

    ``only`` limits it to some rooms. ``without_account`` spares the question which accounts there are;
    ``waiting`` are steps that wait for a human by an earlier look at all rooms.
    """
    loaded = await office.registry.merged(loaded)
    memory = await office.provisioned.memory()
    wanted = office.wanted(loaded, at or office.clock.now(), memory)
    found, missing = await asyncio.gather(
        observe(office.homeserver, memory, only=only, foreign=foreign),
        _missing(office, wanted, without_account),
    )
    memory = await office.provisioned.with_invitations(memory, found)
    applied = await office.ruling.applied()
    first = applied is None and not found.rooms and not memory.bound
    known = Known(
        without_account=missing,
        suspended=loaded.suspended(wanted.at, office.homeserver.server_name),
        confirmed=await office.ruling.confirmed(loaded.inputs),
        waiting=waiting,
    )
    past = _Past(office=office, applied=applied, loaded=loaded, wanted=wanted, memory=memory, first=first)
    made = await _planned(past, found, known, only)
    settled = applied is not None and applied.inputs.digest == loaded.inputs.digest and not made.steps
    return Reviewed(
        plan=made,
        loaded=loaded,
        desired=wanted,
        found=found,
        memory=memory,
        first=first,
        settles=only is None and not settled,
    )


async def _missing(
    office: Office, wanted: Desired, without_account: AbstractSet[UserId] | None
) -> frozenset[UserId]:
    if without_account is not None:
        return frozenset(without_account)
    users = {user for room in wanted.rooms.values() for user in room.seats}
    local = {user for user in users if server_of(user) == office.homeserver.server_name}
    return frozenset(local - await office.homeserver.accounts()) if local else frozenset()


@dataclass(frozen=True, kw_only=True)
class _Past:
    """What was wanted by the files that were applied last."""

    office: Office
    applied: Kept | None
    loaded: Loaded
    wanted: Desired
    memory: Memory
    first: bool

    async def at(self, instant: datetime) -> Desired | None:
        """Return it for an instant, ``None`` where nothing is known of the past."""
        if self.applied is None:
            return Desired(at=instant, rooms={}) if self.first else None
        if not self.applied.inputs.files:
            return Desired(at=instant, rooms={})
        same = self.applied.inputs.digest == self.loaded.inputs.digest
        if same and instant == self.wanted.at:
            return self.wanted
        files = self.loaded if same else await self._files(self.applied.inputs)
        return None if files is None else self.office.wanted(files, instant, self.memory)

    async def begun(self) -> Desired | None:
        """Return what these files wanted when they came to rule, if they do while others were applied."""
        if self.applied is None or self.applied.inputs.digest == self.loaded.inputs.digest:
            return None
        rules = await self.office.ruling.ruled_at(self.wanted.at)
        if rules is None or rules.inputs.digest != self.loaded.inputs.digest:
            return None
        return self.office.wanted(self.loaded, rules.at, self.memory)

    async def _files(self, applied: Inputs) -> Loaded | None:
        """Return the files as applied, with what was decided by humans since and never waits."""
        registry = self.office.registry
        return await registry.read_again(applied, await registry.unheld_since(applied, self.loaded))

    async def limits(self) -> Limits:
        """Return the limits of removals: the stricter of new and applied files, lest one edit do both."""
        new = old = self.loaded.community.limits
        if self.applied is not None and self.applied.inputs.digest != self.loaded.inputs.digest:
            files = await self.office.registry.read_again(self.applied.inputs)
            old = new if files is None else files.community.limits
        return Limits(removals=min(new.removals, old.removals), share=min(new.share, old.share))


async def _planned(past: _Past, found: Found, known: Known, only: AbstractSet[RoomKey] | None) -> Plan:
    limits = await past.limits()
    previous = await past.at(past.wanted.at)
    before: Desired | None = None
    begun: Desired | None = None

    def made() -> Plan:
        return plan(
            past.wanted,
            found,
            past.memory,
            steward=past.office.homeserver.steward,
            previous=previous,
            before=before,
            begun=begun,
            limits=limits,
            known=known,
            only=only,
        )

    first_sight = made()
    if not first_sight.steps or past.applied is None:
        return first_sight
    before, begun = await past.at(past.applied.at), await past.begun()
    return made()


async def carry_out(
    office: Office,
    reviewed: Reviewed,
    *,
    by: str,
    confirmed: AbstractSet[HoldId] = frozenset(),
    expected: str | None = None,
    progress: Telling | None = None,
    tolerant: bool = False,
    ruled: Ruled | None = None,
) -> Receipt:
    """Do what a review found, but for what waits for a human, and write a receipt into the audit.

    ``confirmed`` are the holds a human lets go; ``expected`` is the digest of the plan that was reviewed;
    ``ruled`` hears of the files as they rule from then on, before anything is done in rooms.
    Raises :class:`BadInput` before anything is done where the plan cannot be done (unless ``tolerant``, which
    leaves out what cannot) or is another one, and whatever stopped it half-way after the receipt is written.
    """
    if not tolerant:
        _refuse_impossible(reviewed)
    _refuse_other(reviewed, confirmed, expected)
    begun = office.clock.now()
    if reviewed.settles:
        async with office.entering:
            reviewed = await _begin(office, reviewed, confirmed, by)
            if ruled is not None:
                await ruled(reviewed.loaded)
    outcome = await _do(office, reviewed, confirmed, by, progress)
    receipt = _receipt(reviewed, outcome, confirmed, begun, by)
    if reviewed.settles or outcome.done or outcome.failed:
        await record(office.database, "receipt", receipt.as_json(), office.clock.now())
    if reviewed.settles and receipt.complete:
        await office.ruling.finish(reviewed.loaded.inputs)
    if outcome.trouble is not None:
        raise outcome.trouble
    return receipt


def _refuse_impossible(reviewed: Reviewed) -> None:
    if reviewed.plan.errors:
        wrong = "\n".join(map(str, reviewed.plan.errors))
        raise BadInput(f"these changes cannot be made, so nothing was done:\n{wrong}")


def _refuse_other(reviewed: Reviewed, confirmed: AbstractSet[HoldId], expected: str | None) -> None:
    if expected is not None and expected != reviewed.digest:
        raise BadInput(
            f"the plan is no longer the one you reviewed ({expected}) but {reviewed.digest}; "
            "nothing was done. Look at it again with “palais plan”."
        )
    unknown = sorted(confirmed - {hold.id for hold in reviewed.plan.holds})
    if unknown:
        open_now = ", ".join(hold.id for hold in reviewed.plan.holds) or "none"
        raise BadInput(f"no hold is called {', '.join(unknown)}; nothing was done. Open holds: {open_now}.")


async def _begin(office: Office, reviewed: Reviewed, confirmed: AbstractSet[HoldId], by: str) -> Reviewed:
    """Let the files rule and enter what they propose; return the review with both done."""
    asked = reviewed.loaded.inputs
    inputs = replace(asked, proposed=entered_by(asked.proposed, by))
    rules = await office.ruling.begin(inputs, first=reviewed.first)
    await office.ruling.confirm(rules, reviewed.plan, confirmed, by)
    return replace(reviewed, loaded=await office.registry.settled(reviewed.loaded, rules))


async def _do(
    office: Office,
    reviewed: Reviewed,
    confirmed: AbstractSet[HoldId],
    by: str,
    progress: Telling | None,
) -> Outcome:
    await office.provisioned.bind_found(reviewed.found, reviewed.memory)
    await office.provisioned.settle_invitations(reviewed.desired, reviewed.found)
    records = Records(office.rooms, reviewed.desired, reviewed.plan, reviewed.loaded.community.language)
    known = {**reviewed.memory.bound, **{key: room.id for key, room in reviewed.found.rooms.items()}}
    await records.write_all(known)
    steps = reviewed.plan.free(confirmed)
    if not steps:
        return Outcome()
    intended = {
        "by": by,
        "digest": reviewed.digest,
        "inputs": reviewed.loaded.inputs.digest,
        "confirmed": sorted(confirmed),
        FOR: reviewed.desired.at.isoformat(),
        "steps": {name: {**deed(step), "cause": step.cause, "why": step.why} for name, step in steps.items()},
    }
    await record(office.database, "begun", intended, office.clock.now())
    return await apply(
        steps,
        known,
        office.homeserver,
        StoredLedger(office.provisioned, records),
        progress=progress,
        side_by_side=office.side_by_side,
    )


def _receipt(
    reviewed: Reviewed, outcome: Outcome, confirmed: AbstractSet[HoldId], at: datetime, by: str
) -> Receipt:
    receipt = Receipt(
        at=at,
        by=by,
        digest=reviewed.digest,
        done=outcome.done,
        failed=outcome.failed,
        left=outcome.left,
        open_holds=tuple(hold.id for hold in reviewed.plan.holds if hold.id not in confirmed),
    )
    whole = not (receipt.failed or receipt.left or receipt.open_holds or outcome.trouble)
    return replace(receipt, complete=whole)
