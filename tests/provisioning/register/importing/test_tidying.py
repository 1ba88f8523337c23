"""Names as lists print them."""

import pytest

from provisioning.register.importing.spelling import alike
from provisioning.register.importing.tidying import gone, tidied


def is_role(word: str) -> bool:
    return word.casefold() in {"chair", "vice-chair"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Ms. Jane DOE", "Jane Doe"),
        ("DOE, Jane", "Jane Doe"),
        ("DOE Jane *", "Doe Jane"),
        ("AL-RAHMAN Abd", "Al-Rahman Abd"),
        ("O'NEIL Kate", "O'Neil Kate"),
        ("LI Wei", "Li Wei"),
        ("JP Smith", "JP Smith"),
        ("Martin KING, Jr.", "Martin King Jr."),
        ("Jane Doe, Chair", "Jane Doe"),
        ("Jane Doe (Vice-Chair)", "Jane Doe"),
        ("ИВАНОВ Иван", "Иванов Иван"),
        ("王小明女士", "王小明"),
        ("السيد محمد علي", "محمد علي"),
        ("محمد السيد", "محمد السيد"),
        ("Srinivas Rao", "Srinivas Rao"),
    ],
)
def test_a_printed_name_is_made_a_name_again(written: str, name: str) -> None:
    assert tidied(written, is_role).name == name


def test_what_was_done_to_a_name_is_said() -> None:
    assert tidied("Ms. DOE, Jane (Chair)", is_role).done == (
        "title left out",
        "surname put last",
        "capitals tidied",
    )


@pytest.mark.parametrize(
    ("written", "besides"),
    [("Jane Doe (Vice-Chair)", ("Vice-Chair",)), ("Jane Doe, Chair", ("Chair",)), ("Doe, Jane", ())],
)
def test_what_stands_beside_a_name_is_kept_apart(written: str, besides: tuple[str, ...]) -> None:
    assert tidied(written, is_role).besides == besides


@pytest.mark.parametrize(
    "text",
    [
        "resigned on 3 May",
        "Deceased",
        "a démissionné",
        "décédée",
        "renunció",
        "falleció",
        "умерла",
        "в отставке",
        "已故",
        "辞职",
        "استقالت",
        "توفي",
        "Jane Doe †",
        "replaced by Y after she resigned",
        "Resigned following an illness",
    ],
)
def test_who_has_left_is_seen(text: str) -> None:
    assert gone(text)


@pytest.mark.parametrize(
    "text",
    [
        "elected to replace X, who resigned",
        "remplace M. X, démissionnaire",
        "Designed the forum",
        "",
        "Dominica",
    ],
)
def test_who_only_follows_somebody_has_not_left(text: str) -> None:
    assert not gone(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Sayed", "Mohammed Sayed"),
        ("Yury Boychenko", "Yuri Boichenko"),
        ("Maria Fernandez", "Maria Elena Fernandez Lopez"),
        ("J. Smith", "John Smith"),
    ],
)
def test_two_spellings_of_a_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ana Lima", "Ana Silva"), ("Jane Doe", "John Doe"), ("王小明", "王小红"), ("", "Ana")]
)
def test_two_names_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
