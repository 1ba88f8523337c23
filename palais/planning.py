"""Looks at a community for an officer, and has changes made by the one who may make them."""

from collections.abc import AsyncIterator
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kit.clock import SystemClock
from kit.errors import BadInput, Trouble
from kit.settings import Settings
from palais.admission import admitted
from palais.ground import Ground, all_bots, configured_ground, embedded_ground
from palais.house import House, opened_database, opened_house
from palais.ready import read_ready
from palais.state import State
from provisioning.community.model import Community
from provisioning.explain import Explaining
from provisioning.handing import follow, hand_over
from provisioning.homeserver.embedded import SERVER_NAME
from provisioning.homeserver.embedded_config import Places
from provisioning.homeserver.registration import read_registration
from provisioning.loading import Loaded, load
from provisioning.office import Reviewed, carry_out, review
from provisioning.plan import HoldId
from provisioning.register.written import YEARS
from provisioning.registry import Registry
from provisioning.store import Progress, WorkList
from provisioning.store.memory import Provisioned


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where an officer works: a state folder, settings, and the files of a community."""

    state: State
    settings: Settings
    community: Path

    def loaded(self) -> Loaded:
        """Read the files. Raises :class:`provisioning.files.BadFiles` with all that is wrong."""
        return load(self.community, bots=frozenset(all_bots()))

    @property
    def server_name(self) -> str:
        """The name of the homeserver that is meant."""
        return self.settings.homeserver.server_name or SERVER_NAME


def instant_of(given: str | None, community: Community) -> datetime | None:
    """Return the instant that an officer means: the first moment of a day, in the community's zone.

    Raises :class:`kit.errors.BadInput` where it is neither a day nor an instant, or far from any.
    """
    return None if given is None else _instant(given, community)


def last_instant_of(given: str, community: Community) -> datetime:
    """Return the instant at which a day ends in the community's zone, or the instant given."""
    first = _instant(given, community)
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return first
    return datetime.combine(day + timedelta(days=1), time.min, first.tzinfo)


def _instant(given: str, community: Community) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise BadInput(f"“{given}” is not a day; write it like 2027-01-01") from None
    if moment.year not in YEARS:
        raise BadInput(f"“{given}” is too far away; years go from {YEARS.start} to {YEARS.stop - 1}")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(community.zone))


@asynccontextmanager
async def reached_house(desk: Desk, *, to_change: bool = False) -> AsyncIterator[House]:
    """Put together what looking needs; our own homeserver is started for it where nothing runs.

    ``to_change`` holds the state meanwhile, so that there is one applier.
    """
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(_reached_ground(desk, stack, to_change=to_change))
        yield await stack.enter_async_context(opened_house(desk.state, desk.settings, ground))


@asynccontextmanager
async def _reached_ground(desk: Desk, stack: AsyncExitStack, *, to_change: bool) -> AsyncIterator[Ground]:
    if desk.settings.homeserver.url is not None:
        if to_change:
            stack.enter_context(desk.state.held())
        ground = configured_ground(desk.settings)
        await admitted(ground)
        yield ground
    elif desk.state.is_held():
        yield _running_ground(desk.state)
    else:
        stack.enter_context(desk.state.held())
        port = int(desk.state.remembered().get("port") or desk.settings.homeserver.port)
        async with embedded_ground(desk.state, port) as ground:
            yield ground


def _running_ground(state: State) -> Ground:
    """Return the homeserver of the platform that runs on this state."""
    said = read_ready(state)
    if said is None:
        raise Trouble("Palais is starting, or another command is at work; try again in a moment")
    places = Places(state=state.homeserver.absolute())
    return Ground(
        url=said["homeserver"],
        server_name=said["server_name"],
        steward=read_registration(places.steward),
        bots=read_registration(places.bots),
    )


async def planned(desk: Desk, loaded: Loaded, at: datetime | None) -> Reviewed:
    """Return what these files would change, now or at an instant; nothing is touched."""
    async with reached_house(desk) as house:
        return await review(house.office, loaded, at=at)


async def applied(
    desk: Desk,
    loaded: Loaded,
    *,
    by: str,
    confirmed: AbstractSet[HoldId],
    expected: str | None,
    progress: Any,
) -> dict[str, Any]:
    """Have the files applied: by the running platform where there is one, else here. Returns the receipt."""
    if desk.state.is_held():
        return await _handed_over(
            desk, loaded, by=by, confirmed=confirmed, expected=expected, progress=progress
        )
    async with reached_house(desk, to_change=True) as house:
        reviewed = await review(house.office, loaded)
        receipt = await carry_out(
            house.office,
            reviewed,
            by=by,
            confirmed=confirmed,
            expected=expected,
            progress=lambda done: progress(done.number, done.total),
        )
        return receipt.as_json() | {"exit_code": receipt.exit_code}


async def _handed_over(
    desk: Desk,
    loaded: Loaded,
    *,
    by: str,
    confirmed: AbstractSet[HoldId],
    expected: str | None,
    progress: Any,
) -> dict[str, Any]:
    async with opened_database(desk.state, desk.settings) as database:
        work = WorkList(database, SystemClock())

        def told(line: Progress) -> None:
            progress(line.done, line.total)

        number = await hand_over(work, loaded, by=by, confirmed=confirmed, expected=expected)
        return dict(await follow(work, number, alive=desk.state.is_held, progress=told))


async def explaining(desk: Desk, loaded: Loaded, at: datetime | None) -> Explaining:
    """Return what answers why, bans included; the homeserver is not asked.

    For an instant that is past it answers by the files, the register and the bans of that moment, as they
    were known then.
    """
    clock = SystemClock()
    async with opened_database(desk.state, desk.settings) as database:
        registry = Registry(database=database, clock=clock)
        now = clock.now()
        then = await registry.as_of(at) if at is not None and at < now else None
        known = then or await registry.merged(loaded)
        bans = await Provisioned(database, clock).bans_at(min(at or now, now))
    return Explaining(known.community, known.register, at or now, server_name=desk.server_name, bans=bans)
