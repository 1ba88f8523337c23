"""Reading files, against what is known to stand in them: the product's own reader, in its sandbox."""

import asyncio
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.common import Figure, Figures, median
from benchmarks.community import tell
from kit.reading import Limits, Reader, Unreadable
from kit.reading.written.plain import decoded
from kit.search.languages import language_of

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
NATIVE = re.compile(r'(?:Str|Code(?:Block)?[^"]*(?:"[^"]*"[^"]*)*?\]\)) "((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(?:(\d{1,7})|x([0-9A-Fa-f]{1,6})|(.))(?:\\&)?")
TRUTHS = (".txt", ".native")
NO_INPUT = frozenset({".native", ".json", ".md", ".zip", ".py", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file, and the text that is known to stand in it."""

    file: Path
    truth: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much of the known text was read: shares of its words and of its neighbouring pairs of words."""

    kind: str
    language: str
    recall: float
    order: float
    seconds: float
    pages: int
    unread: bool = False


async def measure(*, folder: Path) -> Figures:
    """Return the shares of words and of pairs that were read, and the seconds, by format and language."""
    known = await asyncio.to_thread(lambda: sorted(found(folder), key=lambda one: one.file))
    if not known:
        raise SystemExit(f"there is no file with a known text beside it in {folder}")
    reader = Reader(Limits())
    try:
        await reader.read(b"warm", "warm.txt")
        scores = [await _scored(reader, one) for one in known]
    finally:
        await reader.close()
    return dict(_figures(scores))


async def _scored(reader: Reader, one: Known) -> Score:
    data, truth = await asyncio.to_thread(lambda: (one.file.read_bytes(), truth_of(one.truth)))
    began = time.perf_counter()
    try:
        read = await reader.read(data, one.file.name)
        text, pages, unread = "\n".join(page.text for page in read.pages), len(read.pages), False
    except Unreadable as unreadable:
        tell(f"{one.file.name}: {unreadable.why.value}")
        text, pages, unread = "", 0, True
    seconds = time.perf_counter() - began
    recall, order = shares(truth, text)
    return Score(
        kind=one.file.suffix.lower().lstrip("."),
        language=language_of(truth).value,
        recall=recall,
        order=order,
        seconds=seconds,
        pages=pages,
        unread=unread,
    )


def found(folder: Path) -> Iterator[Known]:
    """Yield each file with a text beside it: FILE.txt, or of the same name, there or in a folder beside."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    texts: dict[tuple[Path, str], Path] = {}
    for file in files:
        if file.suffix in TRUTHS:
            texts[file.parent, file.stem] = file
            texts.setdefault((file.parent, file.stem.removesuffix(".gold")), file)
            texts.setdefault((file.parent.parent, f"*{file.stem}"), file)
    used = set(texts.values())
    for file in files:
        truth = _beside(file, texts)
        if truth is not None and file not in used and file.suffix.lower() not in NO_INPUT:
            yield Known(file=file, truth=truth)


def _beside(file: Path, texts: Mapping[tuple[Path, str], Path]) -> Path | None:
    places = ((file.parent, file.name), (file.parent, file.stem), (file.parent.parent, f"*{file.stem}"))
    return next((texts[place] for place in places if place in texts), None)


def truth_of(file: Path) -> str:
    """Return the known text; of a file in pandoc's own notation its words."""
    text = decoded(file.read_bytes())
    return native(text) if file.suffix == ".native" else text


def native(text: str) -> str:
    """Return the words of a document in pandoc's own notation."""
    return " ".join(ESCAPED.sub(_sign, word) for word in NATIVE.findall(text))


def _sign(escaped: re.Match[str]) -> str:
    if escaped[1] or escaped[2]:
        return chr(int(escaped[1]) if escaped[1] else int(escaped[2], 16))
    return {"n": "\n", "t": "\t", "&": ""}.get(escaped[3], escaped[3])


def words_of(text: str) -> list[str]:
    """Return the words of a text, in one way of writing; of Chinese each sign is one."""
    return WORD.findall(MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold())


def shares(truth: str, text: str) -> tuple[float, float]:
    """Return which share of the words, and of the neighbouring pairs of words, of one text is in another."""
    wanted, given = words_of(truth), words_of(text)
    return _share(wanted, given), _share(list(pairwise(wanted)), list(pairwise(given)))


def _share(wanted: Sequence[object], given: Sequence[object]) -> float:
    return (Counter(wanted) & Counter(given)).total() / len(wanted) if wanted else 1.0


def _figures(scores: Sequence[Score]) -> Iterator[tuple[str, Figure]]:
    groups: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        groups["all"].append(one)
        groups[one.kind].append(one)
        groups[f"{one.kind}_{one.language}"].append(one)
    for name, group in groups.items():
        yield f"{name}_word_recall", Figure(_mean([one.recall for one in group]), "share")
        yield f"{name}_order", Figure(_mean([one.order for one in group]), "share of pairs")
        yield f"{name}_seconds", Figure(median([one.seconds for one in group]), "s")
        yield f"{name}_files", Figure(len(group), "files")
    pages, seconds = sum(one.pages for one in scores), sum(one.seconds for one in scores)
    yield "pages_per_second", Figure(pages / seconds, "pages/s")
    yield "unread_files", Figure(sum(one.unread for one in scores), "files")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
