"""Writes text down in reading order, tables row by row."""

NEW_PAGE = "\f"
EDGES = " \t\n"


class Script:
    """Text as it grows; what stands in a cell waits until its row is complete."""

    def __init__(self) -> None:
        self._out: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self.asides: list[str] = []
        """Notes, which stand after the text."""

    def write(self, text: str) -> None:
        """Write text where we are: in the body, or in the innermost cell."""
        self._out[-1].append(text)

    def open_row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell."""
        self._out.append([])

    def close_cell(self) -> None:
        """End a cell; one that stands in no row is text like any other."""
        if len(self._out) == 1:
            return
        text = "".join(self._out.pop())
        if self._rows:
            self._rows[-1].append(text)
        else:
            self.write(f"{text}\n")

    def close_row(self) -> None:
        """End a row: one line where each cell is one, else the lines of each cell in turn."""
        if self._rows:
            self.write(row_of(self._rows.pop()))

    def open_aside(self) -> None:
        """Begin a note."""
        self._out.append([])

    def close_aside(self) -> None:
        """End a note."""
        if len(self._out) > 1:
            self.asides.append("".join(self._out.pop()).strip(EDGES))

    def text(self) -> str:
        """Return all that was written."""
        return "".join(piece for level in self._out for piece in level)


def row_of(cells: list[str]) -> str:
    """Return the cells of one row as text that ends in a line break."""
    said = [text for text in (cell.strip(EDGES) for cell in cells) if text]
    if any("\n" in text for text in said):
        return "\n" + "\n".join(said) + "\n"
    return "\t".join(said) + "\n" if said else ""


def sheets(text: str) -> list[str]:
    """Return the pages of a text in which page breaks are marked."""
    return text.split(NEW_PAGE)
