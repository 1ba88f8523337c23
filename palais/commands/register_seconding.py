"""Commands for the second person: ``register proposals``, ``register confirm`` and ``register reject``."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    quiet,
    waited,
)
from palais.commands.planning import desk_of
from palais.commands.register_frame import (
    ByOption,
    ConfirmOption,
    DigestOption,
    Going,
    ReasonOption,
    YesOption,
    doubts_table,
    lines_table,
    say_receipt,
    through_plan,
)
from palais.enrolling import (
    decided,
    doubts_now,
    enrolled,
    machine_account,
    seconded,
    waiting_proposal,
    who_types,
)
from provisioning.register.seconding import arrivals
from provisioning.register.telling import told
from provisioning.store.proposals import Proposal, ProposalState

NumberArgument = Annotated[int, typer.Argument(help="The proposal's number.")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(proposals)
    app.command()(confirm)
    app.command()(reject)


def proposals(
    *,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    json: JsonOption = False,
) -> None:
    """List what waits for a second person."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        known = waited(enrolled(desk_of(frame, community)))
        zone = ZoneInfo(known.community.zone)
        table = Table(box=None, show_header=False, padding=(0, 1))
        for one in known.waiting:
            day = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
            sources = ", ".join(dict.fromkeys(change.source for change in one.changes if change.source))
            people = f"{len(arrivals(one.changes))} people, {len(one.changes)} changes"
            table.add_row(str(one.id), escape(one.by), day, people, escape(sources))
        shown = table if known.waiting else "Nothing waits for a second person."
        frame.say({"proposals": [_as_json(one) for one in known.waiting]}, shown)


def confirm(
    number: NumberArgument,
    *,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    by: ByOption = None,
    digest: DigestOption = None,
    confirm: ConfirmOption = None,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Confirm what another person proposed: shown against the register as it is now, then done.

    Exit code 0: all done, 2: nothing was done, 3: some of it is held, 1: an error.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known, proposal = waited(enrolled(desk)), waited(waiting_proposal(desk, number))
        going = Going(by=by or who_types(), yes=yes, digest=digest, confirm=confirm or ())
        changes = seconded(known, proposal, going.by)
        lines, doubts = tuple(told(known.community, known.people, changes)), doubts_now(known, changes)
        if not frame.as_json:
            frame.console.print(f"Proposal {number} by {escape(proposal.by)}")
            frame.console.print(lines_table(lines))
            frame.console.print(doubts_table(doubts))
        said = {
            "proposal": number,
            "lines": [line.as_json() | {"what": line.sort.value} for line in lines],
            "doubts": [doubt.as_json() for doubt in doubts],
        }
        code = 0
        if changes:
            receipt = through_plan(frame, desk, known.with_changes(changes), going, said)
            code = int(receipt["exit_code"])
            say_receipt(frame, said, receipt, f"Proposal {number} was entered.")
        else:
            frame.say(said | {"entered": False}, "The register says all that already.")
        waited(decided(desk, proposal, ProposalState.CONFIRMED, by=going.by, account=machine_account()))
    raise typer.Exit(code)


def reject(
    number: NumberArgument,
    *,
    reason: ReasonOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """Drop what was proposed; who proposed it may do so, too."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        proposal, who = waited(waiting_proposal(desk, number)), by or who_types()
        state_now = ProposalState.REJECTED
        waited(decided(desk, proposal, state_now, by=who, account=machine_account(), reason=reason))
        frame.say({"proposal": number, "state": state_now.value}, f"Proposal {number} was dropped.")


def _as_json(proposal: Proposal) -> dict[str, object]:
    return {
        "proposal": proposal.id,
        "by": proposal.by,
        "at": proposal.at.isoformat(),
        "people": sorted(arrivals(proposal.changes)),
        "changes": [change.as_json() for change in proposal.changes],
    }
