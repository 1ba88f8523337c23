"""The library's benchmark measures what it says, in small."""

import random
from dataclasses import replace
from itertools import islice

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from benchmarks.library.asking import ALLOWED, asking, shelves
from benchmarks.library.beside import in_sqlite
from benchmarks.library.intake import PAGES, taking_in
from benchmarks.library.texts import LONG, Sentences, paper, questions

FEW = Sentences(
    [f"The Committee is concerned about matter{n} and recommends{n}." for n in range(400)], real=False
)


def test_a_paper_has_the_text_of_its_pages() -> None:
    texts = ["The right to water (General Comment)", "a back\\slash " * 40]
    with pypdfium2.PdfDocument(paper(texts)) as document:
        read = [page.get_textpage().get_text_bounded() for page in document]
    assert ["".join(one.split()) for one in read] == ["".join(one.split()) for one in texts]


def test_passages_are_about_as_long_as_real_ones_and_not_alike() -> None:
    some = list(islice(FEW.passages(random.Random(1)), 50))
    assert len(set(some)) == 50
    assert all(LONG <= len(text) < 2 * LONG for text in some)


def test_questions_are_words_of_a_passage() -> None:
    texts = list(islice(FEW.passages(random.Random(1)), 5))
    for asked in questions(texts, 20, random.Random(2)):
        assert any(all(word in text for word in asked.split()) for text in texts)


def test_each_question_is_asked_of_a_few_rooms() -> None:
    there = shelves(FEW, 5_000)
    assert all(len(allowed) == ALLOWED for _, allowed in there.asked(random.Random(1)))
    assert len(set(there.rooms)) > 100


def test_all_sides_answer_what_they_are_asked() -> None:
    there = replace(shelves(FEW, 1_000), questions=30)
    ours, theirs = asking(there, None), in_sqlite(there)
    assert ours["words_answered"].value > 0.5
    assert theirs["fts5_answered"].value > 0.5
    assert ours["words_p50_ms"].value <= ours["words_p95_ms"].value <= ours["words_p99_ms"].value
    assert (ours["words_p95_ms"].target, "meaning_p95_ms" in ours) == (10, False)


async def test_files_are_taken_in_by_the_library_itself() -> None:
    figures = await taking_in(FEW, 1, meaning=False)
    assert figures["intake_pages"].value == PAGES
    assert figures["words_pages_ratio"].least == 0.7
    assert figures["words_pages_s"].value > 0
