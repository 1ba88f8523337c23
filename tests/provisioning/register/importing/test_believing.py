"""What a list says and is hardly true: terms, seats, successors, twins."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.provisioning.register.importing.lists import ADA, laid, lines, told

HEAD = "Name,Mechanism,Role,From,To,Nationality,Replaces,Remarks\n"


def member(name: str, start: str, end: str, **more: str) -> dict[str, Any]:
    return {"name": name, "holds": [{"mandate": "owls", "from": start, "to": end}], **more}


FULL: Mapping[str, Any] = {
    "ada": ADA,
    "bo": member("Bo Lantern", "2023-01-01", "2026-12-31", nationality="FRA"),
    "cy": member("Cy Meadow", "2025-01-01", "2028-12-31", nationality="EGY"),
}


def test_a_term_longer_than_the_rule_is_not_believed() -> None:
    found = laid(f"{HEAD}Dee Harbour,owls,,2025-01-01,2029-12-31,,,")
    (only,) = told(found)
    assert only == (
        "2025-01-01 to 2029-12-31 is longer than the 4 years of a term of OWLS; who was elected again gets a "
        "row for the new term, with its own first day"
    )
    assert found.out == {2}


@pytest.mark.parametrize("days", ["2025-01-01,2028-12-31", "2024-02-29,2028-02-28", "2025-06-01,2025-12-31"])
def test_a_whole_term_and_the_rest_of_one_are_believed(days: str) -> None:
    assert told(laid(f"{HEAD}Dee Harbour,owls,,{days},,,")) == []


def test_a_term_drawn_out_is_not_believed_either() -> None:
    found = laid(f"{HEAD}Ada Brisk,owls,,2023-01-01,2030-12-31,,,", {"ada": ADA})
    assert "is longer than the 4 years" in told(found)[0]


def test_a_term_without_an_end_is_remarked() -> None:
    found = laid(f"{HEAD}Dee Harbour,owls,,2025-01-01,,,,")
    assert told(found) == ["OWLS has terms of 4 years, and this one has no last day"]
    assert found.out == frozenset()


def test_more_re_elections_than_the_rule_allows_are_not_believed() -> None:
    terms = [{"mandate": "owls", "from": f"{year}-01-01", "to": f"{year + 3}-12-31"} for year in (2019, 2023)]
    found = laid(f"{HEAD}Ada Brisk,owls,,2027-01-01,2030-12-31,,,", {"ada": {**ADA, "holds": terms}})
    (only,) = told(found)
    assert only == ("OWLS allows re-election once, and Ada Brisk began on 2019-01-01, 2023-01-01 already")


def test_one_re_election_is_believed_and_changes_nothing_else() -> None:
    found = laid(f"{HEAD}Ada Brisk,owls,,2027-01-01,2030-12-31,,,", {"ada": ADA})
    assert lines(found) == ["added Ada Brisk: member of OWLS, 2027-01-01 to 2030-12-31"]
    assert told(found) == []


def test_the_same_mandate_from_another_day_is_not_believed() -> None:
    found = laid(f"{HEAD}Ada Brisk,owls,,2023-01-15,2026-12-31,,,", {"ada": ADA})
    assert "Ada Brisk has that already (mandate:owls@2023-01-01 until 2026-12-31)" in told(found)[0]
    assert found.out == {2}


def test_a_successor_while_all_seats_are_taken_is_not_believed_and_the_predecessor_is_named() -> None:
    found = laid(f"{HEAD}Dee Harbour,owls,,2025-06-01,2026-12-31,France,,", FULL)
    (only,) = told(found)
    assert only == (
        "OWLS has 3 seats, all taken on 2025-06-01 (by Bo Lantern until 2026-12-31 and others): who leaves "
        "needs a last day before Dee Harbour begins"
    )


def test_a_successor_whose_predecessor_ends_in_the_same_list_is_believed() -> None:
    rows = "Bo Lantern,owls,,2023-01-01,2025-05-31,,,\nDee Harbour,owls,,2025-06-01,2026-12-31,France,,"
    assert told(laid(HEAD + rows, FULL)) == []


def test_a_seat_that_is_free_later_is_not_free_now() -> None:
    found = laid(
        f"{HEAD}Dee Harbour,owls,,2026-06-01,2028-12-31,,,\nEve Orchard,owls,,2027-01-01,2028-12-31,,,", FULL
    )
    assert found.out == {2}


def test_who_is_not_believed_for_another_reason_takes_no_seat() -> None:
    rows = "Dee Harbour,frogs,,2025-01-01,2027-12-31,,,died\nEve Orchard,frogs,,2025-03-01,2027-12-31,,,"
    assert laid(HEAD + rows).out == {2}


def test_somebody_of_the_same_state_who_comes_too_early_is_not_believed() -> None:
    free = {key: one for key, one in FULL.items() if key != "cy"}
    found = laid(f"{HEAD}Dee Harbour,owls,,2025-06-01,2026-12-31,FRA,,", free)
    (only,) = told(found)
    assert only == (
        "Bo Lantern, of the same State (FRA), sits in OWLS until 2026-12-31: if Dee Harbour "
        "follows, that needs "
        "an earlier last day"
    )
    assert told(laid(f"{HEAD}Dee Harbour,owls,,2027-01-01,2030-12-31,FRA,,", free)) == []


def test_who_replaces_somebody_who_is_still_there_is_not_believed() -> None:
    free = {key: one for key, one in FULL.items() if key != "ada"}
    found = laid(f"{HEAD}Dee Harbour,owls,,2025-06-01,2028-12-31,,MEADOW Cy,", free)
    (only,) = told(found)
    assert only == (
        "Cy Meadow, whose place it is, holds it until 2028-12-31, and this begins on 2025-06-01: "
        "give Cy Meadow "
        "an earlier last day"
    )
    unknown = laid(f"{HEAD}Dee Harbour,owls,,2025-06-01,2028-12-31,,Zoe Zimmer,", free)
    assert (told(unknown), unknown.out) == (
        ["“Zoe Zimmer”, whose place it is, is not known to hold it"],
        frozenset(),
    )


def test_a_second_chair_who_comes_before_the_first_leaves_is_not_believed() -> None:
    chair = {"mandate": "owls", "role": "chair", "from": "2025-01-01", "to": "2026-12-31"}
    people = {**FULL, "bo": {**FULL["bo"], "holds": [*FULL["bo"]["holds"], chair]}}
    found = laid(f"{HEAD}Cy Meadow,owls,chair,2026-06-01,2028-05-31,,,", people)
    (only,) = told(found)
    assert only == (
        "Bo Lantern is chair of OWLS until 2026-12-31: if Cy Meadow follows, that needs an earlier last day"
    )


def test_vice_chairs_who_are_several_anyway_are_believed() -> None:
    vice = {"mandate": "owls", "role": "vice-chair", "from": "2025-01-01", "to": "2026-12-31"}
    people = {key: {**FULL[key], "holds": [*FULL[key]["holds"], vice]} for key in ("ada", "bo")} | {
        "cy": FULL["cy"]
    }
    assert told(laid(f"{HEAD}Cy Meadow,owls,vice-chair,2026-06-01,2028-05-31,,,", people)) == []


@pytest.mark.parametrize("remark", ["resigned in May", "décédée", "辞职", "†"])
def test_who_resigned_or_died_and_is_listed_is_not_believed(remark: str) -> None:
    found = laid(f"{HEAD}Dee Harbour,frogs,,2025-01-01,2027-12-31,,,{remark}")
    (only,) = told(found)
    assert only == (
        f"the row says “{remark}”, and yet Dee Harbour is listed until 2027-12-31: give the day on which it "
        "ended, or leave the row out"
    )


def test_who_resigned_and_is_listed_as_before_is_told_too() -> None:
    assert laid(f"{HEAD}Ada Brisk,owls,,2023-01-01,2026-12-31,,,resigned", {"ada": ADA}).out == {2}


def test_who_resigned_and_has_an_end_is_believed() -> None:
    found = laid(f"{HEAD}Ada Brisk,owls,,2023-01-01,2025-05-31,,,resigned", {"ada": ADA})
    assert told(found) == []
    assert len(found.changes) == 1


def test_a_person_in_two_spellings_is_not_believed() -> None:
    rows = "Mohamed Sayed,owls,,2025-01-01,2028-12-31,,,\nMohammed Sayed,owls,,2025-01-01,2028-12-31,,,"
    found = laid(HEAD + rows)
    (only,) = told(found)
    assert only == (
        "Mohammed Sayed may be Mohamed Sayed (row 2), spelt otherwise: write one name in both, or "
        "give the two "
        "keys of their own"
    )
    assert found.out == {3}


def test_somebody_new_who_is_nearly_somebody_known_is_not_believed() -> None:
    found = laid(f"{HEAD}Ada Brisck,owls,,2027-01-01,2030-12-31,,,", {"ada": ADA})
    assert "Ada Brisck may be Ada Brisk (ada in the register), spelt otherwise" in told(found)[0]


def test_people_with_keys_of_their_own_are_only_remarked_to_be_alike() -> None:
    found = laid(f"Key,{HEAD}b2,Ada Brisck,owls,,2027-01-01,2030-12-31,,,", {"ada": ADA})
    assert told(found) == ["Ada Brisck may be Ada Brisk (ada in the register), spelt otherwise"]
    assert found.out == frozenset()


def test_like_names_in_two_mechanisms_are_two_people() -> None:
    assert told(laid(f"{HEAD}Ada Brisck,frogs,,2027-01-01,2030-12-31,,,", {"ada": ADA})) == []
