"""The command for a homeserver of your own: ``registration``."""

import re
from pathlib import Path
from typing import Annotated

import typer

from kit.errors import BadInput
from palais.commands.frame import JsonOption, framed
from palais.ground import STEWARD, all_bots
from provisioning.homeserver.registration import Registration, kept_registration, new_registration

SERVER_NAME = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?")


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command()(registration)


def registration(
    server_name: Annotated[str, typer.Argument(help="What stands after the colon in its user IDs.")],
    folder: Annotated[Path, typer.Option(help="Where to write the two files.")] = Path(),
    *,
    json: JsonOption = False,
) -> None:
    """Write the two files by which a homeserver of your own lets the steward and the bots in.

    Files that are there keep their tokens.
    """
    with framed(as_json=json) as frame:
        written = write_registrations(folder, server_name)
        steward, bots = (str(path.absolute()) for path in written)
        told = (
            f"Written: {steward} and {bots}.\nWho holds them speaks for all accounts in them: keep both for "
            "the accounts of Palais and the homeserver alone.\nName both in the homeserver's "
            "app_service_config_files and restart it; docs/operate.md goes on from there."
        )
        frame.say({"server_name": server_name, "steward": steward, "bots": bots}, told)


def write_registrations(folder: Path, server_name: str) -> tuple[Path, Path]:
    """Write the steward's registration and the bots', for their owner alone; return where they are."""
    if not SERVER_NAME.fullmatch(server_name):
        raise BadInput(f"“{server_name}” is not a server's name; write it like matrix.example.org")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    steward, bots = folder / "steward.registration.yaml", folder / "bots.registration.yaml"
    kept_registration(steward, of_steward(server_name))
    kept_registration(bots, of_bots(server_name))
    return steward, bots


def of_steward(server_name: str) -> Registration:
    """Return a registration that claims the steward alone."""
    return new_registration("palais-steward", "palais-steward", [f"@{STEWARD}:{_pattern(server_name)}"])


def of_bots(server_name: str) -> Registration:
    """Return a registration that claims every bot but the steward, and the accounts of bridges."""
    names = "|".join(("palais-bots", "_palais_.*", *(name for name in all_bots() if name != STEWARD)))
    return new_registration("palais-bots", "palais-bots", [f"@(?:{names}):{_pattern(server_name)}"])


def _pattern(server_name: str) -> str:
    return server_name.replace(".", r"\.")
