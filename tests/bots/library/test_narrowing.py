"""Which choices are offered: those that divide what was found, and each in its own way."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bots.library.questions.asking import Narrowing
from bots.library.questions.narrowing import MOST, MOST_OF_ONE, Choice, choices, terms_of
from bots.library.rules import Passage, Upload
from kit.documents.facts import Facts
from kit.ids import EventId, Language, RoomId, UserId
from kit.testing.clock import NOON

UPLOAD = Upload(event=EventId("$e"), room=RoomId("!r"), sender=UserId("@ada:x"), at=NOON, name="a.txt")


def passage(digest: str, **facts: str) -> Passage:
    given: Facts = Facts(**facts)  # type: ignore[arg-type]  # only words are given
    return Passage(
        upload=UPLOAD,
        title="a",
        digest=digest,
        ordinal=0,
        number=None,
        text="",
        latin=Language.ENGLISH,
        facts=given,
    )


def test_what_all_documents_have_is_no_choice() -> None:
    assert choices([passage("a", body="cat"), passage("b", body="cat")], ()) == ()
    assert choices([], ()) == ()


def test_documents_are_counted_and_not_passages() -> None:
    found = choices([passage("a", body="cat"), passage("a", body="cat"), passage("b", body="crc")], ())
    assert found == (Choice(Narrowing("body", "cat"), 1), Choice(Narrowing("body", "crc"), 1))


def test_two_choices_that_mean_the_same_documents_are_one() -> None:
    found = choices([passage("a", body="cat", state="fra", type="co"), passage("b"), passage("c")], ())
    assert [choice.by.field for choice in found] == ["body"]


def test_a_field_that_narrows_already_is_not_offered_again() -> None:
    found = choices(
        [passage("a", body="cat"), passage("b", body="crc"), passage("c", state="fra")], ("body",)
    )
    assert {choice.by.field for choice in found} == {"state"}


def test_the_year_is_that_of_the_document_or_of_its_upload() -> None:
    later = replace(passage("b"), upload=replace(UPLOAD, at=NOON + timedelta(days=400)))
    assert {choice.by.value for choice in choices([passage("a"), later], ())} == {"2026", "2027"}


words = st.sampled_from(["x", "y", "z"])
documents = st.lists(st.tuples(words, words, words, st.sampled_from("abcdef")), max_size=20)


@given(documents)
def test_every_choice_keeps_as_many_documents_as_it_says(found: list[tuple[str, str, str, str]]) -> None:
    passages = [passage(digest, body=body, type=kind, state=state) for body, kind, state, digest in found]
    offered = choices(passages, ())
    assert len(offered) <= MOST
    total = len({each.digest for each in passages})
    for choice in offered:
        kept = {
            each.digest for each in passages if choice.by.value in terms_of(each).get(choice.by.field, ())
        }
        assert 0 < choice.count == len(kept) < total
        assert sum(other.by.field == choice.by.field for other in offered) <= MOST_OF_ONE
