"""Officers invite people; the running platform sends the mails, and the command says what became of them."""

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bots.mandates.verifying.store import Invitations, State
from kit.clock import SystemClock
from kit.database import open_database
from palais.state import State as Folder

Cli = Any  # the fixtures of conftest.py, which tests cannot import


@pytest.fixture
def addressed(community: Path) -> Path:
    """Let Ada and Cy have an official address."""
    file = community / "register.yaml"
    register = yaml.safe_load(file.read_text())
    for key in ("ada", "cy"):
        register["people"][key]["email"] = f"{key}@un.example"
    file.write_text(yaml.safe_dump(register, allow_unicode=True))
    return community


async def sending(folder: Path, ends: Mapping[str, tuple[State, str | None]]) -> None:
    """Do what the running platform does with invitations, until each has its end."""
    database = open_database(folder / "palais.db")
    invitations = Invitations(database)
    left = dict(ends)
    while left:
        due = await invitations.due(SystemClock().now())
        if due is None:
            await asyncio.sleep(0.02)
            continue
        state, why = left.pop(due.person)
        if state is State.WAITING:
            await invitations.put_off(due.id, 1, SystemClock().now().replace(year=2099), why or "")
        else:
            await invitations.end(due.id, state, why)
    await database.close()


def test_invitations_wait_for_the_next_start_where_nothing_runs(cli: Cli, addressed: Path) -> None:
    said = cli("register", "invite", "ada", "Cy Meadow", "ada", "--community", str(addressed), "--json")
    assert said.code == 0
    assert [(row["person"], row["state"], row["why"]) for row in said.json["invitations"]] == [
        ("ada", "waiting", None),
        ("cy", "waiting", None),
    ]
    again = cli("register", "invite", "ada", "--community", str(addressed))
    assert "Ada Brisk will be sent when the platform runs" in again.words


def test_the_command_follows_what_the_running_platform_does(cli: Cli, addressed: Path, here: Path) -> None:
    ends = {"ada": (State.SENT, None), "cy": (State.FAILED, "the mail server refuses the address")}
    cli("register", "invite", "ada", "--community", str(addressed))
    with Folder(here / ".palais").held():
        platform = threading.Thread(
            target=lambda: asyncio.run(sending(here / ".palais", {"ada": ends["ada"]}))
        )
        platform.start()
        platform.join()
        platform = threading.Thread(target=lambda: asyncio.run(sending(here / ".palais", ends)))
        platform.start()
        said = cli("register", "invite", "ada", "cy", "--community", str(addressed))
        platform.join()
    assert said.code == 1
    assert "✓ Ada Brisk sent" in said.words
    assert "✗ Cy Meadow not sent: the mail server refuses the address" in said.words


def test_a_mail_that_waits_is_not_waited_for(cli: Cli, addressed: Path, here: Path) -> None:
    cli("register", "history", "ada", "--community", str(addressed))
    why = "the mail server does not take the mail yet"
    with Folder(here / ".palais").held():
        ends = {"ada": (State.WAITING, why)}
        platform = threading.Thread(target=lambda: asyncio.run(sending(here / ".palais", ends)))
        platform.start()
        said = cli("register", "invite", "ada", "--community", str(addressed))
        platform.join()
    assert (said.code, f"Ada Brisk waits: {why}" in said.words) == (0, True)


def test_nobody_is_invited_where_somebody_has_no_address(cli: Cli, addressed: Path) -> None:
    said = cli("register", "invite", "ada", "bo", "--community", str(addressed))
    assert said.code == 1
    assert "no official address in the register, so nobody was invited" in said.words
    after = cli("register", "invite", "ada", "--community", str(addressed), "--json").json
    assert [row["number"] for row in after["invitations"]] == [1], "nothing was queued before"


def test_a_name_that_nobody_has_gets_the_nearest(cli: Cli, addressed: Path) -> None:
    said = cli("register", "invite", "adda", "--community", str(addressed))
    assert (said.code, "did you mean “ada”?" in said.words) == (1, True)
