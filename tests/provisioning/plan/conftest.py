"""Reads planning facts from YAML: short words for rooms, seats and members."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kit.classification import Classification
from kit.events import Membership
from kit.ids import PersonKey, RoomId, RoomKey, UserId
from provisioning.plan import Known, Limits
from provisioning.shape import (
    BanFact,
    Desired,
    DesiredRoom,
    Found,
    FoundMember,
    FoundRoom,
    History,
    JoinRule,
    Look,
    Memory,
    Power,
    Seat,
)

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SERVER = "palais.localhost"
STEWARD = UserId(f"@steward:{SERVER}")
BOTS = frozenset({"library", "forum"})


def user(name: str) -> UserId:
    return UserId(f"@{name}") if ":" in name else UserId(f"@{name}:{SERVER}")


def look(spec: dict[str, Any]) -> Look:
    servers = spec.get("servers")
    return Look(
        name=spec["name"],
        topic=spec.get("topic"),
        space=spec.get("space", False),
        encrypted=spec.get("encrypted", not spec.get("space", False)),
        join_rule=JoinRule(spec.get("join", "invite")),
        allow=frozenset(map(RoomKey, spec.get("allow", ()))),
        history=History(spec.get("history", "joined")),
        federate=spec.get("federate", True),
        servers=None if servers is None else frozenset(servers),
        read_only=spec.get("read_only", False),
    )


def as_spec(value: Any) -> dict[str, Any]:
    return {"name": value} if isinstance(value, str) else value


def desired_room(key: str, value: Any) -> DesiredRoom:
    spec = as_spec(value)
    return DesiredRoom(
        key=RoomKey(key),
        look=look(spec),
        classification=Classification(spec.get("label", "unclassified")),
        parents=tuple(map(RoomKey, spec.get("in", ()))),
        hidden_in=frozenset(map(RoomKey, spec.get("hidden_in", ()))),
        seats={user(name): seat(name, power) for name, power in spec.get("seats", {}).items()},
    )


def seat(name: str, power: str) -> Seat:
    person = None if name in BOTS else PersonKey(name)
    return Seat(person=person, rule="", fact="a seat", power=Power[power.upper()])


def desired(value: dict[str, Any] | None) -> Desired:
    return Desired(
        at=AT, rooms={RoomKey(key): desired_room(key, room) for key, room in (value or {}).items()}
    )


def member(name: str, value: str) -> FoundMember:
    membership, _, by = value.partition(" by ")
    return FoundMember(membership=Membership(membership), by=user(by or name))


def found_room(key: str, value: Any) -> FoundRoom:
    spec = as_spec(value)
    return FoundRoom(
        id=RoomId(f"!{key}"),
        key=RoomKey(key),
        look=look(spec),
        members={user(name): member(name, at) for name, at in spec.get("members", {}).items()},
        powers={user(name): level for name, level in spec.get("powers", {}).items()},
        children=frozenset(RoomId(f"!{child}") for child in spec.get("children", ())),
        parents=frozenset(RoomId(f"!{parent}") for parent in spec.get("in", ())),
        allow=frozenset(RoomId(f"!{room}") for room in spec.get("allow", ())),
        complete=spec.get("complete", True),
        tampered=tuple(spec.get("tampered", ())),
        moderators_set_topic=spec.get("moderators_set_topic", "topic" not in spec),
        creators=frozenset(map(user, spec.get("creators", ()))),
        adopted=spec.get("adopted", False),
    )


def found(value: dict[str, Any] | None, doubles: list[list[str]]) -> Found:
    rooms = {RoomKey(key): found_room(key, room) for key, room in (value or {}).items()}
    return Found(rooms=rooms, doubles=tuple((RoomKey(key), RoomId(room)) for key, room in doubles))


def memory(spec: dict[str, Any], rooms: Found) -> Memory:
    return Memory(
        bound={key: room.id for key, room in rooms.rooms.items()} | spec.get("bound", {}),
        reinvited=frozenset((RoomKey(key), user(name)) for key, name in spec.get("reinvited", ())),
        bans=tuple(
            BanFact(room=RoomKey(key), user=user(name), by=user("grace"), reason="spam", at=AT)
            for key, name in spec.get("bans", ())
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    """One fact about planning."""

    desired: Desired
    previous: Desired | None
    before: Desired | None
    begun: Desired | None
    found: Found
    memory: Memory
    limits: Limits
    known: Known
    spec: dict[str, Any]


def case(spec: dict[str, Any]) -> Case:
    wanted = desired(spec["wanted"])
    rooms = found(spec.get("found"), spec.get("doubles", []))
    previous = desired(spec["previous"]) if "previous" in spec else wanted
    known = spec.get("known", {})
    return Case(
        desired=wanted,
        previous=None if spec.get("previous") == "unknown" else previous,
        before=desired(spec["before"]) if "before" in spec else previous,
        begun=desired(spec["begun"]) if "begun" in spec else None,
        found=rooms,
        memory=memory(spec.get("memory", {}), rooms),
        limits=Limits(**spec.get("limits", {})),
        known=Known(
            without_account=frozenset(map(user, known.get("without_account", ()))),
            suspended=frozenset(map(user, known.get("suspended", ()))),
        ),
        spec=spec,
    )


CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def fact(request: pytest.FixtureRequest) -> Case:
    spec = YAML(typ="safe").load(request.param)
    if spec.get("previous") == "unknown":
        return case({**spec, "previous": {}, "before": {}} | {"unknown": True})
    return case(spec)
