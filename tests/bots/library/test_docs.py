"""The reference lists what people can ask of the library, and nothing else."""

from pathlib import Path

from bots.library.bot import BOT
from kit.commands import shown
from tests.bots.library.house import House

REFERENCE = Path(__file__).parents[3] / "docs" / "reference.md"


async def test_every_command_stands_in_the_reference_and_no_other(quick: House) -> None:
    commands = quick.library.conversing.commands
    known = {shown(BOT, command).removesuffix(command.usage).strip() for command in commands}
    text = REFERENCE.read_text("utf-8").partition("## What people ask the library")[2]
    lines = text.splitlines()
    table = lines[lines.index("| message | does |") + 2 :]
    rows = [line.split("`")[1] for line in table[: table.index("")]]
    assert set(rows) == known | {'!library words "a phrase"'}
    assert len(rows) == len(set(rows))
