"""A room's Matrix state as a look, and what in it was tampered with; pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from kit.ids import RoomId, RoomKey, UserId, host_of, server_of
from provisioning.homeserver.port import KEY, NewRoom, RoomState
from provisioning.homeserver.state import power_levels, state_of
from provisioning.shape import History, JoinRule, Look

NEEDED = (
    "m.room.name",
    "m.room.power_levels",
    "m.room.join_rules",
    "m.room.history_visibility",
    "m.room.guest_access",
)
"""State that a wholly made room of ours always has."""

_NUMBERED = frozenset(str(version) for version in range(1, 12))


def content_of(state: RoomState, kind: str, state_key: str = "") -> Mapping[str, Any]:
    """Return the content of one piece of state, empty where there is none."""
    event = state.get((kind, state_key))
    return event.content if event is not None else {}


def mark_of(state: RoomState, steward: UserId) -> RoomKey | None:
    """Return the key that the steward gave the room at its creation; nothing else counts as a mark."""
    event = state.get(("m.room.create", ""))
    key = event.content.get(KEY) if event is not None and event.sender == steward else None
    return RoomKey(key) if isinstance(key, str) and key else None


def found_look(state: RoomState, server_name: str) -> Look:
    """Return the look that the state amounts to, without ``allow``, which needs to know rooms by key."""
    creation_content = content_of(state, "m.room.create")
    levels = content_of(state, "m.room.power_levels")
    topic = content_of(state, "m.room.topic").get("topic")
    return Look(
        name=_text(content_of(state, "m.room.name").get("name")),
        topic=_text(topic) if topic else None,
        space=creation_content.get("type") == "m.space",
        encrypted=bool(content_of(state, "m.room.encryption").get("algorithm")),
        join_rule=_join_rule(content_of(state, "m.room.join_rules").get("join_rule")),
        history=_history(content_of(state, "m.room.history_visibility").get("history_visibility")),
        federate=creation_content.get("m.federate", True) is not False,
        servers=_servers(state, server_name),
        read_only=_number(levels.get("events_default"), 0) >= 50,
    )


def allowed_rooms(state: RoomState) -> frozenset[RoomId]:
    """Return the rooms whose members may enter."""
    entries = content_of(state, "m.room.join_rules").get("allow")
    entries = entries if isinstance(entries, list) else []
    named = (entry.get("room_id") for entry in entries if isinstance(entry, dict))
    return frozenset(RoomId(room) for room in named if isinstance(room, str))


def linked_rooms(state: RoomState, kind: str) -> frozenset[RoomId]:
    """Return the rooms that events of this kind name: ``m.space.child`` or ``m.space.parent``."""
    return frozenset(
        RoomId(event.state_key) for event in state.values() if event.kind == kind and event.content.get("via")
    )


def found_powers(state: RoomState) -> dict[UserId, int]:
    """Return each account's level that is not the common one."""
    users = content_of(state, "m.room.power_levels").get("users")
    users = users if isinstance(users, dict) else {}
    return {UserId(user): level for user, level in users.items() if isinstance(level, int) and level}


def creators(state: RoomState) -> frozenset[UserId]:
    """Return who made the room and whom they named beside them; from version 12 on nobody can remove them."""
    event = state.get(("m.room.create", ""))
    if event is None:
        return frozenset()
    others = event.content.get("additional_creators")
    return frozenset({event.sender, *(UserId(str(other)) for other in others or ())})


def moderators_set_topic(state: RoomState) -> bool:
    """Whether moderators may set the topic."""
    return bool(_events(state).get("m.room.topic", 100) == 50)


def tampered(state: RoomState) -> tuple[str, ...]:
    """Return which access state is not as we set it, whatever the file says; each begins with its kind."""
    if ("m.room.power_levels", "") not in state:
        return ()
    levels = (f"m.room.power_levels {change}" for change in _changed_levels(state))
    return (*levels, *_opened(state))


def unfinished(state: RoomState, new: NewRoom, steward: UserId) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Yield kind, state key and content of all that the room lacks or has otherwise."""
    for (kind, state_key), content in state_of(new, server_of(steward)).items():
        if kind == "m.room.power_levels":
            content.update(_attainable(content, state, steward))
        event = state.get((kind, state_key))
        if event is None or event.content != content:
            yield kind, state_key, content


def _attainable(levels: Mapping[str, Any], state: RoomState, steward: UserId) -> dict[str, Any]:
    """Return users and events as the steward can write them: who reigns needs none, what is above stays."""
    users = {user: level for user, level in levels["users"].items() if not reigns(state, user)}
    if reigns(state, steward):
        return {"users": users}
    own = found_powers(state).get(steward, 100)
    above = {kind: level for kind, level in _events(state).items() if level > own}
    return {"users": users | {steward: own}, "events": {**levels["events"], **above}}


def reigns(state: RoomState, user: UserId) -> bool:
    """Whether the person has power without a number: the creator, from room version 12 on."""
    event = state.get(("m.room.create", ""))
    if event is None or str(event.content.get("room_version", "1")) in _NUMBERED:
        return False
    return user in creators(state)


def _changed_levels(state: RoomState) -> Iterable[str]:
    levels = content_of(state, "m.room.power_levels")
    ours = power_levels(found_look(state, ""), {})
    for name in ("users_default", "state_default", "invite", "kick", "ban", "redact", "notifications"):
        if levels.get(name) != ours[name]:
            yield f"{name} is {levels.get(name)!r}"
    if levels.get("events_default") not in (0, 50):
        yield f"events_default is {levels.get('events_default')!r}"
    users = levels.get("users", {})
    if not isinstance(users, dict) or not all(type(level) is int for level in users.values()):
        yield "users are not numbers"
    yield from _changed_events(_events(state), ours["events"])


def _changed_events(found: Mapping[str, Any], ours: Mapping[str, int]) -> Iterable[str]:
    for kind in sorted({*found, *ours}):
        level = found.get(kind)
        if not _fine(kind, level, ours.get(kind)):
            yield f"for {kind} is {level!r}"


def _fine(kind: str, level: Any, ours: int | None) -> bool:
    if kind == "m.room.topic":
        return level in (50, 100)
    stricter = ours == 100 and isinstance(level, int) and level > ours
    return stricter or level == ours


def _opened(state: RoomState) -> Iterable[str]:
    """Yield what lets in or shows more than any look of ours can say."""
    guests = content_of(state, "m.room.guest_access").get("guest_access", "forbidden")
    if guests != "forbidden":
        yield f"m.room.guest_access is {guests!r}"
    rule = content_of(state, "m.room.join_rules").get("join_rule", "invite")
    if rule not in tuple(JoinRule):
        yield f"m.room.join_rules is {rule!r}"
    history = content_of(state, "m.room.history_visibility").get("history_visibility", "shared")
    if history not in tuple(History):
        yield f"m.room.history_visibility is {history!r}"
    if content_of(state, "m.room.tombstone"):
        yield "m.room.tombstone says that the room has moved"


def _events(state: RoomState) -> Mapping[str, Any]:
    events = content_of(state, "m.room.power_levels").get("events")
    return events if isinstance(events, dict) else {}


def _servers(state: RoomState, server_name: str) -> frozenset[str] | None:
    allow = content_of(state, "m.room.server_acl").get("allow")
    if not isinstance(allow, list) or "*" in allow:
        return None
    return frozenset(str(server) for server in allow) - {server_name, host_of(server_name)}


def _join_rule(value: object) -> JoinRule:
    """Read the rule; what we do not know (``knock_restricted``, ``private``) counts as what it lets in."""
    if value == "knock_restricted":
        return JoinRule.RESTRICTED
    return JoinRule(str(value)) if value in tuple(JoinRule) else JoinRule.INVITE


def _history(value: object) -> History:
    if value in tuple(History):
        return History(str(value))
    return History.SHARED  # Matrix's default, and the nearest to world_readable


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) else default
