"""What commands about the register share: who gives them, and the way through a plan to the rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from kit.errors import BadInput
from palais.commands.frame import Frame, waited
from palais.commands.planning import receipt_lines
from palais.planning import Desk, applied, planned
from provisioning.loading import Loaded
from provisioning.plan import HoldId
from provisioning.plan.render import as_json as plan_as_json
from provisioning.plan.render import as_tree
from provisioning.register.importing import Doubt, Weight
from provisioning.register.telling import Line, Sort

ByOption = Annotated[
    str | None,
    typer.Option("--by", help="Who enters it; else the account of this machine.", show_default=False),
]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="The document, decision or election it rests on.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for the history.")]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Do it without asking; with --json nothing is done without it.")
]
DigestOption = Annotated[str | None, typer.Option("--digest", help="Refuse any plan but the reviewed one.")]
ConfirmOption = Annotated[
    list[str] | None, typer.Option("--confirm", help="Let this hold go; may be repeated.")
]

SIGNS = {Sort.ADDED: "[green]+[/]", Sort.CHANGED: "[yellow]~[/]", Sort.ENDED: "[red]-[/]"}
WEIGHTS = {
    Weight.WRONG: "[red]wrong[/]",
    Weight.DOUBTED: "[magenta]doubted[/]",
    Weight.REMARK: "[dim]remark[/]",
}


@dataclass(frozen=True, kw_only=True)
class Going:
    """How an officer wants to go through the plan."""

    by: str
    yes: bool
    digest: str | None = None
    confirm: Sequence[str] = ()

    @property
    def confirmed(self) -> frozenset[HoldId]:
        """The holds that may go."""
        return frozenset(map(HoldId, self.confirm))


def through_plan(
    frame: Frame, desk: Desk, loaded: Loaded, going: Going, said: Mapping[str, Any]
) -> dict[str, Any]:
    """Show what a change of the register does in the rooms, ask, and have it done; return the receipt.

    Where nothing is to be done, that is said together with ``said``, and the command ends: for a program with
    the plan's own code.
    """
    reviewed = waited(planned(desk, loaded, None))
    if not frame.as_json:
        frame.console.print(as_tree(reviewed.plan))
    if not going.yes and (frame.as_json or not typer.confirm("Enter this, and do it in the rooms?")):
        shown = {**said, "plan": plan_as_json(reviewed.plan), "entered": False}
        frame.say(shown, "Nothing was changed.")
        raise typer.Exit((frame.as_json and reviewed.plan.exit_code) or 2)
    return entered(frame, desk, loaded, going, expected=going.digest or reviewed.digest)


def entered(
    frame: Frame, desk: Desk, loaded: Loaded, going: Going, *, expected: str | None = None
) -> dict[str, Any]:
    """Have a change of the register entered and done, by the running platform where there is one."""
    columns = (TextColumn("Rooms and seats"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=frame.console, transient=True) as bar:
        task = bar.add_task("", total=None)
        receipt = waited(
            applied(
                desk,
                loaded,
                by=going.by,
                confirmed=going.confirmed,
                expected=expected,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        )
    frame.state.remember(community=str(desk.community))
    return receipt


def say_receipt(frame: Frame, said: Mapping[str, Any], receipt: dict[str, Any], text: str) -> None:
    """Print what was entered and what was done."""
    frame.say({**said, "entered": True, "receipt": receipt}, escape(text), *receipt_lines(receipt))


def lines_table(lines: Sequence[Line]) -> RenderableType:
    """Return what becomes different, as a table."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for line in lines:
        table.add_row(SIGNS[line.sort], escape(line.name), f"[dim]{line.person}[/]", escape(line.text))
    return table


def doubts_table(doubts: Sequence[Doubt]) -> RenderableType:
    """Return what is not believed, the heaviest of each row first."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for doubt in doubts:
        where = f"row {doubt.row}" if doubt.row else ""
        table.add_row(where, WEIGHTS[doubt.weight], escape(doubt.text))
    return table


def asked_for(frame: Frame, given: str | None, what: str, option: str, *, yes: bool) -> str:
    """Return what an officer says of the ground of a change: as an option, or when asked."""
    if given is not None and given.strip():
        return given.strip()
    if yes or frame.as_json:
        raise BadInput(f"every change has a {what}: say it with {option}")
    return str(typer.prompt(f"The {what}")).strip()
