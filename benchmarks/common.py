"""Figures: what was measured, in which unit, and what we hold ourselves to."""

import json
import resource
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``target`` is what it may be at most, ``None`` where we promise nothing.

    Of what should be much, ``least`` is what it must be at least.
    """

    value: float
    unit: str
    target: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the target, if there is one, is met."""
        small_enough = self.target is None or self.value <= self.target
        return small_enough and (self.least is None or self.value >= self.least)

    @property
    def aim(self) -> str:
        """The target as people read it."""
        if self.target is not None:
            return f"at most {self.target:g}"
        return "" if self.least is None else f"at least {self.least:g}"


Figures = Mapping[str, Figure]


def as_json(figures: Figures) -> str:
    """Return all figures as one object: name to value, unit and target."""
    return json.dumps(
        {
            name: {"value": round(one.value, 4), "unit": one.unit, "target": one.target}
            | ({} if one.least is None else {"least": one.least})
            for name, one in figures.items()
        },
        indent=2,
    )


def show(figures: Figures, title: str) -> None:
    """Print a table for people."""
    table = Table(title=title, title_justify="left")
    for column in ("figure", "value", "unit", "aim"):
        table.add_column(column, justify="right" if column == "value" else "left")
    for name, one in figures.items():
        colour = "green" if one.kept else "red"
        value = f"[{colour}]{one.value:,.3f}[/]" if one.aim else f"{one.value:,.3f}"
        table.add_row(name, value, one.unit, one.aim)
    Console().print(table)


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return percentile(values, 95)


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that so many of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def peak_memory() -> float:
    """Return the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
