"""What a row says that somebody holds: a mandate, a post, a guest seat, a conflict, a suspension. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from provisioning.register.importing.cells import Cells
from provisioning.register.importing.doubts import wrong
from provisioning.register.importing.headings import Column
from provisioning.register.importing.vocabulary import UnknownWord

Listed = tuple[str, Mapping[str, Any]]
"""An entry of a person, with the name of the list it belongs to."""


def entries_of(cells: Cells, mechanism: str | None) -> Iterator[Listed]:
    """Yield what the row adds to somebody's lists; ``mechanism`` is meant where it names none."""
    there = [column for column in KINDS if cells.said(column)]
    if Column.POST in there and Column.MECHANISM in there:
        there.remove(Column.MECHANISM)
    if len(there) > 1:
        said = " and ".join(f"a {column}" for column in there)
        cells.note(wrong, f"the row says {said} at once: give each a row of its own")
    elif there:
        yield from KINDS[there[0]](cells, mechanism)
    elif cells.said(Column.ROLE) or mechanism:
        yield from _mandate(cells, mechanism)
    else:
        for column in (Column.FROM, Column.TO, Column.TERM):
            if cells.said(column):
                cells.note(wrong, f"the row says “{cells.said(column)}”, but not what is held then")
                break


def _mandate(cells: Cells, mechanism: str | None) -> Iterator[Listed]:
    role, said = cells.said(Column.ROLE), cells.said(Column.MECHANISM) or mechanism
    if role and cells.words.roles.find(role) is None and cells.words.posts.find(role) is not None:
        yield from _staff(cells, role)
        return
    if not said:
        cells.note(wrong, f"the row says “{role}”, but not in which mechanism")
        return
    key = cells.found(cells.words.mechanisms, said)
    found = cells.one(Column.ROLE, cells.words.roles)
    days = cells.days()
    if key and (found or not role):
        yield "holds", {"mandate": key} | ({"role": found} if found not in {"", "member"} else {}) | days


def _post(cells: Cells, _mechanism: str | None) -> Iterator[Listed]:
    yield from _staff(cells, cells.said(Column.POST))


def _staff(cells: Cells, said: str) -> Iterator[Listed]:
    post, serving = cells.found(cells.words.posts, said), cells.said(Column.MECHANISM)
    days, review = cells.days(), cells.day(Column.REVIEW)
    try:
        of = cells.words.serving(serving) if serving else []
    except UnknownWord as unknown:
        cells.note(wrong, str(unknown))
        return
    if post:
        more: dict[str, Any] = ({"of": of} if of else {}) | ({"review": review} if review else {})
        yield "holds", {"post": post} | more | days


def _guest(cells: Cells, _mechanism: str | None) -> Iterator[Listed]:
    subject, days = cells.one(Column.GUEST, cells.words.guests), cells.days()
    if subject:
        yield "holds", {"guest": subject} | days


def _conflict(cells: Cells, _mechanism: str | None) -> Iterator[Listed]:
    subject, days = cells.one(Column.CONFLICT, cells.words.conflicts), cells.days()
    if subject:
        yield "conflicts", {"with": subject} | days


def _suspended(cells: Cells, _mechanism: str | None) -> Iterator[Listed]:
    start, end = cells.instant(Column.FROM), cells.instant(Column.TO)
    if start:
        ends = {"to": end} if end else {}
        yield "suspended", {"from": start} | ends | {"reason": cells.said(Column.SUSPENDED)}
    elif not cells.said(Column.FROM):
        cells.note(wrong, "the row says that somebody is suspended, but not from when")


KINDS: Mapping[Column, Callable[[Cells, str | None], Iterator[Listed]]] = {
    Column.MECHANISM: _mandate,
    Column.POST: _post,
    Column.GUEST: _guest,
    Column.CONFLICT: _conflict,
    Column.SUSPENDED: _suspended,
}
"""What a row can say, by the column that says it."""
