"""The command ``register invite``."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bots.mandates.verifying.store import State
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
from palais.commands.register_frame import ByOption
from palais.enrolling import enrolled, who_types
from palais.inviting import Invited, be_invitable
from palais.inviting import invite as queued

SIGNS = {State.SENT: "[green]✓[/]", State.WAITING: "[yellow]…[/]", State.FAILED: "[red]✗[/]"}


def add_to(app: typer.Typer) -> None:
    """Hang the command on the command line."""
    app.command()(invite)


def invite(
    people: Annotated[list[str], typer.Argument(metavar="PERSON…", help="By key, name or account.")],
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    by: ByOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Send people a personal code by mail, with which an account becomes theirs, and the steps to take.

    The platform makes each code when it sends the mail, and sends what waits when it next starts.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        meant = list({person.key: person for person in map(known.person, people)}.values())
        be_invitable(meant)
        done = waited(queued(desk, meant, by=by or who_types(), runs=frame.state.is_held))
        failed = any(one.invitation.state is State.FAILED for one in done)
        frame.say({"invitations": [_row(one) for one in done]}, _table(done))
    raise typer.Exit(int(failed))


def _row(one: Invited) -> dict[str, str | int | None]:
    invitation = one.invitation
    return {
        "person": one.person.key,
        "name": one.person.name,
        "number": invitation.id,
        "state": invitation.state.value,
        "why": invitation.why,
    }


def _table(done: list[Invited]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for one in done:
        table.add_row(SIGNS[one.invitation.state], escape(one.person.name), escape(one.text))
    return table
