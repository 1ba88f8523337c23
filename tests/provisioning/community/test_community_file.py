"""The community file: what it says, and what is said of its mistakes."""

from pathlib import Path
from textwrap import dedent

import pytest

from kit.classification import Classification
from kit.errors import BadInput
from kit.ids import BotName, Language, RoomKey
from provisioning.community.load import load_community
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import AnyOf, Everyone, Except, HoldsMandate, Nobody
from provisioning.files import BadFiles
from provisioning.shape import History, JoinRule, RoomKind

OPENING = """\
community: {name: Test, zone: Europe/Zurich}
kinds: {treaty-body: {en: treaty body}}
roles: {member: {en: member}, chair: {en: chair}}
posts: {secretariat: {en: secretariat}}
mechanisms:
  cat: {kind: treaty-body, short: CAT, name: {en: Committee against Torture, fr: Comité contre la torture}}
  cedaw: {kind: treaty-body, short: CEDAW, name: {en: Committee on Women}}
groups: {office: {holds: {post: secretariat}}}
"""
"""Eight lines, so that rooms begin on line 9."""


def load(folder: Path, rooms: str, opening: str = OPENING, **more: object) -> Community:
    (folder / "community.yaml").write_text(opening + "rooms:\n" + dedent(rooms).strip("\n"), "utf-8")
    return load_community(folder, **more)  # type: ignore[arg-type]  # the tests pass only bots


def said(folder: Path, rooms: str, opening: str = OPENING, **more: object) -> list[str]:
    with pytest.raises(BadFiles) as caught:
        load(folder, rooms, opening, **more)
    return str(caught.value).splitlines()


def only(folder: Path, rooms: str) -> RoomSpec:
    (spec,) = load(folder, rooms).rooms.values()
    return spec


def test_a_for_each_writes_a_room_for_each_committee(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        """
        - for each: mechanism of kind treaty-body
          rooms:
            - space: "{mechanism.key}"
              name: "{mechanism.name}"
              who: {holds: {mandate: "{mechanism.key}"}}
              rooms:
                - room: "{mechanism.key}/hall"
                  name: "{mechanism.short}: hall"
        """,
    ).rooms
    assert list(rooms) == ["cat", "cat/hall", "cedaw", "cedaw/hall"]
    hall = rooms[RoomKey("cat/hall")]
    assert hall.names == {Language.ENGLISH: "CAT: hall"}
    assert hall.parents == ("cat",)
    assert hall.who == HoldsMandate(frozenset({"cat"}), words="holds a mandate in CAT")
    assert rooms[RoomKey("cat")].names[Language.FRENCH] == "Comité contre la torture"


def test_only_except_and_not_for_narrow_a_for_each(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        """
        - for each: mechanism
          only: cat
          rooms: [{room: "a/{mechanism.key}", name: A}]
        - for each: mechanism
          except: [cat]
          rooms: [{room: "b/{mechanism.key}", name: B}]
        - for each: mechanism
          rooms: [{room: "c/{mechanism.key}", not for: cedaw, name: C}]
        """,
    ).rooms
    assert list(rooms) == ["a/cat", "b/cedaw", "c/cat"]


def test_what_a_space_says_holds_inside_until_something_else_is_said(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        """
        - space: house
          name: House
          classification: confidential
          who: everyone
          bots: [library]
          rooms:
            - {room: inner, name: Inner}
            - {room: other, name: Other, who: nobody, bots: [], classification: unclassified}
        """,
    ).rooms
    inner, other = rooms[RoomKey("inner")], rooms[RoomKey("other")]
    assert (inner.classification, inner.who, inner.bots) == (
        Classification.CONFIDENTIAL,
        Everyone(),
        ("library",),
    )
    assert (other.classification, other.who, other.bots) == (Classification.UNCLASSIFIED, Nobody(), ())


def test_a_space_is_not_encrypted_takes_no_words_and_has_no_bots(tmp_path: Path) -> None:
    space = only(tmp_path, "- {space: house, name: House, bots: [library]}")
    assert (space.kind, space.encrypted, space.read_only, space.bots) == (RoomKind.SPACE, False, True, ())


@pytest.mark.parametrize(
    ("classification", "history", "federate"),
    [
        ("unclassified", History.SHARED, True),
        ("confidential", History.JOINED, False),
        ("strictly-confidential", History.JOINED, False),
    ],
)
def test_a_classification_sets_the_rest(
    tmp_path: Path, classification: str, history: History, *, federate: bool
) -> None:
    room = only(tmp_path, f"- {{room: hall, name: Hall, classification: {classification}}}")
    assert (room.encrypted, room.join, room.history, room.federate) == (
        True,
        JoinRule.INVITE,
        history,
        federate,
    )


def test_a_confidential_room_may_reach_named_servers(tmp_path: Path) -> None:
    room = only(tmp_path, "- {room: hall, name: H, classification: confidential, federation: [a.example]}")
    assert (room.federate, room.servers) == (True, frozenset({"a.example"}))


def test_named_servers_do_not_carry_over_into_a_strictly_confidential_room(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        """
        - space: house
          name: House
          federation: [a.example]
          rooms: [{room: hall, name: Hall, classification: strictly-confidential}]
        """,
    ).rooms
    assert rooms[RoomKey("hall")].federate is False


def test_a_room_open_to_its_space_lets_in_the_members_of_that_space(tmp_path: Path) -> None:
    rooms = load(
        tmp_path, "- {space: house, name: House, rooms: [{room: hall, name: Hall, join: space}]}"
    ).rooms
    assert (rooms[RoomKey("hall")].join, rooms[RoomKey("hall")].allow) == (JoinRule.RESTRICTED, ("house",))


def test_a_list_means_any_and_except_leaves_out(tmp_path: Path) -> None:
    room = only(
        tmp_path,
        """
        - room: hall
          name: Hall
          who:
            any: [office, {holds: {kind: treaty-body, role: chair}}]
            except: {holds: {mandate: cat}}
        """,
    )
    assert isinstance(room.who, Except)
    assert isinstance(room.who.rule, AnyOf)
    assert str(room.who) == (
        "has the post secretariat or is chair of any treaty body, except who holds a mandate in CAT"
    )


def test_a_bot_that_does_not_exist_gets_the_nearest(tmp_path: Path) -> None:
    assert said(tmp_path, "- {room: hall, name: Hall, bots: [libary]}", bots=[BotName("library")]) == [
        "community.yaml:10:35: “libary” is not a bot. Expected library. Did you mean “library”?"
    ]


def test_mistakes_of_meaning_are_told_beside_mistakes_of_spelling(tmp_path: Path) -> None:
    lines = said(
        tmp_path,
        """
        - {room: hall, name: Hall, colour: red}
        - {room: hall, name: Hall}
        - {room: vault, name: Vault, classification: confidential, encrypted: no}
        """,
    )
    assert [line.partition(". ")[0] for line in lines] == [
        "community.yaml:10:28: “colour” is not known here",
        "community.yaml:11:3: two rooms have the key “hall”; the first is on line 10",
        "community.yaml:12:71: a Confidential room is always encrypted",
    ]


@pytest.mark.parametrize(
    "case", (Path(__file__).parent / "mistakes.txt").read_text("utf-8").split("\n\n")[1:]
)
def test_a_mistake_is_explained(tmp_path: Path, case: str) -> None:
    rooms, _, messages = case.strip().partition("\n=> ")
    assert said(tmp_path, rooms) == [f"community.yaml:{line}" for line in messages.split("\n=> ")]


def test_a_group_that_leads_back_to_itself_is_refused(tmp_path: Path) -> None:
    opening = OPENING.replace("groups: {office: {holds: {post: secretariat}}}", "groups: {a: [b], b: a}")
    assert said(tmp_path, "- {room: hall, name: Hall, who: a}", opening) == [
        "community.yaml:10:33: the group “a” leads back to itself."
    ]


def test_what_is_not_yaml_is_refused_with_its_place(tmp_path: Path) -> None:
    (line,) = said(tmp_path, "- room: hall\n name: Hall")
    assert line.startswith("community.yaml:11:2: this is not YAML: ")


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    assert said(tmp_path, "- room: hall\n  name: Hall\n  name: Hell") == [
        "community.yaml:12:3: “name” stands here twice, first on line 11."
    ]


def test_aliases_are_refused_so_that_a_small_file_cannot_grow(tmp_path: Path) -> None:
    lines = said(tmp_path, "- {room: hall, name: Hall, bots: &b [library]}\n- {room: b, name: B, bots: *b}")
    assert lines == ["community.yaml:10:34: aliases (“*name”) are not used here."]


@pytest.mark.parametrize("text", ["", "rooms", "- a", "# only a comment\n", "rooms: []"])
def test_a_file_that_says_nothing_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "community.yaml").write_text(text, "utf-8")
    with pytest.raises(BadFiles):
        load_community(tmp_path)


def test_a_missing_file_and_a_file_in_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        load_community(tmp_path)
    (tmp_path / "community.yaml").write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(BadInput, match=r"community.yaml:2:4: this is not UTF-8 text"):
        load_community(tmp_path)


def test_mechanisms_may_stand_in_a_file_of_their_own_which_errors_name(tmp_path: Path) -> None:
    head, _, rest = OPENING.partition("mechanisms:\n")
    opening = head + "mechanisms: mechanisms.yaml\n" + rest[rest.index("groups") :]
    (tmp_path / "mechanisms.yaml").write_text("cat:\n  kind: treaty-bodi\n  name: {en: CAT}\n", "utf-8")
    (line,) = said(tmp_path, "- {room: hall, name: Hall}", opening)
    assert line.startswith("mechanisms.yaml:2:9: “treaty-bodi” is not a kind of mechanism.")


def test_a_file_of_mechanisms_that_is_not_there_is_told(tmp_path: Path) -> None:
    opening = OPENING.partition("mechanisms:")[0] + "mechanisms: elsewhere.yaml\n"
    assert said(tmp_path, "- {room: hall, name: Hall}", opening)[0] == (
        "community.yaml:5:13: the file “elsewhere.yaml” is not beside this one. "
        "Expected the name of a file such as mechanisms.yaml."
    )


def test_a_wrong_zone_gets_the_nearest(tmp_path: Path) -> None:
    opening = OPENING.replace("Europe/Zurich", "Europe/Zürich")
    (line,) = said(tmp_path, "- {room: hall, name: Hall}", opening)
    assert line.startswith("community.yaml:1:31: “Europe/Zürich” is not a time zone.")
    assert line.endswith("Did you mean “Europe/Zurich”?")
