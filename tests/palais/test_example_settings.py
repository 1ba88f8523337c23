"""The example file shows every setting, as it usually is, and no other."""

import pkgutil
import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import bots
from kit.part import Bot
from kit.settings import Settings, load_settings, setting_names

EXAMPLE = Path(__file__).parents[2] / "config" / "palais.example.toml"


def as_shown() -> dict[str, Any]:
    """The example with every setting's ``#`` taken away."""
    text = re.sub(r"^# (?=[a-z_]+ = )", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(flat("", tomllib.loads(text)))


def flat(inside: str, table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(f"{inside}{name}.", value)
        else:
            yield f"{inside}{name}", value


def known() -> dict[str, tuple[Any, str]]:
    """Every setting of the platform and of its bots, with what is usual and what it is for."""
    settings = {name: (usual, about) for name, usual, about in setting_names(Settings) if name != "bots"}
    for found in pkgutil.iter_modules(bots.__path__):
        bot: Bot | None = getattr(import_module(f"bots.{found.name}"), "BOT", None)
        if bot is not None and bot.settings is not None:
            for name, usual, about in setting_names(bot.settings):
                settings[f"bots.{bot.name}.{name}"] = (usual, about)
    return settings


def test_the_example_shows_every_setting_and_no_other() -> None:
    assert set(as_shown()) == set(known())


@pytest.mark.parametrize("name", sorted(known()))
def test_a_setting_says_what_it_is_for(name: str) -> None:
    assert known()[name][1].endswith(".")


@pytest.mark.parametrize("name", sorted(name for name, (usual, _) in known().items() if usual is not None))
def test_a_setting_is_shown_as_it_usually_is(name: str) -> None:
    usual = known()[name][0]
    usual = usual.value if isinstance(usual, Enum) else usual
    shown = as_shown()[name]
    assert shown == (str(usual) if isinstance(usual, Path) else usual)


def test_the_example_changes_nothing_as_it_is() -> None:
    assert load_settings(EXAMPLE).model_dump(exclude={"bots"}) == Settings().model_dump(exclude={"bots"})
