"""Words and meaning find together what either finds, in one order, and only what is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from kit.ids import Language, RoomId
from kit.meaning.encoder import Vectors, of_length_one
from kit.meaning.vectors import encode_passages
from kit.search.engine import Engine
from kit.search.languages import by_language
from kit.search.passages import By, Filters, Hit, Passage, Query
from kit.search.question import spoken, typed
from kit.search.visibility import Allowed, Span
from kit.testing.clock import NOON

HALL, LODGE = RoomId("!hall"), RoomId("!lodge")
HERE = {HALL: Span()}
TOPICS = (
    ("water", "eau", "вода", "river"),
    ("prison", "cell", "тюрьма", "detention"),
    ("school", "école", "школа", "lesson"),
)
TEXTS = {
    "water-en": "clean water for everybody in town",
    "water-fr": "eau potable pour chacun dans la ville",
    "water-ru": "чистая вода для каждого в городе",
    "prison-en": "the prison holds too many people",
    "prison-ru": "тюрьма переполнена людьми",
    "school-en": "every school must be free of charge",
}


@dataclass
class Topics:
    """An encoder that knows a few words of three topics."""

    name = "topics"
    size = len(TOPICS)
    least = 0.5
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
        if asked:
            self.asked += texts
        counts = [[sum(word in text for word in topic) for topic in TOPICS] for text in texts]
        return of_length_one(np.array(counts, np.float32).reshape(len(texts), self.size))


def passages(name: str, text: str, room: RoomId = HALL) -> list[Passage]:
    language = Language(name[-2:])
    facets = {"lang": (language.value,), "body": (name.partition("-")[0],)}
    texts = by_language(text, language if language is not Language.RUSSIAN else Language.ENGLISH)
    at = NOON + timedelta(days=sorted(TEXTS).index(name) if name in TEXTS else 0)
    return [Passage(name, 0, room, at, texts, facets)]


def shelve(engine: Engine, name: str, text: str, room: RoomId = HALL) -> None:
    assert engine.encoder is not None
    engine.replace(name, passages(name, text, room), encode_passages(engine.encoder, [text]))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path, Topics()) as made:
        for name, text in TEXTS.items():
            shelve(made, name, text)
        made.commit()
        yield made


def asked(text: str, **fields: str) -> Query:
    return Query(spoken(text), text, Filters({name: frozenset({value}) for name, value in fields.items()}))


def found(engine: Engine, query: Query, allowed: Allowed | None = None) -> dict[str, By]:
    hits = engine.search(query, HERE if allowed is None else allowed, 10)
    return {hit.document: hit.by for hit in hits}


def test_what_means_the_same_is_found_in_every_language(engine: Engine) -> None:
    assert found(engine, asked("where is water in town")) == {
        "water-en": By.BOTH,
        "water-fr": By.MEANING,
        "water-ru": By.MEANING,
    }


def test_what_has_the_words_and_the_meaning_comes_first(engine: Engine) -> None:
    shelve(engine, "pipes-en", "water pipes of the old town and their river")
    shelve(engine, "duck-en", "ducks like to swim in water")
    engine.commit()
    hits = engine.search(asked("river of the town"), HERE, 10)
    assert hits[0].document == "pipes-en"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_hits_tell_all_that_is_needed_to_show_them(engine: Engine) -> None:
    (first, *_) = engine.search(asked("чистая вода для города"), HERE, 10)
    assert first == Hit("water-ru", 0, HALL, first.at, first.score, By.BOTH, Language.RUSSIAN)
    assert first.at == NOON + timedelta(days=sorted(TEXTS).index("water-ru"))


def test_a_filter_narrows_words_and_meaning_alike(engine: Engine) -> None:
    assert found(engine, asked("where is water in town", lang="fr")) == {"water-fr": By.MEANING}
    assert found(engine, asked("where is water in town", body="prison")) == {}
    assert found(engine, asked("where is water in town", body="nothing")) == {}


def test_nothing_is_found_in_rooms_and_times_that_are_not_allowed(engine: Engine) -> None:
    shelve(engine, "secret-en", "water of the secret river in town", LODGE)
    engine.commit()
    query = asked("where is water in town")
    assert "secret-en" not in found(engine, query)
    assert found(engine, query, {}) == {}
    assert set(found(engine, query, {LODGE: Span()})) == {"secret-en"}
    assert set(found(engine, query, {HALL: Span(NOON + timedelta(days=5))})) == {"water-ru"}


def test_scores_of_what_is_allowed_by_meaning_depend_on_nothing_else(engine: Engine) -> None:
    query = asked("вода")
    before = [(hit.document, hit.score) for hit in engine.search(asked("river deep and wide"), HERE, 10)]
    shelve(engine, "secret-en", "a river, deep and wide", LODGE)
    engine.commit()
    after = [(hit.document, hit.score) for hit in engine.search(asked("river deep and wide"), HERE, 10)]
    assert before == after
    assert found(engine, query, {LODGE: Span()}) == {"secret-en": By.MEANING}


def test_a_document_taken_out_is_found_by_neither(engine: Engine) -> None:
    engine.replace("water-en", ())
    engine.commit()
    assert set(found(engine, asked("where is water in town"))) == {"water-fr", "water-ru"}


def test_a_phrase_is_found_by_its_words_alone(engine: Engine) -> None:
    query = Query(typed(["clean water"]), "clean water")
    assert found(engine, query) == {"water-en": By.WORDS}


def test_a_question_without_a_sentence_is_answered_by_words_alone(engine: Engine) -> None:
    assert found(engine, Query(typed(["water"]))) == {"water-en": By.WORDS}
    assert isinstance(engine.encoder, Topics)
    assert engine.encoder.asked == []


def test_filters_alone_find_the_newest_first(engine: Engine) -> None:
    hits = engine.search(Query(typed([]), "", Filters({"body": frozenset({"water"})})), HERE, 2)
    assert [(hit.document, hit.by) for hit in hits] == [("water-ru", By.FILTER), ("water-fr", By.FILTER)]


def test_what_is_far_from_the_question_is_not_found_by_meaning(engine: Engine) -> None:
    assert found(engine, asked("unicorn")) == {}


def test_a_mistyped_word_is_found_by_nearly_and_by_meaning(engine: Engine) -> None:
    kinds = found(engine, asked("what about detention in prizon"))
    assert kinds["prison-en"] is By.NEARLY
    assert kinds["prison-ru"] is By.MEANING


def test_a_document_without_vectors_is_found_by_its_words(engine: Engine) -> None:
    engine.replace("water-en", passages("water-en", TEXTS["water-en"]))
    engine.commit()
    assert found(engine, asked("where is water in town"))["water-en"] is By.WORDS


def test_without_an_encoder_words_alone_are_found(tmp_path: Path) -> None:
    with Engine(tmp_path) as engine:
        engine.replace("water-en", passages("water-en", TEXTS["water-en"]))
        engine.commit()
        assert found(engine, asked("where is water in town")) == {"water-en": By.WORDS}


def test_no_more_are_returned_than_were_asked_for(engine: Engine) -> None:
    assert len(engine.search(asked("where is water in town"), HERE, 2)) == 2
