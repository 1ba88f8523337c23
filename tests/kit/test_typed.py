"""What fingers type is understood as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.typed import nearest, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('water "the right to"', ("water", "the right to")),
        ("water “the right to”", ("water", "the right to")),
        ("eau « droit à l’eau »", ("eau", "droit à l’eau")),
        ("eau «\u00a0droit à l'eau\u00a0»", ("eau", "droit à l'eau")),
        ("вода «право на воду»", ("вода", "право на воду")),
        ("вода „право на воду“", ("вода", "право на воду")),
        ("水 「食物权」", ("水", "食物权")),
        ("水 “食物 权”", ("水", "食物 权")),
        ("الماء «الحق في الماء»", ("الماء", "الحق في الماء")),
        ("Wasser »das Recht auf«", ("Wasser", "das Recht auf")),
        ("l'eau d’aujourd'hui", ("l'eau", "d’aujourd'hui")),
        ("\u2068water\u2069", ("water",)),
    ],
)
def test_a_quoted_phrase_stays_together_in_every_language(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


def test_a_quotation_that_is_never_closed_is_read_as_single_words() -> None:
    assert words_of('water "the right') == ("water", "the", "right")


def test_a_phrase_ends_a_word_that_stands_against_it() -> None:
    assert words_of('"clean water"sanitation') == ("clean water", "sanitation")


def test_empty_quotation_marks_are_no_word() -> None:
    assert words_of('"" « »') == ()


@given(st.text())
def test_any_text_is_split_into_words_with_something_in_them(text: str) -> None:
    assert all(word.strip() for word in words_of(text))


@pytest.mark.parametrize("typed", ["serach", "seach", "searchh", "saerhc", "search"])
def test_a_slip_finds_the_nearest_name(typed: str) -> None:
    assert nearest(typed, ["search", "remove", "help"]) == "search"


@pytest.mark.parametrize("typed", ["water", "x", "", "forum"])
def test_a_word_that_is_no_slip_finds_nothing(typed: str) -> None:
    assert nearest(typed, ["search", "remove", "help"]) is None


def test_a_short_name_forgives_one_slip_only() -> None:
    assert nearest("bna", ["ban"]) == "ban"
    assert nearest("nab", ["ban"]) is None
