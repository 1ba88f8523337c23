"""Commands that show the difference and carry it out."""

import sys
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

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
from palais.planning import Desk, applied, instant_of, planned
from provisioning.plan import HoldId
from provisioning.plan.render import as_json as plan_as_json
from provisioning.plan.render import as_markdown, as_tree

AtOption = Annotated[str | None, typer.Option("--at", help="For this day, such as 2027-01-01; else now.")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(plan)
    app.command()(apply)


def plan(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    at: AtOption = None,
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the plan as Markdown.")] = False,
    every: Annotated[bool, typer.Option("--every", help="Show like steps one by one.")] = False,
    json: JsonOption = False,
) -> None:
    """Show what would change and why; nothing is touched.

    Exit code 0: nothing to do, 2: changes, 3: some of them held, 1: an error.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        made = waited(planned(desk, loaded, instant_of(at, loaded.community))).plan
        if markdown and not json:
            sys.stdout.write(as_markdown(made) + "\n")
        else:
            frame.say(plan_as_json(made), as_tree(made, every=every))
    raise typer.Exit(made.exit_code)


def apply(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    digest: Annotated[str | None, typer.Option(help="Refuse any plan but the reviewed one.")] = None,
    confirm: Annotated[list[str] | None, typer.Option(help="Let this hold go; may be repeated.")] = None,
    *,
    json: JsonOption = False,
) -> None:
    """Carry out the difference. Interrupted anywhere, the next run completes it.

    Exit code 0: all done, 3: some of it is held, 1: an error.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        loaded = desk.loaded()
        columns = (TextColumn("Rooms and seats"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=frame.console, transient=True) as bar:
            task = bar.add_task("", total=None)
            receipt = waited(
                applied(
                    desk,
                    loaded,
                    by=officer(),
                    confirmed=frozenset(map(HoldId, confirm or ())),
                    expected=digest,
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
            )
        frame.state.remember(community=str(desk.community))
        frame.say(receipt, *receipt_lines(receipt))
    raise typer.Exit(receipt["exit_code"])


def desk_of(frame: Frame, community: CommunityOption) -> Desk:
    """Return where the officer works."""
    return Desk(state=frame.state, settings=frame.settings, community=frame.community(community))


def receipt_lines(receipt: dict[str, list[object]]) -> list[str]:
    """Return a receipt in a few lines."""
    done, holds = receipt["done"], receipt["open_holds"]
    lines = [f"[green]{len(done)} step(s) done[/], plan {receipt['digest']}" if done else "Nothing to do."]
    lines += [
        f"[red]Not done:[/] {failed['why']}" for failed in receipt["failed"] if isinstance(failed, dict)
    ]
    if receipt["left"]:
        lines.append(f"[yellow]{len(receipt['left'])} step(s) were not begun; run “palais apply” again.[/]")
    lines += [f"[magenta]Held:[/] let it go with “palais apply --confirm {hold}”" for hold in holds]
    return lines
