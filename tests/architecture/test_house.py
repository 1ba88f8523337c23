"""The shape of the house: every part has its door, decisions stand in rules, and nothing runs on import."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from kit.part import Bot

HOUSE = Path(__file__).parents[2]
PACKAGES = ("palais", "bots", "bridges", "provisioning", "kit")
PURE = ("desired", "standing", "stretches", "days", "timeline", "turning", "refusing", "doubts", "removed")
BOTS = sorted(p.name for p in (HOUSE / "bots").iterdir() if (p / "__init__.py").is_file())


def sources() -> list[Path]:
    return sorted(f for package in PACKAGES for f in (HOUSE / package).rglob("*.py"))


@pytest.mark.parametrize("name", BOTS)
def test_every_bot_has_its_door(name: str) -> None:
    door = importlib.import_module(f"bots.{name}")
    assert isinstance(door.BOT, Bot)
    assert door.BOT.name == name


@pytest.mark.parametrize("name", BOTS)
def test_every_bot_opens_with_a_paragraph_for_members(name: str) -> None:
    text = ast.get_docstring(ast.parse((HOUSE / "bots" / name / "__init__.py").read_text()))
    assert text is not None
    assert len(text) > 60


@pytest.mark.parametrize("name", BOTS)
def test_every_bot_keeps_its_words_and_its_decisions_apart(name: str) -> None:
    assert (HOUSE / "bots" / name / "words.py").is_file()
    assert (HOUSE / "bots" / name / "rules.py").is_file()


def test_only_kit_matrix_imports_nio() -> None:
    for source in sources():
        if source.is_relative_to(HOUSE / "kit" / "matrix"):
            continue
        assert "nio" not in imported(source), source


def test_the_command_line_and_the_doors_of_the_bots_wait_for_nothing_that_only_serving_needs() -> None:
    code = (
        "import sys; from palais.commands import app; from palais.ground import all_bots; all_bots(); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"nio", "alembic", "peewee", "pypdfium2", "lxml", "synapse"}
    assert not heavy & set(told.stdout.split())


def test_rules_know_no_clock_and_no_outside() -> None:
    outside = {"aiohttp", "sqlalchemy", "asyncio", "socket", "subprocess", "nio", "tantivy", "os", "random"}
    rules = [
        *HOUSE.glob("bots/*/rules.py"),
        *(HOUSE / f"provisioning/{name}.py" for name in PURE),
        *HOUSE.glob("provisioning/plan/*.py"),
    ]
    assert rules
    for source in rules:
        assert not imported(source) & outside, source
        assert ".now(" not in source.read_text(), source


def test_tests_have_no_init_files() -> None:
    assert not list((HOUSE / "tests").rglob("__init__.py"))


def test_config_holds_data_only() -> None:
    assert not list((HOUSE / "config").rglob("*.py"))


def test_importing_everything_starts_nothing() -> None:
    """A fresh interpreter imports the front door without output, threads or open sockets."""
    probe = "import threading, palais.cli; assert threading.active_count() == 1, threading.enumerate()"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def imported(source: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
