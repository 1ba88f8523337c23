"""The reference lists what people can ask of this bot, and nothing else."""

from dataclasses import replace
from pathlib import Path

from bots.mandates import BOT
from kit.commands import shown
from tests.bots.mandates.desk import Desk

REFERENCE = Path(__file__).parents[3] / "docs" / "reference.md"


async def test_every_command_stands_in_the_reference_and_no_other(desk: Desk, tmp_path: Path) -> None:
    part = await BOT.start(replace(desk.ports(), state=tmp_path / "bot"))
    known = [shown(BOT, command).removesuffix(command.usage).strip() for command in part.commands]
    lines = (_text()).splitlines()
    table = lines[lines.index("| message | does |") + 2 :]
    rows = [line.split("`")[1] for line in table[: table.index("")]]
    assert sorted(rows) == sorted(known)


def _text() -> str:
    return REFERENCE.read_text("utf-8")
