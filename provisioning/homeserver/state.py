"""A room's look and Matrix state, each into the other; pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.port import KEY, NewRoom, RoomState
from provisioning.shape import History, JoinRule, Look

VERSION = "12"
ALGORITHM = "m.megolm.v1.aes-sha2"
NEEDED = (
    "m.room.name",
    "m.room.power_levels",
    "m.room.join_rules",
    "m.room.history_visibility",
    "m.room.guest_access",
)
"""State that a wholly made room of ours always has."""

_MEMBERS = ("m.reaction", "m.room.redaction", "m.poll.start", "m.poll.response", "m.poll.end")
_CALLS = ("org.matrix.msc3401.call.member", "m.call.member", "m.rtc.member")
_STEWARDS = (
    "m.room.name",
    "m.room.avatar",
    "m.room.power_levels",
    "m.room.join_rules",
    "m.room.history_visibility",
    "m.room.encryption",
    "m.room.server_acl",
    "m.room.tombstone",
    "m.room.guest_access",
    "m.room.canonical_alias",
    "m.space.child",
    "m.space.parent",
)


def creation(new: NewRoom, server_name: str) -> dict[str, Any]:
    """Return the body of the one ``createRoom`` request that makes the room."""
    content: dict[str, Any] = {KEY: new.key}
    if new.look.space:
        content["type"] = "m.space"
    if not new.look.federate:
        content["m.federate"] = False
    return {
        "preset": "private_chat",
        "visibility": "private",
        "room_version": VERSION,
        "creation_content": content,
        "initial_state": [
            {"type": kind, "state_key": state_key, "content": value}
            for (kind, state_key), value in state_of(new, server_name).items()
        ],
    }


def state_of(new: NewRoom, server_name: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the state that the room should have, but for its creation and its people."""
    look = new.look
    state: dict[tuple[str, str], dict[str, Any]] = {
        ("m.room.power_levels", ""): power_levels(look, new.powers),
        ("m.room.join_rules", ""): join_rules(look.join_rule, new.allow),
        ("m.room.history_visibility", ""): {"history_visibility": look.history.value},
        ("m.room.guest_access", ""): {"guest_access": "forbidden"},
        ("m.room.name", ""): {"name": look.name},
    }
    if look.encrypted and not look.space:
        state["m.room.encryption", ""] = encryption()
    if look.topic is not None:
        state["m.room.topic", ""] = {"topic": look.topic}
    if look.servers is not None:
        state["m.room.server_acl", ""] = server_acl(look.servers, server_name)
    for number, parent in enumerate(new.parents):
        state["m.space.parent", parent] = space_parent(server_name, canonical=number == 0)
    for child in new.children:
        state["m.space.child", child] = space_child(server_name)
    return state


def power_levels(look: Look, powers: Mapping[UserId, int]) -> dict[str, Any]:
    """Return the content of ``m.room.power_levels``: access is the steward's, whose power has no number."""
    return {
        "users": {user: level for user, level in sorted(powers.items()) if level},
        "users_default": 0,
        "events_default": 50 if look.read_only else 0,
        "state_default": 100,
        "invite": 100,
        "kick": 100,
        "ban": 100,
        "redact": 50,
        "notifications": {"room": 50},
        "events": {
            **dict.fromkeys((*_MEMBERS, *_CALLS), 0),
            **dict.fromkeys(_STEWARDS, 100),
            "m.room.topic": 50 if look.topic is None else 100,
            "m.room.pinned_events": 50,
        },
    }


def join_rules(rule: JoinRule, allow: Iterable[RoomId] = ()) -> dict[str, Any]:
    """Return the content of ``m.room.join_rules``; ``allow`` matters for a restricted room alone."""
    content: dict[str, Any] = {"join_rule": rule.value}
    if rule is JoinRule.RESTRICTED:
        content["allow"] = [{"type": "m.room_membership", "room_id": room} for room in sorted(allow)]
    return content


def encryption() -> dict[str, Any]:
    """Return the content of ``m.room.encryption``."""
    return {"algorithm": ALGORITHM}


def server_acl(servers: Collection[str] | None, server_name: str) -> dict[str, Any]:
    """Return the content of ``m.room.server_acl``; ``None`` lets every server in."""
    allow = ["*"] if servers is None else sorted({*servers, server_name})
    return {"allow": allow, "deny": [], "allow_ip_literals": False}


def space_child(server_name: str) -> dict[str, Any]:
    """Return the content of ``m.space.child``; a room of version 12 cannot be found without ``via``."""
    return {"via": [server_name]}


def space_parent(server_name: str, *, canonical: bool = True) -> dict[str, Any]:
    """Return the content of ``m.space.parent``."""
    return {"via": [server_name], "canonical": True} if canonical else {"via": [server_name]}


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
        encrypted=("m.room.encryption", "") in state,
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
    """Return the rooms that such events name (``m.space.child`` or ``m.space.parent``), but not taken back."""
    return frozenset(
        RoomId(event.state_key) for event in state.values() if event.kind == kind and event.content.get("via")
    )


def found_powers(state: RoomState) -> dict[UserId, int]:
    """Return each account's level that is not the common one."""
    users = content_of(state, "m.room.power_levels").get("users")
    users = users if isinstance(users, dict) else {}
    return {UserId(user): level for user, level in users.items() if isinstance(level, int) and level}


def moderators_set_topic(state: RoomState) -> bool:
    """Whether moderators may set the topic."""
    return bool(_events(state).get("m.room.topic", 100) == 50)


def tampered(state: RoomState) -> tuple[str, ...]:
    """Return which access state is not as we set it, whatever the file says; each begins with its kind."""
    if ("m.room.power_levels", "") not in state:
        return ()
    levels = (f"m.room.power_levels {change}" for change in _changed_levels(state))
    return (*levels, *_opened(state))


def unfinished(state: RoomState, new: NewRoom, server_name: str) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Yield kind, state key and content of all that the room lacks or has otherwise."""
    for (kind, state_key), content in state_of(new, server_name).items():
        event = state.get((kind, state_key))
        if event is None or event.content != content:
            yield kind, state_key, content


def _changed_levels(state: RoomState) -> Iterable[str]:
    levels = content_of(state, "m.room.power_levels")
    ours = power_levels(found_look(state, ""), {})
    for name in ("users_default", "state_default", "invite", "kick", "ban", "redact", "notifications"):
        if levels.get(name) != ours[name]:
            yield f"{name} is {levels.get(name)!r}"
    if levels.get("events_default") not in {0, 50}:
        yield f"events_default is {levels.get('events_default')!r}"
    users = levels.get("users", {})
    if not isinstance(users, dict) or not all(type(level) is int for level in users.values()):
        yield "users are not numbers"
    yield from _changed_events(_events(state), ours["events"])


def _changed_events(found: Mapping[str, Any], ours: Mapping[str, int]) -> Iterable[str]:
    for kind in sorted({*found, *ours}):
        level = found.get(kind)
        fine = level in {50, 100} if kind == "m.room.topic" else level == ours.get(kind)
        if not fine:
            yield f"for {kind} is {level!r}"


def _opened(state: RoomState) -> Iterable[str]:
    """Yield what lets in or shows more than any look of ours can say."""
    guests = content_of(state, "m.room.guest_access").get("guest_access", "forbidden")
    if guests != "forbidden":
        yield f"m.room.guest_access is {guests!r}"
    rule = content_of(state, "m.room.join_rules").get("join_rule", "invite")
    if rule not in set(JoinRule):
        yield f"m.room.join_rules is {rule!r}"
    history = content_of(state, "m.room.history_visibility").get("history_visibility", "shared")
    if history not in set(History):
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
    return frozenset(str(server) for server in allow) - {server_name}


def _join_rule(value: object) -> JoinRule:
    """Read the rule; what we do not know (``knock_restricted``, ``private``) counts as what it lets in."""
    if value == "knock_restricted":
        return JoinRule.RESTRICTED
    return JoinRule(str(value)) if value in set(JoinRule) else JoinRule.INVITE


def _history(value: object) -> History:
    if value in set(History):
        return History(str(value))
    return History.SHARED  # Matrix's default, and the nearest to world_readable


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) else default
