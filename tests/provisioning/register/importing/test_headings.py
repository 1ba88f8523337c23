"""What columns are called, in six languages."""

import pytest

from kit.errors import BadInput
from provisioning.register.importing.headings import Column, column_of, headings_of


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("NAME OF MEMBER", Column.NAME),
        ("E-mail", Column.EMAIL),
        ("Adresse électronique", Column.EMAIL),
        ("Term expires:", Column.TO),
        ("Correo electrónico", Column.EMAIL),
        ("Órgano de tratado", Column.MECHANISM),
        ("الجنسية", Column.NATIONALITY),
        ("任期届满", Column.TO),
        ("Должность", Column.ROLE),
        ("Часовой пояс", Column.ZONE),
        ("Fuseau horaire", Column.ZONE),
        ("shoe size", None),
    ],
)
def test_a_heading_is_known_in_each_language(written: str, column: Column | None) -> None:
    assert column_of(written) is column


@pytest.mark.parametrize("column", Column)
def test_what_an_export_calls_a_column_is_known(column: Column) -> None:
    assert column_of(column.value) is column


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["Nom", "Prénom", "Comité"], Column.SURNAME),
        (["Nom", "Comité"], Column.NAME),
        (["Nombre", "Apellidos", "Comité"], Column.GIVEN),
        (["Имя", "Фамилия", "Комитет"], Column.GIVEN),
        (["Name", "First name", "Committee"], Column.SURNAME),
    ],
)
def test_a_name_beside_another_name_is_a_part_of_it(cells: list[str], first: Column) -> None:
    found = headings_of([cells])
    assert found is not None
    assert found.columns[0] is first


def test_headings_are_found_under_a_title() -> None:
    found = headings_of([["Membership of the Committee"], [], ["No.", "Name", "Nationality"]])
    assert found is not None
    assert (found.at, dict(found.columns)) == (2, {1: Column.NAME, 2: Column.NATIONALITY})


def test_two_columns_that_say_the_same_are_refused() -> None:
    with pytest.raises(BadInput, match="two columns of the list say the same"):
        headings_of([["Name", "Until", "End date"]])


def test_an_unknown_column_is_told_with_the_nearest() -> None:
    found = headings_of([["Name", "Role", "Natonality", "Shoe size"]])
    assert found is not None
    assert [doubt.text for doubt in found.doubts()] == [
        "the column “Natonality” is not known and was not read: did you mean “nationality”?",
        "the column “Shoe size” is not known and was not read",
    ]
