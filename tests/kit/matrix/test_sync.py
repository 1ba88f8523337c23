"""What one answer of the stream brings, and where our own history begins."""

from typing import Any

from kit.ids import RoomId, UserId
from kit.matrix.sync import RoomNews, joined_at, read_batch, since_joining, sync_filter

ME = UserId("@library:x")


def event(name: str, kind: str = "m.room.message", **fields: Any) -> dict[str, Any]:
    return {"event_id": name, "type": kind, "sender": "@ada:x", "content": {}} | fields


def our_joining(name: str, before: str | None = "invite") -> dict[str, Any]:
    unsigned = {} if before is None else {"prev_content": {"membership": before}}
    return event(name, "m.room.member", state_key=ME, unsigned=unsigned, content={"membership": "join"})


def test_every_filter_asks_for_encryption() -> None:
    for first in (True, False):
        room = sync_filter(first=first)["room"]
        assert "m.room.encryption" in room["state"]["types"]
        assert "m.room.encryption" in room["timeline"]["types"]
        assert room["state"]["lazy_load_members"]


def test_what_was_said_before_we_came_is_left_out() -> None:
    timeline = (event("$before"), our_joining("$we"), event("$after"))
    news = RoomNews(RoomId("!r"), (), timeline, None)
    assert [said["event_id"] for said in since_joining(timeline, joined_at(news, ME))] == ["$we", "$after"]


def test_a_new_name_of_ours_is_not_our_coming() -> None:
    timeline = (our_joining("$came"), event("$said"), our_joining("$renamed", before="join"))
    assert joined_at(RoomNews(RoomId("!r"), (), timeline, None), ME) == "$came"


def test_a_batch_says_who_invited_us_and_where_events_were_left_out() -> None:
    invited = {"events": [event("$i", "m.room.member", state_key=ME)]}
    timeline = {"limited": True, "prev_batch": "p1", "events": []}
    answer = {
        "next_batch": "t2",
        "rooms": {"join": {"!a": {"timeline": timeline}}, "invite": {"!b": {"invite_state": invited}}},
        "device_lists": {"changed": ["@ada:x"]},
    }
    batch = read_batch(answer, ME)
    assert batch.invited == {"!b": "@ada:x"}
    assert batch.rooms[0].gap == "p1"
    assert batch.devices_changed == {"@ada:x"}


def test_an_empty_answer_is_an_empty_batch() -> None:
    batch = read_batch({"next_batch": "t"}, ME)
    assert (batch.rooms, batch.left, batch.to_device) == ((), frozenset(), ())
