"""The command that does what the platform hands over: ``worker``."""

import os
from typing import Annotated

import typer

from kit.logs import configure_logs
from palais.commands.frame import JsonOption, SettingsOption, StateOption, framed, waited


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command()(worker)


def worker(
    state: StateOption = None,
    settings: SettingsOption = None,
    at_once: Annotated[
        int | None, typer.Option(help="How many files to read side by side; else one a processor.", min=1)
    ] = None,
    *,
    json: JsonOption = False,
) -> None:
    """Read files for a platform whose database is PostgreSQL, on any machine, until stopped."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        from palais.worker import work_here

        configure_logs(frame.settings.logs)
        count = at_once or os.cpu_count() or 1
        waited(work_here(frame.state, frame.settings, frame.console, at_once=count))
        frame.say({"stopped": True})
