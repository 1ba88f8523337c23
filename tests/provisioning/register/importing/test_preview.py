"""What a list would change, and which rows are not believed."""

from collections.abc import Mapping
from typing import Any

import pytest

from kit.errors import BadInput
from provisioning.files import BadFiles
from provisioning.register.changes import Deed
from provisioning.register.importing import Choices, Weight
from tests.provisioning.register.importing.lists import ADA, laid, laid_file, lines, told

PEOPLE: Mapping[str, Any] = {
    "ada": ADA,
    "cleo": {"name": "Cléo Márquez", "holds": [{"post": "clerk", "of": ["owls"], "from": "2020-01-01"}]},
}


def test_what_is_new_changed_and_ended_is_told() -> None:
    found = laid(
        """
        Key,Name,Mechanism,Role,From,To,Time zone
        ada,Ada Brisk,owls,,2023-01-01,2025-12-31,Africa/Accra
        ada,,owls,chair,2025-01-01,2026-12-31,
        ,Bo Lantern,Frogs,,2026-01-01,2028-12-31,
        """.replace("        ", ""),
        PEOPLE,
    )
    assert lines(found) == [
        "changed Ada Brisk: time zone Africa/Accra (before: nothing)",
        "ended Ada Brisk: member of OWLS, 2023-01-01 to 2025-12-31 (before: to 2026-12-31)",
        "added Ada Brisk: chair of OWLS, 2025-01-01 to 2026-12-31",
        "added Bo Lantern: new in the register",
        "added Bo Lantern: member of Frogs, 2026-01-01 to 2028-12-31",
    ]
    assert found.out == frozenset()


@pytest.mark.parametrize(
    "row",
    [
        "ada,Ada Brisk,,",
        ",Ada Brisk,,",
        ",BRISK Ada,,",
        ',"Brisk, Ada",,',
        ",áda  brisk,,",
        ",,ada@example.org,",
        ",A. Brisk,ADA@example.org,",
        ",,,@ada:palais.localhost",
    ],
)
def test_a_row_finds_its_person_by_key_account_address_or_name(row: str) -> None:
    found = laid(f"Key,Name,E-mail,Account,From,To\n{row},2023-01-01,2025-12-31", PEOPLE, mechanism="owls")
    assert lines(found)[-1:] == [
        "ended Ada Brisk: member of OWLS, 2023-01-01 to 2025-12-31 (before: to 2026-12-31)"
    ]
    assert found.out == frozenset()


def test_what_the_file_does_not_speak_of_stays() -> None:
    found = laid("Name,Nationality,E-mail,Account,Languages\nAda Brisk,,,,", PEOPLE)
    assert (found.changes, found.doubts) == ((), ())


def test_a_list_of_ends_ends_the_mandate_that_runs() -> None:
    found = laid("Name,Committee,Term expires\nAda Brisk,OWLS,31 December 2025", PEOPLE)
    assert lines(found) == [
        "ended Ada Brisk: member of OWLS, 2023-01-01 to 2025-12-31 (before: to 2026-12-31)"
    ]
    assert laid("Name,Committee,Term expires\nAda Brisk,OWLS,31 December 2026", PEOPLE).changes == ()


def test_a_row_without_a_first_day_that_could_mean_two_mandates_is_wrong() -> None:
    held = [{"mandate": "owls", "from": f"{year}-01-01", "to": f"{year + 3}-12-31"} for year in (2023, 2027)]
    found = laid("Name,Committee,To\nAda Brisk,OWLS,2025-12-31", {"ada": {**ADA, "holds": held}})
    assert told(found) == [
        "the row could mean mandate:owls@2023-01-01 and mandate:owls@2027-01-01: give its first day"
    ]


def test_a_new_mandate_without_a_first_day_is_remarked() -> None:
    found = laid("Name,Committee,To\nBo Lantern,Frogs,2027-12-31")
    assert told(found) == ["there is no first day, so rooms open at once"]
    assert found.out == frozenset()


def test_a_new_person_gets_a_key_that_nobody_ever_had() -> None:
    found = laid("Name\nBo\nCy", {"p001": {"name": "Ada"}}, taken={"p002"})
    assert [change.person for change in found.changes] == ["p003", "p004"]


def test_two_rows_of_one_new_person_are_one_person() -> None:
    found = laid("Name,Mechanism,Role\nBo LANTERN,frogs,\nLantern Bo,owls,chair")
    assert [change.deed for change in found.changes] == [Deed.ENTER, Deed.ADD, Deed.ADD]
    assert {change.person for change in found.changes} == {"p001"}


def test_a_role_in_brackets_inside_a_name_is_taken_as_the_role_and_said() -> None:
    found = laid("Name,Mechanism,From,To\nMs. Bo LANTERN (Vice-Chair),owls,2025-01-01,2028-12-31")
    assert lines(found)[1:] == [
        "added Bo Lantern: member of OWLS, 2025-01-01 to 2028-12-31",
        "added Bo Lantern: vice-chair of OWLS, 2025-01-01 to 2028-12-31",
    ]
    assert told(found) == [
        "“Ms. Bo LANTERN (Vice-Chair)” is read as “Bo Lantern”: title left out, capitals tidied",
        "“Vice-Chair” stands in the name and is taken as the role, for the same days",
    ]


def test_what_else_stands_in_brackets_is_told() -> None:
    found = laid("Name,Mechanism\nBo Lantern (France),frogs\nCy Meadow (Chiar),owls\nDee (Dodo) Harbour,owls")
    assert "nationality FRA" in lines(found)[0]
    assert "did you mean the role “chair”?" in told(found, 3)[0]
    assert told(found, 4)[-1] == "“Dodo” stands in the name and was left out"
    assert found.out == {3}


def test_staff_and_guests_are_brought_in_too() -> None:
    found = laid(
        "Name,Post,Mechanism,Guest,From,Review\nBo,greffier,OWLS; frogs,,2025-01-01,2026-06-30\n"
        "Cy,,,étangs,2025-01-01,"
    )
    assert lines(found)[1] == "added Bo: clerk for OWLS, Frogs, review 2026-06-30, since 2025-01-01"
    assert lines(found)[3] == "added Cy: guest of Ponds, since 2025-01-01"


def test_a_post_in_the_column_of_roles_is_a_post() -> None:
    assert lines(laid("Name,Committee,Role\nBo,owls,Clerk"))[1] == "added Bo: clerk for OWLS"


def test_a_mechanism_with_commas_in_its_name_is_one() -> None:
    text = "Name;Post;Mechanism\nBo;clerk;Special Rapporteur on frogs, toads and newts\nCy;clerk;owls, frogs"
    assert lines(laid(text))[1::2] == ["added Bo: clerk for Frogs", "added Cy: clerk for OWLS, Frogs"]


def test_rows_without_a_mechanism_mean_the_one_that_is_said_beside() -> None:
    found = laid("Name,Role,From\nBo,,2025-01-01\nCy,chair,2025-01-01", mechanism="owls")
    assert lines(found)[1::2] == [
        "added Bo: member of OWLS, since 2025-01-01",
        "added Cy: chair of OWLS, since 2025-01-01",
    ]
    with pytest.raises(BadInput, match="“owl” is not a mechanism; did you mean “owls”"):
        laid("Name,Role\nBo,chair", mechanism="owl")


def test_source_and_reason_of_a_row_go_with_its_changes() -> None:
    found = laid("Name,Mechanism,Source,Reason\nBo,frogs,OWLS/SP/1,by-election")
    assert {(change.source, change.reason) for change in found.changes} == {("OWLS/SP/1", "by-election")}


WRONG = [
    ("Bo,Committe on Owls,,,,,", "“Committe on Owls” is not a mechanism; did you mean “Committee on Owls”?"),
    ("Bo,owls,Chiar,,,,", "“Chiar” is not a role; did you mean “chair”?"),
    ("Bo,frogs,,2025-01-01,2024-12-31,,", "this ends on 2024-12-31, before it begins on 2025-01-01"),
    ("Bo,frogs,,,29 February 2027,,", "2027 has no 29 February"),
    ("Bo,frogs,,,01/02/2027,,", "could be two days: write 2027-02-01 or 2027-01-02"),
    ("Bo,frogs,,,,Europe/Zurch,", "“Europe/Zurch” is not a time zone; did you mean “Europe/Zurich”?"),
    ("Bo,frogs,,,,,bo at example", "“bo at example” is not an e-mail address"),
    (
        "Bo,frogs,,,,,ada@example.org",
        "the address ada@example.org belongs to Ada Brisk (ada) already; this row is Bo",
    ),
    (",frogs,,,,,", "the row does not say whom it is about"),
    ("Bo,,chair,,,,", "the row says “chair”, but not in which mechanism"),
    ("Bo,,,2025-01-01,,,", "the row says “2025-01-01”, but not what is held then"),
    (
        "Ada Brisk,owls,,,2022-12-31,,",
        "ends the fact mandate:owls@2023-01-01 on 2022-12-31, before it begins",
    ),
]


@pytest.mark.parametrize(("row", "says"), WRONG)
def test_what_cannot_be_meant_keeps_its_row_out_whatever_is_believed(row: str, says: str) -> None:
    text = f"Name,Mechanism,Role,From,To,Zone,E-mail\n{row}\nCy Meadow,frogs,,,,,"
    found = laid(text, PEOPLE, believe={2})
    assert says in "\n".join(told(found, 2))
    assert {doubt.weight for doubt in found.doubts if doubt.row == 2} >= {Weight.WRONG}
    assert found.out == {2}
    assert {line.name for line in found.lines} == {"Cy Meadow"}


def test_two_people_with_one_address_are_not_believed() -> None:
    found = laid("Name,Mechanism,E-mail\nBo Lantern,owls,x@example.org\nCy Meadow,frogs,X@example.org")
    assert told(found, 3) == [
        "the address x@example.org belongs to Bo Lantern (p001) already; this row is Cy Meadow".replace(
            "x@", "X@"
        )
    ]


def test_an_account_given_twice_is_not_believed() -> None:
    found = laid("Name,Account\nBo Lantern,ada\nCy Meadow,@ada:palais.localhost", PEOPLE)
    assert found.out == {2, 3}
    assert "the account ada belongs to Ada Brisk (ada) already" in told(found, 2)[0]


def test_a_key_and_an_account_of_two_people_are_not_believed() -> None:
    found = laid("Key,Name,Account\ncleo,,ada", PEOPLE)
    assert told(found) == ["the account ada belongs to Ada Brisk (ada) already"]


def test_rows_sorted_without_their_keys_are_not_believed() -> None:
    found = laid("Key,Name\nada,Cléo Márquez\ncleo,Ada Brisk", PEOPLE)
    assert found.out == {2, 3}
    assert told(found, 2) == [
        "ada is Ada Brisk in the register, and Cléo Márquez in this row: were rows sorted without their keys?"
    ]


def test_somebody_of_a_known_name_and_another_nationality_is_not_believed() -> None:
    found = laid("Name,Nationality\nAda Brisk,France", PEOPLE)
    assert "a person of the name is known (ada), but as a national of GHA, not of FRA" in told(found)[0]
    assert laid("Key,Name,Nationality\nada,Ada Brisk,France", PEOPLE).out == frozenset()


def test_another_address_under_a_known_name_is_not_believed() -> None:
    assert laid("Name,E-mail\nAda Brisk,brisk@elsewhere.org", PEOPLE).out == {2}


def test_a_name_that_two_have_needs_a_key() -> None:
    two = {"a": {"name": "Ana Lima"}, "b": {"name": "Lima Ana"}}
    assert told(laid("Name\nAna Lima", two)) == [
        "Ana Lima is the name of a and b: say which in a column “key”"
    ]


def test_the_key_of_somebody_who_left_is_not_believed() -> None:
    assert laid("Key,Name\np9,Bo", taken={"p9"}).out == {2}


def test_what_is_only_doubted_comes_in_when_somebody_who_knows_says_so() -> None:
    text = "Name,Mechanism,From,To,Remarks\nBo,frogs,2025-01-01,2026-12-31,resigned in May"
    assert laid(text).out == {2}
    assert len(laid(text, believe={2}).changes) == 2


def test_a_register_file_is_laid_over_the_register_and_takes_nothing_away() -> None:
    text = (
        "people:\n  ada: {name: Ada Brisk, zone: Africa/Accra, holds: [{mandate: frogs, from: 2026-01-01}]}\n"
    )
    found = laid_file("register.yaml", text.encode(), PEOPLE)
    assert lines(found) == [
        "changed Ada Brisk: time zone Africa/Accra (before: nothing)",
        "added Ada Brisk: member of Frogs, since 2026-01-01",
    ]


def test_a_register_file_with_a_mistake_is_refused_with_its_line() -> None:
    with pytest.raises(BadFiles, match=r"register.yaml:2:.*“frog” is not a mechanism"):
        laid_file("register.yaml", b"people:\n  bo: {name: Bo, holds: [{mandate: frog}]}\n")


def test_all_can_be_believed_at_once() -> None:
    text = b"Name,Mechanism,From,To,Remarks\nBo,frogs,2025-01-01,2026-12-31,resigned\n"
    assert laid_file("list.csv", text, None, Choices(believe_all=True)).out == frozenset()
