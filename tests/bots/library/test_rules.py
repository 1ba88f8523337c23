"""What the library decides, and that it can say it in every language."""

import string
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bots.library import words
from bots.library.rules import Passage, Upload, best, name_kept, regret, sentence_for, title_of
from kit.ids import EventId, Language, RoomId, UserId
from kit.language import Sentence
from kit.reading import Why

SENTENCES = [value for value in vars(words).values() if isinstance(value, Sentence)] + list(
    words.REGRETS.values()
)


def passage(digest: str, ordinal: int) -> Passage:
    upload = Upload(
        event=EventId(f"${digest}"),
        room=RoomId("!room"),
        sender=UserId("@ada:palais.localhost"),
        at=datetime(2026, 3, 2, tzinfo=UTC),
        name="a.txt",
    )
    return Passage(
        upload=upload, title="A", digest=digest, ordinal=ordinal, number=None, text="", latin=Language.ENGLISH
    )


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.en[:30])
def test_every_sentence_says_the_same_values_in_every_language(sentence: Sentence) -> None:
    assert len({frozenset(fields(sentence.template(language))) for language in Language}) == 1


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_kind_sentence_that_names_the_file(why: Why) -> None:
    assert fields(sentence_for(why).en) == {"name"}


@pytest.mark.parametrize(
    ("own", "name", "title"),
    [
        ("General comment No. 99", "gc99.pdf", "General comment No. 99"),
        (None, "draft_comment.pdf", "draft comment"),
        ("Microsoft Word - final2.doc", "views.pdf", "views"),
        ("untitled", "views.pdf", "views"),
        ("Report.docx", "views.pdf", "views"),
        ("  ", ".pdf", ".pdf"),
    ],
)
def test_a_document_is_called_by_its_title_or_else_by_its_name(
    own: str | None, name: str, title: str
) -> None:
    assert title_of(own, name) == title


@pytest.mark.parametrize(
    "name", ["_" * 20_000, "_" * 20_000 + ".pdf", "a" * 20_000, " " * 20_000, "." * 20_000]
)
@pytest.mark.parametrize("own", [None, "_" * 20_000, "a" * 20_000])
def test_no_title_is_longer_than_people_read(own: str | None, name: str) -> None:
    assert 0 < len(title_of(own, name)) <= 200


def test_a_very_long_name_keeps_its_beginning_and_its_ending() -> None:
    kept = name_kept("Views on the report " * 1000 + ".docx")
    assert (kept[:5], kept[-6:], len(kept) <= 200) == ("Views", "….docx", True)


def test_a_regret_says_no_name_of_endless_length() -> None:
    long = replace(passage("a", 0).upload, name="_" * 20_000)
    said = regret(long, Why.BROKEN, Language.ENGLISH).message
    assert len(said.plain) < 600


def test_an_answer_shows_few_passages_of_one_document_and_none_twice() -> None:
    found = [passage("a", n) for n in range(5)] + [passage("a", 0), passage("b", 0)]
    assert [p.same_as for p in best(found, 5)] == [("a", 0), ("a", 1), ("b", 0)]


def test_what_the_room_has_seen_is_not_repeated_to_the_asker() -> None:
    assert best([passage("a", 0), passage("b", 0)], 5, [passage("a", 0)]) == (passage("b", 0),)


def test_an_answer_is_no_longer_than_it_may_be() -> None:
    assert len(best([passage(str(n), 0) for n in range(9)], 5)) == 5
