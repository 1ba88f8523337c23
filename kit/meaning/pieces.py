"""Cuts a passage into the few sentences that each get a vector of their own."""

import re
from collections.abc import Iterator

PIECE, SHORT = 80, 30
"""How many characters a piece has about, and how few it may not have where it has neighbours.

Short ones find a question's answer best: what a sentence says drowns among others.
"""

DENSE = 3
"""How many letters of an alphabet a Chinese character is worth."""

_END = re.compile(r"(?<=[.!?؟;؛])\s+|(?<=[。！？；])|\n+")
_HAN = re.compile("[\u3400-\u9fff]")


def pieces(text: str) -> tuple[str, ...]:
    """Return the text's sentences, short ones joined and long ones cut; at least one piece, maybe empty."""
    dense = DENSE if 4 * len(_HAN.findall(text)) > len(text) else 1
    return tuple(_joined(_cut(text, 2 * PIECE // dense), PIECE // dense, SHORT // dense)) or ("",)


def _cut(text: str, longest: int) -> Iterator[str]:
    for sentence in _END.split(text):
        rest = sentence.strip()
        while len(rest) > longest:
            space = rest.rfind(" ", longest // 2, longest)
            end = longest if space < 0 else space
            yield rest[:end]
            rest = rest[end:].strip()
        if rest:
            yield rest


def _joined(sentences: Iterator[str], most: int, least: int) -> Iterator[str]:
    """Join neighbours for as long as they fit into one piece, or the first of them is too short."""
    waiting = ""
    for sentence in sentences:
        if waiting and len(waiting) >= least and len(waiting) + len(sentence) > most:
            yield waiting
            waiting = sentence
        else:
            waiting = f"{waiting} {sentence}".strip()
    if waiting:
        yield waiting
