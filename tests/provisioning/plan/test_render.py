"""A plan shown to people and to programs says the same."""

import io
import json
from dataclasses import replace

from rich.console import Console

from kit.ids import RoomKey
from provisioning.plan import Limits, Plan, digest, plan
from provisioning.plan.render import as_json, as_markdown, as_tree
from provisioning.plan.steps import step_id
from provisioning.plan.words import words
from provisioning.shape import Memory
from tests.provisioning.plan.conftest import STEWARD, desired, found

WAS = {"hall": {"name": "Hall", "seats": {"ada": "member", "joan": "member", "rosa": "member"}}}
NOW = {"hall": {"name": "Great [red]Hall[/]", "seats": {}}, "attic": {"name": "Attic"}}
THERE = {"hall": {"name": "Hall", "members": {"ada": "join", "joan": "join", "rosa": "join"}}}


def made(limits: Limits | None = None) -> Plan:
    limits = limits or Limits(removals=1)
    return plan(
        desired(NOW), found(THERE, []), Memory(), steward=STEWARD, previous=desired(WAS), limits=limits
    )


def test_the_tree_names_rooms_steps_reasons_and_holds() -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(as_tree(made()))
    text = console.export_text()
    for told in ("5 steps in 2 rooms, 3 of them held", "Great [red]Hall[/]", "- remove @ada", "--confirm"):
        assert told in text


def test_markdown_has_a_line_for_every_step() -> None:
    the_plan = made()
    lines = as_markdown(the_plan).splitlines()
    assert sum(line.startswith("* `") for line in lines) == len(the_plan.steps)
    assert digest(the_plan) in lines[2]


def test_json_says_what_is_held_and_survives_a_round_trip() -> None:
    shown = json.loads(json.dumps(as_json(made())))
    assert shown["exit_code"] == 3
    assert [step["step"] for step in shown["steps"] if step["held"]] == ["RemovePerson"] * 3
    assert set(shown["holds"][0]["steps"]) == {step["id"] for step in shown["steps"] if step["held"]}


def test_the_digest_follows_the_deeds_and_the_holds() -> None:
    assert digest(made()) == digest(made())
    assert digest(made()) != digest(made(Limits(removals=100, share=1)))


def test_every_step_has_words_with_its_room() -> None:
    for step in made().steps:
        assert words(step).startswith(f"{step.key}: ")


def test_a_step_keeps_its_name_whatever_its_reason() -> None:
    [first, *_] = made().steps
    assert step_id(first) == step_id(replace(first, why="another reason"))


def test_rooms_stand_in_the_order_of_the_file() -> None:
    assert list(made().names)[:1] == [RoomKey("hall")]
