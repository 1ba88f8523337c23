"""What was done to whom, by whom and why: audit and register's history told line by line, for an inquiry.

Pure. A line is one effect on one person or one room; nothing that anybody said stands in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from kit.ids import PersonKey, RoomKey, UserId
from provisioning.register.changes import Change, Deed, Entry, key_of
from provisioning.register.ownership import Ownership
from provisioning.store.audit import AuditRow

YES, INTERRUPTED, NOT_BEGUN = "yes", "not known: it was interrupted", "not begun"

STEPS = {
    "CreateRoom": "made",
    "FinishRoom": "finished",
    "RetireRoom": "retired",
    "RenameRoom": "renamed from “{was}” to “{name}”",
    "SetTopic": "topic set",
    "TurnOnEncryption": "encryption turned on",
    "SetJoinRule": "people come in by {rule} instead of {was}",
    "SetHistory": "earlier words shown: {history} instead of {was}",
    "SetServers": "servers that may take part changed",
    "SetPowers": "powers set: {powers}",
    "RestoreAccess": "access restored: {kinds}",
    "Relabel": "classified as {label} instead of {was}",
    "ListRoom": "lists {child}",
    "UnlistRoom": "no longer lists {child}",
    "NameParent": "belongs to {parent}",
    "DropParent": "no longer belongs to {parent}",
    "SeatPerson": "seated",
    "InviteBack": "invited back, once",
    "RemovePerson": "removed (was there by {was})",
    "BanPerson": "banned",
    "LiftBan": "ban lifted",
}
"""What each kind of step did, in words."""


COLUMNS = (
    "number", "at", "kind", "by", "room", "person", "user", "what", "cause", "why", "done", "hash"
)  # fmt: skip
"""What a line's table has, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One effect. ``number`` and ``hash`` are those of the audit's row; ``named`` are further accounts in it.

    ``kind`` is the row's, ``cause`` what made it necessary, ``done`` says whether it came to be.
    """

    number: int
    at: datetime
    kind: str
    by: str
    room: str = ""
    person: str = ""
    user: str = ""
    what: str
    cause: str = ""
    why: str = ""
    done: str = YES
    hash: str
    named: frozenset[str] = frozenset()

    def in_zone(self, zone: tzinfo) -> "Line":
        """Return the same with its time as clocks of a zone showed it."""
        return replace(self, at=self.at.astimezone(zone))

    def cells(self) -> dict[str, str]:
        """Return the line as a table has it."""
        return {
            column: self.at.isoformat(timespec="seconds") if column == "at" else str(getattr(self, column))
            for column in COLUMNS
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an inquiry is about; ``None`` stands for all. ``until`` is the first instant after it."""

    room: RoomKey | None = None
    person: PersonKey | None = None
    user: UserId | None = None
    since: datetime | None = None
    until: datetime | None = None

    def takes(self, line: Line) -> bool:
        """Whether a line belongs to it."""
        if self.since is not None and line.at < self.since:
            return False
        if self.until is not None and line.at >= self.until:
            return False
        if self.room is not None and line.room != self.room:
            return False
        if self.person is not None and line.person != self.person:
            return False
        return self.user is None or self.user == line.user or self.user in line.named


def lines(rows: Sequence[AuditRow], entries: Sequence[Entry], owners: Ownership) -> Iterator[Line]:
    """Yield every effect that the audit tells, oldest first; ``entries`` are the register's history."""
    known = {entry.number: entry for entry in entries}
    became = _receipts(rows)
    for row in rows:
        for line in _lines(row, became.get(row.number), known, owners):
            owner = line.person or owners.at(UserId(line.user), line.at)
            yield replace(line, person=owner or "")


def _receipts(rows: Iterable[AuditRow]) -> dict[int, Mapping[str, Any]]:
    """Return what became of each plan, by the row that began it; none where the platform died meanwhile."""
    became: dict[int, Mapping[str, Any]] = {}
    begun: AuditRow | None = None
    for row in rows:
        if row.kind == "begun":
            begun = row
        elif row.kind == "receipt" and begun is not None and row.body["digest"] == begun.body["digest"]:
            became[begun.number] = row.body
            begun = None
    return became


def _lines(
    row: AuditRow, receipt: Mapping[str, Any] | None, known: Mapping[int, Entry], owners: Ownership
) -> Iterator[Line]:
    match row.kind:
        case "begun":
            yield from _steps(row, receipt)
        case "register":
            numbers = row.body["entries"]
            span = range(numbers["from"], numbers["to"] + 1)
            yield from (_entered(row, known[number], owners) for number in span if number in known)
        case "ban" | "unban":
            what = "banned" if row.kind == "ban" else "ban lifted"
            yield _line(row, what=what, user=row.body["user"], cause="ban", why=row.body["reason"])
        case "proposal":
            yield from _proposed(row)
        case "adopted" | "replaced":
            what = "taken over" if row.kind == "adopted" else "points to the room that took its place"
            yield _line(row, what=f"{what}: {row.body['room']}")


def _line(row: AuditRow, **given: Any) -> Line:
    room = str(row.body.get("key", ""))
    usual = {"by": str(row.body.get("by", "")), "room": room}
    return Line(number=row.number, at=row.at, kind=row.kind, hash=row.hash, **(usual | given))


def _proposed(row: AuditRow) -> Iterator[Line]:
    """Yield a line for each person that changes were proposed of; ``account`` is what the machine knew."""
    said = row.body
    typed = f"by the account {said['account']} of the machine"
    why = f"{said['reason']} ({typed})" if said.get("reason") else typed
    for person in said["people"]:
        what = f"changes {said['what']}, proposal {said['proposal']}"
        yield _line(row, what=what, person=person, cause="register", why=why)


def _steps(row: AuditRow, receipt: Mapping[str, Any] | None) -> Iterator[Line]:
    for name, step in row.body["steps"].items():
        told = {
            "room": step["key"],
            "cause": step["cause"],
            "why": step["why"],
            "done": _became(name, step, receipt),
        }
        users = step.get("powers", {})
        yield _line(
            row,
            what=_words(step),
            user=step.get("user", ""),
            person=step.get("person") or "",
            named=frozenset(users),
            **told,
        )
        for member in step.get("members", ()):
            yield _line(row, what="removed, since the room is retired", user=member, **told)


def _became(name: str, step: Mapping[str, Any], receipt: Mapping[str, Any] | None) -> str:
    if receipt is None:
        return INTERRUPTED
    if name in receipt["done"]:
        return YES
    deed = {field: value for field, value in step.items() if field not in {"cause", "why"}}
    for failed in receipt["failed"]:
        if {field: value for field, value in failed.items() if field != "why"} == deed:
            return f"failed: {failed['why']}"
    return NOT_BEGUN


def _words(step: Mapping[str, Any]) -> str:
    shown = {field: _shown(value) for field, value in step.items()}
    kind = str(step["step"])
    return STEPS.get(kind, kind).format_map(shown)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {level}" for name, level in value.items()) or "nobody above the others"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _entered(row: AuditRow, entry: Entry, owners: Ownership) -> Line:
    change = entry.change
    account = change.what.get("account")
    reason = change.reason or change.what.get("entry", {}).get("reason", "")
    return Line(
        number=row.number,
        at=entry.at,
        kind=row.kind,
        by=change.by,
        person=change.person,
        user="" if account is None else owners.full(account),
        what=_deed(change),
        cause="register",
        why=f"{reason} ({change.source})" if reason and change.source else reason or change.source,
        hash=row.hash,
    )


def _deed(change: Change) -> str:
    what = change.what
    match change.deed:
        case Deed.ENTER:
            return "entered into the register"
        case Deed.LEAVE:
            return "taken out of the register"
        case Deed.SET:
            return f"{what['field']} changed"
        case Deed.BIND | Deed.RELEASE:
            done = "bound" if change.deed is Deed.BIND else "released"
            return f"account {done}" + (f" ({what['how']})" if "how" in what else "")
        case _:
            return _of_list(change.deed, what)


def _of_list(deed: Deed, what: Mapping[str, Any]) -> str:
    if deed is Deed.ADD:
        return f"entered: {key_of(what['list'], what['entry'])}"
    if deed is Deed.WITHDRAW:
        return f"withdrawn: {what['key']}"
    fields = ", ".join(f"{name} {value or 'open'}" for name, value in what["fields"].items())
    return f"changed: {what['key']}, {fields}"
