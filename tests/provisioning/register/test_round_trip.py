"""The register as a list: what was exported is imported again, and changes nothing."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kit.spreadsheet import BEGINS_FORMULA
from provisioning.files import parse_document
from provisioning.register.changes import People, fold, key_of, people_of
from provisioning.register.exporting import Format, exported
from provisioning.register.importing import Choices
from provisioning.register.importing.tidying import Tidied, tidied
from provisioning.register.load import read_register
from tests.provisioning.register.importing.lists import ADA, VILLAGE, laid_file
from tests.provisioning.register.test_changes import unordered

NAMES = (
    "Ada Brisk",
    "BRISK Ada (Chair)",
    "Ms. Jane Doe, Vice-Chair",
    "محمد عبد الله",
    "王小明",
    "Élodie d’Ys",
    'Kate "Kit" O\'Neil; the elder',
    "=1+1",
    "'=1+1",
    "@SUM(A1:A9)",
    "+41 22",
    "-",
    "#REF!",
    "none",
    "2026-12-31",
    "2026-99-99",
    "1234",
    "Jane (resigned)",
    "_x0041_",
)
DAYS = ("2024-01-01", "2024-02-29", "2025-06-01", "2026-12-31")
INSTANTS = ("2025-06-01T09:30+02:00", "2025-06-01")


def words() -> st.SearchStrategy[str]:
    text = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=20)
    return st.sampled_from(NAMES) | text.map(lambda one: " ".join(one.split())).filter(bool)


def dated(base: dict[str, st.SearchStrategy[Any]], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    days = {"from": st.sampled_from(DAYS), "to": st.sampled_from(DAYS)}
    entry = st.fixed_dictionaries(base, optional=days | more)
    return entry.filter(lambda one: not one.get("to") or one.get("from", "") <= one["to"])


def held() -> st.SearchStrategy[Any]:
    mandate = dated(
        {"mandate": st.sampled_from(["owls", "frogs"])},
        role=st.sampled_from(["member", "chair", "vice-chair"]),
    )
    of = st.lists(st.sampled_from(["owls", "frogs"]), min_size=1, unique=True)
    post = dated({"post": st.just("clerk")}, of=of, review=st.sampled_from(DAYS))
    guest = dated({"guest": st.sampled_from(["ponds", "owls"])})
    gone = st.fixed_dictionaries(
        {"mandate": st.just("toads"), "to": st.just("2024-12-31")}, optional={"from": st.just("2024-01-01")}
    )
    return mandate | post | guest | gone


def several(sort: str, entry: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(entry, min_size=1, max_size=4, unique_by=lambda one: key_of(sort, one))


def person(names: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    conflict = dated({"with": st.sampled_from(["CHE", "owls", "ponds"])})
    suspended = st.fixed_dictionaries(
        {"from": st.sampled_from(INSTANTS), "reason": words()}, optional={"to": st.just("2026-12-31")}
    )
    return st.fixed_dictionaries(
        {"name": names},
        optional={
            "languages": st.lists(st.sampled_from(["en", "fr", "ar", "zh"]), min_size=1, unique=True),
            "zone": st.sampled_from(["Africa/Cairo", "Asia/Shanghai"]),
            "nationality": st.sampled_from(["EGY", "CHN", "FRA"]),
            "holds": several("holds", held()),
            "suspended": several("suspended", suspended),
            "conflicts": several("conflicts", conflict),
        },
    )


@st.composite
def registers(draw: st.DrawFn, *, plain: bool = False) -> People:
    names = words().filter(lambda name: tidied(name) == Tidied(name=name)) if plain else words()
    keys = st.sampled_from(["p1", "na", "ada-2", "17"])
    people = draw(st.dictionaries(keys, person(names), max_size=4))
    for key, one in people.items():
        if draw(st.booleans()):
            one["accounts"] = [f"{key}.x", f"@{key}:away.org"][: draw(st.integers(1, 2))]
        if draw(st.booleans()):
            one["email"] = f"+{key}@example.org"
    return people


@pytest.mark.parametrize("form", Format)
@given(people=registers())
@settings(deadline=None, max_examples=50)
def test_the_import_of_an_export_changes_nothing(form: Format, people: People) -> None:
    found = laid_file(f"list.{form}", exported(people, form), people)
    assert found.changes == ()
    assert found.out == frozenset()


@pytest.mark.parametrize("form", Format)
@given(people=registers(plain=True))
@settings(deadline=None, max_examples=50)
def test_an_empty_register_becomes_the_one_that_was_exported(form: Format, people: People) -> None:
    assume(not any(map(_can_be_read_two_ways, people.values())))
    if form is not Format.YAML:  # lists know mechanisms that are gone by the register alone
        people = {key: _without_toads(one) for key, one in people.items()}
    found = laid_file(f"list.{form}", exported(people, form), {}, Choices(believe_all=True))
    wanted = {key: _as_read(form, one) for key, one in people.items()}
    out = {doubt.text for doubt in found.doubts if doubt.row in found.out}
    assert out == set()
    assert unordered(fold({}, found.changes)) == unordered(wanted)


def _can_be_read_two_ways(one: Mapping[str, Any]) -> bool:
    """Whether somebody holds a thing without a first day beside the same thing with one."""
    for sort in ("holds", "conflicts"):
        things = [key_of(sort, {**entry, "from": ""}) for entry in one.get(sort, ())]
        undated = [key_of(sort, entry) for entry in one.get(sort, ()) if not entry.get("from")]
        if any(things.count(thing) > 1 for thing in undated):
            return True
    return False


def _without_toads(one: Mapping[str, Any]) -> dict[str, Any]:
    holds = [entry for entry in one.get("holds", ()) if entry.get("mandate") != "toads"]
    return {name: value for name, value in {**one, "holds": holds}.items() if value}


def _as_read(form: Format, one: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person whose plain memberships are written without their role, as lists are read."""
    if form is Format.YAML:
        return dict(one)
    holds = [
        {name: value for name, value in entry.items() if (name, value) != ("role", "member")}
        for entry in one.get("holds", ())
    ]
    return {name: value for name, value in {**one, "holds": holds}.items() if value}


@given(people=registers())
@settings(deadline=None, max_examples=50)
def test_an_exported_register_file_can_be_put_beside_the_community(people: People) -> None:
    document = parse_document("register.yaml", exported(people, Format.YAML).decode())
    assert read_register(document, VILLAGE).people.keys() == people.keys()
    assert unordered(people_of(document.tree)) == unordered(people)


@given(people=registers())
@settings(deadline=None, max_examples=50)
def test_no_cell_of_an_export_is_calculated(people: People) -> None:
    text = exported(people, Format.CSV).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in line if cell.startswith(BEGINS_FORMULA)]
    page = load_workbook(io.BytesIO(exported(people, Format.XLSX))).worksheets[0]
    sorts = {cell.data_type for line in page.iter_rows() for cell in line if cell.value is not None}
    assert sorts <= {"s", "d"}


def test_a_cell_that_looks_like_a_formula_is_marked_as_words_in_a_workbook() -> None:
    people = {"ada": {**ADA, "name": "=1+1"}}
    page = load_workbook(io.BytesIO(exported(people, Format.XLSX))).worksheets[0]
    assert (page["B2"].value, page["B2"].quotePrefix) == ("=1+1", True)
    assert b"'=1+1" in exported(people, Format.CSV)
