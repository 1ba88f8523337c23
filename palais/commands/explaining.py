"""Commands that answer why: ``explain``."""

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from kit.ids import RoomKey
from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    waited,
)
from palais.commands.planning import AtOption, desk_of
from palais.planning import explaining, instant_of
from provisioning.explain import Explained, Explaining


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
    """Say who sits in a room and why, or where a person sits, and why not elsewhere."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        answers = waited(explaining(desk, loaded, instant_of(at, loaded.community)))
        if who_or_what in answers.community.rooms:
            title, rows = _room(answers, RoomKey(who_or_what))
        else:
            title, rows = _person(answers, who_or_what)
        frame.say({"about": who_or_what, "seats": rows}, title, _table(rows))


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
        "why": "; ".join(dict.fromkeys(f"{seat.rule}: {seat.fact}" for _, seat in one.seats)) or one.refused,
    }


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for row in rows:
        mark = "[green]✓[/]" if row["in"] else "[dim]·[/]"
        style = "" if row["in"] else "dim"
        moderates = " [cyan](moderates)[/]" if row["power"] >= 50 else ""
        table.add_row(mark, escape(str(row["name"])) + moderates, escape(row["why"]), style=style)
    return table
