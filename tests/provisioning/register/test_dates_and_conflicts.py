"""Days that cannot be, and declared conflicts: what the register makes of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.ids import PersonKey
from provisioning.community.load import load_community
from provisioning.community.model import Community
from provisioning.files import BadFiles
from provisioning.register.load import load_register
from provisioning.register.model import Person

COMMUNITY = """\
community: {name: Test, zone: Europe/Zurich}
kinds: {treaty-body: {en: treaty body}}
roles: {member: {en: member}}
mechanisms: {cat: {kind: treaty-body, name: Against torture}}
themes: {migration: {name: Migration}}
rooms: [{room: hall, name: Hall}]
"""


@pytest.fixture
def community(tmp_path: Path) -> Community:
    (tmp_path / "community.yaml").write_text(COMMUNITY, "utf-8")
    return load_community(tmp_path)


def ada(folder: Path, community: Community, line: str) -> Person:
    text = f"people:\n  ada:\n    name: Ada Nonesuch\n    {line}\n"
    (folder / "register.yaml").write_text(text, "utf-8")
    return load_register(folder, community).people[PersonKey("ada")]


def test_a_conflict_holds_from_its_first_day_to_its_last(tmp_path: Path, community: Community) -> None:
    line = "conflicts: [{with: FRA, from: 2026-03-01, to: 2026-12-31}, {with: cat}, {with: migration}]"
    first, *others = ada(tmp_path, community, line).conflicts
    assert (first.subject, first.words) == ("FRA", "conflict with FRA, 2026-03-01 to 2026-12-31")
    assert first.start == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert first.end == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert [one.words for one in others] == ["conflict with CAT", "conflict with Migration"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "holds: [{mandate: cat, from: 2026-02-29}]",
            "4:34: “2026-02-29” is not a day. Expected a day such as 2026-12-31.",
        ),
        (
            "holds: [{mandate: cat, to: 9999-12-31}]",
            (
                "4:32: the year 9999 cannot be meant. "
                "Expected a day from 1900 to 2199; leave the line out where there is no end."
            ),
        ),
        (
            "suspended: [{from: 9999-01-01, reason: x}]",
            (
                "4:24: the year 9999 cannot be meant. "
                "Expected a day from 1900 to 2199; leave the line out where there is no end."
            ),
        ),
        (
            "conflicts: [{with: FRA, from: 2026-02-30}]",
            "4:35: “2026-02-30” is not a day. Expected a day such as 2026-12-31.",
        ),
        (
            "conflicts: [{with: FRA, from: 2026-03-02, to: 2026-03-01}]",
            "4:17: this ends on 2026-03-01, before it begins on 2026-03-02. Expected “to” after “from”.",
        ),
        (
            "suspended: [{from: 2026-03-02, to: 2026-03-01, reason: x}]",
            "4:17: this ends on 2026-03-01, before it begins on 2026-03-02. Expected “to” after “from”.",
        ),
        (
            "suspended: [{from: '2026-03-01T12:00+01:00', to: '2026-03-01T10:59Z', reason: x}]",
            (
                "4:17: this ends on 2026-03-01 10:59:00+00:00, before it begins "
                "on 2026-03-01 12:00:00+01:00. Expected “to” after “from”."
            ),
        ),
        (
            "conflicts: [{with: FRN}]",
            "4:24: “FRN” is not a State. Expected the three letters of one, such as CHE.",
        ),
        (
            "conflicts: [{with: fra}]",
            (
                "4:24: “fra” is not a State, a mechanism or a theme. Expected cat, migration or FRA. "
                "Did you mean “FRA”?"
            ),
        ),
        (
            "conflicts: [{with: cta}]",
            (
                "4:24: “cta” is not a State, a mechanism or a theme. Expected cat or migration. "
                "Did you mean “cat”?"
            ),
        ),
        (
            "nationality: FRN",
            "4:18: “FRN” is not a State. Expected the three letters of one, such as CHE.",
        ),
        (
            "zone: Europe/Zürich",
            (
                "4:11: “Europe/Zürich” is not a time zone. Expected a zone such as Europe/Zurich. "
                "Did you mean “Europe/Zurich”?"
            ),
        ),
    ],
)
def test_what_cannot_be_gets_a_sentence(tmp_path: Path, community: Community, line: str, said: str) -> None:
    with pytest.raises(BadFiles) as caught:
        ada(tmp_path, community, line)
    assert str(caught.value) == f"register.yaml:{said}"


def test_a_leap_day_is_a_day_in_a_leap_year(tmp_path: Path, community: Community) -> None:
    (fact,) = ada(tmp_path, community, "holds: [{mandate: cat, from: 2024-02-29, to: 2028-02-29}]").facts
    assert fact.end == datetime(2028, 2, 29, 23, tzinfo=UTC)
