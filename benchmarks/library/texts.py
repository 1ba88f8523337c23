"""Passages in any number, from real sentences where there are some, and plain PDF files made of them."""

import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

CORPUS = Path(os.environ.get("PALAIS_CORPUS", "../shared/data"))
SENTENCES = re.compile(r"(?<=[.;:])\s+")
LONG = 750
"""About how many characters a passage has."""

INVENTED_WORDS, INVENTED_SENTENCES = 20_000, 30_000
WIDTH, LINES = 88, 48
"""How many letters a line of a page has, and how many lines a page."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """A stock of sentences; ``real`` where people wrote them."""

    all: Sequence[str]
    real: bool

    def passages(self, chance: random.Random) -> Iterator[str]:
        """Yield passages without end, hardly any two alike."""
        while True:
            parts: list[str] = []
            while sum(map(len, parts)) < LONG:
                parts.append(chance.choice(self.all))
            yield " ".join(parts)


def stock(chance: random.Random) -> Sentences:
    """Return sentences of general comments where the corpus is there, else invented ones."""
    file = CORPUS / "general-comments" / "paragraphs.jsonl"
    if not file.is_file():
        return Sentences(list(_invented(chance)), real=False)
    with file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    parts = (part for text in texts for part in SENTENCES.split(text))
    return Sentences([part for part in parts if 30 < len(part) < 400], real=True)


def _invented(chance: random.Random) -> Iterator[str]:
    """Yield sentences of invented words, of which a few are common and most are rare, as in any language."""
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(INVENTED_WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(INVENTED_WORDS)))
    for _ in range(INVENTED_SENTENCES):
        yield " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 30))) + "."


def questions(texts: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """Return what people might ask: a few words of one passage each."""
    asked = []
    for text in chance.choices(texts, k=count):
        words = re.findall(r"[^\W\d_]{4,}", text) or ["water"]
        start = chance.randrange(max(1, len(words) - 4))
        asked.append(" ".join(words[start : start + chance.randint(2, 5)]))
    return asked


def paper(pages: Sequence[str]) -> bytes:
    """Return a PDF file with a text layer, one page a text."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for text in pages:
        body = _drawn(text)
        objects.append(f"<</Length {len(body)}>>stream\n{body}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
    kids = " ".join(f"{number} 0 R" for number in range(5, len(objects) + 1, 2))
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"
    return _file(objects)


def _drawn(text: str) -> str:
    lines = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)][:LINES]
    escaped = (re.sub(r"([\\()])", r"\\\1", line) for line in lines)
    return "BT /F 11 Tf 14 TL 50 790 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"


def _file(objects: Sequence[str]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{body}endobj\n".encode("latin-1", "replace")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF"
    return made + end.encode()
