"""The commands of ``palais``, by what they are for."""

import typer

from palais.commands import (
    auditing,
    checking,
    explaining,
    files,
    foreseeing,
    keeping,
    library,
    planning,
    register,
    registering,
    serving,
    worker,
)

app = typer.Typer(
    name="palais",
    help="Rooms on Matrix for communities of experts: provisioned from files, with bots that serve them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for commands in (
    *(serving, planning, foreseeing, explaining, register, auditing),
    *(keeping, files, library, registering, checking, worker),
):
    commands.add_to(app)
