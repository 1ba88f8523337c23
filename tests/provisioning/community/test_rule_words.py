"""Rules as an officer writes them: nationality, conflicts, days before and after, and what stands beside."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from kit.ids import RoomKey
from provisioning.community.load import load_community
from provisioning.community.model import Community
from provisioning.community.resolving import Dictionary, NotAState
from provisioning.community.rules import (
    AllOf,
    ConflictWith,
    Except,
    HoldsMandate,
    Margin,
    NationalOf,
    Rule,
    gives,
)
from provisioning.community.templates import Scope, Subject
from provisioning.community.written import WrittenRule
from provisioning.files import BadFiles
from provisioning.register.load import load_register

OPENING = """\
community: {name: Test, zone: Europe/Zurich}
kinds: {treaty-body: {en: treaty body}}
roles: {member: {en: member}, chair: {en: chair}}
posts: {secretariat: {en: secretariat}}
mechanisms: {cat: {kind: treaty-body, short: CAT, name: Against torture}}
themes: {migration: {name: Migration}}
"""


def load(folder: Path, rooms: str, opening: str = OPENING) -> Community:
    (folder / "community.yaml").write_text(f"{opening}rooms:\n{rooms}\n", "utf-8")
    return load_community(folder)


def who(folder: Path, written: str) -> Rule:
    return load(folder, f"  - {{room: hall, name: Hall, who: {written}}}").rooms[RoomKey("hall")].who


def test_nationals_and_people_with_a_conflict_are_left_out(tmp_path: Path) -> None:
    rule = who(
        tmp_path,
        "{holds: {mandate: cat}, "
        "except: [{national of: [FRA, DEU]}, {conflict with: [FRA, cat, migration]}]}",
    )
    assert str(rule) == (
        "holds a mandate in CAT, except who is a national of DEU or FRA "
        "or has a conflict with FRA or CAT or Migration"
    )
    assert isinstance(rule, Except)


def test_nationality_may_narrow_what_somebody_holds(tmp_path: Path) -> None:
    rule = who(tmp_path, "{all: [{holds: {mandate: cat}}, {national of: CHE}]}")
    assert isinstance(rule, AllOf)
    assert rule.rules[1] == NationalOf(frozenset({"CHE"}))


@pytest.mark.parametrize(
    ("written", "margin", "words"),
    [
        ("lead: 14 days", Margin(lead=14), ", from 14 days before"),
        ("lead: 1 day", Margin(lead=1), ", from 1 day before"),
        ("grace: 30 days", Margin(grace=30), ", until 30 days after"),
        ("grace: 30 days read only", Margin(grace=30, read_only=True), ", until 30 days after to read"),
        ('grace: "2 weeks, read-only"', Margin(grace=14, read_only=True), ", until 14 days after to read"),
        ("lead: 2 weeks, grace: 7 days", Margin(14, 7), ", from 14 days before, until 7 days after"),
    ],
)
def test_days_before_and_after_stand_beside_what_is_held(
    tmp_path: Path, written: str, margin: Margin, words: str
) -> None:
    rule = who(tmp_path, f"{{holds: {{mandate: cat}}, {written}}}")
    assert isinstance(rule, HoldsMandate)
    assert rule.margin == margin
    assert str(rule) == f"holds a mandate in CAT{words}"


DICTIONARY = Dictionary(language="en", mechanisms={}, themes={}, kinds={}, roles={}, posts={})  # type: ignore[arg-type]  # the tests need no more


def test_a_state_may_come_from_what_a_for_each_stands_at() -> None:
    review: Scope = {"review": Subject("fra-2027", {}, "France 2027", {"state": "FRA"})}
    written = WrittenRule.model_validate({"national of": "{review.state}"})
    assert DICTIONARY.rule(written, review) == NationalOf(frozenset({"FRA"}))
    wrong = WrittenRule.model_validate({"conflict with": "{review.short}"})
    with pytest.raises(NotAState, match="France 2027"):
        DICTIONARY.rule(wrong, review)


def test_only_what_is_held_or_named_can_give_a_seat() -> None:
    french, conflict = NationalOf(frozenset({"FRA"})), ConflictWith(frozenset({"FRA"}))
    holds = HoldsMandate(frozenset({"cat"}))
    assert not gives(AllOf((french, conflict)))
    assert not gives(Except(french, holds))
    assert gives(Except(holds, french))
    assert gives(AllOf((french, holds)))


def test_a_post_may_lapse_and_the_others_do_not(tmp_path: Path) -> None:
    opening = OPENING.replace(
        "{secretariat: {en: secretariat}}",
        "{secretariat: {name: {en: secretariat}, lapses: yes}, desk: {en: desk}, door: {name: {en: door}}}",
    )
    community = load(tmp_path, "  - {room: hall, name: Hall}", opening)
    assert community.lapsing == {"secretariat"}
    assert [community.spoken(names) for names in community.posts.values()] == ["secretariat", "desk", "door"]


def test_a_post_with_a_mistake_is_told_what_it_may_say(tmp_path: Path) -> None:
    opening = OPENING.replace(
        "{secretariat: {en: secretariat}}", "{secretariat: {name: {en: s}, lapse: yes}}"
    )
    with pytest.raises(BadFiles, match=r"“lapse” is not known here\. Expected .*Did you mean “lapses”\?"):
        load(tmp_path, "  - {room: hall, name: Hall}", opening)


def test_notices_and_the_second_person_have_their_usual_numbers(tmp_path: Path) -> None:
    community = load(tmp_path, "  - {room: hall, name: Hall}")
    assert (community.notices, community.second_person_above) == ((90, 30, 7), 5)


def test_notices_and_the_second_person_are_what_the_file_says(tmp_path: Path) -> None:
    opening = OPENING + "notices: [7, 60, 7]\nconfirm additions above: 0\n"
    community = load(tmp_path, "  - {room: hall, name: Hall}", opening)
    assert (community.notices, community.second_person_above) == ((60, 7), 0)


@pytest.mark.parametrize("line", ["notices: [0]", "notices: 30", "confirm additions above: -1"])
def test_numbers_that_cannot_be_are_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadFiles):
        load(tmp_path, "  - {room: hall, name: Hall}", f"{OPENING}{line}\n")


def test_what_is_not_listed_is_not_listed_inside_either_until_it_says_so(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        "  - space: vault\n    name: Vault\n    listed: no\n    rooms:\n"
        "      - {room: inner, name: Inner}\n"
        "      - {room: door, name: Door, listed: yes}\n"
        "  - {room: hall, name: Hall}",
    ).rooms
    assert {key: spec.listed for key, spec in rooms.items()} == {
        "vault": False,
        "inner": False,
        "door": True,
        "hall": True,
    }


def test_the_examples_of_the_document_are_read_as_they_stand_there(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    rule, posts, people = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    opening = OPENING.replace("posts: {secretariat: {en: secretariat}}\n", posts)
    opening = opening.replace("mechanisms: {", "mechanisms: {cedaw: {kind: treaty-body, name: Women}, ")
    community = load(tmp_path, f"  - room: hall\n    name: Hall\n{indent(rule, '    ')}", opening)
    assert str(community.rooms[RoomKey("hall")].who) == (
        "holds a mandate in CEDAW, from 14 days before, until 30 days after to read, "
        "except who is a national of FRA or has a conflict with FRA"
    )
    (tmp_path / "register.yaml").write_text(people, "utf-8")
    (ana,) = load_register(tmp_path, community).people.values()
    assert [one.subject for one in ana.conflicts] == ["KEN", "cat"]
