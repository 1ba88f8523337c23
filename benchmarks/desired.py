"""Deciding who should be where, for very many: no homeserver, one core."""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.common import Figure, Figures, median, peak_memory
from benchmarks.community import tell
from kit.clock import SystemClock
from kit.events import Membership
from kit.ids import PersonKey, RoomId, RoomKey, UserId
from provisioning.community.model import Community
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Margin,
    NationalOf,
    Rule,
)
from provisioning.desired import desired
from provisioning.homeserver.embedded import SERVER_NAME
from provisioning.loading import Loaded, load
from provisioning.plan import Plan, plan
from provisioning.register.model import Fact, FactKind, Register
from provisioning.sample import write_sample
from provisioning.shape import Desired, DesiredRoom, Found, FoundMember, FoundRoom, Memory

STEWARD = UserId(f"@steward:{SERVER_NAME}")
ROUNDS = 3
LATER = timedelta(days=60)
"""How far ahead the day lies for which is planned: the year’s end is in between, and terms end with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Seconds for one whole round, and what came of it."""

    desired_s: float
    plan_s: float
    steps: int


async def measure(*, people: int, rooms: int, seed: int) -> Figures:
    """Return the time for desired and plan when a day later everything has to be decided again."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    loaded = await asyncio.to_thread(_loaded, people, rooms, seed)
    community, now = loaded.community, SystemClock().now()
    day = now.replace(year=now.year, month=12, day=1)
    first = _wanted(loaded, day)
    seats = sum(len(room.seats) for room in first.rooms.values())
    tell(f"{people} people, {len(community.rooms)} rooms, {seats} seats")
    found, memory = _as_found(first), peak_memory()
    rounds = [_round(loaded, first, found, day + LATER) for _ in range(ROUNDS)]
    best = min(rounds, key=lambda one: one.desired_s + one.plan_s)
    whole = median([one.desired_s + one.plan_s for one in rounds])
    return {
        "desired_and_plan_s": Figure(whole, "s", 10.0),
        "desired_s": Figure(best.desired_s, "s"),
        "plan_s": Figure(best.plan_s, "s"),
        "steps": Figure(best.steps, "steps"),
        "seats": Figure(seats, "seats"),
        "people": Figure(len(loaded.register.people), "people"),
        "rooms": Figure(len(community.rooms), "rooms"),
        "memory_before_mb": Figure(memory, "MB"),
        "peak_memory_mb": Figure(peak_memory(), "MB"),
    }


def _loaded(people: int, rooms: int, seed: int) -> Loaded:
    """Return the sample's community with as many people and rooms as asked for.

    Each further room is that of a mechanism of its own, and the people are spread over the mechanisms; the
    rooms that the sample has for everybody are there for everybody.
    """
    with tempfile.TemporaryDirectory(prefix="palais-desired-") as name:
        write_sample(Path(name), seed=seed)
        loaded = load(Path(name))
    community = _with_rooms(loaded.community, rooms)
    register = _with_people(loaded.register, community, people, random.Random(seed))
    return replace(loaded, community=community, register=register)


def _with_rooms(community: Community, rooms: int) -> Community:
    mechanisms, further = dict(community.mechanisms), dict(community.rooms)
    model, lobby = mechanisms["cedaw"], community.rooms[RoomKey("lobby")]
    for number in range(rooms - len(community.rooms)):
        key = f"group-{number}"
        mechanisms[key] = replace(model, key=key, short=key, kind="working-group")
        who = _rule(number, key, f"group-{max(number - 1, 0)}", sorted(community.themes)[number % 8])
        leads = HoldsMandate(frozenset({key}), frozenset({"chair"}))
        spec = replace(lobby, key=RoomKey(key), who=who, moderators=leads, parents=(), bots=())
        further[RoomKey(key)] = spec
    return replace(community, rooms=further, mechanisms=mechanisms)


def _rule(number: int, mechanism: str, other: str, theme: str) -> Rule:
    """Return one of five sorts of rules, each over a mechanism of its own."""
    holds = HoldsMandate(frozenset({mechanism}))
    staff = HoldsPost(of=frozenset({mechanism}))
    rules: tuple[Rule, ...] = (
        AnyOf((holds, staff)),
        AnyOf((holds, staff, HoldsMandate(frozenset({other}), frozenset({"chair"})))),
        AnyOf((AllOf((holds, GuestOf(frozenset({theme})))), staff)),
        Except(AnyOf((holds, staff)), NationalOf(frozenset({"FRA", "EGY"}))),
        HoldsMandate(frozenset({mechanism, other}), margin=Margin(lead=14, grace=30, read_only=True)),
    )
    return rules[number % len(rules)]


def _with_people(register: Register, community: Community, count: int, chance: random.Random) -> Register:
    people = dict(register.people)
    mechanisms = sorted(community.mechanisms)
    model = next(iter(people.values()))
    for number in range(count - len(people)):
        key = PersonKey(f"q{number}")
        place = mechanisms[number % len(mechanisms)]
        facts = [_fact(FactKind.MANDATE, place, chance)]
        if number % 20 == 0:
            facts.append(_fact(FactKind.MANDATE, place, chance, role="chair"))
        if number % 10 == 0:
            facts.append(_fact(FactKind.GUEST, chance.choice(sorted(community.themes)), chance))
        if number % 100 == 0:
            facts = [replace(_fact(FactKind.POST, "secretariat", chance), of=frozenset({place}))]
        nationality = chance.choice(("FRA", "EGY", "COL", "GHA", "SGP", "NPL"))
        people[key] = replace(
            model, key=key, name=key, accounts=(key,), facts=tuple(facts), nationality=nationality
        )
    return Register(people=people)


def _fact(kind: FactKind, subject: str, chance: random.Random, role: str = "") -> Fact:
    """Return a fact of four years, of which a quarter ends with this year."""
    year = SystemClock().now().year - chance.randrange(4)
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 4, 1, 1, tzinfo=UTC)
    role = role or ("member" if kind is FactKind.MANDATE else "")
    key, words = f"{kind}:{subject}:{role}@{year}", f"{role or kind} of {subject}"
    return Fact(kind=kind, subject=subject, role=role, words=words, key=key, start=start, end=end)


def _wanted(loaded: Loaded, at: datetime) -> Desired:
    return desired(loaded.community, loaded.register, at, server_name=SERVER_NAME)


def _round(loaded: Loaded, before: Desired, found: Found, at: datetime) -> Round:
    began = time.perf_counter()
    wanted = _wanted(loaded, at)
    decided = time.perf_counter()
    made = _planned(wanted, before, found)
    return Round(desired_s=decided - began, plan_s=time.perf_counter() - decided, steps=len(made.steps))


def _planned(wanted: Desired, before: Desired, found: Found) -> Plan:
    bound = {key: room.id for key, room in found.rooms.items()}
    return plan(wanted, found, Memory(bound=bound), steward=STEWARD, previous=wanted, before=before)


def _as_found(wanted: Desired) -> Found:
    """Return what a homeserver shows on which everything is as wanted."""
    ids = {key: RoomId(f"!{number}") for number, key in enumerate(wanted.rooms)}
    return Found(rooms={key: _room(room, ids) for key, room in wanted.rooms.items()})


def _room(room: DesiredRoom, ids: Mapping[RoomKey, RoomId]) -> FoundRoom:
    there = FoundMember(membership=Membership.JOIN, by=STEWARD)
    return FoundRoom(
        id=ids[room.key],
        key=room.key,
        look=room.look,
        members={STEWARD: there} | dict.fromkeys(room.seats, there),
        powers={user: int(seat.power) for user, seat in room.seats.items() if seat.power > 0},
        parents=frozenset(ids[parent] for parent in room.parents),
        allow=frozenset(ids[key] for key in room.look.allow if key in ids),
        moderators_set_topic=room.look.topic is None,
    )
