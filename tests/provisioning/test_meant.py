"""For whom a room is, told in each language."""

from pathlib import Path

import pytest

from kit.ids import Language, PersonKey
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Named,
    NationalOf,
    Rule,
)
from provisioning.loading import load
from provisioning.meant import meant
from tests.provisioning.village import COMMUNITY, REGISTER

OWLS = HoldsMandate(frozenset({"owls"}))
CHAIR = HoldsMandate(frozenset({"owls"}), frozenset({"chair"}))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (OWLS, ("OWLS",)),
        (CHAIR, ("chair, OWLS",)),
        (HoldsPost(), ("personnel",)),
        (HoldsPost(frozenset({"clerk"}), frozenset({"owls"})), ("clerk, OWLS",)),
        (GuestOf(frozenset({"owls"})), ("invité, OWLS",)),
        (AnyOf((OWLS, HoldsPost(), OWLS)), ("OWLS", "personnel")),
        (AllOf((OWLS, HoldsPost(), NationalOf(frozenset({"CHE"})))), ("OWLS + personnel",)),
        (Except(OWLS, NationalOf(frozenset({"CHE"}))), ("OWLS",)),
        (Everyone(), ()),
        (Named(frozenset({PersonKey("ada")})), ()),
    ],
)
def test_whom_a_rule_lets_in_is_named_and_nobody_whom_it_leaves_out(
    tmp_path: Path, rule: Rule, told: tuple[str, ...]
) -> None:
    (tmp_path / "community.yaml").write_text(COMMUNITY, encoding="utf-8")
    (tmp_path / "register.yaml").write_text(REGISTER, encoding="utf-8")
    assert meant(load(tmp_path).community, rule, Language.FRENCH) == told
