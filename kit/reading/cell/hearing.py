"""What the platform hears of a reading while it goes on, and in the end."""

from kit.reading.cell.orders import SCANS, progress_of
from kit.reading.progress import Progress


class Ear:
    """Takes in what a child says: passes on the lines that tell how far it is, and keeps the answer.

    ``scans`` says whether the file has pictures of text that the child could not read.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self.answer = bytearray()
        self.scans = False
        self._progress = progress
        self._done = -1

    def hear(self, piece: bytes) -> None:
        """Take in one more piece."""
        self.answer += piece
        if b"\n" in piece:
            *lines, rest = self.answer.split(b"\n")
            self.answer = bytearray(rest)
            for line in lines:
                self._tell(line)

    def _tell(self, line: bytearray) -> None:
        self.scans = self.scans or line == SCANS.rstrip()
        told = progress_of(line)
        if self._progress is not None and told is not None and told[0] > self._done:
            self._done = told[0]
            self._progress(*told)
