"""Commands that bring lists in and out: ``register import`` and ``register export``."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from kit.errors import BadInput
from kit.files import write_private
from palais.commands.frame import (
    CommunityOption,
    Frame,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    quiet,
    waited,
)
from palais.commands.planning import AtOption, desk_of
from palais.commands.register_frame import (
    ByOption,
    ConfirmOption,
    DigestOption,
    Going,
    SourceOption,
    YesOption,
    asked_for,
    doubts_table,
    lines_table,
    say_receipt,
    through_plan,
)
from palais.enrolling import Enrolled, enrolled, machine_account, people_at, proposed, who_types
from palais.planning import Desk, instant_of, planned
from provisioning.plan.render import as_json as plan_as_json
from provisioning.plan.render import as_tree
from provisioning.register.changes import Change, entered_by, tree_of
from provisioning.register.exporting import Format, exported
from provisioning.register.importing import Choices, Preview, preview_of
from provisioning.register.seconding import arrivals, needs_second
from provisioning.register.telling import Sort

KEPT_OUT = (
    "[red]Nothing is imported[/] while rows are kept out. Mend the list; or bring in the others with "
    "--skip-doubted; or let in a row that is only doubted with --believe and its number."
)


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command(name="import")(bring_in)
    app.command(name="export")(write_out)


def bring_in(
    file: Annotated[Path, typer.Argument(help="A CSV, a workbook (.xlsx), or a register.yaml.")],
    *,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    mechanism: Annotated[
        str | None, typer.Option(help="What rows are about that name no mechanism, by its key.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook.")] = None,
    believe: Annotated[
        list[str] | None, typer.Option(help="Let this doubted row in, or “all”; may be repeated.")
    ] = None,
    source: SourceOption = None,
    reason: Annotated[str | None, typer.Option(help="Why, for the history.")] = None,
    by: ByOption = None,
    digest: DigestOption = None,
    confirm: ConfirmOption = None,
    skip_doubted: Annotated[
        bool, typer.Option("--skip-doubted", help="Bring in the rows that are believed, without the others.")
    ] = False,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Bring a list into the register: first shown with all that is not believed, then planned, then done.

    Exit code 0: nothing to do, or all done, 2: changes, and nothing was done, 3: something waits for a human,
    1: an error, or rows that are kept out, and nothing was done.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        choices = replace(_believed(believe or ()), mechanism=mechanism, sheet=sheet)
        preview = preview_of(file.name.casefold(), _read(file), known.present, choices)
        _show(frame, preview)
        if preview.out and not skip_doubted:
            frame.say(preview.as_json() | {"entered": False}, KEPT_OUT)
            raise typer.Exit(1)
        if not preview.changes:
            frame.say(preview.as_json() | {"entered": False}, "The register says all that already.")
            raise typer.Exit(0)
        going = Going(by=by or who_types(), yes=yes, digest=digest, confirm=confirm or ())
        changes = _grounded(frame, preview.changes, going, source, reason)
        bringing = _Bringing(frame=frame, desk=desk, known=known, preview=preview, changes=changes)
        second = needs_second(known.community, changes)
        code = bringing.propose(going) if second else bringing.enter(going)
    raise typer.Exit(code)


def write_out(
    *,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    form: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.CSV,
    file: Annotated[Path | None, typer.Option(help="Write it here, for its owner alone.")] = None,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Write the register as a list that can be imported again; with --at, as it was known on that day."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        instant = instant_of(at, known.community)
        people = known.people if instant is None else waited(people_at(desk, instant))
        if file is not None:
            write_private(file, exported(people, form))
            told = f"{len(people)} people are in {escape(str(file))}; keep it as you keep the register"
            frame.say({"people": len(people), "file": str(file)}, told)
        elif json:
            frame.say(tree_of(people))  # type: ignore[arg-type] # a tree of people is a mapping
        elif form is Format.XLSX and sys.stdout.isatty():
            raise BadInput("a workbook is nothing for a terminal: name a file with --file")
        else:
            sys.stdout.buffer.write(exported(people, form))


def _believed(rows: Sequence[str]) -> Choices:
    if "all" in rows:
        return Choices(believe_all=True)
    odd = [row for row in rows if not row.isdecimal()]
    if odd:
        raise BadInput(f"“{odd[0]}” is not the number of a row: write --believe 7, or --believe all")
    return Choices(believe=frozenset(map(int, rows)))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise BadInput(f"{file} cannot be read: {problem.strerror}") from problem


def _show(frame: Frame, preview: Preview) -> None:
    if frame.as_json:
        return
    counted = [f"{sum(line.sort is sort for line in preview.lines)} {sort}" for sort in Sort]
    out = f", [red]{len(preview.out)} row(s) kept out[/]" if preview.out else ""
    frame.console.print(f"[bold]{preview.rows} row(s)[/]: {', '.join(counted)}{out}")
    frame.console.print(lines_table(preview.lines))
    if preview.doubts:
        frame.console.print(doubts_table(preview.doubts))


def _grounded(
    frame: Frame, changes: Sequence[Change], going: Going, source: str | None, reason: str | None
) -> tuple[Change, ...]:
    """Return changes with who enters them and why; what rows do not say is asked for.

    A program that only looks needs to say nothing.
    """
    if going.yes or not frame.as_json:
        if any(not change.source for change in changes):
            source = asked_for(frame, source, "source", "--source", yes=going.yes)
        if any(not change.reason for change in changes):
            reason = asked_for(frame, reason, "reason", "--reason", yes=going.yes)
    return entered_by(changes, going.by, source or "", reason or "")


@dataclass(frozen=True, kw_only=True)
class _Bringing:
    """A list on its way into the register."""

    frame: Frame
    desk: Desk
    known: Enrolled
    preview: Preview
    changes: Sequence[Change]

    def enter(self, going: Going) -> int:
        """Show what the changes do in the rooms, ask, and have them done."""
        said: dict[str, Any] = self.preview.as_json()
        loaded = self.known.with_changes(self.changes)
        receipt = through_plan(self.frame, self.desk, loaded, going, said)
        say_receipt(self.frame, said, receipt, f"{len(self.changes)} change(s) of the register were entered.")
        return int(receipt["exit_code"])

    def propose(self, going: Going) -> int:
        """Show what the changes would do, and keep them until a second person has looked."""
        plan = waited(planned(self.desk, self.known.with_changes(self.changes), None)).plan
        if plan.errors:
            raise BadInput("; ".join(f"{error.key}: {error.text}" for error in plan.errors))
        said = self.preview.as_json() | {
            "plan": plan_as_json(plan),
            "entered": False,
            "second_person": True,
        }
        if not self.frame.as_json:
            self.frame.console.print(as_tree(plan))
            self.frame.console.print(self._why())
        if not going.yes and (self.frame.as_json or not typer.confirm("Propose this?")):
            self.frame.say(said, "Nothing was proposed.")
            return 2
        made = waited(proposed(self.desk, self.changes, by=going.by, account=machine_account()))
        told = f"Proposal {made.id} waits. Another person gives: palais register confirm {made.id}"
        self.frame.say(said | {"proposal": made.id}, told)
        return 3

    def _why(self) -> str:
        limit = self.known.community.second_person_above
        number = len(arrivals(self.changes))
        return (
            f"This brings in {number} people at once. When they are more than {limit}, a second person "
            "confirms; until then nothing is entered."
        )
