"""Whether the audit is as it was written: every row carries the hash of the row before. Pure.

Who can write in the database can write the whole chain anew; that shows in a head that was posted where they
cannot take it back, and in nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kit.errors import BadInput
from kit.language import BIDI_CONTROLS
from provisioning.register.changes import Change, Entry, digest_of
from provisioning.store.audit import START, AuditRow, KeptRow

SHORT = 12
"""How many digits of a hash name it well enough for people."""
_HEAD = re.compile(rf"([1-9]\d*):([0-9a-f]{{{SHORT},64}})")
_FEW = 5
KEEP = "Keep the database as it is, and find out who changed it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row that stands for all before it."""

    number: int
    hash: str
    at: datetime | None = None

    @property
    def short(self) -> str:
        """How people compare it at a glance."""
        return f"{self.number}:{self.hash[:SHORT]}"

    @property
    def full(self) -> str:
        """All of it, as ``palais audit verify --head`` takes it."""
        return f"{self.number}:{self.hash}"


def head_from(text: str) -> Head:
    """Return the head that somebody kept; at least twelve digits of its hash. Raises :class:`BadInput`.

    Marks of direction that a client copies along are no part of it.
    """
    found = _HEAD.fullmatch(text.translate(BIDI_CONTROLS).strip())
    if found is None:
        raise BadInput(
            f"“{text}” is not the head of an audit; copy it from the stewards' room, where it looks like "
            f"42:{'0a' * 6}…"
        )
    return Head(number=int(found[1]), hash=found[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of looking. ``changed`` rows are not as written, ``loose`` do not follow on the one before.

    ``entries`` are changes of the register that the audit tells otherwise, or not at all. ``found`` is the
    row that a ``posted`` head names, as it is now.
    """

    rows: int = 0
    since: datetime | None = None
    head: Head | None = None
    changed: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()
    entries: tuple[int, ...] = ()
    posted: Head | None = None
    found: Head | None = None

    @property
    def holds(self) -> bool:
        """Whether all is as it was written."""
        return not (self.changed or self.loose or self.entries) and self.agrees

    @property
    def agrees(self) -> bool:
        """Whether the head that was posted, if any, is in the chain."""
        if self.posted is None:
            return True
        return self.found is not None and self.found.hash.startswith(self.posted.hash)

    def with_entries(self, odd: tuple[int, ...]) -> "Proof":
        """Return the same with what came of comparing the register's history."""
        return replace(self, entries=odd)

    def says(self) -> Iterator[str]:
        """Yield it in sentences."""
        if self.head is None:
            yield "The audit is empty: nothing was done yet."
        else:
            since = "" if self.since is None else f" since {self.since.isoformat(timespec='seconds')}"
            yield f"The audit has {_counted(self.rows, 'row')}{since}."
            yield f"Its head is {self.head.short}, in full {self.head.full}."
        if self.head is not None and not (self.changed or self.loose):
            yield "Each row is as it was written, and carries the hash of the one before."
        yield from self._troubles()
        if self.posted is not None:
            yield self._of_posted(self.posted)

    def _troubles(self) -> Iterator[str]:
        if self.changed:
            yield f"{_named(self.changed, 'Row')} not as written. {KEEP}"
        if self.loose:
            yield (
                f"{_named(self.loose, 'Row')} not what followed on the row before: "
                f"rows were changed, put in or taken out there. {KEEP}"
            )
        if self.entries:
            what = _named(self.entries, "change")
            yield f"In the register's history, {what} not as the audit tells it. {KEEP}"

    def _of_posted(self, posted: Head) -> str:
        if self.found is None:
            return f"There is no row {posted.number} any more, which was posted: rows are missing. {KEEP}"
        if self.agrees:
            return f"Row {posted.short} is in it as it was posted, and so is everything before."
        return (
            f"Row {posted.number} is {self.found.short} and not {posted.short}, as was posted: "
            f"the audit was written anew. {KEEP}"
        )


def prove(rows: Iterable[KeptRow], posted: Head | None = None) -> Proof:
    """Look at every row, oldest first."""
    changed: list[int] = []
    loose: list[int] = []
    found: Head | None = None
    first: KeptRow | None = None
    last: KeptRow | None = None
    count = 0
    for row in rows:
        count += 1
        first = first or row
        number, before = (1, START) if last is None else (last.number + 1, last.hash)
        if (row.number, row.before) != (number, before):
            loose.append(row.number)
        if row.own != row.hash:
            changed.append(row.number)
        if posted is not None and row.number == posted.number:
            found = _head(row)
        last = row
    return Proof(
        rows=count,
        since=None if first is None else first.at,
        head=None if last is None else _head(last),
        changed=tuple(changed),
        loose=tuple(loose),
        posted=posted,
        found=found,
    )


def odd_entries(rows: Iterable[AuditRow], entries: Sequence[Entry]) -> tuple[int, ...]:
    """Return the register's changes that are not as the audit tells them, or that it does not tell."""
    known: Mapping[int, Change] = {entry.number: entry.change for entry in entries}
    odd: set[int] = set(known)
    for row in rows:
        if row.kind == "register":
            numbers = range(row.body["entries"]["from"], row.body["entries"]["to"] + 1)
            there = [known[number] for number in numbers if number in known]
            if digest_of(there) == row.body["sha256"]:
                odd.difference_update(numbers)
            else:
                odd.update(numbers)
    return tuple(sorted(odd))


def _head(row: KeptRow) -> Head:
    return Head(number=row.number, hash=row.hash, at=row.at)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _named(numbers: Sequence[int], what: str) -> str:
    """Return “Row 7 is”, “Rows 7, 8 and 9 are”."""
    if len(numbers) == 1:
        return f"{what} {numbers[0]} is"
    few = [*map(str, numbers[:_FEW])]
    rest = len(numbers) - len(few)
    *most, last = [*few, f"{rest} more"] if rest else few
    return f"{what}s {', '.join(most)} and {last} are"
