"""Changes of the register that wait for a second person, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, insert, select, update

from kit.database import Database
from kit.errors import BadInput
from kit.ports import Clock
from provisioning.register.changes import Change, digest_of
from provisioning.store.audit import record_within
from provisioning.store.tables import proposals


class ProposalState(StrEnum):
    """How far a proposal is."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Changes that somebody proposed, by the number that people call them by."""

    id: int
    changes: tuple[Change, ...]
    by: str
    at: datetime
    state: ProposalState = ProposalState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """All proposals; what is done to one and its row in the audit come to be together."""

    database: Database
    clock: Clock

    async def open(self) -> Sequence[Proposal]:
        """Return those that wait, oldest first."""
        waiting = select(proposals).where(proposals.c.state == ProposalState.OPEN).order_by(proposals.c.id)
        async with self.database.read() as connection:
            return [_proposal(row) for row in await connection.execute(waiting)]

    async def get(self, number: int) -> Proposal:
        """Return one that waits. Raises :class:`BadInput` where there is none of the number."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(proposals).where(proposals.c.id == number))).first()
        if row is None:
            raise BadInput(
                f"there is no proposal {number}; “palais register proposals” lists those that wait"
            )
        found = _proposal(row)
        if found.state is not ProposalState.OPEN:
            raise BadInput(f"proposal {number} was {found.state} by {found.decided_by} already")
        return found

    async def add(self, changes: Sequence[Change], *, by: str, account: str) -> Proposal:
        """Keep changes until a second person has looked; ``account`` is what the machine calls who types."""
        now = self.clock.now()
        row = {
            "changes": [change.as_json() for change in changes],
            "by": by,
            "at": now,
            "state": ProposalState.OPEN,
        }
        async with self.database.begin() as connection:
            made = await connection.execute(insert(proposals).values(**row).returning(proposals.c.id))
            found = Proposal(id=int(made.scalar_one()), changes=tuple(changes), by=by, at=now)
            body = _told(found, "proposed", by=by, account=account)
            await record_within(connection, "proposal", body, now)
        return found

    async def decide(
        self, proposal: Proposal, state: ProposalState, *, by: str, account: str, reason: str = ""
    ) -> None:
        """Note what became of a proposal. Raises :class:`BadInput` where somebody was quicker."""
        now = self.clock.now()
        waits = (proposals.c.id == proposal.id) & (proposals.c.state == ProposalState.OPEN)
        decided = {"state": state, "decided_by": by, "decided_at": now}
        async with self.database.begin() as connection:
            done = await connection.execute(update(proposals).where(waits).values(**decided))
            if not done.rowcount:
                raise BadInput(f"proposal {proposal.id} was decided by somebody else meanwhile")
            body = _told(proposal, state.value, by=by, account=account) | {"reason": reason}
            await record_within(connection, "proposal", body, now)


def _told(proposal: Proposal, what: str, *, by: str, account: str) -> dict[str, object]:
    return {
        "proposal": proposal.id,
        "what": what,
        "by": by,
        "account": account,
        "people": sorted({change.person for change in proposal.changes}),
        "sha256": digest_of(proposal.changes),
    }


def _proposal(row: Row[tuple[object, ...]]) -> Proposal:
    return Proposal(
        id=row.id,
        changes=tuple(map(Change.from_json, row.changes)),
        by=row.by,
        at=row.at,
        state=ProposalState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
