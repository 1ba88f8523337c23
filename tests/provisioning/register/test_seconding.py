"""When one person is not enough, and who may be the second."""

from dataclasses import replace

import pytest

from kit.ids import PersonKey
from provisioning.files import parse_document
from provisioning.register.changes import Change, Deed
from provisioning.register.load import read_register
from provisioning.register.seconding import needs_second, same_person
from tests.provisioning.register.importing.lists import VILLAGE

REGISTER = read_register(
    parse_document(
        "register.yaml",
        "people:\n  p1: {name: Ada Brisk, accounts: [ada.b, '@ada:away.org'], email: ada@example.org}\n"
        "  p2: {name: Bo Lantern}\n",
    ),
    VILLAGE,
)


def newcomers(number: int, deed: Deed = Deed.ENTER) -> list[Change]:
    entry = {"list": "holds", "entry": {"mandate": "owls"}}
    what = {"person": {"name": "x"}} if deed is Deed.ENTER else entry
    return [Change(person=PersonKey(f"x{at}"), deed=deed, what=what) for at in range(number)]


@pytest.mark.parametrize("deed", [Deed.ENTER, Deed.ADD])
def test_more_people_than_the_community_says_need_a_second_person(deed: Deed) -> None:
    assert not needs_second(VILLAGE, newcomers(5, deed))
    assert needs_second(VILLAGE, newcomers(6, deed))
    assert needs_second(replace(VILLAGE, second_person_above=0), newcomers(1, deed))


def test_a_person_with_many_things_to_hold_is_one_person() -> None:
    assert not needs_second(VILLAGE, newcomers(5) + newcomers(5, Deed.ADD))


def test_suspensions_and_conflicts_need_nobody_else() -> None:
    entry = {"list": "suspended", "entry": {"from": "2025-01-01", "reason": "x"}}
    changes = [Change(person=PersonKey(f"x{at}"), deed=Deed.ADD, what=entry) for at in range(9)]
    assert not needs_second(VILLAGE, changes)


@pytest.mark.parametrize(
    "other", ["ada brisk", "BRISK Ada", "Ada.B", "p1", "@ada:away.org", "ADA@example.org"]
)
def test_one_person_goes_by_many_names(other: str) -> None:
    assert same_person("Ada Brisk", other, REGISTER)
    assert same_person(other, "p1", REGISTER)


def test_who_is_not_in_the_register_goes_by_the_name_alone() -> None:
    assert same_person("root", " ROOT ", REGISTER)
    assert not same_person("root", "Ada Brisk", REGISTER)
    assert not same_person("p2", "Ada Brisk", REGISTER)
