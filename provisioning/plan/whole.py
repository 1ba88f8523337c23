"""A whole plan: its steps, what holds some of them, and what it has to say besides."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NewType

from kit.ids import RoomId, RoomKey, UserId
from provisioning.plan.order import stopped_with
from provisioning.plan.steps import Step, StepId, step_id

HoldId = NewType("HoldId", str)
"""Names a hold and exactly the steps it stops: a hold over other steps has another name."""


class HoldKind(StrEnum):
    """Why a human must look first."""

    REMOVALS = "removals"
    LAST_MODERATOR = "last-moderator"
    RETIREMENT = "retirement"
    LOOSENING = "loosening"
    FIRST_ACCESS = "first-access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reason not to do some steps unasked; confirmed by its ``id``."""

    id: HoldId
    kind: HoldKind
    text: str
    steps: frozenset[StepId]
    key: RoomKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Something the files ask that cannot be; nothing is applied until it is corrected.

    ``key`` is the room that no homeserver can make so, ``None`` where the files contradict each other.
    """

    key: RoomKey | None = None
    text: str

    def __str__(self) -> str:
        return self.text if self.key is None else f"{self.key}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A seat for somebody who has no account yet; given when the account is there."""

    key: RoomKey
    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A further room that carries a key already bound; never used."""

    key: RoomKey
    room: RoomId


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to do so that what is found becomes what is desired, at one instant.

    ``notes`` are sentences for the operator that ask for nothing to be done by us. ``names`` are what the
    rooms are called, by key.
    """

    at: datetime
    steps: tuple[Step, ...] = ()
    holds: tuple[Hold, ...] = ()
    errors: tuple[Impossible, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    doubles: tuple[Double, ...] = ()
    notes: tuple[str, ...] = ()
    names: Mapping[RoomKey, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[StepId, Step]:
        """The steps by their names, in the order of the plan."""
        return {step_id(step): step for step in self.steps}

    def stopped(self, confirmed: AbstractSet[HoldId] = frozenset()) -> frozenset[StepId]:
        """Return the steps that open holds stop, and all that depend on them."""
        held = {step for hold in self.holds if hold.id not in confirmed for step in hold.steps}
        return stopped_with(self.by_id, held)

    def free(self, confirmed: AbstractSet[HoldId] = frozenset()) -> Mapping[StepId, Step]:
        """Return the steps that may be done."""
        stopped = self.stopped(confirmed)
        return {name: step for name, step in self.by_id.items() if name not in stopped}

    @property
    def exit_code(self) -> int:
        """0 nothing to do, 2 changes, 3 some of them held, 1 impossible."""
        if self.errors:
            return 1
        if self.holds:
            return 3
        return 2 if self.steps else 0
