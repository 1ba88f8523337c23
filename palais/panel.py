"""What an officer sees at the end of ``palais up``: where, who, and what to try first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from kit.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAccount:
    """A sample person's account; ``holds`` says in words what they hold, ``staff`` whether that is a post."""

    user_id: UserId
    password: str = field(repr=False)
    holds: tuple[str, ...]
    staff: bool = False


def ready_panel(
    *, address: str, community: str, rooms: int, mailbox: str | None, accounts: Sequence[SampleAccount]
) -> RenderableType:
    """Return the panel: address, two or three people with their passwords, first things to try."""
    return Panel(
        Group(
            *_where(address, community, rooms, mailbox),
            Text(),
            Text("Sign in with Element or any other Matrix client", style="bold"),
            Text(f"  Choose “Edit” beside the homeserver, enter {address}, then:"),
            _people(accounts),
            Text(),
            Text("Try first", style="bold"),
            Text("  1. Set up secure backup when it is offered: it opens the encrypted rooms."),
            Text("  2. Put a PDF into a library room, and wait for the green book under it."),
            Text("  3. As the other person, type: !library search and a word of the document."),
            Text("  4. Anywhere: !help"),
        ),
        title="[bold green]Palais is ready[/]",
        subtitle="Ctrl-C stops it; the next start continues here",
        border_style="green",
        padding=(1, 2),
    )


def running_panel(*, address: str, community: str, rooms: int, mailbox: str | None = None) -> RenderableType:
    """Return the panel of a platform on a homeserver whose people have their own sign-in."""
    return Panel(
        Group(*_where(address, community, rooms, mailbox)),
        title="[bold green]Palais runs[/]",
        subtitle="Ctrl-C stops it; the next start continues here",
        border_style="green",
        padding=(1, 2),
    )


def _where(address: str, community: str, rooms: int, mailbox: str | None) -> Iterator[Text]:
    yield Text.assemble(("Homeserver  ", "bold"), (address, "cyan"))
    yield Text.assemble(("Rooms       ", "bold"), f"{rooms}, for {community}")
    if mailbox is not None:
        yield Text.assemble(
            ("Mailbox     ", "bold"), (mailbox, "cyan"), " shows the mails that the platform sends"
        )


def _people(accounts: Sequence[SampleAccount]) -> Table:
    table = Table(box=None, padding=(0, 2), show_header=True, header_style="dim")
    for column in ("User", "Password", "Holds"):
        table.add_column(column, overflow="fold", no_wrap=column != "Holds")
    for account in accounts:
        table.add_row(account.user_id, account.password, account.holds[0].partition(", ")[0])
    return table


def worth_showing(accounts: Sequence[SampleAccount]) -> Sequence[SampleAccount]:
    """Choose up to three people: two of one committee, who meet in its rooms, and one of the staff."""
    by_mandate: dict[str, list[SampleAccount]] = {}
    for account in accounts:
        if account.holds and not account.staff:
            by_mandate.setdefault(account.holds[0].partition(", ")[0], []).append(account)
    pair = next((group[:2] for group in by_mandate.values() if len(group) > 1), list(accounts[:2]))
    staff = [account for account in accounts if account.staff and account not in pair]
    return [*pair, *staff[:1]]
