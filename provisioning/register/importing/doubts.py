"""What a list is not believed, row by row. Pure."""

from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How heavy a doubt is: a remark lets its row in, the others keep it out.

    What is ``WRONG`` cannot be meant and has to be mended in the list; what is only ``DOUBTED`` may be true,
    and comes in where somebody who knows says so.
    """

    REMARK = 0
    DOUBTED = 1
    WRONG = 2


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """One thing about one row, as spreadsheets count them (0: about the whole file), and what helps."""

    row: int
    weight: Weight
    text: str

    def as_json(self) -> dict[str, object]:
        """Return it in JSON's own types."""
        return {"row": self.row or None, "weight": self.weight.name.lower(), "text": self.text}


def wrong(row: int, text: str) -> Doubt:
    """Return what cannot be meant."""
    return Doubt(row, Weight.WRONG, text)


def doubted(row: int, text: str) -> Doubt:
    """Return what is hardly meant."""
    return Doubt(row, Weight.DOUBTED, text)


def remark(row: int, text: str) -> Doubt:
    """Return what was understood, but is worth a look."""
    return Doubt(row, Weight.REMARK, text)
