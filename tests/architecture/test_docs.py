"""What the documents say exists does exist, and what exists stands in the documents."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import typer

from kit.settings import Settings, setting_names
from kit.web.measures import Measures
from palais.commands import app
from palais.ground import all_bots
from provisioning.community.load import community_schema
from provisioning.community.written import USUAL_NOTICES
from provisioning.inquiry import COLUMNS
from provisioning.plan.holds import Limits
from provisioning.plan.steps import Cause, Step
from provisioning.plan.whole import HoldKind

HOUSE = Path(__file__).parents[2]
REFERENCE = HOUSE / "docs" / "reference.md"
OPERATE = HOUSE / "docs" / "operate.md"
RULES = HOUSE / "docs" / "rules.md"
READ_BY_PEOPLE = [HOUSE / "README.md", *sorted((HOUSE / "docs").glob("*.md"))]


def rows(column: str, file: Path = REFERENCE) -> dict[str, str]:
    """Return the table whose first column has this title: its names, and the rest of each line."""
    lines = iter(file.read_text("utf-8").splitlines())
    assert any(line.startswith(f"| {column} |") for line in lines), f"no table of {column}"
    next(lines)
    found = {}
    for line in lines:
        if not line.startswith("|"):
            break
        name, _, rest = line.strip("| ").partition(" | ")
        found[name.strip("`")] = rest
    return found


def commands() -> dict[str, click.Command]:
    """Return every command by all its words, such as “audit verify”."""
    return dict(_commands(typer.main.get_command(app)))


def _commands(group: Any, *words: str) -> Iterator[tuple[str, click.Command]]:
    # Typer declares a command where it makes a group.
    for name, command in getattr(group, "commands", {}).items():
        below = list(_commands(command, *words, name))
        yield from below or [(" ".join((*words, name)), command)]


def settings() -> Iterator[str]:
    yield from (name for name, _, _ in setting_names(Settings) if name != "bots")
    for bot in all_bots().values():
        if bot.settings is not None:
            yield from (f"bots.{bot.name}.{name}" for name, _, _ in setting_names(bot.settings))


def findings() -> set[str]:
    """Return what the doctor's findings are about, as its source has it."""
    found = set()
    sources = (HOUSE / "palais" / f"{name}.py" for name in ("doctor", "doctor_library"))
    for node in (node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8")))):
        if isinstance(node, ast.keyword) and node.arg == "about":
            value = node.value.values[0] if isinstance(node.value, ast.JoinedStr) else node.value
            assert isinstance(value, ast.Constant)
            found.add(str(value.value).strip())
    return found


def test_every_command_stands_there_and_no_other() -> None:
    assert {name.removeprefix("palais ") for name in rows("command")} == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_stands_there_and_no_other(name: str) -> None:
    known = {option for param in commands()[name].params for option in param.opts if option.startswith("--")}
    takes = rows("command")[f"palais {name}"].rpartition("|")[2]
    assert set(re.findall(r"--[a-z-]+", takes)) == known


@pytest.mark.parametrize("file", READ_BY_PEOPLE, ids=lambda file: str(file.name))
def test_no_document_names_a_command_that_there_is_not(file: Path) -> None:
    text = file.read_text("utf-8")
    code = re.findall(r"`palais ([a-z]+)", text) + re.findall(r"^palais ([a-z]+)", text, flags=re.MULTILINE)
    assert set(code) <= {name.partition(" ")[0] for name in commands()}


def test_every_setting_stands_there_and_no_other() -> None:
    assert set(rows("setting")) == set(settings())


def test_every_kind_of_step_stands_there_and_no_other() -> None:
    assert set(rows("step")) == {kind.__name__ for kind in get_args(Step)}


def test_every_cause_of_a_step_stands_there_and_no_other() -> None:
    assert set(rows("cause")) == set(Cause)


def test_every_kind_of_hold_stands_there_and_no_other() -> None:
    assert set(rows("hold")) == set(HoldKind)


def test_every_limit_of_holds_stands_there_as_it_usually_is() -> None:
    written = community_schema()["$defs"]["WrittenLimits"]["properties"]
    shown = {name: rest.partition(" |")[0] for name, rest in rows("limit").items()}
    assert shown == {name: str(limit["default"]) for name, limit in written.items()}
    assert Limits().few == 2, "the documents say: two seats or fewer never wait"


@pytest.mark.parametrize(
    ("column", "part"), [("line of a rule", "Condition"), ("line of `holds`", "Holding")]
)
def test_every_line_of_a_rule_stands_there_and_no_other(column: str, part: str) -> None:
    assert set(rows(column, RULES)) == set(community_schema()["$defs"][part]["properties"])


def test_every_number_beside_rules_stands_there_as_it_usually_is() -> None:
    properties = community_schema()["properties"]
    shown = {
        name: rest.partition(" |")[0] for name, rest in rows("line of the community file", RULES).items()
    }
    assert shown == {
        "notices": f"`{list(USUAL_NOTICES)}`",
        "confirm additions above": f"`{properties['confirm additions above']['default']}`",
    }


def test_every_finding_of_the_doctor_stands_there_and_no_other() -> None:
    assert set(rows("finding")) == findings()


def test_every_field_of_ready_json_stands_there_and_no_other() -> None:
    source = ast.parse((HOUSE / "palais" / "ready.py").read_text("utf-8"))
    said = next(node.value for node in ast.walk(source) if isinstance(node, ast.Assign))
    assert isinstance(said, ast.Dict)
    assert list(rows("field")) == [key.value for key in said.keys if isinstance(key, ast.Constant)]


def test_every_measure_stands_there_and_no_other() -> None:
    assert set(rows("measure", OPERATE)) == {one.name for one in Measures().registry.collect()}


def test_every_column_of_an_export_stands_there_in_its_order() -> None:
    assert list(rows("column")) == list(COLUMNS)


@pytest.mark.parametrize("file", READ_BY_PEOPLE, ids=lambda file: str(file.name))
def test_every_link_to_a_file_leads_somewhere(file: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text("utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []
