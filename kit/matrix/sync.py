"""One answer of ``/sync``, taken apart. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.ids import RoomId, UserId

Json = dict[str, Any]

STATE = (
    "m.room.avatar",
    "m.room.canonical_alias",
    "m.room.create",
    "m.room.encryption",
    "m.room.guest_access",
    "m.room.history_visibility",
    "m.room.join_rules",
    "m.room.member",
    "m.room.name",
    "m.room.pinned_events",
    "m.room.power_levels",
    "m.room.server_acl",
    "m.room.tombstone",
    "m.room.topic",
    "m.space.child",
    "m.space.parent",
)
SPOKEN = (
    "m.poll.*",
    "m.reaction",
    "m.room.encrypted",
    "m.room.message",
    "m.room.redaction",
    "org.matrix.msc3381.poll.*",
    "org.matrix.msc3381.v2.poll.*",
)
NEEDED = ("m.room.encryption", "m.room.history_visibility", "m.room.member")
"""State that we must know before we speak; without the first, an answer would go out in plain text."""

NOTHING: Json = {"not_types": ["*"]}


def sync_filter(*, first: bool) -> Json:
    """Return what we want to hear: few kinds, members only as they speak or change; at first, no past."""
    timeline = {"types": [*SPOKEN, *STATE], "limit": 1 if first else 50, "lazy_load_members": True}
    state = {"types": list(NEEDED), "lazy_load_members": True}
    room = {"timeline": timeline, "state": state, "ephemeral": NOTHING, "account_data": NOTHING}
    return {"room": room, "presence": NOTHING, "account_data": NOTHING}


@dataclass(frozen=True, slots=True)
class RoomNews:
    """What happened in one room we are in; ``gap`` is where older events were left out, if any were."""

    room: RoomId
    state: tuple[Json, ...]
    timeline: tuple[Json, ...]
    gap: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one answer brings."""

    token: str
    rooms: tuple[RoomNews, ...]
    left: frozenset[RoomId]
    invited: Mapping[RoomId, UserId]
    to_device: tuple[Json, ...]
    devices_changed: frozenset[UserId]
    devices_left: frozenset[UserId]
    one_time_keys: Mapping[str, int] | None


def read_batch(answer: Mapping[str, Any], user: UserId) -> Batch:
    """Take an answer apart."""
    rooms = answer.get("rooms", {})
    devices = answer.get("device_lists", {})
    return Batch(
        token=str(answer["next_batch"]),
        rooms=tuple(_news(RoomId(room), said) for room, said in rooms.get("join", {}).items()),
        left=frozenset(RoomId(room) for room in rooms.get("leave", {})),
        invited=dict(_invited(rooms.get("invite", {}), user)),
        to_device=tuple(answer.get("to_device", {}).get("events", ())),
        devices_changed=frozenset(UserId(name) for name in devices.get("changed", ())),
        devices_left=frozenset(UserId(name) for name in devices.get("left", ())),
        one_time_keys=answer.get("device_one_time_keys_count"),
    )


def joined_at(news: RoomNews, user: UserId) -> str | None:
    """Return the event by which we came into a room, where it is among the news."""
    for event in reversed((*news.state, *news.timeline)):
        ours = (event.get("type"), event.get("state_key")) == ("m.room.member", user)
        before = event.get("unsigned", {}).get("prev_content", {}).get("membership")
        if ours and before != "join":
            return str(event["event_id"])
    return None


def since_joining(timeline: tuple[Json, ...], joined: str | None) -> tuple[Json, ...]:
    """Return what was said after we came: what was asked before was not asked of us."""
    for place, event in enumerate(timeline):
        if event["event_id"] == joined:
            return timeline[place:]
    return timeline


def _news(room: RoomId, said: Mapping[str, Any]) -> RoomNews:
    timeline = said.get("timeline", {})
    gap = timeline.get("prev_batch") if timeline.get("limited") else None
    return RoomNews(
        room,
        tuple(said.get("state", {}).get("events", ())),
        tuple(timeline.get("events", ())),
        None if gap is None else str(gap),
    )


def _invited(rooms: Mapping[str, Any], user: UserId) -> Iterator[tuple[RoomId, UserId]]:
    for room, said in rooms.items():
        for event in said.get("invite_state", {}).get("events", ()):
            if not isinstance(event, Mapping):
                continue  # the inviting server wrote these, and ours does not look
            if event.get("type") == "m.room.member" and event.get("state_key") == user:
                yield RoomId(room), UserId(str(event.get("sender", "")))
