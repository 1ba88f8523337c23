"""What a secretariat sees of the days to come, as an officer and as a program ask for it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from palais.commands.foreseeing import when

Cli = Any  # the fixtures of conftest.py, which tests cannot import

LAST_DAY = "2048-12-31"


def test_the_end_of_a_year_is_seen_long_before(cli: Cli, community: Path) -> None:
    said = cli("timeline", "--until", LAST_DAY, "--community", str(community))
    assert said.code == 0
    assert "2048-12-31, end of the day, to 2049-01-01" in said.words
    assert "Ada Brisk leaves" in said.words
    assert "ended on 2048-12-31: chair of CEDAW, 2025-01-01 to 2048-12-31" in said.words
    assert "Dee Harbour" not in said.words, "a post without an end"


def test_the_day_before_nothing_ends(cli: Cli, community: Path) -> None:
    said = cli("timeline", "--until", "2048-12-30", "--community", str(community))
    assert (said.code, said.words) == (0, "Nothing begins and nothing ends until then.")


def test_a_program_gets_each_room_of_each_turn(cli: Cli, community: Path) -> None:
    said = cli("timeline", "--until", LAST_DAY, "--at", "2048-12-01", "--community", str(community), "--json")
    turns = [turn for turn in said.json["turns"] if turn["person"] == "ada"]
    assert {(turn["does"], turn["at"], turn["waits"]) for turn in turns} == {
        ("leaves", "2048-12-31T23:00:00+00:00", False)
    }
    assert "cedaw/members" in {turn["room"] for turn in turns}
    assert (said.json["from"], said.json["until"]) == (
        "2048-12-01T00:00:00+01:00",
        "2049-01-01T00:00:00+01:00",
    )


def test_an_instant_may_be_given_instead_of_a_day(cli: Cli, community: Path) -> None:
    said = cli("timeline", "--until", "2048-12-31T23:00Z", "--community", str(community), "--json")
    assert said.json["turns"]
    said = cli("timeline", "--until", "2048-12-31T22:59Z", "--community", str(community), "--json")
    assert said.json["turns"] == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("tomorrow", "“tomorrow” is not a day; write it like 2027-01-01"),
        ("2026-02-29", "“2026-02-29” is not a day; write it like 2027-01-01"),
        ("9999-12-31", "“9999-12-31” is too far away; years go from 1900 to 2199"),
        ("0001-01-01", "“0001-01-01” is too far away; years go from 1900 to 2199"),
    ],
)
def test_what_is_not_a_day_gets_a_sentence(cli: Cli, community: Path, word: str, sentence: str) -> None:
    said = cli("timeline", "--until", word, "--community", str(community))
    assert (said.code, said.words) == (1, sentence)


@pytest.mark.parametrize(
    ("at", "zone", "heading"),
    [
        (
            datetime(2026, 12, 31, 23, tzinfo=UTC),
            "Europe/Zurich",
            "2026-12-31, end of the day, to 2027-01-01",
        ),
        (datetime(2026, 3, 28, 22, tzinfo=UTC), "Asia/Beirut", "2026-03-28, end of the day, to 2026-03-29"),
        (datetime(2026, 3, 28, 22, tzinfo=UTC), "Europe/Zurich", "2026-03-28 23:00"),
    ],
)
def test_a_midnight_is_told_as_the_end_of_a_day(at: datetime, zone: str, heading: str) -> None:
    assert when(at, ZoneInfo(zone)) == heading
