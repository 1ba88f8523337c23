"""Small documents made on the spot."""

import io
import zipfile
from email.message import EmailMessage

import openpyxl

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def pdf(*pages: str, title: str = "") -> bytes:
    """Return a PDF with one line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, start = len(objects) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def docx(body: str, **parts: str) -> bytes:
    """Return a DOCX whose body is given as XML; other parts by name, such as ``footnotes``."""
    main = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": main} | {f"word/{name}.xml": xml for name, xml in parts.items()})


def zipped(files: dict[str, str], more: dict[str, bytes] | None = None) -> bytes:
    """Return a ZIP archive of texts, and of other files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (files | (more or {})).items():
            archive.writestr(name, text)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    """Return a paragraph of a DOCX."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def odt(body: str, *, kind: str = "text", styles: str = "", lists: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument file whose body is given as XML, in the prefixes of the format."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "presentation", "meta")
    )
    spaces += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{lists}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
    }
    card = f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>"
    files["meta.xml"] = card
    held = f"<office:document-styles {spaces}>{styles}</office:document-styles>"
    return zipped(files | ({"styles.xml": held} if styles else {}))


def office(main: str, kind: str, files: dict[str, str], **relations: dict[str, tuple[str, str]]) -> bytes:
    """Return an Open XML package; ``relations`` by part, “_” for “/”: of each ID its kind and target."""
    named = {part.replace("__", ".").replace("_", "/"): held for part, held in relations.items()}
    named[""] = {"r0": ("officeDocument", main)}
    for part, held in named.items():
        folder, _, file = part.rpartition("/")
        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        inner = "".join(
            f'<Relationship Id="{key}" Type="http://x/relationships/{what}" Target="{target}"/>'
            for key, (what, target) in held.items()
        )
        files = files | {path: f"<Relationships>{inner}</Relationships>"}
    types = f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    return zipped({"[Content_Types].xml": types} | files)


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def pptx(*slides: str, notes: str = "") -> bytes:
    """Return a PPTX; each slide is given as the XML of its shapes, the notes are those of the first."""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
    files = {
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    }
    for n, shapes in enumerate(slides):
        files[f"ppt/slides/slide{9 - n}.xml"] = f"<p:sld {P} {A}><p:spTree>{shapes}</p:spTree></p:sld>"
    relations = {
        "ppt_presentation__xml": {f"s{n}": ("slide", f"slides/slide{9 - n}.xml") for n in range(len(slides))}
    }
    if notes:
        files["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {P} {A}>{shape(notes)}</p:notes>"
        relations["ppt_slides_slide9__xml"] = {"n": ("notesSlide", "../notesSlides/notesSlide1.xml")}
    return office("ppt/presentation.xml", "presentation", files, **relations)


def shape(*paragraphs: str, kind: str = "body") -> str:
    """Return a shape of a slide with paragraphs of text."""
    text = "".join(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>'
    )


def xlsx(*sheets: list[list[object]]) -> bytes:
    """Return a workbook with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        held = book.create_sheet(f"Sheet {number}")
        for row in rows:
            held.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def epub(*chapters: str, title: str = "A book", rights: str = "") -> bytes:
    """Return an EPUB whose chapters are given as the bodies of pages."""
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    meta = f"<dc:title>{title}</dc:title><dc:creator>Ada</dc:creator>"
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OEBPS/book.opf"/></container>',
        "OEBPS/book.opf": (
            f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{meta}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
    }
    for n, body in enumerate(chapters):
        files[f"OEBPS/c {n}.xhtml"] = f'<?xml version="1.0"?><html><body>{body}</body></html>'
    return zipped(files | ({"META-INF/encryption.xml": rights} if rights else {}))


def mail(text: str = "Body", subject: str = "Subject", **attached: bytes) -> bytes:
    """Return a mail; attachments by their names, with ``__`` for “.”."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ada <ada@example.org>", "bob@example.org", subject
    made["Date"] = "Tue, 12 Mar 2019 10:00:00 +0100"
    made.set_content(text)
    for name, data in attached.items():
        made.add_attachment(data, "application", "octet-stream", filename=name.replace("__", "."))
    return made.as_bytes()
