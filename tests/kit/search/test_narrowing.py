"""A search is narrowed by facts, and forgives mistakes of typing, within what is allowed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kit.ids import Language, RoomId
from kit.search.index import WordIndex
from kit.search.passages import By, Filters, Passage, Query
from kit.search.question import Question, spoken, typed
from kit.search.rows import row_of
from kit.search.visibility import Span
from kit.testing.clock import NOON

ROOM, OTHER = RoomId("!room"), RoomId("!other")
HERE = {ROOM: Span()}
NOTHING = typed([])
EN = Language.ENGLISH


def passage(document: str, ordinal: int, text: str, room: RoomId = ROOM, **facets: str) -> Passage:
    many = {name: tuple(value.split()) for name, value in facets.items()}
    return Passage(document, ordinal, room, NOON + timedelta(days=ordinal), {EN: text}, many)


PASSAGES = [
    passage("a", 0, "detention of migrants", body="cedaw", state="fra", year="2019", symbol="CEDAW CEDAW/C"),
    passage("a", 1, "detention of children", body="cedaw", state="fra", year="2019", para="12"),
    passage("b", 2, "detention of journalists", body="cat", state="che", year="2021", lang="fr"),
    passage("c", 3, "zebra crossings everywhere", OTHER, body="cat", year="2021"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordIndex]:
    with WordIndex(tmp_path_factory.mktemp("index")) as made:
        for document in ("a", "b", "c"):
            made.replace(document, [one for one in PASSAGES if one.document == document])
        made.commit()
        yield made


def found(
    index: WordIndex, question: Question, years: tuple[int | None, int | None] | None = None, **fields: str
) -> list[tuple[str, int]]:
    filters = Filters({name: frozenset(value.split()) for name, value in fields.items()}, years)
    return [(hit.document, hit.ordinal) for hit in index.search(Query(question, "", filters), HERE, 10)]


def test_a_field_narrows_a_search_to_any_of_its_values(index: WordIndex) -> None:
    word = typed(["detention"])
    assert found(index, word, body="cat") == [("b", 2)]
    assert sorted(found(index, word, body="cat cedaw")) == [("a", 0), ("a", 1), ("b", 2)]
    assert found(index, word, body="cedaw", para="12") == [("a", 1)]
    assert found(index, word, symbol="CEDAW/C") == [("a", 0)]
    assert found(index, word, body="cat", state="fra") == []


def test_years_include_both_ends_and_may_be_open(index: WordIndex) -> None:
    word = typed(["detention"])
    assert found(index, word, (2020, 2021)) == [("b", 2)]
    assert sorted(found(index, word, (None, 2019))) == [("a", 0), ("a", 1)]
    assert sorted(found(index, word, (2019, None))) == [("a", 0), ("a", 1), ("b", 2)]
    assert found(index, word, (2022, None)) == found(index, word, (2021, 2020)) == []


def test_a_field_that_is_not_kept_or_has_no_value_finds_nothing(index: WordIndex) -> None:
    assert found(index, typed(["detention"]), colour="blue") == []
    assert found(index, typed(["detention"]), body="") == []


def test_filters_alone_find_the_newest_first(index: WordIndex) -> None:
    hits = index.search(Query(NOTHING, "", Filters({"year": frozenset({"2019", "2021"})})), HERE, 10)
    assert [(hit.document, hit.ordinal) for hit in hits] == [("b", 2), ("a", 1), ("a", 0)]
    assert {hit.by for hit in hits} == {By.FILTER}
    assert hits[0].at == NOON + timedelta(days=2)


def test_neither_words_nor_filters_find_nothing(index: WordIndex) -> None:
    assert index.search(Query(NOTHING), HERE, 10) == ()


def test_nothing_is_narrowed_to_what_is_not_allowed(index: WordIndex) -> None:
    assert ("c", 3) not in found(index, NOTHING, body="cat")
    view = index.view()
    cat = Filters({"body": frozenset({"cat"})})
    assert view.rows(cat, HERE).tolist() == [row_of("b", 2)]
    assert view.counts(Query(NOTHING, "", cat), HERE, "body", 5) == {"cat": 1}
    assert view.rows(cat, {}).tolist() == []


def test_values_are_counted_among_what_is_found(index: WordIndex) -> None:
    assert index.view().counts(Query(typed(["detention"])), HERE, "body", 5) == {"cedaw": 2, "cat": 1}


@pytest.mark.parametrize("mistake", ["detenton", "detentoin", "joournalists", "jurnalist"])
def test_a_mistake_of_typing_is_forgiven_and_told(index: WordIndex, mistake: str) -> None:
    hits = index.search(Query(typed([mistake])), HERE, 10)
    assert "b" in {hit.document for hit in hits}
    assert {hit.by for hit in hits} == {By.NEARLY}


@pytest.mark.parametrize("other", ["retention of it", "2018", "cat", "zzzzzzzzzz"])
def test_short_words_numbers_and_other_words_are_no_mistakes(index: WordIndex, other: str) -> None:
    assert found(index, typed([other])) == []


def test_a_word_that_others_may_read_is_still_a_mistake_here(index: WordIndex, tmp_path: Path) -> None:
    with WordIndex(tmp_path) as both:
        both.replace("a", [passage("a", 0, "zebra")])
        both.replace("b", [passage("b", 0, "zebro", OTHER)])
        both.commit()
        everywhere = {ROOM: Span(), OTHER: Span()}
        asked = Query(typed(["zebro"]))
        assert [(hit.document, hit.by) for hit in both.search(asked, everywhere, 5)] == [("b", By.WORDS)]
        assert [(hit.document, hit.by) for hit in both.search(asked, HERE, 5)] == [("a", By.NEARLY)]


def test_what_has_the_words_comes_before_what_has_them_nearly(tmp_path: Path) -> None:
    with WordIndex(tmp_path) as index:
        index.replace("a", [passage("a", 0, "zebras unicorns"), passage("a", 1, "unicorns")])
        index.commit()
        hits = index.search(Query(spoken("unicorns and zebbras")), HERE, 5)
        assert [hit.by for hit in hits] == [By.WORDS, By.WORDS]


def test_of_equals_the_same_are_always_chosen(tmp_path: Path) -> None:
    chosen = set()
    for turn, order in enumerate([range(40), reversed(range(40))]):
        with WordIndex(tmp_path / str(turn)) as index:
            for number in order:
                index.replace(f"${number}", [passage(f"${number}", 0, "zebra")])
            index.commit()
            hits = index.search(Query(typed(["zebra"])), HERE, 5)
            chosen.add(tuple(hit.document for hit in hits))
    assert len(chosen) == 1
