"""What fingers type: quotation marks of six languages, and slips."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kit.language import BIDI_CONTROLS

QUOTES: Mapping[str, str] = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "＂": "＂",
    "〝": "〞〟",
}
"""Opening quotation marks of the six languages and their closing ones. A bare `'` is an apostrophe."""

LONGEST_SLIP = 40
"""No name is longer than this, so that a longer word is no slip of the fingers."""

_CLOSINGS = {opening: re.compile(f"[{re.escape(closings)}]") for opening, closings in QUOTES.items()}


def words_of(text: str) -> tuple[str, ...]:
    """Split as people mean it: at spaces, a quoted phrase staying together.

    A quotation mark inside a word is part of it; one that is never closed is left out.
    """
    return tuple(_words(text.translate(BIDI_CONTROLS)))


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant: one slip of the fingers away, or two in a long word."""
    if len(typed) > LONGEST_SLIP:
        return None
    reach = 1 if len(typed) < 6 else 2
    far, name = min(((_slips(typed, name), name) for name in names), default=(reach + 1, ""))
    return name if far <= reach else None


def _words(text: str) -> Iterator[str]:
    last = {opening: max(map(text.rfind, closings)) for opening, closings in QUOTES.items()}
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        closing = _closing(text, at) if at < last.get(text[at], -1) else None
        if closing is not None:
            phrase, at = text[at + 1 : closing].strip(), closing + 1
        else:
            end = _end_of_word(text, at)
            phrase, at = text[at:end].lstrip("".join(QUOTES)), end
        if phrase:
            yield phrase


def _closing(text: str, at: int) -> int | None:
    """Return where the quotation that opens at ``at`` closes."""
    found = _CLOSINGS[text[at]].search(text, at + 1)
    return None if found is None else found.start()


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _slips(typed: str, name: str) -> int:
    """Count the letters put in, left out, changed or swapped (Damerau and Levenshtein's distance)."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(name, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == name[j - 2] and typed[i - 2] == wanted
            row.append(min(cost, older[j - 2] + 1) if swapped else cost)
    return row[-1]
