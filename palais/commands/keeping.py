"""Commands that write all down, and that take a room over: ``dump`` and ``adopt``."""

import sys
from typing import Annotated, Any

import typer
import yaml

from kit.ids import RoomKey
from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    officer,
    quiet,
    waited,
)
from palais.commands.planning import AtOption, desk_of
from palais.dumping import dumped
from palais.planning import Desk, instant_of, reached_house
from provisioning.adopt import Adoption, consider, point_to_replacement
from provisioning.adopt import adopt as take_over
from provisioning.loading import Loaded


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(dump)
    app.command()(adopt)


def dump(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    at: AtOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Print all that is held of a community as one document: files, rooms, seats with reasons, bans."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        said = waited(dumped(desk, loaded, instant_of(at, loaded.community)))
        if json:
            frame.say(said)
        else:
            yaml.safe_dump(said, sys.stdout, allow_unicode=True, sort_keys=False, width=110)


def adopt(
    key: Annotated[str, typer.Argument(help="The room's key in the community file.")],
    room: Annotated[str, typer.Argument(help="The room's ID, or its alias such as #name:server.")],
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the old room point to the one made for the key.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it without asking; with --json nothing is done without it.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Take over a room that others made; the next apply brings it to what the file wants."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        adoption = waited(_considered(desk, loaded, RoomKey(key), room))
        if not yes and json:
            frame.say(adoption.as_json() | {"adopted": False})
            raise typer.Exit(2)
        if not json:
            frame.console.print(adoption.advice)
        if not yes and not typer.confirm("Go on?"):
            frame.say({}, "Nothing was changed.")
            raise typer.Exit(2)
        said = waited(_adopted(desk, adoption, replace=replace))
        frame.say(said, f"“{adoption.name}” is {key} now. Bring it to what the file wants: palais apply")


async def _considered(desk: Desk, loaded: Loaded, key: RoomKey, room: str) -> Adoption:
    async with reached_house(desk) as house:
        return await consider(house.office, loaded, key, room)


async def _adopted(desk: Desk, adoption: Adoption, *, replace: bool) -> dict[str, Any]:
    async with reached_house(desk) as house:
        if not replace:
            await take_over(house.office, adoption, by=officer())
            return adoption.as_json()
        new = await point_to_replacement(house.office, adoption, by=officer())
        return adoption.as_json() | {"replacement": new}
