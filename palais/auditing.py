"""Looks into the audit for an officer: whether it is whole, and what was done to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kit.clock import SystemClock
from kit.database import Database
from kit.errors import BadInput
from kit.ids import PersonKey, RoomKey, UserId
from kit.settings import Settings
from palais.house import opened_database
from palais.planning import instant_of
from palais.state import State
from provisioning.files import nearest
from provisioning.homeserver.embedded import SERVER_NAME
from provisioning.inquiry import Asked, Line, lines
from provisioning.loading import Loaded
from provisioning.proof import Head, Proof, odd_entries, prove
from provisioning.register.changes import Entry
from provisioning.register.naming import find_ever
from provisioning.register.ownership import ownership
from provisioning.registry import Registry
from provisioning.store.audit import AuditRow, KeptRow, kept_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an officer wants exported, in their own words; ``None`` stands for all."""

    room: str | None = None
    person: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the audit tells of it, oldest first, in the community's own zone; ``proof`` of the audit itself.

    Rows that are not as they were written are left out.
    """

    lines: Sequence[Line]
    proof: Proof


async def proved(state: State, settings: Settings, posted: Head | None) -> Proof:
    """Return whether audit and register's history are as they were written."""
    async with opened_database(state, settings) as database:
        kept = await kept_rows(database)
        entries = await _registry(database).history.entries()
    return _proof(kept, entries, posted)


async def exported(state: State, settings: Settings, question: Question) -> Exported:
    """Return what was done. Raises :class:`BadInput` where a room, a person or a day is not known."""
    async with opened_database(state, settings) as database:
        registry = _registry(database)
        kept = await kept_rows(database)
        ruling = await registry.rules()
        entries = await registry.history.entries()
    if ruling is None:
        raise BadInput("nothing was ever applied here, so the audit has nothing to tell")
    server_name = settings.homeserver.server_name or SERVER_NAME
    chosen = _chosen(question, ruling, entries, _written(kept), server_name)
    return Exported(lines=chosen, proof=_proof(kept, entries, None))


def _proof(kept: Sequence[KeptRow], entries: Sequence[Entry], posted: Head | None) -> Proof:
    return prove(kept, posted).with_entries(odd_entries(_written(kept), entries))


def _written(kept: Sequence[KeptRow]) -> Sequence[AuditRow]:
    return [row.read() for row in kept if row.own == row.hash]


def _chosen(
    question: Question,
    ruling: Loaded,
    entries: Sequence[Entry],
    told: Sequence[AuditRow],
    server_name: str,
) -> Sequence[Line]:
    zone = ZoneInfo(ruling.community.zone)
    people = ruling.register.people.values()
    now = {user: person.key for person in people for user in person.users(server_name)}
    found = list(lines(told, entries, ownership(entries, now, server_name)))
    rooms = {*ruling.community.rooms, *(line.room for line in found if line.room)}
    person, user = _who(question.person, ruling, entries)
    asked = Asked(
        room=_room(question.room, rooms),
        person=person,
        user=user,
        since=instant_of(question.since, ruling.community),
        until=_end(question.until, ruling),
    )
    return [line.in_zone(zone) for line in found if asked.takes(line)]


def _registry(database: Database) -> Registry:
    return Registry(database=database, clock=SystemClock())


def _room(given: str | None, known: set[str]) -> RoomKey | None:
    if given is None or given in known:
        return None if given is None else RoomKey(given)
    near = nearest(given, known)
    raise BadInput(f"no room is or was called “{given}”" + (f"; did you mean “{near}”?" if near else ""))


def _who(
    given: str | None, ruling: Loaded, entries: Sequence[Entry]
) -> tuple[PersonKey | None, UserId | None]:
    """Return the person or, where an account is given, that account alone."""
    if given is None:
        return None, None
    if given.startswith("@"):
        return None, UserId(given)
    return find_ever(given, ruling.register.people.values(), entries), None


def _end(given: str | None, ruling: Loaded) -> datetime | None:
    """Return the first instant after a day that is still meant."""
    start = instant_of(given, ruling.community)
    return start if start is None or len(given or "") > len("2026-01-01") else start + timedelta(days=1)
