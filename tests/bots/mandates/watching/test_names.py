"""Whose name another one looks like."""

import pytest

from bots.mandates.watching.names import looked_like
from kit.ids import PersonKey, UserId
from kit.ports import Registered

EVE = UserId("@eve:away")


def person(name: str, *accounts: str, key: str = "p1") -> Registered:
    users = tuple(map(UserId, accounts))
    return Registered(key=PersonKey(key), name=name, languages=(), zone="UTC", accounts=users)


def looks(shown: str, who: Registered, claims: str | None = None) -> bool:
    key = None if claims is None else PersonKey(claims)
    return looked_like(shown, EVE, key, [who]) == (who,)


@pytest.mark.parametrize(
    "shown",
    [
        "Ana García",
        "ANA GARCIA",
        "García, Ana",
        "Аnа Gаrсíа",
        "Αna Garcia",
        "Ana G\u200barcía",
        "𝐀𝐧𝐚 𝐆𝐚𝐫𝐜í𝐚",
    ],
)
def test_a_name_like_that_of_somebody_with_an_account_deceives(shown: str) -> None:
    assert looks(shown, person("Ana García", "@ana:home"))


@pytest.mark.parametrize(("shown", "name"), [("Anna Larnb", "Anna Lamb"), ("lan Pau1", "Ian Paul")])
def test_groups_and_digits_that_look_like_letters_deceive(shown: str, name: str) -> None:
    assert looks(shown, person(name, "@somebody:home"))


@pytest.mark.parametrize("shown", ["Ana Garcés", "Ana", "García", "", "🙂", "Li Wei"])
def test_other_names_do_not(shown: str) -> None:
    assert not looks(shown, person("Ana García", "@ana:home"))


def test_a_persons_own_account_deceives_nobody() -> None:
    assert not looks("Ana García", person("Ana García", "@ana:home", EVE))


def test_somebody_without_an_account_may_be_who_they_say() -> None:
    assert not looks("Ana Garcia", person("Ana García"))
    assert not looks("Ana Garcia", person("Ana García"), claims="p1")


def test_a_name_in_foreign_letters_deceives_even_before_there_is_an_account() -> None:
    assert looks("Аnа Gаrсíа", person("Ana García"), claims="p1")


def test_who_is_called_like_one_person_and_claims_to_be_another_deceives() -> None:
    assert looks("Ana García", person("Ana García"), claims="p2")


def test_cyrillic_names_are_compared_as_well() -> None:
    assert looks("Aннa Opлoва", person("Анна Орлова", "@anna:home"))
