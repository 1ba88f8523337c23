"""Commands about the library's documents, under one name: ``library check``, ``export`` and ``import``.

What they alone need is read when they are given, since every command reads this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from kit.errors import BadInput
from kit.ids import BotName
from kit.logs import configure_logs
from palais.commands.frame import (
    CommunityOption,
    Frame,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    officer,
    quiet,
    waited,
)
from palais.commands.planning import desk_of

library = typer.Typer(
    help="The library's documents: compared with the rooms, taken out or taken in.", no_args_is_help=True
)

LIBRARY = BotName("library")
SENSITIVE = (
    "It holds the text of every document, of every room: whoever reads it reads them all. Keep it as you "
    "would keep them."
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file.")]
PassphraseOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="The file that holds the passphrase; else it is asked for."),
]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.add_typer(library, name="library")


@library.command()
def check(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    look_only: Annotated[bool, typer.Option("--look-only", help="Compare, and put nothing right.")] = False,
    json: JsonOption = False,
) -> None:
    """Compare rooms, database and index, and put right what differs; the running platform does it.

    Exit code 0: all is as it should be by now, 1: with --look-only, something is not.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        from palais.commissioning import commissioned

        configure_logs(frame.settings.logs)
        desk = desk_of(frame, community)
        asked = {"look_only": look_only}
        found = waited(commissioned(desk, LIBRARY, "check", asked, by=officer()))
        frame.say(found, _rooms_table(found["rooms"]), *_sentences(found, look_only=look_only))
    raise typer.Exit(1 if look_only and differs(found) else 0)


@library.command()
def export(
    file: FileArgument,
    state: StateOption = None,
    settings: SettingsOption = None,
    *,
    passphrase_file: PassphraseOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Do not seal it; anybody who gets it reads it.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write text, facts, corrections and vectors of all documents into one file, sealed by a passphrase."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        from palais.carrying import library_out

        quiet()
        passphrase = None if plain else _passphrase(frame, passphrase_file, new=True)
        rows = waited(library_out(frame.state, frame.settings, file.absolute(), passphrase))
        told = f"{rows['uploads']} documents are in {file}. {SENSITIVE}"
        frame.say({"file": str(file), "sealed": not plain, "rows": rows, "note": SENSITIVE}, escape(told))


@library.command(name="import")
def import_(
    file: FileArgument,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Take in the documents of an export, all or none; what is known or was deleted stays as it is."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        from palais.carrying import asks_for_passphrase, library_in
        from palais.commissioning import commissioned

        quiet()
        sealed = asks_for_passphrase(file)
        passphrase = _passphrase(frame, passphrase_file, new=False) if sealed else None
        taken = waited(library_in(frame.state, frame.settings, file.absolute(), passphrase))
        if frame.state.is_held():
            desk = desk_of(frame, community)
            taken |= waited(commissioned(desk, LIBRARY, "catch_up", {}, by=officer()))
        frame.say(
            taken, f"{taken['taken']} documents taken in, {taken['known']} were known or deleted before."
        )


def differs(found: Mapping[str, Any]) -> bool:
    """Whether rooms, database and index were not the same."""
    rooms = any(room.get("missing") or room.get("gone") for room in found["rooms"])
    return bool(rooms or found["index"]["differing"])


def _passphrase(frame: Frame, file: Path | None, *, new: bool) -> str:
    if file is not None:
        try:
            said = file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise BadInput(f"cannot read a passphrase in {file}") from problem
    elif frame.as_json:
        raise BadInput("name the file that holds the passphrase with --passphrase-file")
    else:
        said = str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new))
    if not said:
        raise BadInput("an empty passphrase seals nothing; with --plain the file is not sealed")
    return said


def _rooms_table(rooms: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 1))
    for column in ("room", "uploads", "missing", "gone", "not decrypted"):
        table.add_column(column, justify="left" if column == "room" else "right")
    for room in rooms:
        name = escape(room["name"])
        if room.get("closed"):
            table.add_row(name, "the library is not in it")
        else:
            table.add_row(name, *(str(room[key]) for key in ("uploads", "missing", "gone", "unreadable")))
    return table


def _sentences(found: Mapping[str, Any], *, look_only: bool) -> Iterator[str]:
    queue, index = found["queue"], found["index"]
    yield f"{queue['findable']} documents findable, {queue['waiting']} wait, {queue['refused']} unreadable."
    yield f"The index has {index['passages']} passages of {index['documents']} documents."
    if index["differing"]:
        done = "differ from the database" if look_only else "differed from the database and were put right"
        yield f"{index['differing']} documents of the index {done}."
    if not differs(found):
        yield "Rooms, database and index are the same."
