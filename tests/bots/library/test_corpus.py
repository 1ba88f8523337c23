"""Real documents in six languages, where an administrator has them at hand (``PALAIS_CORPUS``)."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kit.reading import Limits, Reader, Unreadable, Why
from tests.bots.library.house import House, person

CORPUS = Path(os.environ.get("PALAIS_CORPUS", "../shared/data"))
UDHR = CORPUS / "udhr-containers"
ADA = person("ada")
QUESTIONS = {
    "arb": "تجارة الرقيق",
    "cmn_hans": "奴隶买卖",
    "eng": '"slave trade"',
    "fra": "traite esclaves",
    "rus": "работорговля",
    "spa": "trata esclavos",
}

pytestmark = pytest.mark.skipif(
    not UDHR.is_dir(), reason="there is no folder of real documents (PALAIS_CORPUS)"
)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(Limits(seconds=20))
    yield made
    await made.close()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("language", QUESTIONS)
async def test_the_words_of_a_real_document_are_read(reader: Reader, kind: str, language: str) -> None:
    read = await reader.read((UDHR / kind / f"{language}.{kind}").read_bytes(), f"x.{kind}")
    truth = "".join((UDHR / "truth" / f"{language}.txt").read_text().split())
    text = "".join("".join(page.text for page in read.pages).split())
    pairs = {truth[n : n + 4] for n in range(len(truth) - 3)}
    assert sum(pair in text for pair in pairs) / len(pairs) > 0.96


@pytest.mark.parametrize(("language", "question"), QUESTIONS.items())
async def test_a_real_document_is_found_in_its_language(house: House, language: str, question: str) -> None:
    room = house.room("Committee", ADA)
    for name in QUESTIONS:
        house.upload(room, ADA, f"{name}.pdf", (UDHR / "pdf" / f"{name}.pdf").read_bytes())
    await house.settle()
    (found,) = await house.ask(room, ADA, question)
    link_of = {e.name: e.event for e in house.server.find(room).timeline.values() if hasattr(e, "name")}
    assert f"/{link_of[f'{language}.pdf']}?" in found.body


async def test_odd_and_encrypted_files_are_read_or_refused_and_harm_nothing(reader: Reader) -> None:
    whys = set()
    for file in sorted((CORPUS / "pdf").rglob("*")) + sorted((CORPUS / "docx").rglob("*.docx")):
        if file.is_file():
            try:
                await reader.read(file.read_bytes(), file.name)
            except Unreadable as unreadable:
                whys.add(unreadable.why)
    assert Why.LOCKED in whys
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
