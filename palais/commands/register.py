"""The commands about the register, under one name: ``register``."""

import typer

from palais.commands import (
    register_history,
    register_invite,
    register_lists,
    register_people,
    register_seconding,
)

register = typer.Typer(
    help="Who is in the register, what they hold, and how it came to be there.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.add_typer(register, name="register")


for commands in (register_lists, register_seconding, register_people, register_invite, register_history):
    commands.add_to(register)
