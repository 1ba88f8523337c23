"""The sample community: what we ship is what the command writes, and it holds together for years."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from kit.errors import BadInput
from kit.ids import BotName, UserId
from provisioning.community.load import community_schema, load_community
from provisioning.community.model import Community
from provisioning.desired import BotSeat, desired
from provisioning.register.load import load_register, register_schema
from provisioning.register.model import Register
from provisioning.sample import config_folder, write_sample
from provisioning.sample.writing import register_text
from provisioning.shape import Desired, Power, RoomKind

SHIPPED = config_folder() / "communities" / "treaty-bodies"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BOTS = {BotName(name): BotSeat(user=UserId(f"@{name}:here")) for name in ("library", "mandates")}


def both(folder: Path) -> tuple[Community, Register]:
    community = load_community(folder, bots=BOTS)
    return community, load_register(folder, community)


def wanted(folder: Path, at: datetime = NOON) -> Desired:
    return desired(*both(folder), at, server_name="here", bots=BOTS)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_sample(folder, people=500, seed=1)
    return folder


def test_the_register_we_ship_is_the_one_the_command_writes() -> None:
    shipped = (SHIPPED / "register.yaml").read_text("utf-8")
    assert shipped == register_text(SHIPPED, 60, 1, "../../register.schema.json")


@pytest.mark.parametrize("name", ["community", "register"])
def test_the_schemas_we_ship_are_those_of_the_models(name: str) -> None:
    made = {"community": community_schema, "register": register_schema}[name]()
    assert json.loads((config_folder() / f"{name}.schema.json").read_text("utf-8")) == made


@pytest.mark.parametrize("name", ["community", "register"])
def test_an_editor_finds_nothing_wrong_with_what_we_ship(name: str) -> None:
    schema = json.loads((config_folder() / f"{name}.schema.json").read_text("utf-8"))
    given = YAML(typ="safe", pure=True).load((SHIPPED / f"{name}.yaml").read_text("utf-8"))
    as_json = json.loads(json.dumps(given, default=str))
    jsonschema.Draft202012Validator(schema).validate(as_json)


def test_the_files_we_ship_name_their_schema() -> None:
    for name in ("community", "register"):
        first = (SHIPPED / f"{name}.yaml").read_text("utf-8").splitlines()[0]
        assert (SHIPPED / first.rpartition("=")[2]).resolve() == config_folder() / f"{name}.schema.json"


def test_sixty_people_have_about_ninety_rooms() -> None:
    community, register = both(SHIPPED)
    assert len(register.people) == 60
    assert 80 <= len(community.rooms) <= 95


def test_five_hundred_people_fill_every_seat_of_the_treaty_bodies(large: Path) -> None:
    community, register = both(large)
    assert len(register.people) == 500
    assert 135 <= len(community.rooms) <= 160
    now = desired(community, register, NOON, server_name="here", bots=BOTS)
    for key, mechanism in community.mechanisms.items():
        if mechanism.kind == "treaty-body":
            sitting = [
                person
                for person in register.people.values()
                if any(
                    fact.subject == key and fact.role == "member" and fact.holds(now.at)
                    for fact in person.facts
                )
            ]
            assert len(sitting) == mechanism.seats


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028, 2029])
def test_the_sample_has_no_warning_in_the_years_to_come(large: Path, year: int) -> None:
    at = datetime(year, 12, 1, tzinfo=UTC)
    assert wanted(SHIPPED, at).warnings == ()
    assert wanted(large, at).warnings == ()


def test_every_room_has_somebody_to_moderate_it_and_people_in_it() -> None:
    for room in wanted(SHIPPED).rooms.values():
        people = [seat for seat in room.seats.values() if seat.person]
        assert any(seat.power == Power.MODERATOR for seat in people), room.key
        assert len(people) >= 2, room.key


def test_there_is_one_lobby_one_room_for_stewards_and_a_library_of_each_committee() -> None:
    kinds = [room.kind for room in wanted(SHIPPED).rooms.values()]
    assert (kinds.count(RoomKind.LOBBY), kinds.count(RoomKind.STEWARDS)) == (1, 1)
    assert kinds.count(RoomKind.LIBRARY) == 11


def test_no_bot_sits_where_individual_cases_are_discussed() -> None:
    for key, room in wanted(SHIPPED).rooms.items():
        assert room.bots == frozenset() or not key.endswith("/cases")


def test_somebody_leaves_at_the_end_of_the_year() -> None:
    last = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    before, after = wanted(SHIPPED, last), wanted(SHIPPED, last + timedelta(seconds=1))
    left = {
        user
        for key, room in before.rooms.items()
        for user in room.seats
        if user not in after.rooms[key].seats
    }
    assert left


def test_the_same_seed_writes_the_same_files_and_another_one_other_people(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_sample(tmp_path / name, people=60, seed=seed)
    files = {name: (tmp_path / name / "register.yaml").read_bytes() for name in "abc"}
    assert files["a"] == files["b"] != files["c"]


def test_too_few_people_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least 40 people"):
        write_sample(tmp_path, people=5)
