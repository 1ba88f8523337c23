"""A snippet shows the best lines of a page as they stand there, with the words marked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.ids import Language
from kit.search.question import typed
from kit.search.snippets import LENGTH, snippet

EN = Language.ENGLISH


def marked(text: str, *words: str) -> list[str]:
    return [piece.text for piece in snippet(text, EN, typed(words)) if piece.marked]


def shown(text: str, *words: str) -> str:
    return "".join(piece.text for piece in snippet(text, EN, typed(words)))


def test_words_are_marked_in_the_form_the_text_has() -> None:
    assert marked("Detained migrants and détentions of a migrant", "migrant", "detained") == [
        "Detained",
        "migrants",
        "migrant",
    ]


def test_chinese_words_are_marked_whole() -> None:
    assert marked("任何人不得加以任意逮捕、拘禁或放逐", "任意逮捕") == ["任意逮捕"]


def test_arabic_words_are_marked_with_their_vowels() -> None:
    assert marked("حُظِرَ التَّعْذِيبُ", "التعذيب") == ["التَّعْذِيبُ"]


def test_the_lines_with_most_of_the_words_are_chosen() -> None:
    text = "zebra " + "filler " * 200 + "the zebra met a unicorn here " + "filler " * 200
    assert marked(text, "zebra", "unicorn") == ["zebra", "unicorn"]
    assert shown(text, "zebra", "unicorn").startswith("…")
    assert shown(text, "zebra", "unicorn").endswith("…")


def test_a_page_without_the_words_shows_its_beginning() -> None:
    assert shown("The beginning of it all", "absent") == "The beginning of it all"


@settings(deadline=None)
@given(st.text(max_size=900), st.lists(st.text(max_size=12), max_size=4))
def test_a_snippet_is_cut_from_the_text_and_not_longer_than_it_may_be(text: str, words: list[str]) -> None:
    cut = shown(text, *words).strip("…")
    assert len(cut) <= LENGTH
    assert " ".join(cut.split()) in " ".join(text.split()) or "…" in text
