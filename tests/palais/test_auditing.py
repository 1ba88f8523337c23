"""The audit on the command line: proven, and exported for an inquiry."""

import asyncio
import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from kit.settings import Settings
from kit.testing import StillClock
from palais.house import opened_database
from palais.state import State
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.office import Office
from provisioning.store import StoredRooms
from tests.provisioning.village import NAMES, Village, user

Cli = Any  # the fixture of conftest.py, which tests cannot import


@pytest.fixture
def kept(here: Path) -> Path:
    """A state folder whose audit tells of a village: raised in November, and of New Year's Day."""

    async def live() -> None:
        async with opened_database(State(here / ".palais"), Settings()) as database:
            clock = StillClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
            homeserver = MemoryHomeserver(accounts=[user(name) for name in NAMES], clock=clock)
            rooms = StoredRooms(database)
            office = Office(database=database, homeserver=homeserver, clock=clock, rooms=rooms)
            village = Village(here, homeserver, office, clock)
            village.write()
            await village.apply()
            clock.advance(datetime(2026, 12, 31, 23, 0, tzinfo=UTC) - clock.now())
            await village.apply()

    asyncio.run(live())
    return here / ".palais"


def spoil(state: Path, *statements: str) -> None:
    async def act() -> None:
        async with opened_database(State(state), Settings()) as database, database.begin() as connection:
            await connection.execute(text("DROP TRIGGER provisioning_audit_no_update"))
            await connection.execute(text("DROP TRIGGER provisioning_audit_no_delete"))
            for statement in statements:
                await connection.execute(text(statement))

    asyncio.run(act())


def table(said: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"), newline="")))


def test_an_audit_that_is_whole_is_proven_with_its_head(cli: Cli, kept: Path) -> None:
    said = cli("audit", "verify", "--json").json
    assert (said["holds"], said["changed"], said["loose"], said["register"]) == (True, [], [], [])
    assert said["head"]["full"].startswith(said["head"]["short"])
    told = cli("audit", "verify", "--head", said["head"]["full"])
    assert told.code == 0
    assert f"Row {said['head']['short']} is in it as it was posted" in told.words


def test_an_audit_that_somebody_changed_is_not(cli: Cli, kept: Path) -> None:
    spoil(kept, "UPDATE provisioning_audit SET body = '{' WHERE number = 2")
    said = cli("audit", "verify")
    assert said.code == 1
    assert "Row 2 is not as written." in said.words


def test_a_head_that_is_no_longer_there_is_missed(cli: Cli, kept: Path) -> None:
    head = cli("audit", "verify", "--json").json["head"]
    spoil(kept, f"DELETE FROM provisioning_audit WHERE number = {head['number']}")
    assert cli("audit", "verify").code == 0
    said = cli("audit", "verify", "--head", head["full"])
    assert said.code == 1
    assert f"There is no row {head['number']} any more" in said.words


def test_a_head_that_is_none_is_refused_in_a_sentence(cli: Cli, kept: Path) -> None:
    said = cli("audit", "verify", "--head", "yesterday's")
    assert said.code == 1
    assert "is not the head of an audit" in said.words


def test_an_inquiry_about_a_person_and_a_room_gets_its_lines(cli: Cli, kept: Path) -> None:
    said = cli("audit", "export", "--room", "owls", "--person", "Ada")
    assert said.code == 0
    assert said.out.startswith("\ufeff")
    seated, removed = table(said.out)
    assert (seated["what"], seated["person"], seated["user"]) == ("seated", "ada", "'@ada:palais.localhost")
    assert (removed["what"], removed["cause"]) == ("removed (was there by join)", "date")
    assert (removed["why"], removed["done"]) == ("the seat has ended", "yes")
    assert removed["at"] == "2027-01-01T00:00:00+01:00"
    assert len(removed["hash"]) == 64


def test_days_are_those_of_the_communitys_zone_and_the_last_is_in(cli: Cli, kept: Path) -> None:
    def days(*asked: str) -> set[str]:
        return {line["at"][:10] for line in cli("audit", "export", *asked, "--json").json["lines"]}

    assert days() == {"2026-11-21", "2027-01-01"}
    assert days("--to", "2026-12-31") == {"2026-11-21"}
    assert days("--to", "2027-01-01", "--from", "2026-11-22") == {"2027-01-01"}
    assert days("--from", "2027-01-02") == set()


def test_an_account_alone_is_asked_for_by_its_name(cli: Cli, kept: Path) -> None:
    lines = cli("audit", "export", "--person", "@ada:palais.localhost", "--json").json["lines"]
    assert {line["user"] for line in lines} == {"@ada:palais.localhost"}
    assert cli("audit", "export", "--person", "@nobody:x", "--json").json["lines"] == []


def test_an_export_goes_into_a_file_for_its_owner_alone(cli: Cli, kept: Path, here: Path) -> None:
    said = cli("audit", "export", "--room", "office", "--file", "inquiry.csv")
    assert "are in inquiry.csv" in said.words
    file = here / "inquiry.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert {line["room"] for line in table(file.read_text(encoding="utf-8"))} == {"office"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--room", "owl"), "no room is or was called “owl”; did you mean “owls”?"),
        (("--person", "Adda"), "nobody is or was in the register as “Adda”; did you mean “ada”?"),
        (("--from", "March"), "“March” is not a day; write it like 2027-01-01"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(
    cli: Cli, kept: Path, asked: tuple[str, ...], says: str
) -> None:
    said = cli("audit", "export", *asked)
    assert (said.code, said.words) == (1, says)


def test_an_export_of_a_changed_audit_says_so_and_leaves_the_row_out(cli: Cli, kept: Path) -> None:
    spoil(kept, "UPDATE provisioning_audit SET body = '{' WHERE number = 2")
    said = cli("audit", "export")
    assert "The audit is not as it was written" in said.err
    assert "2" not in {line["number"] for line in table(said.out)}
    assert table(said.out)


def test_where_nothing_was_applied_there_is_nothing_to_tell(cli: Cli) -> None:
    assert "The audit is empty" in cli("audit", "verify").words
    said = cli("audit", "export")
    assert (said.code, "the audit has nothing to tell" in said.words) == (1, True)
