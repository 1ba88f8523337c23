"""What provisioning says to people: all six languages, the same values in each."""

import string

import pytest

from kit.ids import Language
from kit.language import BIDI_CONTROLS, Sentence
from provisioning import sentences

ALL = {name: value for name, value in vars(sentences).items() if isinstance(value, Sentence)}


def values_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ALL)
def test_every_language_says_the_same_values(name: str) -> None:
    said = [values_of(ALL[name].template(language)) for language in Language]
    assert all(values == said[0] for values in said)


@pytest.mark.parametrize("name", ALL)
def test_every_language_says_it_and_none_carries_marks_of_direction(name: str) -> None:
    texts = [ALL[name].template(language) for language in Language]
    assert all(text.strip() and text == text.translate(BIDI_CONTROLS) for text in texts)
    assert len(set(texts)) >= 5 or len(values_of(texts[0])) > 1
