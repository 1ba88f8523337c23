"""Which pages of a PDF have no text that could be used, and what such a page looks like."""

import math
import re
import unicodedata
from collections.abc import Iterable

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL import Image
from pypdfium2 import raw

from kit.reading.seeing.ocr import DPI

MOST_PIXELS = 9_000_000
"""An A4 page at 300 dots an inch; larger pages are shown less fine."""
FEW_LETTERS = 40
"""A page with less than that may be a scan with a stamp, a page number or the name of the scanner on it."""
MOSTLY = 0.5
"""The share of a page that is covered by pictures, from which it counts as one."""
MANY_OUTLINES = 60
"""Outlines on a page without letters, from which they may be letters drawn as shapes."""
GARBAGE = 0.25
"""The share of signs that mean nothing, from which text is not used: fonts that do not say their letters."""
UNMAPPED = 0.3
"""The share of signs of which PDFium itself says that the font does not tell what they are."""
ONE_SCRIPT = 0.85
"""The share of letters in one script of the six languages, from which they are what they seem to be."""
MEANINGLESS = frozenset({"Co", "Cn", "Cc", "Cs"})
FAMILIAR = tuple(
    re.compile(f"[{letters}]")
    for letters in (
        "A-Za-z\u00aa-\u024f\u1e00-\u1eff",
        "\u0400-\u052f",
        "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
        "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff",
    )
)
SAMPLE, MOST_OBJECTS = 1_000, 2_000


def layer(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> tuple[str, bool]:
    """Return a page's own text, none where it is not what people see, and whether the page is to be read."""
    text: str = text_page.get_text_range()
    if _is_garbage(text) or _is_made_up(text_page, text):
        return "", True
    return text, sum(map(str.isalnum, text)) < FEW_LETTERS and _is_a_picture(page, text)


def shown(page: pypdfium2.PdfPage) -> Image.Image:
    """Return the page in shades of grey, fine enough to read."""
    width, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture.convert("L")


def _is_garbage(text: str) -> bool:
    signs = [sign for sign in text[:SAMPLE] if not sign.isspace()]
    return len(signs) >= FEW_LETTERS and sum(map(_means_nothing, signs)) >= GARBAGE * len(signs)


def _is_made_up(text_page: pypdfium2.PdfTextPage, text: str) -> bool:
    """Whether letters are guesses: of odd scripts, and by a font that does not say what they are."""
    letters = [sign for sign in text[:SAMPLE] if sign.isalpha()]
    if len(letters) < FEW_LETTERS:
        return False
    ours = max(len(script.findall("".join(letters))) for script in FAMILIAR)
    if ours >= ONE_SCRIPT * len(letters):
        return False
    signs = range(min(SAMPLE, text_page.count_chars()))
    unmapped = sum(bool(raw.FPDFText_HasUnicodeMapError(text_page, n) == 1) for n in signs)
    return unmapped >= UNMAPPED * len(signs)


def _means_nothing(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign) in MEANINGLESS


def _is_a_picture(page: pypdfium2.PdfPage, text: str) -> bool:
    width, height = page.get_size()
    pictures, outlines = _seen(page)
    return pictures >= MOSTLY * width * height or (not text.strip() and outlines >= MANY_OUTLINES)


def _seen(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """Return how much of the page pictures cover, in square points, and how many outlines are on it."""
    covered, outlines = 0.0, 0
    for thing in _first(page.get_objects(max_depth=3)):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        outlines += thing.type == raw.FPDF_PAGEOBJ_PATH
    return covered, outlines


def _first(things: Iterable[pypdfium2.PdfObject]) -> Iterable[pypdfium2.PdfObject]:
    for _, thing in zip(range(MOST_OBJECTS), things, strict=False):
        yield thing
