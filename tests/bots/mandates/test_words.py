"""Everything this bot says is there in six languages, with the same names to fill in."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

import bots.mandates
from kit.ids import Language
from kit.language import Counted, Sentence

SCRIPTS = {
    Language.ARABIC: r"[\u0600-\u06ff]",
    Language.CHINESE: r"[\u4e00-\u9fff]",
    Language.RUSSIAN: "[а-я]",
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bots.mandates.__path__, "bots.mandates."):
        if found.name.endswith("words"):
            yield importlib.import_module(found.name)


def said(kind: type[Any]) -> list[Any]:
    every = (value for module in modules() for value in vars(module).values())
    flat = (one for value in every for one in (value if isinstance(value, tuple) else (value,)))
    return [one for one in flat if isinstance(one, kind)]


def open_names(template: str) -> list[str]:
    return sorted(part[1] for part in string.Formatter().parse(template) if part[1])


def name_of(spoken: Sentence | Counted) -> str:
    return spoken.en if isinstance(spoken, Sentence) else spoken.en["other"]


@pytest.mark.parametrize("sentence", said(Sentence), ids=name_of)
def test_a_sentence_says_the_same_in_every_language(sentence: Sentence) -> None:
    for language in Language:
        template = sentence.template(language)
        assert template.strip() == template != ""
        assert open_names(template) == open_names(sentence.en)


@pytest.mark.parametrize("sentence", said(Sentence), ids=name_of)
def test_each_language_is_written_in_its_own_script(sentence: Sentence) -> None:
    if re.search("[a-z]", re.sub(r"\{\w+\}", "", sentence.en)):
        for language, letters in SCRIPTS.items():
            assert re.search(letters, sentence.template(language))


@pytest.mark.parametrize("counted", said(Counted), ids=name_of)
def test_a_number_is_said_in_every_language(counted: Counted) -> None:
    names = dict.fromkeys(open_names(counted.en["other"]), "x")
    names.pop("n")
    for language in Language:
        forms = {number: counted.say(language, number, **names) for number in (0, 1, 2, 3, 11, 21, 100)}
        assert all(form.strip() for form in forms.values())
        assert all("100" in form for number, form in forms.items() if number == 100)
