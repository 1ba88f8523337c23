"""Deciding who should be where, for very many: no homeserver, one core."""

import asyncio
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from benchmarks.common import Figure, Figures, median, peak_memory
from benchmarks.community import tell
from kit.clock import SystemClock
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import AllOf, AnyOf, Except, GuestOf, HoldsMandate, HoldsPost, Rule
from provisioning.desired import desired
from provisioning.homeserver.embedded import SERVER_NAME
from provisioning.loading import Loaded, load
from provisioning.plan import Plan, plan
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
    """Return a sample community with as many rooms as asked for, whose further rules mix all sorts."""
    with tempfile.TemporaryDirectory(prefix="palais-desired-") as name:
        write_sample(Path(name), people=people, seed=seed)
        loaded = load(Path(name))
    return replace(loaded, community=_with_rooms(loaded.community, rooms))


def _with_rooms(community: Community, rooms: int) -> Community:
    mechanisms, roles = sorted(community.mechanisms), sorted(community.roles)
    pairs = zip(cycle(mechanisms), cycle(roles), strict=False)
    further: dict[RoomKey, RoomSpec] = {}
    lobby = community.rooms[RoomKey("lobby")]
    for number, (mechanism, role) in zip(range(rooms - len(community.rooms)), pairs, strict=False):
        key, other = RoomKey(f"group-{number}"), mechanisms[number % len(mechanisms) - 3]
        who = _rule(number, mechanism, other, role, sorted(community.themes)[number % len(community.themes)])
        further[key] = replace(lobby, key=key, who=who, parents=(), bots=())
    return replace(community, rooms={**community.rooms, **further})


def _rule(number: int, mechanism: str, other: str, role: str, theme: str) -> Rule:
    """Return one of five sorts of rules, each over a mechanism of its own."""
    holds = HoldsMandate(frozenset({mechanism}))
    rules: tuple[Rule, ...] = (
        holds,
        AnyOf((holds, HoldsMandate(frozenset({other}), frozenset({role})))),
        AllOf((AnyOf((holds, HoldsMandate(frozenset({other})))), GuestOf(frozenset({theme})))),
        Except(AnyOf((holds, HoldsPost())), HoldsMandate(frozenset({mechanism}), frozenset({role}))),
        AnyOf((holds, HoldsMandate(frozenset({other})), HoldsPost(of=frozenset({mechanism})))),
    )
    return rules[number % len(rules)]


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
