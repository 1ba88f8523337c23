"""The command that looks ahead: ``timeline``."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from kit.ids import PersonKey
from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    waited,
)
from palais.commands.planning import AtOption, desk_of
from palais.planning import explaining, instant_of, last_instant_of
from provisioning.timeline import Move, Passage, Turn, passages, timeline

UntilOption = Annotated[
    str, typer.Option("--until", help="The last day to look at, such as 2026-12-31; its end is included.")
]
SIGNS = {Move.ENTERS: "[green]+[/]", Move.LEAVES: "[red]-[/]"}
SHOWN = 6
"""So many rooms are named in a row, further ones counted."""


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command(name="timeline")(foresee)


def foresee(
    until: UntilOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    at: AtOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Show who will enter and leave which rooms, day by day, and why; nothing is touched."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        last = last_instant_of(until, loaded.community)
        known = waited(explaining(desk, loaded, instant_of(at, loaded.community)))
        first = known.desired.at
        turns = timeline(
            known.community,
            known.register,
            first,
            last,
            server_name=desk.server_name,
            bans=tuple(known.bans.values()),
        )
        names = {key: person.name for key, person in known.register.people.items()}
        zone = ZoneInfo(known.community.zone)
        said = {"from": first.isoformat(), "until": last.isoformat(), "turns": _as_json(turns, names)}
        frame.say(said, *_shown(list(passages(turns, names)), names, zone))


def _as_json(turns: tuple[Turn, ...], names: dict[PersonKey, str]) -> list[dict[str, Any]]:
    return [
        {
            "at": turn.at.isoformat(),
            "person": turn.person,
            "name": names[turn.person],
            "room": turn.room,
            "does": turn.move.name.lower().replace("_", "-"),
            "power": int(turn.power),
            "why": turn.why,
            "waits": turn.waits,
        }
        for turn in turns
    ]


def _shown(found: list[Passage], names: dict[PersonKey, str], zone: ZoneInfo) -> Iterator[RenderableType]:
    """Yield a heading and a table for each instant."""
    if not found:
        yield "Nothing begins and nothing ends until then."
    for at, together in groupby(found, key=lambda one: one.at):
        yield f"[bold]{when(at, zone)}[/]"
        table = Table(box=None, show_header=False, padding=(0, 1))
        for one in together:
            table.add_row(
                SIGNS.get(one.move, "[yellow]~[/]"),
                escape(names[one.person]) + (" [dim](no account yet)[/]" if one.waits else ""),
                one.move.value,
                escape(_rooms(one)),
                f"[dim]{escape('; '.join(one.whys))}[/]",
            )
        yield table


def when(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant as a heading: a midnight is the end of the one day and the beginning of the next."""
    there = at.astimezone(zone)
    before = (at.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone)
    if there.time() == time() or before.date() < there.date():
        return f"{before.date()}, end of the day, to {there.date()}"
    return f"{there:%Y-%m-%d %H:%M}"


def _rooms(one: Passage) -> str:
    rest = len(one.rooms) - SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(one.rooms[:SHOWN]) + more
