"""Pictures of text are read where the engine and its data are, in the languages of the house."""

import asyncio
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL import Image, ImageOps

from kit.ids import Language
from kit.reading import Kind, Limits, Reader, ReadFile, Unreadable, Why
from kit.reading import reader as readers
from kit.reading.cell.hearing import Ear
from kit.reading.cell.nurse import Nurse
from kit.reading.cell.telling import told
from kit.reading.formats import read_bytes
from kit.reading.portable.layers import shown
from kit.reading.progress import heard_by
from kit.reading.seeing import ocr, scans
from kit.reading.seeing.scans import Desk, at
from tests.kit.reading.papers import pdf
from tests.kit.reading.pictures import (
    ENGLISH,
    FRENCH,
    joined,
    needs_ocr,
    printed,
    saved,
    scanned,
    unmapped,
)

CORPUS = Path(os.environ.get("PALAIS_CORPUS", "../shared/data"))
LARGEST_ERROR = {"eng": 0.01, "fra": 0.01, "spa": 0.01, "rus": 0.01, "cmn_hans": 0.02, "arb": 0.05}


@pytest.fixture(scope="session")
def models() -> ocr.Eyes:
    found = ocr.load()
    assert found is not None
    return found


@pytest.fixture
def eyes(models: ocr.Eyes) -> ocr.Eyes:
    return ocr.Eyes(models._engines, models._scripts)


def read_with(eyes: ocr.Eyes | None, data: bytes, limits: Limits | None = None) -> ReadFile:
    with at(Desk.made(eyes, limits or Limits())):
        return read_bytes(data, "x", None)


def same_words(text: str, lines: tuple[str, ...]) -> bool:
    return text.split() == " ".join(lines).split()


class Engine:
    """Reads whatever it is told, and knows how often it was asked."""

    def __init__(self, text: str = "", sure: int = 95, script: str | None = None) -> None:
        self.text, self.sure, self.script, self.asked = text, sure, script, 0

    def DetectOrientationScript(self) -> dict[str, Any] | None:  # noqa: N802
        return self.script and {"script_name": self.script, "orient_deg": 0}  # type: ignore[return-value]

    def Recognize(self, milliseconds: int) -> bool:  # noqa: N802
        self.asked += 1
        return milliseconds > 0

    def GetUTF8Text(self) -> str:  # noqa: N802
        return self.text

    def MeanTextConf(self) -> int:  # noqa: N802
        return self.sure

    def __getattr__(self, name: str) -> Any:
        return lambda *_: None


BLANK = Image.new("L", (100, 100), 255)
SAID = {
    Language.ENGLISH: "All of these words are in the English language of today",
    Language.FRENCH: "Tous ces mots sont de la langue dont nous nous servons",
    Language.RUSSIAN: "Все эти слова написаны на русском языке",
}


def test_the_next_page_is_read_as_the_language_of_the_last_one() -> None:
    english, french = Engine(SAID[Language.FRENCH], 90), Engine(SAID[Language.FRENCH], 92)
    eyes = ocr.Eyes({Language.ENGLISH: english, Language.FRENCH: french}, Engine(script="Latin"))
    for _ in range(3):
        seen = eyes.read(BLANK, 10)
        assert seen is not None
        assert (seen.language, seen.confidence) == (Language.FRENCH, 92)
    assert (english.asked, french.asked) == (1, 3)


def test_a_page_in_another_language_of_the_same_letters_is_read_twice_at_most() -> None:
    english, french = Engine(SAID[Language.FRENCH], 90), Engine(SAID[Language.FRENCH], 92)
    eyes = ocr.Eyes({Language.ENGLISH: english, Language.FRENCH: french}, Engine(script="Latin"))
    eyes._last = Language.ENGLISH
    assert eyes.read(BLANK, 10) == ocr.Seen(SAID[Language.FRENCH], Language.FRENCH, 92)
    assert (english.asked, french.asked) == (1, 1)


def test_a_page_in_another_script_is_read_again_in_its_own() -> None:
    english, russian = Engine(SAID[Language.ENGLISH]), Engine("Зеарчинг", 40)
    eyes = ocr.Eyes({Language.ENGLISH: english, Language.RUSSIAN: russian}, Engine(script="Latin"))
    eyes._last = Language.RUSSIAN
    seen = eyes.read(BLANK, 10)
    assert seen is not None
    assert (seen.language, russian.asked) == (Language.ENGLISH, 1)


def test_without_the_model_of_scripts_each_is_tried() -> None:
    english, russian = Engine("BCE 3TN CNOBA", 40), Engine(SAID[Language.RUSSIAN])
    eyes = ocr.Eyes({Language.ENGLISH: english, Language.RUSSIAN: russian}, None)
    seen = eyes.read(BLANK, 10)
    assert seen is not None
    assert seen.language is Language.RUSSIAN


def test_a_language_without_data_is_named_by_its_package() -> None:
    eyes = ocr.Eyes({Language.ENGLISH: Engine()}, Engine(script="Arabic"))
    with at(Desk.made(eyes, Limits())) as desk:
        assert scans.with_scans(ReadFile(None, ()), {}).troubles == ()
        assert eyes.read(BLANK, 10) is None
        assert desk.lacks == ("tesseract-ocr-ara",)


def test_a_page_for_which_there_is_no_time_is_not_read() -> None:
    assert ocr.Eyes({Language.ENGLISH: Engine()}, Engine(script="Latin")).read(BLANK, 0) is None


def test_spaces_between_chinese_signs_are_not_kept() -> None:
    eyes = ocr.Eyes({Language.CHINESE: Engine("人人 生 而 自由 ， 在 2023 年")}, Engine(script="Han"))
    seen = eyes.read(BLANK, 10)
    assert seen is not None
    assert seen.text == "人人生而自由，在 2023 年"


def test_a_file_that_is_all_pictures_asks_for_eyes() -> None:
    with at(Desk()) as desk, pytest.raises(Unreadable):
        read_bytes(scanned(BLANK, BLANK), "x.pdf", None)
    assert desk.unread == 2
    assert desk.lacks


def test_what_was_not_read_in_time_is_said() -> None:
    eyes = ocr.Eyes({Language.ENGLISH: Engine(SAID[Language.ENGLISH])}, Engine(script="Latin"))
    found = read_with(eyes, scanned(BLANK, BLANK, BLANK), Limits(ocr_pages=2))
    assert [page.number for page in found.pages] == [1, 2]
    assert found.about["unread_pages"] == 1
    assert "1 of 3 scanned pages were not read" in found.troubles[0]
    with pytest.raises(Unreadable):
        read_with(eyes, scanned(BLANK), Limits(ocr_seconds=0))


def test_what_is_no_text_with_any_certainty_is_left_out() -> None:
    eyes = ocr.Eyes({Language.ENGLISH: Engine("1l .,| gr vl", 31)}, Engine(script="Latin"))
    found = read_with(eyes, saved(BLANK, "PNG"))
    assert (found.kind, found.pages) == (Kind.IMAGE, ())


def test_how_far_the_pages_are_is_told() -> None:
    told: list[tuple[int, int]] = []
    eyes = ocr.Eyes({Language.ENGLISH: Engine(SAID[Language.ENGLISH])}, Engine(script="Latin"))
    with heard_by(lambda done, of: told.append((done, of)), every=0.0):
        with pytest.raises(Unreadable):
            read_with(None, scanned(BLANK, BLANK))
        assert told == []
        read_with(eyes, scanned(BLANK, BLANK))
    assert told == [(0, 2), (1, 2), (2, 2)]


@needs_ocr
def test_only_the_pages_that_need_it_are_read_as_pictures(eyes: ocr.Eyes) -> None:
    text = "This page has its own text, which is long enough to be used."
    found = read_with(eyes, joined(pdf(text), scanned(printed()), pdf("II")))
    assert [(page.number, page.by_ocr) for page in found.pages] == [(1, False), (2, True), (3, False)]
    assert found.pages[0].text == text
    assert same_words(found.pages[1].text, ENGLISH)


@needs_ocr
def test_a_text_layer_that_means_nothing_is_not_used(eyes: ocr.Eyes) -> None:
    found = read_with(eyes, unmapped(ENGLISH))
    assert found.pages[0].by_ocr
    assert same_words(found.pages[0].text, ENGLISH)
    with pytest.raises(Unreadable):
        read_with(None, unmapped(ENGLISH))


@needs_ocr
@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("PNG", {}),
        ("JPEG", {"quality": 60}),
        ("TIFF", {"compression": "group4"}),
        ("TIFF", {"compression": "jpeg"}),
        ("WEBP", {"quality": 60}),
        ("BMP", {}),
        ("GIF", {}),
    ],
)
def test_pictures_of_each_kind_are_read(eyes: ocr.Eyes, kind: str, how: dict[str, Any]) -> None:
    picture = printed().crop((0, 100, 1600, 700))
    found = read_with(
        eyes, saved(picture.convert("1") if how.get("compression") == "group4" else picture, kind, **how)
    )
    assert same_words(found.pages[0].text, ENGLISH)
    assert found.pages[0].by_ocr
    assert found.kind is (Kind.DOCUMENT if kind == "TIFF" else Kind.IMAGE)
    assert (found.about["width"], found.about["height"]) == (1600, 600)


@needs_ocr
def test_each_sheet_of_a_fax_is_a_page(eyes: ocr.Eyes) -> None:
    sheets = [printed(lines).convert("1") for lines in (ENGLISH, FRENCH)]
    found = read_with(
        eyes, saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    )
    assert [page.number for page in found.pages] == [1, 2]
    assert same_words(found.pages[1].text, FRENCH)


@needs_ocr
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_was_laid_in_the_wrong_way_is_read(eyes: ocr.Eyes, turned: int) -> None:
    found = read_with(eyes, saved(printed().rotate(turned, expand=True), "PNG"))
    assert same_words(found.pages[0].text, ENGLISH)


@needs_ocr
def test_the_language_of_a_page_is_found(eyes: ocr.Eyes) -> None:
    seen = eyes.read(printed(FRENCH), 60)
    assert seen is not None
    assert seen.language is Language.FRENCH
    assert eyes._last is Language.FRENCH


@needs_ocr
async def test_scans_are_read_in_the_locked_process() -> None:
    reader, told = Reader(), []
    data = joined(pdf("This page has its own text, which is long enough to be used."), scanned(printed()))
    try:
        found = await reader.read(data, "x.pdf", progress=lambda done, of: told.append((done, of)))
        again = await reader.read(saved(printed(FRENCH), "PNG"), "x.png")
    finally:
        await reader.close()
    assert same_words(found.pages[1].text, ENGLISH)
    assert same_words(again.pages[0].text, FRENCH)
    assert told
    assert found.troubles == again.troubles == ()


async def test_without_an_engine_scans_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "reads_scans", lambda: False)
    reader = Reader(side_by_side=1)
    try:
        with pytest.raises(Unreadable) as none:
            await reader.read(scanned(printed()), "x.pdf")
        assert none.value.why is Why.NEEDS_OCR
        mixed = await reader.read(joined(pdf("page " * 20), scanned(BLANK)), "x.pdf")
        assert (len(mixed.pages), mixed.about["unread_pages"]) == (1, 1)
        with pytest.raises(Unreadable) as fax:
            await reader.read(saved(printed(), "TIFF"), "x.tif")
        assert fax.value.why is Why.NEEDS_OCR
        photograph = await reader.read(saved(printed(), "PNG"), "x.png")
        assert (photograph.kind, photograph.pages) == (Kind.IMAGE, ())
    finally:
        await reader.close()


async def test_what_was_read_before_the_scans_counts_where_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(nurse: Nurse, data: bytes, order: object, ear: object) -> Any:
        if nurse._for_scans:
            raise Unreadable(Why.TOO_SLOW)
        return await asked(nurse, data, order, ear)  # type: ignore[arg-type]

    asked = Nurse.ask
    monkeypatch.setattr(Nurse, "ask", fails)
    monkeypatch.setattr(readers, "reads_scans", lambda: True)
    reader = Reader(side_by_side=1)
    try:
        mixed = await reader.read(joined(pdf("page " * 20), scanned(BLANK)), "x.pdf")
        assert "its scans were not read" in mixed.troubles[-1]
        with pytest.raises(Unreadable) as none:
            await reader.read(scanned(BLANK), "x.pdf")
        assert none.value.why is Why.TOO_SLOW
    finally:
        await reader.close()


async def test_the_process_that_reads_scans_ends_when_there_are_none_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[bool] = []

    async def asked(nurse: Nurse, data: bytes, order: object, ear: Ear) -> Ear:
        ear.answer, ear.scans = bytearray(told(ReadFile(None, ()))), True
        return ear

    async def closed(nurse: Nurse) -> None:
        ended.append(nurse._for_scans)

    monkeypatch.setattr(Nurse, "ask", asked)
    monkeypatch.setattr(Nurse, "close", closed)
    monkeypatch.setattr(readers, "reads_scans", lambda: True)
    monkeypatch.setattr(readers, "IDLE", 0.01)
    reader = Reader(side_by_side=1)
    for _ in range(2):
        await reader.read(b"x", "x")
        while ended != [True]:
            await asyncio.sleep(0.01)
        ended.clear()
    await reader.read(b"x", "x")
    await reader.close()
    assert sorted(ended) == [False, True]


@pytest.fixture
def real_pages() -> Path:
    folder = CORPUS / "udhr-containers" / "pdf"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not at {CORPUS}; PALAIS_CORPUS names their folder")
    return folder


@needs_ocr
@pytest.mark.parametrize("name", LARGEST_ERROR)
def test_a_page_in_each_language_is_read_nearly_without_error(
    eyes: ocr.Eyes, real_pages: Path, name: str
) -> None:
    document = pypdfium2.PdfDocument(real_pages / f"{name}.pdf")
    page = document[len(document) - 1]
    seen = eyes.read(shown(page), 60)
    assert seen is not None
    assert error(letters(seen.text), letters(page.get_textpage().get_text_range())) <= LARGEST_ERROR[name]


@needs_ocr
def test_the_columns_of_an_arabic_page_are_not_run_together(eyes: ocr.Eyes, real_pages: Path) -> None:
    page = pypdfium2.PdfDocument(real_pages / "arb.pdf")[3]
    picture = shown(page)
    column = picture.crop(ImageOps.invert(picture).getbbox()).crop((0, 0, 1400, 1000))
    sheet = Image.new("L", (3_200, 1_200), 255)
    for left in (100, 1_700):
        sheet.paste(column, (left, 100))
    alone, twice = eyes.read(picture.crop((0, 0, picture.width, 1200)), 60), eyes.read(sheet, 60)
    assert alone is not None
    assert twice is not None
    half = letters(twice.text)[: len(letters(twice.text)) // 2]
    assert error(half[:400], letters(alone.text)[:400]) < 0.1


def letters(text: str) -> str:
    """Return what of a text is a letter for certain: marks and numbers come in more orders than one."""
    return re.sub(r"[\W\d_\u0640\u064b-\u0652]", "", unicodedata.normalize("NFKC", text))


def error(read: str, true: str) -> float:
    """Return the share of letters that must be changed to come from one to the other."""
    signs = np.array([ord(sign) for sign in true])
    steps = np.arange(len(true) + 1)
    row = steps
    for n, sign in enumerate(read, 1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (signs != ord(sign)))
        row = np.minimum.accumulate(np.concatenate(([n], changed)) - steps) + steps
    return float(row[-1]) / len(true)
