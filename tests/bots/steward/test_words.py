"""Everything the steward and the kit say is there in six languages, with the same names to fill in."""

import re
import string
from types import ModuleType

import pytest

from bots.steward import advice, words
from kit import words as common
from kit.ids import Language
from kit.language import Counted, Sentence


def sentences(module: ModuleType) -> list[Sentence]:
    found: list[Sentence] = []
    for value in vars(module).values():
        found += [value] if isinstance(value, Sentence) else []
        found += [each for each in value if isinstance(each, Sentence)] if isinstance(value, tuple) else []
    return found


def open_names(template: str) -> list[str]:
    return sorted(part[1] for part in string.Formatter().parse(template) if part[1])


ALL = [sentence for module in (common, words, advice) for sentence in sentences(module)]


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.en[:40])
def test_a_sentence_says_the_same_in_every_language(sentence: Sentence) -> None:
    for language in Language:
        template = sentence.template(language)
        assert template.strip() == template != ""
        assert open_names(template) == open_names(sentence.en)


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.en[:40])
def test_each_language_is_written_in_its_own_script(sentence: Sentence) -> None:
    scripts = {
        Language.ARABIC: r"[\u0600-\u06ff]",
        Language.CHINESE: r"[\u4e00-\u9fff]",
        Language.RUSSIAN: "[а-я]",
    }
    for language, letters in scripts.items():
        assert re.search(letters, sentence.template(language))


def test_how_many_more_spaces_there_are_is_said_in_every_language() -> None:
    for language in Language:
        assert all(advice.AND_MORE.say(language, n).strip() for n in (1, 2, 3, 11, 100))


@pytest.mark.parametrize("language", list(Language))
def test_a_number_of_rooms_is_said_in_every_language(language: Language) -> None:
    counted: Counted = words.IN_ROOMS
    assert len({counted.say(language, n) for n in (1, 2, 3, 5, 11, 21, 100)}) >= 4
