"""Rules and people as values, written down as an officer would: for tests that judge by the values."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any

from kit.ids import PersonKey, RoomKey
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.register.changes import key_of
from provisioning.register.model import Conflict, Fact, FactKind, Person, Suspension
from tests.provisioning.any_register import LAPSING, MECHANISMS, POSTS, ROLES, THEMES
from tests.provisioning.deciding.house import SETTINGS, SPACE, Files, Room

Tree = dict[str, Any]


def community(files: Files) -> Tree:
    """Return the tree of a community file."""
    inside = [_room("room", key, room) for key, room in files.rooms.items() if key != SPACE]
    return {
        "community": {"name": "House", "zone": files.zone},
        "mechanisms": {key: {"kind": "body", "name": key} for key in MECHANISMS},
        "themes": {key: {"name": key} for key in THEMES},
        "kinds": {"body": {"en": "body"}},
        "roles": {role: {"en": role} for role in ROLES},
        "posts": {post: {"name": {"en": post}, "lapses": _yes(post in LAPSING)} for post in POSTS},
        "rooms": [_room("space", SPACE, files.rooms[SPACE]) | {"rooms": inside}],
    }


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _room(sort: str, key: RoomKey, room: Room) -> Tree:
    rules = {"who": written(room.who), "moderators": written(room.moderators)}
    return {sort: key, "name": key.title(), **rules, **SETTINGS[key]}


@singledispatch
def written(rule: Rule) -> Any:
    """Return an access rule as the community file has it."""
    raise NotImplementedError(rule)


@written.register
def _(_: Everyone) -> str:
    return "everyone"


@written.register
def _(_: Nobody) -> str:
    return "nobody"


@written.register
def _(rule: Named) -> Any:
    return {"people": sorted(rule.people)} if rule.people else "nobody"


@written.register
def _(rule: NationalOf) -> Tree:
    return {"national of": sorted(rule.states)}


@written.register
def _(rule: ConflictWith) -> Tree:
    return {"conflict with": sorted(rule.subjects)}


@written.register
def _(rule: AnyOf) -> Tree:
    return {"any": [written(one) for one in rule.rules]}


@written.register
def _(rule: AllOf) -> Tree:
    return {"all": [written(one) for one in rule.rules]}


@written.register
def _(rule: Except) -> Tree:
    return {"any": [written(rule.rule)], "except": written(rule.but)}


@written.register
def _(rule: HoldsMandate) -> Tree:
    roles = {"role": sorted(rule.roles)} if rule.roles else {}
    return {"holds": {"mandate": sorted(rule.mechanisms), **roles}, **_margin(rule.margin)}


@written.register
def _(rule: HoldsPost) -> Tree:
    serving = {"of": sorted(rule.of)} if rule.of else {}
    return {"holds": {"post": sorted(rule.posts or POSTS), **serving}, **_margin(rule.margin)}


@written.register
def _(rule: GuestOf) -> Tree:
    return {"holds": {"guest": sorted(rule.subjects)}, **_margin(rule.margin)}


def _margin(margin: Margin) -> Tree:
    lead = {"lead": f"{margin.lead} days"} if margin.lead else {}
    reading = " read only" if margin.read_only else ""
    return lead | ({"grace": f"{margin.grace} days{reading}"} if margin.grace else {})


def without_exceptions(rule: Rule) -> Rule:
    """Return a rule as it would be if nobody were left out of it."""
    match rule:
        case Except(inner):
            return without_exceptions(inner)
        case AnyOf(rules):
            return AnyOf(tuple(map(without_exceptions, rules)))
        case AllOf(rules):
            return AllOf(tuple(map(without_exceptions, rules)))
        case _:
            return rule


def register(people: Mapping[PersonKey, Person]) -> Tree:
    """Return the tree of a register file."""
    return {"people": {key: _person(person) for key, person in people.items()}}


def _person(person: Person) -> Tree:
    lists = {
        "accounts": list(person.accounts),
        "holds": [fact(one) for one in person.facts],
        "suspended": [_suspension(one) for one in person.suspensions],
        "conflicts": [_conflict(one) for one in person.conflicts],
    }
    single = {"name": person.name, "email": person.email, "nationality": person.nationality}
    return {name: value for name, value in {**single, **lists}.items() if value}


def fact(one: Fact) -> Tree:
    """Return something held as the register has it."""
    what: Tree = {one.kind.value: one.subject}
    if one.kind is FactKind.MANDATE:
        what["role"] = one.role
    what |= {"of": sorted(one.of)} if one.of else {}
    what |= {"review": str(one.review)} if one.review else {}
    return what | _dates(one.start, one.end)


def key(one: Fact) -> str:
    """Return what something held is called for ever."""
    return key_of("holds", fact(one))


def _conflict(one: Conflict) -> Tree:
    return {"with": one.subject} | _dates(one.start, one.end)


def _suspension(one: Suspension) -> Tree:
    end = {} if one.end is None else {"to": one.end.isoformat()}
    return {"from": one.start.isoformat(), **end, "reason": one.reason}


def last_day(end: datetime) -> date:
    """Return the last day of what ends at the beginning of the next."""
    return end.date() - timedelta(1)


def _dates(start: datetime | None, end: datetime | None) -> Tree:
    first = {} if start is None else {"from": str(start.date())}
    return first | ({} if end is None else {"to": str(last_day(end))})
