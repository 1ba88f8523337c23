"""Numbers are said by each language's own rules."""

import pytest
from babel import Locale

from kit.ids import Language
from kit.language import PLURALS


@pytest.mark.parametrize("language", list(Language))
def test_our_plural_rules_are_those_of_cldr(language: Language) -> None:
    rule = Locale(language.value).plural_form
    assert [PLURALS[language](n) for n in range(1300)] == [rule(n) for n in range(1300)]
