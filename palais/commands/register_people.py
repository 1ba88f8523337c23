"""Commands about one person: ``register suspend``, ``resume``, ``release``, ``bind`` and ``end``."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

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
from palais.commands.planning import desk_of
from palais.commands.register_frame import (
    ByOption,
    ConfirmOption,
    DigestOption,
    Going,
    ReasonOption,
    SourceOption,
    YesOption,
    asked_for,
    entered,
    lines_table,
    say_receipt,
    through_plan,
)
from palais.enrolling import Enrolled, enrolled, machine_account, proposed, who_types
from palais.planning import Desk
from provisioning.register.changes import Change, entered_by
from provisioning.register.deeds import (
    binding,
    day_said,
    ending,
    going_on,
    releasing,
    resumption,
    suspension,
)
from provisioning.register.telling import told

DECISION = "decision of staff"
"""What a change rests on that was decided on the spot."""

PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="By key, name or account.")]
AccountArgument = Annotated[str, typer.Argument(help="Such as ada.l, or @ada.l:example.org.")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    for command in (suspend, resume, release, bind, end):
        app.command()(command)


def suspend(
    person: PersonArgument,
    *,
    reason: ReasonOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    source: SourceOption = None,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """Take a person out of everything at once, until “register resume”."""
    with framed(as_json=json, state=state, settings=settings) as frame:

        def made(known: Enrolled) -> tuple[Sequence[Change], str]:
            who = known.person(person)
            return [suspension(who, known.at, reason)], f"{who.name} is suspended: {reason}"

        code = _at_once(frame, community, made, by=by, source=source)
    raise typer.Exit(code)


def resume(
    person: PersonArgument,
    *,
    reason: ReasonOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    source: SourceOption = None,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """End a suspension at once: the person is let in again wherever they hold something."""
    with framed(as_json=json, state=state, settings=settings) as frame:

        def made(known: Enrolled) -> tuple[Sequence[Change], str]:
            who = known.person(person)
            return resumption(who, known.at, reason), f"{who.name} is suspended no longer: {reason}"

        code = _at_once(frame, community, made, by=by, source=source)
    raise typer.Exit(code)


def release(
    account: AccountArgument,
    *,
    reason: ReasonOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    source: SourceOption = None,
    by: ByOption = None,
    json: JsonOption = False,
) -> None:
    """Propose to take a lost or stolen account from its person; once another confirms, it is out everywhere.

    Exit code 3: it waits for the other person.
    """
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        who, change = releasing(known.register, account, known.server_name, reason)
        typist = by or who_types()
        changes = entered_by([change], typist, source or DECISION)
        made = waited(proposed(desk, changes, by=typist, account=machine_account()))
        frame.say(
            {"changes": [one.as_json() for one in changes], "proposal": made.id, "entered": False},
            f"Proposal {made.id} waits. Another person gives: palais register confirm {made.id}",
            f"Until then the account stays in its rooms. To take {escape(who.name)} out of all at once: "
            f"palais register suspend {who.key} --reason …",
        )
    raise typer.Exit(3)


def bind(
    person: PersonArgument,
    account: AccountArgument,
    *,
    reason: ReasonOption,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    source: SourceOption = None,
    by: ByOption = None,
    digest: DigestOption = None,
    confirm: ConfirmOption = None,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Enter an account by hand: nobody verified it, so first seats in Confidential rooms wait."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        change = binding(known.register, known.person(person), account, known.server_name, reason)
        going = Going(by=by or who_types(), yes=yes, digest=digest, confirm=confirm or ())
        changes = entered_by([change], going.by, source or DECISION, reason)
        code = _through(frame, desk, known, changes, going)
    raise typer.Exit(code)


def end(
    person: PersonArgument,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="By its key, or such as cedaw or chair.")],
    *,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The last day, such as 2026-06-30.")],
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    source: SourceOption = None,
    reason: Annotated[str | None, typer.Option(help="Why, for the history.")] = None,
    by: ByOption = None,
    digest: DigestOption = None,
    confirm: ConfirmOption = None,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """End something that a person holds earlier than it would: a mandate, a role, a post, a guest seat."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        desk = desk_of(frame, community)
        known = waited(enrolled(desk))
        who, last = known.person(person), day_said(on)
        written = known.people[who.key]
        change = ending(known.community, who.key, written, fact, last)
        going = Going(by=by or who_types(), yes=yes, digest=digest, confirm=confirm or ())
        if going.yes or not frame.as_json:
            source = asked_for(frame, source, "source", "--source", yes=yes)
            reason = asked_for(frame, reason, "reason", "--reason", yes=yes)
        rest = tuple(going_on(known.community, written, change, last))
        changes = entered_by([change], going.by, source or "", reason or "")
        code = _through(frame, desk, known, changes, going, rest=rest)
    raise typer.Exit(code)


def _at_once(
    frame: Frame,
    community: CommunityOption,
    made: Callable[[Enrolled], tuple[Sequence[Change], str]],
    *,
    by: str | None,
    source: str | None,
) -> int:
    """Enter what waits for nobody, and have it done without asking."""
    quiet()
    desk = desk_of(frame, community)
    known = waited(enrolled(desk))
    going = Going(by=by or who_types(), yes=True)
    plain, text = made(known)
    changes = entered_by(plain, going.by, source or DECISION)
    receipt = entered(frame, desk, known.with_changes(changes), going)
    say_receipt(frame, {"changes": [change.as_json() for change in changes]}, receipt, text)
    return int(receipt["exit_code"])


def _through(
    frame: Frame,
    desk: Desk,
    known: Enrolled,
    changes: Sequence[Change],
    going: Going,
    *,
    rest: Sequence[str] = (),
) -> int:
    """Show changes and what they do in the rooms, ask, and have them done."""
    lines = tuple(told(known.community, known.people, changes))
    if not frame.as_json:
        frame.console.print(lines_table(lines))
        for words in rest:
            frame.console.print(f"[yellow]This goes on:[/] {escape(words)}")
    said: dict[str, Any] = {"changes": [change.as_json() for change in changes], "goes_on": list(rest)}
    receipt = through_plan(frame, desk, known.with_changes(changes), going, said)
    say_receipt(frame, said, receipt, "; ".join(f"{line.name}: {line.text}" for line in lines))
    return int(receipt["exit_code"])
