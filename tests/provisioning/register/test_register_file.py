"""The register: its days as instants, its words, and what is said of its mistakes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.ids import Language, PersonKey, UserId
from provisioning.community.load import load_community
from provisioning.community.model import Community
from provisioning.files import BadFiles
from provisioning.register.directory import RegisterDirectory
from provisioning.register.load import load_register
from provisioning.register.model import Person, Register

COMMUNITY = """\
community: {name: Test, language: fr, zone: Asia/Tokyo}
kinds: {treaty-body: {fr: organe}}
roles: {member: {fr: membre}, chair: {fr: présidente}}
posts: {secretariat: {fr: secrétariat}}
mechanisms: {cat: {kind: treaty-body, name: Contre la torture}, cedaw: {kind: treaty-body, name: Femmes}}
themes: {migration: {name: Migrations}}
rooms: [{room: hall, name: Salle}]
"""


@pytest.fixture
def community(tmp_path: Path) -> Community:
    (tmp_path / "community.yaml").write_text(COMMUNITY, "utf-8")
    return load_community(tmp_path)


def load(folder: Path, community: Community, *lines: str) -> Register:
    (folder / "register.yaml").write_text("\n".join(["people:", *lines]), "utf-8")
    return load_register(folder, community)


def ada(folder: Path, community: Community, *lines: str) -> Person:
    return load(folder, community, "  ada:", "    name: Ada Nonesuch", *lines).people[PersonKey("ada")]


def said(folder: Path, community: Community, *lines: str) -> list[str]:
    with pytest.raises(BadFiles) as caught:
        ada(folder, community, *lines)
    return str(caught.value).splitlines()


def test_the_last_day_counts_whole_in_the_zone_of_the_community(tmp_path: Path, community: Community) -> None:
    (fact,) = ada(tmp_path, community, "    holds: [{mandate: cat, from: 2025-01-01, to: 2026-12-31}]").facts
    assert not fact.holds(datetime(2024, 12, 31, 14, 59, 59, tzinfo=UTC))
    assert fact.holds(datetime(2024, 12, 31, 15, tzinfo=UTC))
    assert fact.holds(datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC))
    assert not fact.holds(datetime(2026, 12, 31, 15, tzinfo=UTC))


def test_a_fact_speaks_the_words_of_the_community(tmp_path: Path, community: Community) -> None:
    held = ada(
        tmp_path,
        community,
        "    holds:",
        "      - {mandate: cat, role: chair, from: 2025-01-01, to: 2026-12-31}",
        "      - {post: secretariat, of: [cat, cedaw], from: 2025-01-01, review: 2027-01-01}",
        "      - {guest: migration, to: 2026-12-31}",
    ).facts
    assert [fact.words for fact in held] == [
        "présidente of CAT, 2025-01-01 to 2026-12-31",
        "secrétariat for CAT, CEDAW, since 2025-01-01",
        "guest of Migrations, until 2026-12-31",
    ]
    assert str(held[1].place) == "register.yaml:6:9"


def test_a_suspension_may_begin_at_an_instant(tmp_path: Path, community: Community) -> None:
    line = "    suspended: [{from: '2026-11-21T10:30+01:00', reason: phone stolen}]"
    (suspension,) = ada(tmp_path, community, line).suspensions
    assert suspension.start == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert suspension.end is None


def test_every_mistake_of_the_register_is_told_at_once(tmp_path: Path, community: Community) -> None:
    lines = said(
        tmp_path,
        community,
        "    languages: [fr, jp]",
        "    zone: Asia/Tokio",
        "    nationality: Japan",
        "    email: ada at example.org",
        "    accounts: [Ada Nonesuch, '@ada', ada:example.org]",
        "    holds:",
        "      - {mandate: cta, from: 2025-02-29}",
        "      - {mandate: cat, role: chairs}",
        "      - {mandate: cat, from: 2026-01-01, to: 2025-12-31}",
        "      - {post: secretary}",
        "      - {guest: migrations}",
        "      - {mandat: cat}",
        "    suspended: [{from: 2026-01-01T10:00, reason: x}]",
    )
    assert [line.removeprefix("register.yaml:").partition(". ")[0] for line in lines] == [
        "4:21: “jp” does not fit here",
        "5:11: “Asia/Tokio” is not a time zone",
        "6:18: “Japan” does not fit here",
        "7:12: “ada at example.org” is not an e-mail address",
        "8:16: “Ada Nonesuch” is not an account",
        "8:30: “@ada” is not an account",
        "8:38: “ada:example.org” is not an account",
        "10:19: “cta” is not a mechanism",
        "10:30: “2025-02-29” is not a day",
        "11:30: “chairs” is not a role",
        "12:9: this ends on 2025-12-31, before it begins on 2026-01-01",
        "13:16: “secretary” is not a post",
        "14:17: “migrations” is not a theme or mechanism",
        "15:9: “mandate” is missing",
        "15:10: “mandat” is not known here",
        "16:24: “2026-01-01T10:00” does not say in which zone",
    ]
    assert lines[7].endswith(
        "Expected cat or cedaw, or an end (“to: …”) to what there is no more. Did you mean “cat”?"
    )
    assert lines[2].endswith("Expected three capital letters, such as CHE.")


def test_two_people_cannot_share_an_account_or_an_address(tmp_path: Path, community: Community) -> None:
    lines = said(
        tmp_path,
        community,
        "    email: ada@example.org",
        "    accounts: [ada]",
        "  bo:",
        "    name: Bo",
        "    email: ADA@example.org",
        "    accounts: [bo, ada]",
    )
    assert [line.partition(". ")[0] for line in lines] == [
        "register.yaml:8:12: “ada@example.org” belongs to ada already",
        "register.yaml:9:20: “ada” belongs to ada already",
    ]


def test_the_directory_answers_from_the_register_and_else_for_the_community(
    tmp_path: Path, community: Community
) -> None:
    register = load(
        tmp_path,
        community,
        "  ada: {name: Ada Nonesuch, languages: [ru, en], zone: Asia/Almaty, accounts: ['@ada:elsewhere']}",
        "  bo: {name: Bo, accounts: [bo]}",
    )
    directory = RegisterDirectory(community, register, "here")
    known, bare, stranger = UserId("@ada:elsewhere"), UserId("@bo:here"), UserId("@zed:here")
    assert [directory.language(user) for user in (known, bare, stranger)] == [
        Language.RUSSIAN,
        Language.FRENCH,
        Language.FRENCH,
    ]
    assert [directory.name(user) for user in (known, bare, stranger)] == ["Ada Nonesuch", "Bo", "zed"]
    assert [directory.zone(user) for user in (known, bare, stranger)] == [
        "Asia/Almaty",
        "Asia/Tokyo",
        "Asia/Tokyo",
    ]
