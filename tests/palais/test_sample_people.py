"""Sample people keep their passwords, however their accounts came to be."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.errors import Unreachable
from kit.ids import UserId
from palais.sample_people import sample_accounts
from palais.state import State
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.loading import load
from provisioning.register.model import Register

COMMUNITY = Path(__file__).parents[1] / "journeys" / "community"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


class Counting(EmbeddedHomeserver):
    """A homeserver that makes no accounts but writes them down, and goes away after some of them."""

    lasts = 1000

    async def create_account(
        self, localpart: str, password: str, display_name: str | None = None, *, admin: bool = False
    ) -> UserId:
        if self.lasts == 0:
            raise Unreachable("make an account", message="it is gone")
        self.lasts -= 1
        self.made[localpart] = password
        return UserId(f"@{localpart}:{self.server_name}")

    @property
    def made(self) -> dict[str, str]:
        known: dict[str, str] = self.__dict__.setdefault("_made", {})
        return known


@pytest.fixture
def register() -> Register:
    return load(COMMUNITY).register


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


async def test_an_interrupted_start_loses_no_password(state: State, register: Register) -> None:
    server = Counting(state.homeserver)
    server.lasts = 2
    with pytest.raises(ExceptionGroup):
        await sample_accounts(state, server, register, NOW)
    first = dict(server.made)
    assert len(first) == 2
    server.lasts = 1000
    accounts = await sample_accounts(state, server, register, NOW)
    passwords = {account.user_id[1:].partition(":")[0]: account.password for account in accounts}
    assert first.items() <= passwords.items()
    assert server.made == passwords


async def test_accounts_that_are_there_are_not_made_again(state: State, register: Register) -> None:
    first = await sample_accounts(state, Counting(state.homeserver), register, NOW)
    server = Counting(state.homeserver)
    assert await sample_accounts(state, server, register, NOW) == first
    assert server.made == {}


async def test_passwords_are_for_their_owner_alone_and_never_printed(
    state: State, register: Register
) -> None:
    accounts = await sample_accounts(state, Counting(state.homeserver), register, NOW)
    assert state.accounts.stat().st_mode & 0o777 == 0o600
    kept = json.loads(state.accounts.read_text())["passwords"]
    assert {account.user_id: account.password for account in accounts} == kept
    assert not any(password in repr(accounts) for password in kept.values())


async def test_each_account_says_what_its_person_holds(state: State, register: Register) -> None:
    accounts = await sample_accounts(state, Counting(state.homeserver), register, NOW)
    ada = next(account for account in accounts if account.user_id.startswith("@ada:"))
    assert ada.holds == ("chair of CEDAW, 2025-01-01 to 2048-12-31",)
