"""What is understood of a question: words, phrases, and what narrows them, in six languages."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.library.questions.asking import Asking, Named, Narrowing, Vocabulary, asked, simple, years_of
from kit.ids import Language, UserId

ADA = UserId("@ada:palais.localhost")
BODIES = {"cedaw": "cedaw", "cedef": "cedaw", "消除对妇女歧视委员会": "cedaw", "سيداو": "cedaw", "cat": "cat"}
STATES = {
    "france": "fra",
    "франция": "fra",
    "法国": "fra",
    "فرنسا": "fra",
    "south africa": "zaf",
    "fra": "fra",
}
TYPES = {"co": "co", "general comment": "gc", "gc": "gc"}
SYMBOL = "CEDAW/C/GC/35"


def symbols(text: str) -> Sequence[Named]:
    at = text.upper().find(SYMBOL)
    return [] if at < 0 else [Named(at, at + len(SYMBOL), SYMBOL)]


VOCABULARY = Vocabulary(
    body=lambda said: BODIES.get(simple(said)),
    type=lambda said: TYPES.get(simple(said)),
    state=lambda said: STATES.get(simple(said)),
    symbol=lambda said: said.upper() if "/" in said else None,
    symbols=symbols,
)


def ask(text: str, *, sentence: bool = False) -> Asking:
    return asked(text, VOCABULARY, ADA, sentence=sentence)


def fields(text: str) -> dict[str, set[str]]:
    return {name: set(values) for name, values in ask(text).filters.fields.items()}


def test_words_phrases_and_filters_are_told_apart() -> None:
    found = ask(
        'water "the right to" body:cedaw state:france type:co lang:fr year:2019..2024 room:here '
        "from:@bo symbol:CEDAW/C/GC/31 para:12 detention"
    )
    assert found.words.split() == ["water", '"the', "right", 'to"', "detention"]
    assert found.filters.fields == {
        "body": {"cedaw"},
        "state": {"fra"},
        "type": {"co"},
        "lang": {"fr"},
        "sender": {"@bo:palais.localhost"},
        "symbol": {"CEDAW/C/GC/31"},
        "para": {"12"},
    }
    assert found.filters.years == (2019, 2024)
    assert found.filters.here
    assert [item.needed for item in found.queries[-1].question.items] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "body:cedaw state:france lang:fr",
        "organe:CEDEF état:France langue:français",
        "organe : CEDEF  pays : France langue : fr",
        "órgano:cedaw país:FRANCE idioma:francés",
        "هيئة:سيداو الدولة:فرنسا لغة:الفرنسية",
        "机构：消除对妇女歧视委员会 国家：法国 语言：法文",
        "орган:cedaw страна:Франция язык:французский",
    ],
)
def test_fields_and_values_are_understood_in_the_six_languages(text: str) -> None:
    assert fields(text) == {"body": {"cedaw"}, "state": {"fra"}, "lang": {"fr"}}
    assert ask(text).words == ""


@pytest.mark.parametrize(
    "here", ["room:here", "salon:ici", "sala:aquí", "غرفة:هنا", "房间：这里", "комната:здесь"]
)
def test_this_room_alone_is_understood_in_the_six_languages(here: str) -> None:
    assert ask(f"water {here}").here
    assert ask(f"water {here}").words == "water"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019", (2019, 2019)),
        ("2019..", (2019, None)),
        ("..2024", (None, 2024)),
        ("2024..2019", (2019, 2024)),
        ("2019-2024", (2019, 2024)),
        ("2019–2024", (2019, 2024)),
        ("٢٠١٩", (2019, 2019)),
        ("２０１９年", (2019, 2019)),
        ("19", None),
        ("..", None),
        ("20192024", None),
    ],
)
def test_years_are_read_as_people_write_them(typed: str, meant: tuple[int | None, int | None] | None) -> None:
    assert years_of(typed) == meant


@pytest.mark.parametrize(
    "text", ["body:unicorns", "colour:blue", "year:soon", "room:elsewhere", "lang:klingon"]
)
def test_a_filter_that_is_wrong_is_searched_as_plain_words(text: str) -> None:
    found = ask(f"{text} water")
    assert not found.filters
    assert found.words == text.replace(":", " ") + " water"


def test_a_value_may_have_several_words_with_quotation_marks_or_without() -> None:
    assert (
        fields('state:"South Africa" reports') == fields("state:South Africa reports") == {"state": {"zaf"}}
    )
    assert ask("state:South Africa reports").words == "reports"
    assert fields("type:“general comment”") == {"type": {"gc"}}


def test_a_field_may_have_any_of_several_values() -> None:
    assert fields("body:cedaw,cat") == fields("body:cedaw body:cat") == {"body": {"cedaw", "cat"}}
    assert fields("机构：cedaw、cat") == {"body": {"cedaw", "cat"}}
    assert ask("body:cedaw,unicorns").words == "body cedaw,unicorns"


def test_what_stands_in_quotation_marks_is_no_filter() -> None:
    found = ask('"the state:france said" water')
    assert not found.filters
    assert len(found.queries[-1].question.items) == 2


def test_a_bare_symbol_is_looked_for_as_the_symbol_of_a_document_and_among_the_words() -> None:
    bearing, citing = ask(f"water {SYMBOL}").queries
    assert bearing.filters.fields == {"symbol": {SYMBOL}}
    assert bearing.sentence == "water"
    assert citing.filters.fields == {}
    assert SYMBOL in citing.sentence


def test_a_sentence_is_narrowed_only_by_what_can_be_nothing_else() -> None:
    found = ask("What does the committee say of the state: france and others?", sentence=True)
    assert not found.filters
    assert found.words.startswith("What does")
    assert ask("What of water body:cedaw", sentence=True).filters.fields == {"body": {"cedaw"}}
    assert len(ask(f"what does {SYMBOL} say of water?", sentence=True).queries) == 2


@pytest.mark.parametrize(
    ("text", "sentence", "marked"),
    [
        ("detention of women", False, {"detent", "women"}),
        ("what is the law on detention?", True, {"what", "detent"}),
        ("UN", False, {"un"}),
        ("of it 35", False, {"35"}),
        ('"of it"', False, {"of", "it"}),
        ("水 权利", False, {"水", "权利"}),
    ],
)
def test_short_words_are_searched_but_marked_only_for_want_of_others(
    text: str, marked: set[str], *, sentence: bool
) -> None:
    found = ask(text, sentence=sentence).marked
    assert found.terms(Language.CHINESE if "水" in text else Language.ENGLISH) == marked


def test_filters_alone_are_a_question() -> None:
    assert not ask("body:cedaw").is_empty
    assert ask("room:here").is_empty
    assert ask(" ?! ").is_empty


def test_narrowing_keeps_all_that_narrowed_before() -> None:
    found = ask("water body:cedaw").narrowed([Narrowing("state", "fra"), Narrowing("year", "2019")])
    assert found.filters.fields == {"body": {"cedaw"}, "state": {"fra"}, "year": {"2019"}}
    assert found.words == "water"


@given(st.text(alphabet=st.sampled_from('ab:： "«»“”,.\u2067/@12年body状态'), max_size=80), st.booleans())
def test_whatever_is_typed_is_understood_somehow(text: str, sentence: bool) -> None:
    found = ask(text, sentence=sentence)
    assert found.queries
    letters = [c for c in text if c.isalpha()]
    assert len([c for c in found.words if c.isalpha()]) <= len(letters)


def test_names_of_languages_are_known_in_every_language() -> None:
    for language in Language:
        assert fields(f"lang:{language.value}") == {"lang": {language.value}}
