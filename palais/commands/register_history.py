"""Commands that show what the register says and how it came to say so: ``register show`` and ``history``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any
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
from palais.enrolling import Enrolled, enrolled
from provisioning.register.changes import Deed, Entry, People, key_of
from provisioning.register.telling import FIELDS, entry_words, lay, told


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(show)
    app.command()(history)


def show(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="By key, name or account.")],
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Show all that the register says of a person, and who entered it when on what ground."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        known = waited(enrolled(desk_of(frame, community)))
        key = known.person(person).key
        facts, written = list(_facts(known, key)), known.people[key]
        table = Table(box=None, show_header=False, padding=(0, 1))
        for fact in facts:
            table.add_row(escape(fact["words"]), f"[dim]{fact['key']}[/]", escape(_ground(fact)))
        title = f"[bold]{escape(str(written.get('name')))}[/] ({key})"
        own = [f"{word}: {escape(_plain(written[name]))}" for name, word in _OWN.items() if written.get(name)]
        frame.say({"person": key, **written, "facts": facts}, title, *own, table)


def history(
    person: Annotated[
        str | None, typer.Argument(metavar="PERSON", help="By key, name or account, also of before.")
    ] = None,
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Show every change that was ever entered, of one person or of all, with who, when and on what ground."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        quiet()
        known = waited(enrolled(desk_of(frame, community)))
        key = None if person is None else known.ever(person)
        entries = [entry for entry in known.entries if key is None or entry.change.person == key]
        rows = list(_history(known, entries))
        table = Table(box=None, show_header=False, padding=(0, 1))
        for row in rows:
            table.add_row(
                row["at"][:16].replace("T", " "), escape(row["name"]), escape(row["text"]), _who(row)
            )
        frame.say({"changes": rows}, table if rows else "Nothing was entered yet.")


_OWN = {**{name: word for name, word in FIELDS.items() if name != "name"}, "accounts": "accounts"}


def _facts(known: Enrolled, key: str) -> Iterator[dict[str, Any]]:
    """Yield what somebody holds and is, with the last change that spoke of it."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in known.entries:
        if entry.change.person == key:
            last |= dict.fromkeys(_spoken_of(entry), entry)
    for sort in ("holds", "suspended", "conflicts"):
        for one in known.people[key].get(sort, ()):
            words = entry_words(known.community, sort, one)
            spoken = key_of(sort, one)
            yield {"key": spoken, "words": words, **_entered(known, last.get((sort, spoken)))}


def _spoken_of(entry: Entry) -> Iterator[tuple[str, str]]:
    what = entry.change.what
    if entry.change.deed is Deed.ENTER:
        for sort in ("holds", "suspended", "conflicts"):
            yield from ((sort, key_of(sort, one)) for one in what["person"].get(sort, ()))
    elif entry.change.deed is Deed.ADD:
        yield what["list"], key_of(what["list"], what["entry"])
    elif entry.change.deed is Deed.AMEND:
        yield what["list"], what["key"]


def _entered(known: Enrolled, entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"by": "", "at": "", "source": "", "reason": ""}
    at = entry.at.astimezone(ZoneInfo(known.community.zone)).isoformat(timespec="seconds")
    change = entry.change
    return {"by": change.by, "at": at, "source": change.source, "reason": change.reason}


def _history(known: Enrolled, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    people: People = {}
    for entry in entries:
        who = entry.change.person
        before: People = {who: people[who]} if who in people else {}
        lines = list(told(known.community, before, [entry.change]))
        lay(people, entry.change)
        yield {
            "number": entry.number,
            **_entered(known, entry),
            "person": entry.change.person,
            "name": lines[0].name if lines else str(entry.change.person),
            "text": "; ".join(f"{line.sort}: {line.text}" for line in lines),
        }


def _ground(fact: Mapping[str, str]) -> str:
    if not fact["at"]:
        return "not entered yet"
    rest = "; ".join(word for word in (fact["source"], fact["reason"]) if word)
    return f"entered {fact['at'][:10]} by {fact['by']}" + (f" ({rest})" if rest else "")


def _who(row: Mapping[str, str]) -> str:
    return escape(", ".join(word for word in (row["by"], row["source"], row["reason"]) if word))


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
