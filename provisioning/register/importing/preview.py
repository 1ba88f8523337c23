"""A list laid over the register: what it would add, change and end, and which rows are not believed. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kit.errors import BadInput
from provisioning.community.model import Community
from provisioning.files import nearest
from provisioning.register.changes import Change, People
from provisioning.register.importing.believing import Believing
from provisioning.register.importing.departures import Departures
from provisioning.register.importing.doubts import Doubt, Weight
from provisioning.register.importing.identifying import Roll, identify
from provisioning.register.importing.judged import badly_written, said_in_yaml
from provisioning.register.importing.merging import Merging
from provisioning.register.importing.rows import Reading, Said
from provisioning.register.importing.sheets import read_sheet, rows_of
from provisioning.register.telling import Line, Sort, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an officer says beside the list.

    ``mechanism`` is meant by rows that name none, ``sheet`` is the one of a workbook, ``believe`` are rows
    that come in although they are doubted (all of them with ``believe_all``).
    """

    mechanism: str | None = None
    sheet: str | None = None
    believe: frozenset[int] = frozenset()
    believe_all: bool = False

    def keeps_out(self, doubt: Doubt) -> bool:
        """Whether a doubt keeps its row out."""
        if doubt.weight is Weight.DOUBTED:
            return not (self.believe_all or doubt.row in self.believe)
        return doubt.weight is Weight.WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The register as it is when a list is laid over it.

    ``taken`` are keys that no new person gets: of those who left, and of those who wait for a confirmation.
    """

    community: Community
    people: People
    today: date
    server_name: str
    taken: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a list would change, row by row. ``out`` are the rows that are kept out."""

    rows: int
    lines: tuple[Line, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[Change, ...] = ()
    out: frozenset[int] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """Return it in JSON's own types."""
        by_sort = {sort.value: [line.as_json() for line in self.lines if line.sort is sort] for sort in Sort}
        doubts = [doubt.as_json() for doubt in self.doubts]
        return {"rows": self.rows, **by_sort, "doubts": doubts, "kept_out": sorted(self.out)}


def preview_of(name: str, data: bytes, present: Present, choices: Choices) -> Preview:
    """Return what a file would change. Raises :class:`BadInput` where it is no list."""
    if name.endswith((".yaml", ".yml")):
        rows, doubts = said_in_yaml(name, data, present.community), list[Doubt]()
    else:
        rows, doubts = _said_in_sheet(name, data, present, choices)
    return _Laying(present=present, choices=choices, rows=rows, doubts=doubts).preview()


def _said_in_sheet(
    name: str, data: bytes, present: Present, choices: Choices
) -> tuple[list[Said], list[Doubt]]:
    known = present.community.mechanisms
    if choices.mechanism is not None and choices.mechanism not in known:
        near = nearest(choices.mechanism, known)
        meant = f"; did you mean “{near}”?" if near else ""
        raise BadInput(f"“{choices.mechanism}” is not a mechanism{meant}")
    sheet = read_sheet(name, data, choices.sheet)
    reading = Reading(present.community, present.people, choices.mechanism)
    rows = [reading.read(row) for row in rows_of(sheet)]
    doubts = [*sheet.headings.doubts(), *sheet.doubts, *reading.doubts]
    return rows, [*doubts, *badly_written(rows, present.community, present.people)]


@dataclass(kw_only=True)
class _Laying:
    """Lays rows over the register until no more of them have to be kept out."""

    present: Present
    choices: Choices
    rows: Sequence[Said]
    doubts: list[Doubt]
    owners: dict[int, str] = field(default_factory=dict)

    def preview(self) -> Preview:
        self._identify()
        found, out = set(self.doubts), self._out(self.doubts)
        while True:
            merged, later = self._merged(out)
            more = self._out(later) - out
            if not more:
                break
            found |= {doubt for doubt in later if doubt.row in more}
            out |= more
        changes = tuple(change for _, change in merged.changes)
        return Preview(
            rows=len(self.rows),
            lines=tuple(told(self.present.community, self.present.people, changes)),
            doubts=tuple(
                sorted(found | set(later), key=lambda doubt: (doubt.row, -doubt.weight, doubt.text))
            ),
            changes=changes,
            out=out,
        )

    def _identify(self) -> None:
        roll = Roll(
            people=self.present.people, server_name=self.present.server_name, taken=self.present.taken
        )
        for said in self.rows:
            key, doubts = identify(said, roll)
            self.doubts += doubts
            if key is not None:
                self.owners[said.row] = key
                roll.learn(key, said)

    def _out(self, doubts: Sequence[Doubt]) -> frozenset[int]:
        return frozenset(doubt.row for doubt in doubts if self.choices.keeps_out(doubt))

    def _merged(self, out: frozenset[int]) -> tuple[Merging, list[Doubt]]:
        """Lay the rows that are in over the register; return what is doubtful about that."""
        merging = Merging(
            people=dict(self.present.people),
            today=self.present.today,
            server_name=self.present.server_name,
        )
        rows = [(said, self.owners[said.row]) for said in self.rows if said.row not in out]
        for said, key in rows:
            merging.lay(said, key)
        theirs: dict[str, list[int]] = {}
        for said, key in rows:
            theirs.setdefault(key, []).append(said.row)
        believing = Believing(
            community=self.present.community,
            before=self.present.people,
            after=merging.people,
            rows_of=theirs,
            row_of=merging.rows,
            keyed=frozenset(key for said, key in rows if said.key is not None),
        )
        departures = Departures(after=merging.people, today=self.present.today)
        doubts = [*merging.doubts, *believing.doubts(), *departures.doubts(rows)]
        if self._out(doubts) <= out:  # who is not believed for other reasons takes no seat
            doubts += believing.crowded()
        return merging, doubts
