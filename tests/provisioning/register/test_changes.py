"""The register as the sum of its changes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.register.changes import Change, Deed, People, differences, fold, key_of, people_of

ADA = PersonKey("ada")
OWLS = {"mandate": "owls", "from": "2024-01-01", "to": "2026-12-31"}
CHAIR = {"mandate": "owls", "role": "chair", "from": "2024-01-01"}
REGISTER: People = {"ada": {"name": "Ada", "accounts": ["ada"], "holds": [OWLS]}}


def of_ada(deed: Deed, **what: Any) -> Change:
    return Change(person=ADA, deed=deed, what=what)


def days() -> st.SearchStrategy[str]:
    return st.sampled_from(["2024-01-01", "2025-01-01", "2026-01-01"])


def held() -> st.SearchStrategy[dict[str, Any]]:
    mandate = st.fixed_dictionaries(
        {"mandate": st.sampled_from(["owls", "frogs"]), "from": days()},
        optional={"role": st.sampled_from(["chair", "focal-point"]), "to": days()},
    )
    post = st.fixed_dictionaries(
        {"post": st.just("clerk")}, optional={"of": st.just(["owls"]), "from": days()}
    )
    return mandate | post


def unlike(sort: str) -> Any:
    return lambda entry: key_of(sort, entry)


def person() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"name": st.sampled_from(["Ada", "Joan"])},
        optional={
            "zone": st.just("Africa/Cairo"),
            "languages": st.lists(st.sampled_from(["en", "fr"]), min_size=1, unique=True),
            "accounts": st.lists(st.sampled_from(["a", "b", "@c:d.e"]), min_size=1, unique=True),
            "holds": st.lists(held(), min_size=1, max_size=4, unique_by=unlike("holds")),
            "suspended": st.lists(
                st.fixed_dictionaries({"from": days(), "reason": st.just("lost")}, optional={"to": days()}),
                min_size=1,
                unique_by=unlike("suspended"),
            ),
        },
    )


def registers() -> st.SearchStrategy[People]:
    return st.dictionaries(st.sampled_from(["p1", "p2", "p3"]), person())


def unordered(people: People) -> dict[str, dict[str, Any]]:
    def loose(entries: list[Any]) -> list[str]:
        return sorted(json.dumps(entry, sort_keys=True) for entry in entries)

    return {
        key: {
            name: loose(value) if name != "languages" and isinstance(value, list) else value
            for name, value in one.items()
        }
        for key, one in people.items()
    }


@given(registers(), registers())
def test_the_differences_of_two_registers_lead_from_one_to_the_other(old: People, new: People) -> None:
    assert unordered(fold(old, differences(old, new))) == unordered(new)


@given(registers())
def test_a_register_does_not_differ_from_itself(people: People) -> None:
    assert differences(people, people) == ()


@given(registers(), registers())
def test_changes_that_were_made_already_change_nothing(old: People, new: People) -> None:
    changes = [one for one in differences(old, new) if one.deed in {Deed.ADD, Deed.BIND, Deed.SET}]
    after = fold({**old, **{key: old[key] for key in old}}, [one for one in changes if one.person in old])
    assert fold(after, [one for one in changes if one.person in old]) == after


def test_folding_leaves_what_was_as_it_was() -> None:
    before = {"ada": {"name": "Ada", "accounts": ["ada"], "holds": [dict(OWLS)]}}
    fold(before, [of_ada(Deed.ADD, list="holds", entry=CHAIR), of_ada(Deed.BIND, account="@ada:away.org")])
    assert before == REGISTER


def test_a_term_that_is_prolonged_keeps_its_name() -> None:
    key = key_of("holds", OWLS)
    after = fold(REGISTER, [of_ada(Deed.AMEND, list="holds", key=key, fields={"to": "2030-12-31"})])
    assert [key_of("holds", one) for one in after["ada"]["holds"]] == [key]
    assert after["ada"]["holds"][0]["to"] == "2030-12-31"


def test_an_end_can_be_taken_away() -> None:
    key = key_of("holds", OWLS)
    after = fold(REGISTER, [of_ada(Deed.AMEND, list="holds", key=key, fields={"to": None})])
    assert "to" not in after["ada"]["holds"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change(person=PersonKey("eve"), deed=Deed.BIND, what={"account": "eve"}),
            "“eve” is not in the register",
        ),
        (of_ada(Deed.WITHDRAW, list="holds", key="mandate:frogs@"), "Ada has no fact mandate:frogs@"),
        (of_ada(Deed.ADD, list="holds", entry=OWLS | {"to": "2027-01-01"}), "Ada has the fact mandate:owls@"),
        (of_ada(Deed.ENTER, person={"name": "Other"}), "“ada” is in the register already, as Ada"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_with_what_there_is(change: Change, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        fold(REGISTER, [change])


def test_keys_tell_apart_what_is_held_at_once() -> None:
    entries: list[dict[str, Any]] = [
        OWLS,
        CHAIR,
        {"post": "clerk"},
        {"post": "clerk", "of": ["owls"]},
        {"guest": "owls"},
    ]
    assert len({key_of("holds", one) for one in entries}) == len(entries)


def test_what_humans_decided_already_waits_for_nobody() -> None:
    assert not of_ada(Deed.BIND, account="@a:b.c", how="claim").waits
    assert not of_ada(Deed.ADD, list="suspended", entry={"from": "2026-01-01", "reason": "lost"}).waits
    assert of_ada(Deed.BIND, account="@a:b.c").waits
    assert of_ada(Deed.ADD, list="holds", entry=OWLS).waits


def test_short_forms_of_a_file_are_written_out() -> None:
    tree: Any = {
        "people": {"ada": {"name": "Ada", "accounts": "ada", "holds": [{"post": "clerk", "of": "owls"}]}}
    }
    assert people_of(tree)["ada"] == {
        "name": "Ada",
        "accounts": ["ada"],
        "holds": [{"post": "clerk", "of": ["owls"]}],
    }


def test_a_change_survives_being_written_down() -> None:
    change = Change(
        person=ADA,
        deed=Deed.ADD,
        what={"list": "holds", "entry": OWLS},
        by="cleo",
        source="A/1",
        reason="elected",
    )
    assert Change.from_json(change.as_json()) == change
