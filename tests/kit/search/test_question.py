"""A question of any length and mixture costs little to put, and its answer little to show."""

from dataclasses import dataclass

import pytest

from kit.ids import Language
from kit.search.question import MOST_LETTERS, MOST_STRETCHES, MOST_WORDS, Question, spoken, typed
from kit.search.snippets import snippet

MIXED = "aб" * 20_000


@dataclass(frozen=True)
class Counted(Question):
    """A question that notes how often its terms are looked up."""

    asked: list[Language] | None = None

    def terms(self, language: Language) -> frozenset[str]:
        assert self.asked is not None
        self.asked.append(language)
        return super().terms(language)


def size(question: Question) -> int:
    return sum(len(stretch) for item in question.items for stretch in item.stretches)


@pytest.mark.parametrize(
    "question", [typed([MIXED]), typed([MIXED] * 50), spoken(MIXED), spoken(f"{MIXED} " * 5)]
)
def test_a_word_that_mixes_scripts_ten_thousand_times_is_cut(question: Question) -> None:
    assert 0 < size(question) <= 3 * MOST_STRETCHES


def test_a_question_is_cut_to_its_first_words_and_letters() -> None:
    short = [f"w{n}" for n in range(1_000)]
    long = [chr(ord("a") + n) * 50 for n in range(20)]
    assert [len(typed(words).items) for words in (short, long)] == [MOST_WORDS, MOST_LETTERS // 50]
    assert [len(spoken(" ".join(words)).items) for words in (short, long)] == [MOST_WORDS, MOST_LETTERS // 50]


def test_a_page_of_many_scripts_looks_the_terms_up_once_for_each_language() -> None:
    plain = typed(["zebra"])
    question = Counted(plain.items, plain.share, asked=[])
    snippet("zebraб" * 2_000, Language.ENGLISH, question)
    assert question.asked is not None
    assert len(question.asked) == len(Language)
