"""State and look say the same, and what was tampered with is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver import reading
from provisioning.homeserver.port import KEY, NewRoom, StateEvent
from provisioning.homeserver.state import creation, power_levels, server_acl, state_of
from provisioning.shape import History, JoinRule, Look

SERVER = "palais.localhost"
STEWARD = UserId(f"@steward:{SERVER}")
EVE = UserId(f"@eve:{SERVER}")
State = dict[tuple[str, str], StateEvent]

looks = st.builds(
    Look,
    name=st.text(max_size=20),
    topic=st.none() | st.text(min_size=1, max_size=20),
    space=st.just(value=False),
    encrypted=st.booleans(),
    join_rule=st.sampled_from(JoinRule),
    history=st.sampled_from(History),
    federate=st.booleans(),
    servers=st.none() | st.frozensets(st.sampled_from(["a.org", "b.org"])),
    read_only=st.booleans(),
)


def made(new: NewRoom, creator: UserId = STEWARD) -> State:
    """Return the state of the room as a server would make it."""
    content = {"room_version": "12", **creation(new, SERVER)["creation_content"]}
    state = {("m.room.create", ""): StateEvent("m.room.create", "", creator, content)}
    for (kind, state_key), value in state_of(new, SERVER).items():
        state[kind, state_key] = StateEvent(kind, state_key, creator, value)
    return state


def changed(state: State, kind: str, **content: Any) -> State:
    was = reading.content_of(state, kind)
    return {**state, (kind, ""): StateEvent(kind, "", EVE, {**was, **content})}


HALL = NewRoom(key=RoomKey("hall"), look=Look(name="Hall"), powers={EVE: 50})


@given(look=looks)
def test_the_look_is_read_back_as_it_was_written(look: Look) -> None:
    new = NewRoom(key=RoomKey("hall"), look=look, powers={EVE: 50})
    state = made(new)
    assert reading.found_look(state, SERVER) == look
    assert reading.tampered(state) == ()
    assert reading.moderators_set_topic(state) is (look.topic is None)
    assert list(reading.unfinished(state, new, STEWARD)) == []


def test_a_list_of_allowed_servers_names_them_without_ports_but_knows_us_by_both_names() -> None:
    content = server_acl(["a.org:8448", "[::1]:8448", "b.org"], "home.org:8448")
    assert content["allow"] == ["[::1]", "a.org", "b.org", "home.org", "home.org:8448"]
    state = changed(made(HALL), "m.room.server_acl", **content)
    assert reading.found_look(state, "home.org:8448").servers == frozenset({"[::1]", "a.org", "b.org"})


@pytest.mark.parametrize("kind", ["m.room.name", "m.room.join_rules", "m.space.child", "m.room.tombstone"])
def test_access_belongs_to_the_steward(kind: str) -> None:
    levels = power_levels(Look(name="Hall"), {EVE: 50})
    assert levels["events"][kind] == 100
    assert levels["invite"] == levels["kick"] == levels["ban"] == levels["state_default"] == 100


def test_moderators_have_the_topic_only_where_the_file_leaves_it() -> None:
    assert power_levels(Look(name="Hall"), {})["events"]["m.room.topic"] == 50
    assert power_levels(Look(name="Hall", topic="Set"), {})["events"]["m.room.topic"] == 100


def test_a_read_only_room_takes_words_from_moderators() -> None:
    assert power_levels(Look(name="Hall", read_only=True), {})["events_default"] == 50


@pytest.mark.parametrize(
    ("kind", "content", "named"),
    [
        ("m.room.power_levels", {"invite": 0}, "m.room.power_levels invite is 0"),
        ("m.room.power_levels", {"users_default": 100}, "m.room.power_levels users_default is 100"),
        ("m.room.power_levels", {"events_default": [1]}, "m.room.power_levels events_default is [1]"),
        ("m.room.power_levels", {"users": "all"}, "m.room.power_levels users are not numbers"),
        ("m.room.guest_access", {"guest_access": "can_join"}, "m.room.guest_access is 'can_join'"),
        ("m.room.join_rules", {"join_rule": "knock_restricted"}, "m.room.join_rules is 'knock_restricted'"),
        ("m.room.join_rules", {"join_rule": ["x"]}, "m.room.join_rules is ['x']"),
        (
            "m.room.history_visibility",
            {"history_visibility": "world_readable"},
            "m.room.history_visibility is 'world_readable'",
        ),
        ("m.room.tombstone", {"body": "gone"}, "m.room.tombstone says that the room has moved"),
    ],
)
def test_what_was_opened_is_named(kind: str, content: dict[str, Any], named: str) -> None:
    assert reading.tampered(changed(made(HALL), kind, **content)) == (named,)


def test_an_unknown_event_that_anybody_may_send_is_named() -> None:
    events = {**power_levels(HALL.look, {})["events"], "m.room.encryption": 0}
    state = changed(made(HALL), "m.room.power_levels", events=events)
    assert reading.tampered(state) == ("m.room.power_levels for m.room.encryption is 0",)


def test_only_the_stewards_creation_event_marks_a_room() -> None:
    assert reading.mark_of(made(HALL), STEWARD) == "hall"
    assert reading.mark_of(made(HALL, EVE), STEWARD) is None
    assert reading.mark_of({}, STEWARD) is None


@pytest.mark.parametrize("key", ["", 7, None, ["hall"]])
def test_a_mark_that_is_no_text_is_none(key: Any) -> None:
    event = StateEvent("m.room.create", "", STEWARD, {KEY: key})
    assert reading.mark_of({("m.room.create", ""): event}, STEWARD) is None


def test_where_another_reigns_the_steward_keeps_a_number_and_the_creator_gets_none() -> None:
    state = made(HALL, EVE)
    levels = {kind: content for kind, _, content in reading.unfinished(state, HALL, STEWARD)}
    assert levels["m.room.power_levels"]["users"] == {STEWARD: 100}


def test_a_child_that_was_taken_off_the_list_is_not_a_child() -> None:
    child = RoomId("!child")
    event = StateEvent("m.space.child", child, STEWARD, {})
    assert reading.linked_rooms({("m.space.child", child): event}, "m.space.child") == frozenset()
