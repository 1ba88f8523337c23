"""What officers do to the register: look at it as it is now, and have changes of it proposed and entered."""

import os
import pwd
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kit.clock import SystemClock
from kit.errors import BadInput
from kit.ids import PersonKey, UserId
from palais.house import opened_database
from palais.planning import Desk
from provisioning.community.model import Community
from provisioning.loading import Loaded
from provisioning.register.changes import Change, Entry, People, fold
from provisioning.register.importing import Present
from provisioning.register.importing.believing import Believing
from provisioning.register.importing.doubts import Doubt
from provisioning.register.load import owners
from provisioning.register.model import Person, Register
from provisioning.register.naming import find_ever
from provisioning.register.seconding import same_person
from provisioning.registry import Registry
from provisioning.store.proposals import Proposal, Proposals, ProposalState

OWN_PROPOSAL = (
    "you proposed this yourself, so another person has to confirm it: they give the command from their own "
    "account of this machine, or say who they are with --by"
)


def who_types() -> str:
    """Return who the machine says gives the command: who asked sudo for it, else the account it runs as."""
    return os.environ.get("SUDO_USER") or _account()


def machine_account() -> str:
    """Return what the machine knows of who types, for the audit: nothing that --by could say otherwise."""
    asked = os.environ.get("SUDO_USER")
    return f"{_account()}, asked by {asked} through sudo" if asked else _account()


def _account() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """The register as it is now. Changes build on ``base``: what rules, else the files of the community.

    What the community's folder says otherwise than what rules is not brought in by the way.
    """

    base: Loaded
    now: Loaded
    at: datetime
    entries: Sequence[Entry]
    waiting: Sequence[Proposal]
    server_name: str

    @property
    def community(self) -> Community:
        """The community that rules."""
        return self.now.community

    @property
    def register(self) -> Register:
        """Everybody, judged."""
        return self.now.register

    @property
    def people(self) -> People:
        """Everybody, as written."""
        return fold(self.now.entered or {}, self.now.inputs.proposed)

    @property
    def today(self) -> date:
        """The day that it is where the community's days begin."""
        return self.at.astimezone(ZoneInfo(self.community.zone)).date()

    @property
    def present(self) -> Present:
        """The register as a list is laid over it."""
        waiting = {change.person for proposal in self.waiting for change in proposal.changes}
        ever = {entry.change.person for entry in self.entries}
        return Present(
            community=self.community,
            people=self.people,
            today=self.today,
            server_name=self.server_name,
            taken=(ever | waiting) - self.people.keys(),
        )

    def person(self, word: str) -> Person:
        """Return who is meant by a key, a name or an account. Raises :class:`BadInput` with the nearest."""
        owner = owners(self.register, self.server_name).get(UserId(word))
        if owner is not None:
            return owner
        return self.register.people[find_ever(word, self.register.people.values(), ())]

    def ever(self, word: str) -> PersonKey:
        """Return who is meant, or was, where somebody is in the register no longer."""
        owner = owners(self.register, self.server_name).get(UserId(word))
        return owner.key if owner else find_ever(word, self.register.people.values(), self.entries)

    def with_changes(self, changes: Sequence[Change]) -> Loaded:
        """Return what would rule with these changes."""
        return self.base.with_changes(changes)


@asynccontextmanager
async def _registry(desk: Desk) -> AsyncIterator[Registry]:
    async with opened_database(desk.state, desk.settings) as database:
        yield Registry(database=database, clock=SystemClock())


async def enrolled(desk: Desk) -> Enrolled:
    """Return the register as it is."""
    async with _registry(desk) as registry:
        entries = await registry.history.entries()
        base = await registry.rules() or desk.loaded()
        if base.entered is None and base.written is None and not entries:
            base = replace(base, entered={})
        return Enrolled(
            base=base,
            now=await registry.merged(base),
            at=registry.clock.now(),
            entries=entries,
            waiting=await Proposals(registry.database, registry.clock).open(),
            server_name=desk.server_name,
        )


async def people_at(desk: Desk, at: datetime) -> People:
    """Return everybody as they were known at an instant. Raises :class:`BadInput` before the first."""
    async with _registry(desk) as registry:
        known = await registry.as_of(at)
    if known is None:
        raise BadInput("nothing ruled yet on that day, so nobody was in the register")
    return fold(known.entered or {}, known.inputs.proposed)


async def proposed(desk: Desk, changes: Sequence[Change], *, by: str, account: str) -> Proposal:
    """Keep changes until a second person has looked."""
    async with _registry(desk) as registry:
        return await Proposals(registry.database, registry.clock).add(changes, by=by, account=account)


async def waiting_proposal(desk: Desk, number: int) -> Proposal:
    """Return a proposal that waits. Raises :class:`BadInput` where there is none of the number."""
    async with _registry(desk) as registry:
        return await Proposals(registry.database, registry.clock).get(number)


async def decided(
    desk: Desk, proposal: Proposal, state: ProposalState, *, by: str, account: str, reason: str = ""
) -> None:
    """Note what became of a proposal."""
    async with _registry(desk) as registry:
        decide = Proposals(registry.database, registry.clock).decide
        await decide(proposal, state, by=by, account=account, reason=reason)


def seconded(known: Enrolled, proposal: Proposal, by: str) -> tuple[Change, ...]:
    """Return the changes of a proposal that say something new by now, entered by both.

    Raises :class:`BadInput` where the same person would confirm, and where they no longer fit.
    """
    if same_person(proposal.by, by, known.register):
        raise BadInput(OWN_PROPOSAL)
    people, changes = known.people, []
    for change in proposal.changes:
        try:
            after = fold(people, [change])
        except BadInput as problem:
            raise BadInput(
                f"proposal {proposal.id} no longer fits the register: {problem}; reject it and import again"
            ) from problem
        if after != people:
            changes.append(replace(change, by=f"{proposal.by}, confirmed by {by}"))
        people = after
    return tuple(changes)


def doubts_now(known: Enrolled, changes: Sequence[Change]) -> list[Doubt]:
    """Return what is hardly true of changes, beside the register as it is now."""
    after = fold(known.people, changes)
    believing = Believing(community=known.community, before=known.people, after=after)
    return [*believing.doubts(), *believing.crowded()]
