"""Single changes about one person."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.files import Document, parse_document
from provisioning.register.changes import People, fold, people_of, tree_of
from provisioning.register.deeds import (
    binding,
    day_said,
    ending,
    going_on,
    releasing,
    resumption,
    suspension,
)
from provisioning.register.load import read_register
from tests.provisioning.register.importing.lists import SERVER, VILLAGE

TEXT = """
people:
  ada:
    name: Ada Brisk
    accounts: [ada, '@ada:away.org']
    holds:
      - {mandate: owls, from: 2023-01-01, to: 2026-12-31}
      - {mandate: owls, from: 2027-01-01}
      - {mandate: owls, role: chair, from: 2025-01-01, to: 2026-12-31}
      - {mandate: frogs, from: 2025-01-01}
      - {post: clerk, of: [owls], from: 2020-01-01}
    conflicts: [{with: CHE}]
  bo: {name: Bo Lantern, accounts: [bo]}
"""
DOCUMENT = parse_document("register.yaml", TEXT)
PEOPLE: People = people_of(DOCUMENT.tree)
REGISTER = read_register(DOCUMENT, VILLAGE)
ADA = PersonKey("ada")
NOW = datetime(2025, 11, 22, 9, 30, 0, 500, tzinfo=UTC)


def held(people: People, key: str = "ada") -> Any:
    return read_register(Document(file="x", tree=tree_of(people)), VILLAGE).people[PersonKey(key)]


def test_a_suspension_holds_from_its_instant_until_it_is_ended() -> None:
    suspended = fold(PEOPLE, [suspension(REGISTER.people[ADA], NOW, "lost")])
    ada = held(suspended)
    assert ada.suspended(NOW).reason == "lost"
    again = held(fold(suspended, resumption(ada, NOW, "found")))
    assert again.suspended(NOW) is None
    with pytest.raises(BadInput, match="is suspended already, for: lost"):
        suspension(ada, NOW, "again")
    with pytest.raises(BadInput, match="Ada Brisk is not suspended"):
        resumption(again, NOW, "again")


@pytest.mark.parametrize("account", ["ada", "@ada:palais.localhost"])
def test_an_account_is_released_however_it_is_written(account: str) -> None:
    owner, change = releasing(REGISTER, account, SERVER, "lost")
    assert owner.key == "ada"
    assert fold(PEOPLE, [change])["ada"]["accounts"] == ["@ada:away.org"]
    assert not change.waits


def test_an_account_bound_by_hand_may_have_to_wait() -> None:
    change = binding(REGISTER, REGISTER.people[ADA], "@ada:third.org", SERVER, "said so")
    assert change.waits
    assert fold(PEOPLE, [change])["ada"]["accounts"][-1] == "@ada:third.org"


def test_an_account_of_somebody_else_is_not_bound() -> None:
    with pytest.raises(BadInput, match="is Bo Lantern’s"):
        binding(REGISTER, REGISTER.people[ADA], "@bo:palais.localhost", SERVER, "x")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("mandate:owls@2027-01-01", "mandate:owls@2027-01-01"),
        ("frogs", "mandate:frogs@2025-01-01"),
        ("mandate:frogs", "mandate:frogs@2025-01-01"),
        ("Chair", "mandate:owls:chair@2025-01-01"),
        ("owls:chair", "mandate:owls:chair@2025-01-01"),
        ("clerk", "post:clerk:of=owls@2020-01-01"),
        ("CHE", "conflict:CHE@"),
    ],
)
def test_what_is_meant_is_found_by_key_or_by_what_it_is(word: str, key: str) -> None:
    last = date(2028, 1, 1) if "2027" in word else date(2026, 1, 1)
    change = ending(VILLAGE, ADA, PEOPLE["ada"], word, last)
    assert change.what["key"] == key
    assert held(fold(PEOPLE, [change])).name == "Ada Brisk"


@pytest.mark.parametrize(
    ("word", "last", "says"),
    [
        (
            "owls",
            "2026-06-30",
            "could be more than one thing: say which, mandate:owls@2023-01-01 or mandate:owls@2027-01-01",
        ),
        ("toads", "2026-06-30", "holds nothing called “toads”"),
        ("mandate:frog@2025-01-01", "2026-06-30", "did you mean “mandate:frogs@2025-01-01”?"),
        ("chair", "2024-06-30", "that begins on 2025-01-01, so it cannot end on 2024-06-30"),
        ("chair", "2026-12-31", "that ends on 2026-12-31 anyway"),
        ("chair", "2027-06-30", "that ends on 2026-12-31 anyway"),
    ],
)
def test_what_cannot_end_then_is_refused(word: str, last: str, says: str) -> None:
    with pytest.raises(BadInput) as told:
        ending(VILLAGE, ADA, PEOPLE["ada"], word, date.fromisoformat(last))
    assert says in str(told.value)


def test_what_goes_on_in_the_same_mechanism_is_said() -> None:
    change = ending(VILLAGE, ADA, PEOPLE["ada"], "mandate:owls@2023-01-01", date(2026, 6, 30))
    assert list(going_on(VILLAGE, PEOPLE["ada"], change, date(2026, 6, 30))) == [
        "member of OWLS, since 2027-01-01",
        "chair of OWLS, 2025-01-01 to 2026-12-31",
    ]
    post = ending(VILLAGE, ADA, PEOPLE["ada"], "clerk", date(2026, 6, 30))
    assert list(going_on(VILLAGE, PEOPLE["ada"], post, date(2026, 6, 30))) == []


def test_a_day_is_said_as_in_lists_and_never_guessed() -> None:
    assert day_said("31 December 2026") == date(2026, 12, 31)
    with pytest.raises(BadInput, match="could be two days"):
        day_said("01/02/2026")
