"""Tells hyphens that only cut a word at the end of a line from its own, by the rest of the text."""

import re
from collections.abc import Sequence

MARKS = "\u00ad\ufffe\x02"
"""What PDFium says where a line ends in a hyphen."""

BREAK = re.compile(rf"([^\W\d_]+)[{MARKS}][ \t]*(?:\r?\n)?([^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def mended(pages: Sequence[str]) -> list[str]:
    """Return the pages with words whole that are cut at the ends of lines: “rights”, “non-discrimination”."""
    if not any(mark in page for page in pages for mark in MARKS):
        return list(pages)
    known = set[str]()
    for page in pages:
        for word in WORD.findall(BREAK.sub(" ", page).casefold()):
            known.update((word, *word.split("-")))

    def whole(cut: re.Match[str]) -> str:
        """Join the halves unless both are words, and the two together are none."""
        first, second = cut[1].casefold(), cut[2].casefold()
        if f"{first}{second}" not in known and (
            f"{first}-{second}" in known or (first in known and second in known)
        ):
            return f"{cut[1]}-{cut[2]}"
        return f"{cut[1]}{cut[2]}"

    return [BREAK.sub(whole, page) for page in pages]
