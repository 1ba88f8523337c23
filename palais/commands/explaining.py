"""Commands that answer why: ``explain``."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from kit.ids import RoomKey
from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    quiet,
    waited,
)
from palais.commands.planning import AtOption, desk_of
from palais.planning import explaining, instant_of
from palais.presence import Were, who_was_in
from provisioning.explain import Explained, Explaining
from provisioning.presence import Verdict
from provisioning.shape import Power

SIGNS = {
    Verdict.RIGHT: "[green]✓[/]",
    Verdict.OPEN: "[green]✓[/]",
    Verdict.SETTLING: "[yellow]~[/]",
    Verdict.MISSING: "[yellow]![/]",
    Verdict.WRONG: "[red]![/]",
}
POWERS = {Power.MODERATOR: " [cyan](moderates)[/]", Power.READER: " [yellow](only reads)[/]"}


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command()(explain)


def explain(
    who_or_what: Annotated[str, typer.Argument(metavar="KEY|PERSON", help="A room's key, or a person.")],
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    at: AtOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Say who sits in a room and why, or where a person sits, and why not elsewhere.

    Of a room on a past day it also says who was in, as the homeserver remembers it.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        answers = waited(explaining(desk, loaded, instant_of(at, loaded.community)))
        said: dict[str, Any] = {"about": who_or_what}
        were: Were | None = None
        if who_or_what in answers.community.rooms:
            title, rows = _room(answers, RoomKey(who_or_what))
            if at is not None and answers.desired.at < datetime.now(UTC):
                quiet()
                were = waited(who_was_in(desk, answers, RoomKey(who_or_what)))
                said |= _were_as_json(were)
        else:
            title, rows = _person(answers, who_or_what)
        frame.say(said | {"seats": rows}, title, _table(rows), *_were_in(were))


def _room(answers: Explaining, key: RoomKey) -> tuple[str, list[dict[str, Any]]]:
    told = answers.room(key)
    title = (
        f"[bold]{escape(told.name)}[/] ({key}), {told.room.classification.value}\n"
        f"open to: {escape(told.who)}\nmoderated by: {escape(told.moderators)}"
    )
    names = {one.person: answers.register.people[one.person].name for one in told.people}
    return title, [_row(one, names[one.person]) for one in told.people]


def _person(answers: Explaining, word: str) -> tuple[str, list[dict[str, Any]]]:
    told = answers.person(answers.find_person(word))
    accounts = ", ".join(told.person.users(answers.server_name)) or "no account yet"
    return f"[bold]{escape(told.name)}[/] ({accounts})", [_row(one, one.room) for one in told.rooms]


def _row(one: Explained, name: str) -> dict[str, Any]:
    return {
        "person": one.person,
        "room": one.room,
        "name": name,
        "in": bool(one.seats),
        "accounts": [user for user, _ in one.seats],
        "power": max((seat.power for _, seat in one.seats), default=0),
        "until": max((seat.until.isoformat() for _, seat in one.seats if seat.until), default=None),
        "why": "; ".join(dict.fromkeys(f"{seat.rule}: {seat.fact}" for _, seat in one.seats)) or one.refused,
    }


def _were_as_json(were: Were) -> dict[str, Any]:
    if were.unknown:
        return {"was_in": None, "unknown": were.unknown}
    return {
        "was_in": [
            {
                "user": line.user,
                "name": line.name,
                "person": line.person,
                "verdict": line.verdict.name.lower(),
                "stood": line.stood,
                "says": line.words,
                "why": line.why,
            }
            for line in were.lines
        ]
    }


def _were_in(were: Were | None) -> Iterator[RenderableType]:
    """Yield who was in, beside who should have been; what is odd comes first."""
    if were is None:
        return
    if were.unknown:
        yield f"\nWho was in is not known: {escape(were.unknown)}."
        return
    yield "\n[bold]Who was in[/], by the room's own events:"
    table = Table(box=None, show_header=False, padding=(0, 1))
    for line in were.lines:
        table.add_row(SIGNS[line.verdict], escape(line.name), escape(line.words), escape(line.why))
    yield table if were.lines else "nobody"


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for row in rows:
        mark = "[green]✓[/]" if row["in"] else "[dim]·[/]"
        style = "" if row["in"] else "dim"
        power = POWERS.get(row["power"], "")
        table.add_row(mark, escape(str(row["name"])) + power, escape(row["why"]), style=style)
    return table
