"""Commands on a homeserver that a community runs itself: plan, apply, adopt, and what goes wrong there."""

import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from provisioning.homeserver.registration import read_registration, write_registration

pytestmark = pytest.mark.synapse
Cli = Any  # the fixtures of conftest.py, which tests cannot import
Own = Any

EVERYBODY = ("ada", "bo", "cy", "dee", "eve")


class Desk:
    """An officer at their desk, whose homeserver and state stay from test to test."""

    def __init__(self, cli: Cli, own: Own) -> None:
        self._cli = cli
        self.settings = Path(own.settings)
        self.said = tomllib.loads(self.settings.read_text())
        self.community = Path(self.said["community"])
        self.state = Path(self.said["state"])

    def __call__(self, *words: str, settings: Path | None = None, said: str | None = None) -> Any:
        return self._cli(words[0], "--settings", str(settings or self.settings), *words[1:], said=said)

    @contextmanager
    def edited(self, was: str, now: str, *, file: str = "community.yaml") -> Iterator[None]:
        """Change a file for as long as the block lasts."""
        path = self.community / file
        text = path.read_text()
        assert was in text
        path.write_text(text.replace(was, now))
        try:
            yield
        finally:
            path.write_text(text)

    def other_settings(self, at: Path, **changed: str) -> Path:
        """Write settings that differ in what they say of the homeserver."""
        text = self.settings.read_text()
        for name, value in changed.items():
            text = re.sub(rf'{name} = ".*"', f'{name} = "{value}"', text)
        at.write_text(text)
        return at


@pytest.fixture
def desk(cli: Cli, own: Own) -> Desk:
    own.people(*EVERYBODY)
    return Desk(cli, own)


@pytest.fixture
def settled(desk: Desk) -> Desk:
    """The desk, the community applied, whatever earlier tests did with its files."""
    held = [word for hold in desk("plan", "--json").json["holds"] for word in ("--confirm", hold["id"])]
    assert desk("apply", "--json", *held).code == 0
    return desk


def test_a_plan_is_reviewed_applied_by_its_digest_and_then_there_is_nothing_to_do(desk: Desk) -> None:
    plan = desk("plan", "--json")
    assert plan.code == 2
    assert {"CreateRoom", "SeatPerson"} <= {step["step"] for step in plan.json["steps"]}
    assert "# Plan:" in desk("plan", "--markdown").out
    other = desk("apply", "--digest", "0123456789abcdef")
    assert other.code == 1
    assert "the plan is no longer the one you reviewed (0123456789abcdef)" in other.words
    assert desk("plan", "--json").json["digest"] == plan.json["digest"]
    receipt = desk("apply", "--digest", plan.json["digest"], "--json")
    assert (receipt.code, receipt.json["complete"]) == (0, True)
    again = desk("plan")
    assert (again.code, "nothing to do" in again.words) == (0, True)
    assert "Nothing to do." in desk("apply").words


def test_what_a_date_will_do_is_shown_and_not_held(settled: Desk) -> None:
    later = settled("plan", "--at", "2049-01-01", "--json")
    assert later.code == 2
    assert {step["cause"] for step in later.json["steps"]} == {"date"}
    assert later.json["holds"] == []


def test_what_is_held_waits_for_its_name(settled: Desk) -> None:
    register = settled.community / "register.yaml"
    kept = register.read_text()
    gone = kept[kept.index("  cy:") : kept.index("  dee:")]
    with settled.edited(gone, "", file="register.yaml"):
        held = settled("plan", "--json")
        assert held.code == 3
        (hold,) = [one["id"] for one in held.json["holds"]]
        assert hold.startswith("removals-")
        assert f"--confirm {hold}" in settled("apply").words
        assert settled("apply").code == 3
        unknown = settled("apply", "--confirm", "removals-00000000")
        assert unknown.code == 1
        assert f"no hold is called removals-00000000; nothing was done. Open holds: {hold}." in unknown.words
        assert settled("apply", "--confirm", hold, "--json").code == 0
        assert settled("plan").code == 0


def test_what_cannot_be_is_an_error_and_nothing_is_done(settled: Desk) -> None:
    with settled.edited(
        "name: {en: Lobby, fr: Accueil}", "name: {en: Lobby, fr: Accueil}\n        encrypted: no"
    ):
        assert settled("plan").code == 1
        said = settled("apply")
        assert said.code == 1
        assert "these changes cannot be made, so nothing was done" in said.words


def test_a_rule_that_lets_nobody_in_is_warned_about(settled: Desk) -> None:
    room = "  - room: empty\n    name: {en: Empty}\n    who: {all: [staff, {holds: {mandate: cat}}]}\n"
    path = settled.community / "community.yaml"
    kept = path.read_text()
    path.write_text(kept.rstrip() + "\n" + room)
    try:
        assert "nobody may enter" in settled("plan").words
    finally:
        path.write_text(kept)


def test_a_room_of_others_is_adopted_only_when_that_is_said(settled: Desk, own: Own) -> None:
    unknown = settled("adopt", "loby", "!nowhere", "--json")
    assert unknown.code == 1
    assert "Did you mean “lobby”?" in unknown.json["error"]
    bound = settled("adopt", "lobby", "!nowhere", "--yes")
    assert "“lobby” stands for the room" in bound.words


def test_a_homeserver_that_is_down_is_said_with_what_to_do(
    settled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.admission.PATIENCE", 0.2)
    down = settled.other_settings(tmp_path / "down.toml", url="http://127.0.0.1:9")
    for command in ("plan", "apply", "run"):
        said = settled(command, settings=down)
        assert said.code == 1
        assert "http://127.0.0.1:9 does not answer" in said.words
        assert "see that the homeserver runs and that its address is right" in said.words
        assert "Traceback" not in said.words


def test_a_token_that_was_revoked_is_said_with_what_to_do(settled: Desk, tmp_path: Path) -> None:
    known = read_registration(Path(settled.said["homeserver"]["steward_registration"]))
    other = tmp_path / "steward.yaml"
    write_registration(other, type(known)(**{**_fields(known), "as_token": "revoked-long-ago"}))
    revoked = settled.other_settings(tmp_path / "revoked.toml", steward_registration=str(other))
    for command in ("plan", "apply", "run"):
        said = settled(command, settings=revoked)
        assert said.code == 1
        assert "the homeserver does not take our token" in said.words
        assert "app_service_config_files" in said.words
        assert "revoked-long-ago" not in said.words


def test_bots_whose_token_was_revoked_keep_the_platform_from_starting(settled: Desk, tmp_path: Path) -> None:
    known = read_registration(Path(settled.said["homeserver"]["bots_registration"]))
    other = tmp_path / "bots.yaml"
    write_registration(other, type(known)(**{**_fields(known), "as_token": "revoked-long-ago"}))
    text = settled.other_settings(tmp_path / "bots.toml", bots_registration=str(other))
    text.write_text(text.read_text().replace(str(settled.state), str(tmp_path / "state")))
    said = settled("run", settings=text)
    assert said.code == 1
    assert "the homeserver does not take our token" in said.words


def test_keys_that_are_damaged_keep_the_platform_from_starting(settled: Desk, tmp_path: Path) -> None:
    state = tmp_path / "state"
    text = settled.other_settings(tmp_path / "elsewhere.toml")
    text.write_text(text.read_text().replace(str(settled.state), str(state)))
    keys = state / "bots" / "steward" / "keys" / "olm.db"
    keys.parent.mkdir(parents=True)
    keys.write_bytes(b"no database" * 1000)
    said = settled("run", settings=text)
    assert said.code == 1
    assert "are damaged: put your last copy of the state folder in its place" in said.words
    assert "Traceback" not in said.words


def test_a_steward_without_rights_is_said_with_what_to_do(settled: Desk, own: Own) -> None:
    with _without_rights(own):
        said = settled("plan")
        assert said.code == 1
        assert "@steward:palais.localhost is not an administrator of the homeserver" in said.words
    assert settled("plan").code in {0, 2}


@pytest.mark.parametrize("pages", [1, 20])
def test_a_full_disk_is_said_and_the_next_run_finishes(cli: Cli, tmp_path: Path, pages: int) -> None:
    """SQLite itself says that the disk is full: at the first table, or later."""
    folder = copytree(Path(__file__).parents[1] / "journeys" / "community", tmp_path / "community")
    with _small_disk(pages):
        said = cli("explain", "ada", "--community", str(folder), "--state", str(tmp_path / "state"))
        assert said.code == 1
        assert "the disk is full: make room where" in said.words
    assert cli("explain", "ada", "--community", str(folder), "--state", str(tmp_path / "state")).code == 0


def test_a_disk_that_fills_while_applying_leaves_nothing_that_the_next_run_cannot_finish(
    settled: Desk, own: Own
) -> None:
    more = "".join(f"  - room: extra/{n}\n    name: {{en: Extra {n}}}\n    who: staff\n" for n in range(40))
    path = settled.community / "community.yaml"
    kept = path.read_text()
    path.write_text(kept.rstrip() + "\n" + more)
    with closing(sqlite3.connect(settled.state / "palais.db")) as database:
        (used,) = database.execute("PRAGMA page_count").fetchone()
    with _small_disk(used + 6):
        said = settled("apply")
    assert said.code == 1
    assert "the disk is full: make room where" in said.words
    finished = settled("apply", "--json")
    assert finished.code == 0
    plan = settled("plan", "--json")
    assert (plan.code, plan.json["doubles"]) == (0, [])
    path.write_text(kept)


@contextmanager
def _small_disk(pages: int) -> Iterator[None]:
    """Let no SQLite database of ours grow over so many pages."""

    def narrow(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", narrow)
    try:
        yield
    finally:
        event.remove(Engine, "connect", narrow)


@contextmanager
def _without_rights(own: Own) -> Iterator[None]:
    """Take the steward's administration away for as long as the block lasts."""
    own.make_administrator(own.server.steward, yes=False)
    try:
        yield
    finally:
        own.make_administrator(own.server.steward, yes=True)


def _fields(registration: Any) -> dict[str, Any]:
    return {name: getattr(registration, name) for name in registration.__dataclass_fields__}


def test_a_past_day_of_a_room_shows_who_was_in_beside_who_should_have_been(settled: Desk) -> None:
    then = datetime.now(UTC).isoformat()
    said = settled("explain", "cedaw/members", "--at", then, "--json").json
    should = {user for row in said["seats"] for user in row["accounts"]}
    assert {line["user"] for line in said["was_in"]} == should
    assert {line["verdict"] for line in said["was_in"]} == {"right"}
    told = settled("explain", "cedaw/members", "--at", then)
    assert told.code == 0
    assert "Who was in, by the room's own events:" in told.words
    assert "in, as it should be" in told.words


def test_a_room_that_was_not_there_yet_is_said_to_be_so(settled: Desk) -> None:
    said = settled("explain", "cedaw/members", "--at", "2020-01-01", "--json").json
    assert (said["was_in"], said["unknown"]) == (None, "the room had not been made yet")
    assert said["seats"]


def test_where_the_homeserver_cannot_be_asked_the_rest_is_shown(
    settled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.admission.PATIENCE", 0.2)
    gone = settled.other_settings(tmp_path / "gone.toml", url="http://127.0.0.1:9")
    then = datetime.now(UTC).isoformat()
    said = settled("explain", "cedaw/members", "--at", then, settings=gone)
    assert said.code == 0
    assert "Who was in is not known: the homeserver cannot be asked: " in said.words
    assert "✓ Ada Brisk" in said.words


def test_no_homeserver_is_asked_about_the_present_or_the_days_to_come(
    settled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.commands.explaining.who_was_in", None)
    for more in ((), ("--at", "2049-01-01")):
        assert settled("explain", "cedaw/members", *more).code == 0
