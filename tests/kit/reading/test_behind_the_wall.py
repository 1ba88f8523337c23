"""Every format is read by a process that can open nothing, and no bomb keeps the next file waiting."""

import io
import itertools
import os
import random
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from kit.reading import Limits, Reader, ReadFile, Unreadable, Why
from tests.kit.reading.compound import attachment, outlook, slides, word, workbook
from tests.kit.reading.papers import docx, epub, mail, odt, paragraph, pdf, pptx, shape, xlsx, zipped
from tests.kit.reading.test_rich_text import rtf

WORDS = "The right to food, السلام, 人权委员会, права, café."
ROWS = (
    "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
FORMATS: dict[str, bytes] = {
    "a.pdf": pdf("The right to food"),
    "a.docx": docx(paragraph(WORDS)),
    "a.doc": word(f"{WORDS}\rsecond\r", deleted=(60, 62), levels={0: 0, 1: 1}),
    "a.odt": odt(f"<text:p>{WORDS}</text:p>"),
    "a.odp": odt(f"<draw:page><text:p>{WORDS}</text:p></draw:page>", kind="presentation"),
    "a.ods": odt(ROWS.format(WORDS), kind="spreadsheet"),
    "a.rtf": rtf(r"The right to food \u20154? \'e9"),
    "a.pptx": pptx(shape(WORDS)),
    "a.ppt": slides(WORDS),
    "a.xlsx": xlsx([[WORDS, 1, 0.5]]),
    "a.xls": workbook([["The right to food", 1.5]]),
    "a.csv": f'"{WORDS}";b\n1;2'.encode("utf-16"),
    "a.html": f"<p>{WORDS}</p>".encode(),
    "a.eml": mail(WORDS, note__docx=docx(paragraph(WORDS))),
    "a.msg": outlook("S", WORDS, {"__attach_version1.0_#00000000": attachment("a.txt", b"attached")}),
    "a.epub": epub(f"<p>{WORDS}</p>"),
    "a.md": f"# Head\n\n**{WORDS}**".encode(),
    "a.txt": "The right to food, café. ".encode("cp1252") * 20,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[Reader]:
    made = Reader(Limits(seconds=6, memory=256 * 1024 * 1024, text=8 * 1024 * 1024, ocr_pages=0))
    yield made
    await made.close()


async def ended(reader: Reader, data: bytes, name: str) -> ReadFile | Why:
    """Return what came of a file; whatever it was, the next one is read."""
    try:
        result: ReadFile | Why = await reader.read(data, name)
    except Unreadable as unreadable:
        result = unreadable.why
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
    return result


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_format_is_read_by_a_process_that_can_open_nothing(reader: Reader, name: str) -> None:
    found = await reader.read(FORMATS[name], name)
    assert "The right to food" in "\n".join(page.text for page in found.pages)
    assert not found.troubles


@pytest.mark.asyncio(loop_scope="module")
async def test_what_a_file_says_of_itself_comes_through(reader: Reader) -> None:
    found = await reader.read(mail("Body", bad__pdf=b"%PDF-", good__pdf=pdf("Page")), "x.eml")
    assert found.about["sender"] == "Ada <ada@example.org>"
    assert found.troubles == ("part 1: broken (PDFium: error 3)",)
    assert [(page.number, page.inside) for page in found.pages] == [(None, ""), (1, "good.pdf")]


@pytest.mark.asyncio(loop_scope="module")
async def test_staff_learn_what_happened_and_no_word_of_the_file(reader: Reader) -> None:
    with pytest.raises(Unreadable) as refused:
        await reader.read(docx("<secret"), "secret.docx")
    assert refused.value.why is Why.BROKEN
    assert refused.value.detail.startswith("lxml.etree.XMLSyntaxError in office.package, line")
    assert "secret" not in str(refused.value)


def repeated(name: str, whole: bytes, size: int) -> bytes:
    """Return a package of which one part unpacks to very much."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({}, parts | {name: b"A" * size})


def quines(depth: int) -> bytes:
    """Return documents in documents."""
    data = docx(paragraph("innermost"))
    for _ in range(depth):
        main = {"word/document.xml": "<w:document xmlns:w='w'><w:p><w:t>outer</w:t></w:p></w:document>"}
        data = zipped(main, {f"word/embeddings/{n}.docx": data for n in range(4)})
    return data


def laughing(wrap: str) -> str:
    """Return XML whose entities would multiply to ten thousand million."""
    names = "abcdefghijk"
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    return f'<!DOCTYPE d [<!ENTITY a "lol">{laughs}]>{wrap.format("&k;")}'


def many_parts(count: int) -> bytes:
    """Return a mail whose parts are each as good as empty."""
    parts = "".join(f"--b\nContent-Type: text/plain\n\n{n}\n" for n in range(count))
    head = "From: a@example.org\nTo: b@example.org\nSubject: S\n"
    return f"{head}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n".encode()


def deep_mail(depth: int) -> bytes:
    """Return a mail whose parts stand in each other."""
    head = "From: a@example.org\nTo: b@example.org\nSubject: S\n"
    inner = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"{head}{inner}Content-Type: text/plain\n\nx\n".encode()


def wide_rows() -> bytes:
    """Return rows of which each would repeat heads as long as can be."""
    heads = ",".join(f"{'h' * 70}{n}" for n in range(200))
    return f"{heads}\n{(','.join('1' * 200) + chr(10)) * 10_000}".encode()


def greedy_pdf() -> bytes:
    """Return a small PDF whose pages want very much."""
    whole = pdf("x").replace(b"[0 0 612 792]", b"[0 0 9e9 9e9]")
    return whole.replace(b"BT /F1 12 Tf 72 700 Td (x) Tj ET", b"q 1e9 0 0 1e9 0 0 cm BT /F1 9e9 Tf(x)Tj")


def overlapping_zip() -> bytes:
    """Return a ZIP whose every name points to the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<d/>")
        archive.writestr("word/header1.xml", "<d>" + " " * 50_000_000 + "</d>")
        one = archive.infolist()[1]
        for n in range(2, 200):
            copy = zipfile.ZipInfo(f"word/header{n}.xml")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(copy, field, getattr(one, field))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    return out.getvalue()


ODT = {"mimetype": "application/vnd.oasis.opendocument.text"}
BOMBS: dict[str, Callable[[], bytes]] = {
    "part.docx": lambda: repeated("word/document.xml", docx(""), 110_000_000),
    "text.docx": lambda: docx(paragraph("A" * 20_000_000)),
    "headers.docx": overlapping_zip,
    "nested.docx": lambda: quines(5),
    "rows.csv": wide_rows,
    "cells.xlsx": lambda: repeated("xl/worksheets/sheet1.xml", xlsx([["x"]]), 110_000_000),
    "chapter.epub": lambda: epub("A" * 20_000_000),
    "laughs.docx": lambda: zipped(
        {"word/document.xml": laughing("<w:document xmlns:w='x'><w:t>{}</w:t></w:document>")}
    ),
    "laughs.odt": lambda: zipped(ODT | {"content.xml": laughing("<d><p>{}</p></d>")}),
    "laughs.html": laughing("<html><p>{}").encode,
    "deep.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 60_000 + "</w:tc></w:tr></w:tbl>" * 60_000),
    "deep.odt": lambda: odt(
        "<text:list><text:list-item>" * 60_000 + "</text:list-item></text:list>" * 60_000
    ),
    "deep.html": lambda: b"<html>" + b"<table><tr><td>" * 200_000 + b"deep",
    "deep.rtf": lambda: rtf("{" * 2_000_000),
    "deep.md": lambda: b"> " * 100_000 + b"deep",
    "brackets.md": lambda: b"[" * 40_000 + b"a](" * 20_000,
    "deep.eml": lambda: deep_mail(5_000),
    "parts.eml": lambda: many_parts(30_000),
    "header.eml": lambda: b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?=41?= " * 200_000 + b"\n\nx",
    "cells.rtf": lambda: rtf(r"\trowd " + r"a\cell " * 100_000),
    "greedy.pdf": greedy_pdf,
    "pages.pdf": lambda: pdf(*["page"] * 3_000),
    "one.csv": lambda: b'"' + b"a,\n" * 500_000,
    "long.txt": lambda: b"a" * 20_000_000,
    "hyphens.txt": lambda: "a\u00ad \n".encode() * 2_000_000,
    "blank.txt": lambda: b"a" + b"\n \t" * 3_000_000 + b"b",
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_file_made_to_cost_very_much_ends_in_text_or_in_a_reason(reader: Reader, name: str) -> None:
    result = await ended(reader, BOMBS[name](), name)
    assert isinstance(result, ReadFile) or result in {Why.TOO_BIG, Why.TOO_SLOW, Why.NO_TEXT, Why.BROKEN}


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """Return a file of which some bytes are changed, left out, repeated or cut off."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 200)] * chance.randint(1, 20)
            case 3:
                data[at : at + 4] = b"\xff\xff\xff\x7f"
            case 4:
                data = data[: max(1, at)] if chance.random() < 0.2 else data
    return bytes(data)


def repacked(whole: bytes, chance: random.Random) -> bytes:
    """Return a package of which one part is mutated and then packed again, so that its reader sees it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        victim = chance.choice([name for name in names if name != "mimetype"])
        for name in names:
            data = before.read(name)
            after.writestr(name, mutated(data, chance) if name == victim else data)
    return out.getvalue()


ROUNDS = int(os.environ.get("PALAIS_SOAK", "0")) or 6
"""How many mutations of each format are tried: PALAIS_SOAK=300 for a night."""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.asyncio(loop_scope="module")
async def test_mutated_files_harm_nothing(reader: Reader, name: str) -> None:
    chance = random.Random(f"{name} 1")
    whole, results = FORMATS[name], set[Why]()
    for _ in range(ROUNDS):
        change = repacked if whole.startswith(b"PK") and chance.random() < 0.8 else mutated
        try:
            await reader.read(change(whole, chance), name)
        except Unreadable as unreadable:
            results.add(unreadable.why)
    assert Why.NOT_SAFE not in results
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"


CORPUS = Path(os.environ.get("PALAIS_CORPUS", "../shared/data"))
FOLDERS = ("pdf", "docx", "email", "ocr")
STEP = 1 if os.environ.get("PALAIS_SOAK") else 9
"""Each ninth file is tried, or all of them where PALAIS_SOAK is set."""


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.asyncio(loop_scope="module")
async def test_odd_files_end_in_text_or_in_a_reason(reader: Reader, folder: str) -> None:
    if not (CORPUS / folder).is_dir():
        pytest.skip(f"the odd files are not in {CORPUS}: set PALAIS_CORPUS to the folder that has {folder}/")
    files = sorted(file for file in (CORPUS / folder).rglob("*") if file.is_file())
    results = [await ended(reader, file.read_bytes(), file.name) for file in files[::STEP]]
    assert not {Why.TOO_SLOW, Why.TOO_BIG, Why.NOT_SAFE} & {one for one in results if isinstance(one, Why)}
    assert folder == "ocr" or any(isinstance(result, ReadFile) for result in results)
