"""Commands about what was done: ``audit verify`` and ``audit export``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kit.files import write_private
from kit.spreadsheet import csv_text
from palais.auditing import Question, exported, proved
from palais.commands.frame import (
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    quiet,
    waited,
)
from provisioning.inquiry import COLUMNS
from provisioning.proof import Proof, head_from

audit = typer.Typer(help="What was done, to whom and by whom: proven, or exported.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.add_typer(audit, name="audit")


@audit.command()
def verify(
    head: Annotated[
        str | None, typer.Option(help="A head that was posted in the stewards' room, NUMBER:HASH.")
    ] = None,
    state: StateOption = None,
    settings: SettingsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Prove that nothing in the audit was changed, and that a head posted earlier is still in it.

    Exit code 0: all is as it was written, 1: it is not.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        posted = None if head is None else head_from(head)
        proof = waited(proved(frame.state, frame.settings, posted))
        style = "green" if proof.holds else "red"
        frame.say(_as_json(proof), *(f"[{style}]{sentence}[/]" for sentence in proof.says()))
    raise typer.Exit(0 if proof.holds else 1)


@audit.command()
def export(
    *,
    room: Annotated[str | None, typer.Option(help="Of this room only, by its key.")] = None,
    person: Annotated[
        str | None, typer.Option(help="Of this person only (key or name), or this account (@name:server).")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="From this day on, such as 2026-03-01.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="To this day, which is still in it.")] = None,
    file: Annotated[Path | None, typer.Option(help="Write it here, for its owner alone.")] = None,
    state: StateOption = None,
    settings: SettingsOption = None,
    json: JsonOption = False,
) -> None:
    """Write what was done as CSV for an inquiry: to whom, by whom, why; nothing that anybody said."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        question = Question(room=room, person=person, since=since, until=until)
        found = waited(exported(frame.state, frame.settings, question))
        told = [line.cells() for line in found.lines]
        if not found.proof.holds:
            typer.echo("The audit is not as it was written: palais audit verify says where.", err=True)
        if json:
            frame.say({"lines": told, "holds": found.proof.holds})
        elif file is None:
            sys.stdout.write(csv_text(COLUMNS, told))
        else:
            write_private(file, csv_text(COLUMNS, told))
            frame.say({}, f"{len(told)} line(s) are in {file}")


def _as_json(proof: Proof) -> dict[str, object]:
    head = proof.head
    return {
        "holds": proof.holds,
        "rows": proof.rows,
        "since": None if proof.since is None else proof.since.isoformat(),
        "head": None if head is None else {"number": head.number, "short": head.short, "full": head.full},
        "changed": list(proof.changed),
        "loose": list(proof.loose),
        "register": list(proof.entries),
        "posted": None if proof.posted is None else proof.agrees,
        "says": list(proof.says()),
    }
