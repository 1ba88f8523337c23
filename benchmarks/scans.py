"""Reading scans: pages of known text made into pictures, read by the product's own reader, in its sandbox."""

import asyncio
import io
import re
import time
import unicodedata
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import psutil
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL import Image, ImageFilter

from benchmarks.common import Figure, Figures
from benchmarks.community import tell
from kit.reading import Limits, Reader
from kit.reading.cell.orders import FOR_SCANS
from kit.reading.seeing.models import missing_data, reads_scans

PAGES = 4
"""Pages of each document that are read."""
DPI = 200
MARKS = re.compile(r"[\W\d_\u0640\u064b-\u0652]")
SIDE_BY_SIDE = (1, 2, 3)
FILES = 60


async def measure(*, folder: Path) -> Figures:
    """Return the share of wrong letters by language, clean and as from a scanner, and what a page costs."""
    files = await asyncio.to_thread(_documents, folder)
    figures: dict[str, Figure] = {}
    reader = Reader(Limits())
    try:
        for file in files:
            tell(file.stem)
            figures |= {name: figure async for name, figure in _errors(reader, file)}
        pages = PAGES * len(files) * 2
        figures |= await asyncio.to_thread(_costs, pages)
    finally:
        await reader.close()
    for count in SIDE_BY_SIDE:
        figures[f"files_per_second_{count}_side_by_side"] = await _together(files, count)
    return figures


async def _errors(reader: Reader, file: Path) -> AsyncIterator[tuple[str, Figure]]:
    truths, pictures = await asyncio.to_thread(_pages, file)
    worse = [as_from_a_scanner(picture) for picture in pictures]
    for name, shown in (("clean", pictures), ("scanned", worse)):
        read = await reader.read(await asyncio.to_thread(_scan, shown), "x.pdf")
        found = {page.number: page.text for page in read.pages}
        wrong = [error(letters(found.get(n, "")), letters(truth)) for n, truth in enumerate(truths, 1)]
        yield f"{file.stem}_{name}_error", Figure(sum(wrong) / len(wrong), "share of letters")


def _documents(folder: Path) -> list[Path]:
    files = sorted((folder / "udhr-containers" / "pdf").glob("*.pdf"))
    if not files or not reads_scans():
        raise SystemExit(f"needs documents in {folder}/udhr-containers/pdf and {' '.join(missing_data())}")
    return files


def _pages(file: Path) -> tuple[list[str], list[Image.Image]]:
    document = pypdfium2.PdfDocument(file)
    some = [document[n] for n in range(min(PAGES, len(document)))]
    texts = [page.get_textpage().get_text_range() for page in some]
    return texts, [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in some]


def as_from_a_scanner(picture: Image.Image) -> Image.Image:
    """Return the picture a little turned, blurred, grey and noisy."""
    turned = picture.rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC)
    shades = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    noise = np.random.default_rng(1).normal(0, 14, shades.shape)
    return Image.fromarray(np.clip(shades * 0.8 + 30 + noise, 0, 255).astype(np.uint8))


def _scan(pictures: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI, quality=50)
    return out.getvalue()


def letters(text: str) -> str:
    """Return the letters of a text, in one way of writing."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def error(read: str, true: str) -> float:
    """Return the share of letters that must be changed to come from one to the other."""
    signs, steps = np.array([ord(sign) for sign in true]), np.arange(len(true) + 1)
    row = steps
    for n, sign in enumerate(read, 1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (signs != ord(sign)))
        row = np.minimum.accumulate(np.concatenate(([n], changed)) - steps) + steps
    return float(row[-1]) / len(true)


def _costs(pages: int) -> dict[str, Figure]:
    """Return what the process with eyes has spent on pages, and holds while it waits."""
    nursery = next(one for one in psutil.Process().children() if FOR_SCANS in one.cmdline())
    spent = nursery.cpu_times()
    seconds = spent.children_user + spent.children_system
    return {
        "cpu_seconds_per_page": Figure(seconds / pages, "s"),
        "waiting_memory": Figure(nursery.memory_info().rss / 1024**2, "MB"),
    }


async def _together(files: list[Path], count: int) -> Figure:
    """Return how many files are read in a second, with text of their own, by so many processes."""
    reader = Reader(Limits(), side_by_side=count)
    everything = await asyncio.to_thread(lambda: [file.read_bytes() for file in files])
    try:
        await asyncio.gather(*(reader.read(everything[0], "x.pdf") for _ in range(count * 2)))
        began = time.perf_counter()
        await asyncio.gather(*(reader.read(data, "x.pdf") for data in _repeated(everything)))
        return Figure(FILES / (time.perf_counter() - began), "files/s")
    finally:
        await reader.close()


def _repeated(files: list[bytes]) -> Iterator[bytes]:
    for n in range(FILES):
        yield files[n % len(files)]
