"""A room's look as Matrix state; pure. The way back is :mod:`.reading`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kit.ids import RoomId, UserId, host_of
from provisioning.homeserver.port import KEY, NewRoom
from provisioning.shape import JoinRule, Look

VERSION = "12"
ALGORITHM = "m.megolm.v1.aes-sha2"
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
    """Return the content of ``m.room.server_acl``; ``None`` lets every server in.

    Servers compare names without ports, but for Synapse, which takes no list without its own whole name.
    """
    allow = {"*"} if servers is None else {*map(host_of, (*servers, server_name)), server_name}
    return {"allow": sorted(allow), "deny": [], "allow_ip_literals": False}


def space_child(server_name: str) -> dict[str, Any]:
    """Return the content of ``m.space.child``; a room of version 12 cannot be found without ``via``."""
    return {"via": [server_name]}


def space_parent(server_name: str, *, canonical: bool = True) -> dict[str, Any]:
    """Return the content of ``m.space.parent``."""
    return {"via": [server_name], "canonical": True} if canonical else {"via": [server_name]}
