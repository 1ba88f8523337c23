"""Words are found in six languages, as people write them and not only as the text does."""

from pathlib import Path

import pytest

from kit.ids import Language, RoomId
from kit.search.folding import fold, fold_with_origins
from kit.search.index import WordIndex
from kit.search.languages import by_language, language_of, latin_language_of
from kit.search.passages import Passage, Query
from kit.search.question import spoken, typed
from kit.search.visibility import Span
from kit.testing.clock import NOON

ROOM, OTHER = RoomId("!room"), RoomId("!other")
TEXTS = {
    "ar": "لا يُعرَّض أي إنسان للتعذيب ولا للعقوبات القاسية في سنة ٢٠١٩",
    "en": "No one shall be subjected to arbitrary arrest, detention or exile.",
    "es": "Nadie podrá ser arbitrariamente detenido, preso ni desterrado.",
    "fr": "Nul ne peut être arbitrairement arrêté, détenu ni exilé. L’œuvre du Comité.",
    "ru": "Никто не может быть подвергнут произвольному аресту; её ребёнок.",
    "zh": "任何人不得加以任意逮捕、拘禁或放逐。见CEDAW/C/GC/35号文件",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    made = WordIndex(tmp_path_factory.mktemp("index"))
    for name, text in TEXTS.items():
        made.replace(name, [Passage(name, 0, ROOM, NOON, by_language(text, latin_language_of(text)))])
    made.commit()
    return made


def found(index: WordIndex, *words: str) -> list[str]:
    return [hit.document for hit in index.search(Query(typed(words)), {ROOM: Span()}, 10)]


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ("arrests detention", "en"),
        ("ARBITRARY", "en"),
        ("arrete", "fr"),
        ("l'œuvre", "fr"),
        ("oeuvre", "fr"),
        ("desterrados", "es"),
        ("التعذيب", "ar"),
        ("يعرض", "ar"),
        ("2019", "ar"),
        ("аресты", "ru"),
        ("ее ребенок", "ru"),
        ("逮捕", "zh"),
        ("CEDAW/C/GC/35", "zh"),
    ],
)
def test_a_word_finds_its_text(index: WordIndex, words: str, document: str) -> None:
    assert document in found(index, *words.split())


@pytest.mark.parametrize(
    "words",
    ["逮补", "逃捕", "unicorn", "CEDAW/C/GC/36", "...", "", '"', "AND OR NOT", "text_en:arrest", "a:b^2 ~"],
)
def test_what_is_not_there_is_not_found(index: WordIndex, words: str) -> None:
    assert found(index, words) == []


def test_a_phrase_must_stand_as_it_is(index: WordIndex) -> None:
    assert found(index, "arbitrary arrest") == ["en"]
    assert found(index, "arrest arbitrary") == []


def test_most_words_of_a_question_must_be_found(index: WordIndex) -> None:
    assert found(index, "arbitrary", "arrest", "unicorn") == ["en"]
    assert found(index, "arbitrary", "unicorn") == []


def test_a_sentence_needs_fewer_of_its_words(index: WordIndex) -> None:
    hits = index.search(Query(spoken("where did we talk about detention and exile?")), {ROOM: Span()}, 3)
    assert hits[0].document == "en"


def test_only_the_rooms_given_are_looked_into(tmp_path: Path) -> None:
    with WordIndex(tmp_path / "index") as index:
        for room in (ROOM, OTHER):
            index.replace(room, [Passage(room, 0, room, NOON, {Language.ENGLISH: "zebra"})])
        index.commit()
        question = Query(typed(["zebra"]))
        assert [hit.room for hit in index.search(question, {ROOM: Span()}, 10)] == [ROOM]
        assert len(index.search(question, {ROOM: Span(), OTHER: Span()}, 10)) == 2
        assert index.search(question, {}, 10) == ()


def test_a_document_taken_out_is_not_found_any_more(tmp_path: Path) -> None:
    with WordIndex(tmp_path / "index") as index:
        for document in ("$a-B", "$a-b"):
            index.replace(
                document, [Passage(document, n, ROOM, NOON, {Language.ENGLISH: "zebra"}) for n in range(3)]
            )
        index.commit()
        index.replace("$a-B", [])
        index.commit()
        assert {hit.document for hit in index.search(Query(typed(["zebra"])), {ROOM: Span()}, 10)} == {"$a-b"}
        assert index.size == 3


def test_a_document_put_in_twice_is_there_once(tmp_path: Path) -> None:
    with WordIndex(tmp_path / "index") as index:
        for _ in range(2):
            index.replace("$a", [Passage("$a", 0, ROOM, NOON, {Language.ENGLISH: "zebra"})])
            index.commit()
        assert index.size == 1


def test_what_was_committed_is_there_when_the_index_is_opened_again(tmp_path: Path) -> None:
    with WordIndex(tmp_path / "index") as index:
        index.replace("$a", [Passage("$a", 0, ROOM, NOON, {Language.ENGLISH: "zebra"})])
        index.commit()
    with WordIndex(tmp_path / "index") as again:
        assert again.size == 1
        assert [hit.document for hit in again.search(Query(typed(["zebras"])), {ROOM: Span()}, 1)] == ["$a"]


def test_a_damaged_index_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with WordIndex(folder) as index:
        index.commit()
    (folder / "meta.json").write_text("{ not an index")
    with WordIndex(folder) as again:
        assert again.size == 0


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_the_language_of_a_text_is_known(language: str, text: str) -> None:
    assert language_of(text) is Language(language)


def test_a_text_that_mixes_scripts_is_taken_apart() -> None:
    parts = by_language("Article 9 — المادة ٩ 第九条 Статья 9", Language.FRENCH)
    assert set(parts) == {Language.FRENCH, Language.ARABIC, Language.CHINESE, Language.RUSSIAN}
    assert parts[Language.CHINESE] == "第九条 "


def test_folding_knows_the_way_back_to_the_original() -> None:
    text = "ﬁn du كِتَاب ٢٠١٩"
    folded = fold_with_origins(text)
    assert folded.text == fold(text) == "fin du كتاب 2019"
    start = folded.text.index("كتاب")
    first, last = folded.original(start, start + 4)
    assert text[first:last].strip() == "كِتَاب"
