"""Notices a clock that was set: one that went back undoes nothing, one that leapt forward is told of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import structlog

from kit.database import Database
from kit.language import Sentence
from kit.ports import Clock
from provisioning.sentences import CLOCK_BACK, CLOCK_FORWARD
from provisioning.store.audit import newest

A_LITTLE = timedelta(seconds=5)
"""How far back time servers set a clock every now and then; nobody need hear of it."""
A_LOT = timedelta(minutes=1)
"""How much more than has passed a clock must show to have been set forward."""

FOR = "for"
"""Where the audit has the instant that a plan was made for."""

log = structlog.get_logger(__name__)

Telling = Callable[..., Awaitable[bool]]
"""Says a sentence, with its key and values, in the stewards' room; false where there is none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the clock on the wall shows, and seconds that only ever go forward."""

    wall: datetime
    steady: float


def instant_of(now: datetime, acted: datetime | None) -> datetime:
    """Return the instant to plan for: the latest one that was acted at, where the clock went back behind it.

    People whose seats ended would come back by a plan for an earlier one.
    """
    return now if acted is None else max(now, acted)


def set_back(now: datetime, acted: datetime | None) -> datetime | None:
    """Return the instant that was acted at, where the clock went back behind it by more than a little."""
    return acted if acted is not None and acted - now > A_LITTLE else None


def leapt(before: Reading, now: Reading) -> bool:
    """Whether the clock went forward by much more than has passed; a machine that slept has not leapt."""
    passed = timedelta(seconds=now.steady - before.steady)
    return now.wall - before.wall - passed > A_LOT


class Clockwatch:
    """Looks at the clock each time there may be something to do."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._before: Reading | None = None
        self._acted: datetime | None = None
        self._told: datetime | None = None

    async def instant(self) -> datetime:
        """Return the instant to plan for."""
        self._acted = await acted_at(self._database)
        return instant_of(self._clock.now(), self._acted)

    async def look(self, tell: Telling, zone: tzinfo) -> None:
        """Tell, once, of a clock that was set."""
        now = Reading(wall=self._clock.now(), steady=self._clock.steady())
        if self._before is not None and leapt(self._before, now):
            await self._say(tell, CLOCK_FORWARD, zone, before=self._before.wall, now=now.wall)
        self._before = now
        acted = set_back(now.wall, self._acted)
        if acted is None or acted == self._told:
            return
        if await self._say(tell, CLOCK_BACK, zone, acted=acted, now=now.wall):
            self._told = acted

    async def _say(self, tell: Telling, sentence: Sentence, zone: tzinfo, **instants: datetime) -> bool:
        told = {name: _shown(at, zone) for name, at in instants.items()}
        first = next(iter(instants.values()))
        which = "back" if sentence is CLOCK_BACK else "forward"
        log.warning("the clock was set", way=which, **told)
        return await tell(sentence, f"clock:{which}:{first.isoformat()}", **told)


async def acted_at(database: Database) -> datetime | None:
    """Return the instant of the newest plan that was begun, by the audit; ``None`` where there is none."""
    row = await newest(database, "begun", telling=FOR)
    return None if row is None else datetime.fromisoformat(row.body[FOR])


def _shown(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M} ({zone})"
