"""Reads what each row of a list says about whom, in the words of the register. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from provisioning.community.model import Community
from provisioning.files import nearest
from provisioning.register.changes import People
from provisioning.register.importing.cells import Cells
from provisioning.register.importing.doubts import Doubt, doubted, remark
from provisioning.register.importing.headings import Column
from provisioning.register.importing.holding import Listed, entries_of
from provisioning.register.importing.sheets import Row
from provisioning.register.importing.spelling import one_line, plain
from provisioning.register.importing.tidying import gone, tidied
from provisioning.register.importing.vocabulary import (
    Vocabulary,
    kept_words,
    listed_languages,
    nationalities,
    tongues,
)

NEVER_OF_LEAVING = frozenset(
    {
        Column.KEY,
        Column.EMAIL,
        Column.ACCOUNT,
        Column.REPLACES,
        Column.SUSPENDED,
        Column.CONFLICT,
        Column.ZONE,
    }
)
"""Columns that never say that the person of the row has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one row (or one person of a register file) says, in the form of ``register.yaml``.

    ``left`` is the cell that says the person has gone, ``replaces`` whom they follow.
    """

    row: int
    key: str | None = None
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    entries: tuple[Listed, ...] = ()
    left: str | None = None
    replaces: str = ""
    source: str = ""
    reason: str = ""


class Reading:
    """Reads rows in one community.

    What the register of ``people`` calls itself is believed as it is; ``mechanism`` is what rows mean that
    name none.
    """

    def __init__(self, community: Community, people: People, mechanism: str | None = None) -> None:
        self.words = Vocabulary(community, kept_words(people))
        self.names = frozenset(one_line(str(person.get("name", ""))) for person in people.values())
        self.mechanism = mechanism
        self.doubts: list[Doubt] = []

    def read(self, row: Row) -> Said:
        """Return what a row says; what it does not say clearly is added to the doubts."""
        cells = Cells(row, self.words, self.doubts)
        name, besides = self._name(cells)
        entries = list(entries_of(cells, self.mechanism))
        fields = {
            "nationality": cells.one(Column.NATIONALITY, nationalities()),
            "email": cells.said(Column.EMAIL).removeprefix("mailto:"),
            "zone": cells.said(Column.ZONE),
        }
        for word in besides:
            _take_beside(cells, word, entries, fields)
        return Said(
            row=row.number,
            key=cells.said(Column.KEY) or None,
            name=name,
            fields={name: value for name, value in fields.items() if value},
            languages=tuple(dict.fromkeys(_languages(cells))),
            accounts=tuple(one for one in re.split(r"[\s,;]+", cells.said(Column.ACCOUNT)) if one),
            entries=tuple(entries),
            left=self._left(row),
            replaces=cells.said(Column.REPLACES),
            source=cells.said(Column.SOURCE),
            reason=cells.said(Column.REASON),
        )

    def _name(self, cells: Cells) -> tuple[str, tuple[str, ...]]:
        parts = (cells.said(Column.GIVEN), cells.said(Column.SURNAME))
        written = cells.said(Column.NAME) or " ".join(part for part in parts if part)
        if not written or written in self.names:
            return written, ()
        found = tidied(written, lambda word: self.words.roles.find(word) is not None)
        if found.done:
            cells.note(remark, f"“{written}” is read as “{found.name}”: {', '.join(found.done)}")
        return found.name or written, found.besides

    def _left(self, row: Row) -> str | None:
        """Return the cell that says that the person has gone."""
        cells = (
            one_line(cell)
            for column, cell in row.said.items()
            if column not in NEVER_OF_LEAVING and one_line(cell) not in self.names
        )
        return next((cell for cell in (*cells, *map(one_line, row.rest)) if gone(cell)), None)


def _take_beside(cells: Cells, word: str, entries: list[Listed], fields: dict[str, str]) -> None:
    """Take what stood in brackets inside a name, or after it, for what it is."""
    role, state = cells.words.roles.find(word), nationalities().find(word)
    mandate = next((entry for _, entry in entries if "mandate" in entry), None)
    if role is not None and mandate is not None:
        cells.note(remark, f"“{word}” stands in the name and is taken as the role, for the same days")
        if role not in {"member", mandate.get("role")}:
            entries.append(("holds", {**mandate, "role": role}))
    elif state is not None and fields["nationality"] in {"", state}:
        cells.note(remark, f"“{word}” stands in the name and is taken as the nationality, {state}")
        fields["nationality"] = state
    elif gone(word) is None:
        near = nearest(plain(word), cells.words.roles.written)
        meant = f"; did you mean the role “{near}”?" if near else ""
        cells.note(
            doubted if near or role or state else remark,
            f"“{word}” stands in the name and was left out{meant}",
        )


def _languages(cells: Cells) -> Iterator[str]:
    for word in listed_languages(cells.said(Column.LANGUAGES)):
        found = tongues().find(word)
        if found is None:
            cells.note(remark, f"“{word}” is none of the six languages we speak, and was left out")
        else:
            yield found
