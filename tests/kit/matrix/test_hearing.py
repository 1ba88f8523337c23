"""What a homeserver sends becomes our words, whatever a stranger wrote."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.events import (
    FileHeard,
    MemberHeard,
    Membership,
    MessageHeard,
    OtherHeard,
    ReactionHeard,
    RedactionHeard,
    StateHeard,
)
from kit.ids import EventId, RoomId, UserId
from kit.matrix.hearing import Raw, hear

ROOM = RoomId("!room")
TEXT = {"msgtype": "m.text", "body": "hello"}


def raw(kind: str, content: Any, **source: Any) -> Raw:
    usual = {"event_id": "$e", "sender": "@ada:x", "origin_server_ts": 1_700_000_000_000, "type": kind}
    return Raw(ROOM, usual | source, kind, content)


def test_a_reply_inside_a_thread_answers_the_event_it_names() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$there"}}
    heard = hear(raw("m.room.message", TEXT | {"m.relates_to": relation}))
    assert isinstance(heard, MessageHeard)
    assert (heard.thread, heard.replies_to) == ("$root", "$there")


def test_the_reply_that_is_there_for_old_clients_is_no_reply() -> None:
    relation = {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$last"},
    }
    heard = hear(raw("m.room.message", TEXT | {"m.relates_to": relation}))
    assert isinstance(heard, MessageHeard)
    assert (heard.thread, heard.replies_to) == ("$root", None)


def test_an_edit_is_heard_with_its_new_words() -> None:
    content = {
        "msgtype": "m.text",
        "body": "* new",
        "m.new_content": {"msgtype": "m.text", "body": "new"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"},
    }
    heard = hear(raw("m.room.message", content))
    assert isinstance(heard, MessageHeard)
    assert (heard.body, heard.edits) == ("new", "$old")


def test_a_file_with_a_caption_has_both() -> None:
    content = {"msgtype": "m.file", "body": "see page 3", "filename": "note.pdf", "url": "mxc://x/y"}
    heard = hear(raw("m.room.message", content))
    assert isinstance(heard, FileHeard)
    assert (heard.name, heard.caption, heard.key) == ("note.pdf", "see page 3", None)


def test_a_files_key_is_never_printed() -> None:
    lock = {"url": "mxc://x/y", "key": {"k": "the-key"}, "iv": "the-iv", "hashes": {"sha256": "digest"}}
    heard = hear(raw("m.room.message", {"msgtype": "m.file", "body": "note.pdf", "file": lock}))
    assert isinstance(heard, FileHeard)
    assert heard.key is not None
    assert "the-key" not in repr(heard)
    assert "the-key" not in repr(heard.key)


def test_a_change_of_membership_says_where_the_person_stood_before() -> None:
    before = {"prev_content": {"membership": "join"}}
    content = {"membership": "leave", "reason": "tired"}
    heard = hear(raw("m.room.member", content, state_key="@ada:x", unsigned=before))
    assert isinstance(heard, MemberHeard)
    assert (heard.was, heard.now, heard.reason) == (Membership.JOIN, Membership.LEAVE, "tired")


@pytest.mark.parametrize("place", ["content", "source"])
def test_a_redaction_names_its_target_in_every_room_version(place: str) -> None:
    content = {"redacts": "$gone"} if place == "content" else {}
    source = {} if place == "content" else {"redacts": "$gone"}
    heard = hear(raw("m.room.redaction", content, **source))
    assert isinstance(heard, RedactionHeard)
    assert heard.target == EventId("$gone")


def test_an_event_of_a_name_that_none_can_have_is_not_there() -> None:
    name = "$" + "x" * 255
    threaded = {"rel_type": "m.thread", "event_id": name, "m.in_reply_to": {"event_id": name}}
    heard = hear(raw("m.room.message", TEXT | {"m.relates_to": threaded}))
    assert isinstance(heard, MessageHeard)
    assert (heard.thread, heard.replies_to) == (None, None)
    assert hear(raw("m.room.redaction", {"redacts": name})) is None
    assert hear(raw("m.reaction", {"m.relates_to": {"event_id": name, "key": "📗"}})) is None


def test_what_was_redacted_says_nothing() -> None:
    assert hear(raw("m.room.message", {})) is None
    gone: dict[str, Any] = {"redacted_because": {}}
    assert hear(raw("m.room.message", TEXT, unsigned=gone)) is None


def test_a_poll_is_heard_with_its_content() -> None:
    heard = hear(raw("m.poll.start", {"m.poll": {"question": "when?"}}))
    assert isinstance(heard, OtherHeard)
    assert heard.content == {"m.poll": {"question": "when?"}}


def test_state_cannot_be_pretended_inside_an_encrypted_message() -> None:
    inner = Raw(ROOM, raw("m.room.encrypted", {}).source, "m.room.topic", {"topic": "mine"}, encrypted=True)
    assert isinstance(hear(inner), OtherHeard)


def test_a_redaction_inside_an_encrypted_message_takes_nothing_back() -> None:
    outside = raw("m.room.encrypted", {}).source
    assert hear(Raw(ROOM, outside, "m.room.redaction", {"redacts": "$upload"}, encrypted=True)) is None


def test_the_servers_word_on_what_was_redacted_counts_before_the_senders() -> None:
    old = hear(raw("m.room.redaction", {"redacts": "$another"}, redacts="$mine"))
    new = hear(raw("m.room.redaction", {"redacts": "$mine"}))
    assert isinstance(old, RedactionHeard)
    assert isinstance(new, RedactionHeard)
    assert (old.target, new.target) == ("$mine", "$mine")


@pytest.mark.parametrize("kind", [[], {}, 5, None])
def test_a_message_of_no_kind_is_heard_by_its_words(kind: Any) -> None:
    plain = hear(raw("m.room.message", {"msgtype": kind, "body": "hello"}))
    edit = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$old"}}
    edited = hear(raw("m.room.message", TEXT | edit | {"m.new_content": {"msgtype": kind, "body": "new"}}))
    assert isinstance(plain, MessageHeard)
    assert isinstance(edited, MessageHeard)
    assert (plain.body, edited.body) == ("hello", "new")


def test_words_are_fit_for_any_database_and_sizes_for_any_column() -> None:
    heard = hear(raw("m.room.message", {"msgtype": "m.text", "body": "a\ud800b\0c"}))
    claims = {"msgtype": "m.file", "body": "x", "url": "mxc://x/y", "info": {"size": 10**30}}
    file = hear(raw("m.room.message", claims))
    assert isinstance(heard, MessageHeard)
    assert heard.body == "a\ufffdb\ufffdc"
    assert isinstance(file, FileHeard)
    assert file.size is None


KEYS = (
    *("msgtype", "body", "m.relates_to", "event_id", "m.mentions", "user_ids", "file", "info", "membership"),
    *("m.new_content", "rel_type", "url", "key", "format", "formatted_body", "size", "redacts", "hashes"),
)
WORDS = st.sampled_from(KEYS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=12,
)
KINDS = ["m.room.message", "m.reaction", "m.room.redaction", "m.room.member", "m.room.topic", "m.poll.start"]


@given(
    kind=st.sampled_from(KINDS),
    content=st.dictionaries(WORDS, JSON | st.sampled_from(["m.file", "m.replace", "m.thread"]), max_size=6),
    source=st.dictionaries(st.sampled_from(["unsigned", "redacts", "origin_server_ts"]), JSON),
)
def test_nothing_a_stranger_writes_makes_hearing_fail(kind: str, content: Any, source: Any) -> None:
    state = {"state_key": ""} if kind in ("m.room.member", "m.room.topic") else {}
    heard = hear(raw(kind, content, **(source | state)))
    if heard is not None:
        assert isinstance(
            heard,
            MessageHeard | FileHeard | ReactionHeard | RedactionHeard | MemberHeard | StateHeard | OtherHeard,
        )
        assert heard.sender == UserId("@ada:x")
