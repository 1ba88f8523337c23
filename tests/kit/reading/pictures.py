"""Pictures of text made on the spot, with the fonts that PDFium brings along."""

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL import Image

from kit.reading.seeing.models import has_engine, missing_data
from tests.kit.reading import papers
from tests.kit.reading.papers import pdf

ENGLISH = (
    "The Committee recommends that the State party",
    "strengthen the protection of human rights defenders",
    "and ensure that all complaints are investigated",
    "promptly by an independent and effective body.",
)
FRENCH = (
    "Le gouvernement doit garantir que toutes les plaintes",
    "sont examinees par des juges qui ne dependent pas de lui",
    "et que les personnes dont les droits ont pu souffrir",
    "sont entendues avant que la commission ne decide.",
)

LACKING = (*(() if has_engine() else ("the package tesserocr",)), *missing_data())
needs_ocr = pytest.mark.skipif(bool(LACKING), reason=f"scans are read with {', '.join(LACKING)}")


def page_of(lines: Sequence[str]) -> str:
    """Return lines as the text of one page of ``papers.pdf``."""
    return ") Tj 0 -20 Td (".join(lines)


def printed(lines: Sequence[str] = ENGLISH) -> Image.Image:
    """Return a picture of a page with these lines, in shades of grey, 200 dots an inch."""
    picture: Image.Image = pypdfium2.PdfDocument(pdf(page_of(lines)))[0].render(scale=200 / 72).to_pil()
    return picture.convert("L")


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def scanned(*pictures: Image.Image) -> bytes:
    """Return a PDF whose pages are these pictures."""
    return saved(pictures[0], "PDF", save_all=True, append_images=pictures[1:], resolution=200)


def joined(*documents: bytes) -> bytes:
    """Return the pages of several PDFs as one."""
    whole = pypdfium2.PdfDocument.new()
    for document in documents:
        whole.import_pages(pypdfium2.PdfDocument(document))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def unmapped(lines: Sequence[str]) -> bytes:
    """Return a PDF whose font says that each of its letters is one for private use."""
    table = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <E000> endbfrange"
    table = f"/CIDInit /ProcSet findresource begin begincmap {table} endcmap end"
    text = f"BT /F1 12 Tf 72 700 Td ({page_of(lines)}) Tj ET"
    return papers._file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            ),
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
            f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
            "<< >>",
        ]
    )
