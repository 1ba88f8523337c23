"""What is said while people are verified is there in six languages, with the same names to fill in."""

import re
import string
from types import ModuleType

import pytest

from bots.mandates import words
from bots.mandates.deciding import card_words as cards
from bots.mandates.deciding import words as deciding
from bots.mandates.verifying import letter_words as letters
from bots.mandates.verifying import words as verifying
from bots.mandates.watching import words as watching
from kit.ids import Language
from kit.language import Sentence


def sentences(module: ModuleType) -> dict[str, Sentence]:
    name = module.__name__.removeprefix("bots.mandates.")
    return {f"{name}.{key}": one for key, one in vars(module).items() if isinstance(one, Sentence)}


def open_names(template: str) -> list[str]:
    return sorted(part[1] for part in string.Formatter().parse(template) if part[1])


ALL = {
    key: one
    for module in (words, verifying, letters, deciding, cards, watching)
    for key, one in sentences(module).items()
}
WORDLESS = {"deciding.card_words.SAID_YES", "deciding.card_words.SAID_NO"}
SCRIPTS = {
    Language.ARABIC: r"[\u0600-\u06ff]",
    Language.CHINESE: r"[\u4e00-\u9fff]",
    Language.RUSSIAN: "[а-я]",
}


@pytest.mark.parametrize("key", ALL)
def test_a_sentence_says_the_same_in_every_language(key: str) -> None:
    for language in Language:
        template = ALL[key].template(language)
        assert template.strip() == template != ""
        assert open_names(template) == open_names(ALL[key].en)


@pytest.mark.parametrize("key", sorted(ALL.keys() - WORDLESS))
def test_each_language_is_written_in_its_own_script(key: str) -> None:
    for language, letters_of_it in SCRIPTS.items():
        assert re.search(letters_of_it, ALL[key].template(language))


@pytest.mark.parametrize("language", list(Language))
def test_how_long_a_code_works_is_said_in_every_language(language: Language) -> None:
    for counted in (letters.HOURS, letters.DAYS):
        said = {n: counted.say(language, n) for n in (1, 2, 3, 5, 14, 21, 24, 90, 168)}
        assert len(set(said.values())) == len(said)


@pytest.mark.parametrize("language", list(Language))
def test_the_example_of_a_review_is_understood_in_every_language(language: Language) -> None:
    from bots.mandates import rules

    typed = deciding.EXAMPLE.template(language)
    assert typed.startswith("!mandate review ")
    assert rules.name_and_why(typed.removeprefix("!mandate review ")) is not None
