"""Small documents with words of our own, to upload in journeys."""

from collections.abc import Sequence


def pdf(*pages: str, title: str = "") -> bytes:
    """Return a PDF with one line of Latin text, or several, on each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        shown = _shown(text.splitlines())
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    info = f"<< /Title ({_escaped(title)}) >>"
    return _whole([*objects, info])


def broken_pdf() -> bytes:
    """Return what calls itself a PDF and is none."""
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 2 0 R" * 40


def _shown(lines: Sequence[str]) -> str:
    drawn = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    return f"BT /F1 12 Tf 14 TL 72 770 Td {drawn} ET"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _whole(objects: Sequence[str]) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return body + f"{head}trailer\n{trailer}\nstartxref\n{len(body)}\n%%EOF\n".encode()
