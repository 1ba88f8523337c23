"""Commands that look at the machine: ``doctor``. What it alone needs is read when it is given."""

from typing import TYPE_CHECKING

import typer
from rich.table import Table

from palais.commands.frame import JsonOption, SettingsOption, StateOption, framed, waited

if TYPE_CHECKING:
    from palais.finding import Finding

MARKS = {True: "[green]✓[/]", False: "[yellow]![/]"}


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command()(doctor)


def doctor(state: StateOption = None, settings: SettingsOption = None, *, json: JsonOption = False) -> None:
    """Say what this machine has and lacks, and what follows from it."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        from palais.doctor import attended, audited, examine, mailed
        from palais.doctor_library import look_for_meaning

        findings = examine(frame.state, frame.settings)
        findings.append(look_for_meaning(frame.settings))
        findings += waited(mailed(frame.settings))
        findings += waited(audited(frame.state, frame.settings))
        findings += waited(attended(frame.state, frame.settings))
        result = {"findings": [{"about": one.about, "well": one.well, "says": one.says} for one in findings]}
        frame.say(result, _table(findings))


def _table(findings: list["Finding"]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for one in findings:
        table.add_row(MARKS[one.well], one.about, one.says)
    return table
