"""Accounts for the sample people on the embedded homeserver; a real one has them from its own sign-in."""

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from kit.files import write_private
from kit.ids import UserId, server_of
from palais.panel import SampleAccount
from palais.state import State
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.register.model import FactKind, Person, Register

AT_ONCE = 4


async def sample_accounts(
    state: State,
    server: EmbeddedHomeserver,
    register: Register,
    at: datetime,
    made: Callable[[int, int], None] = lambda _done, _of: None,
) -> Sequence[SampleAccount]:
    """Return an account with a password for each local account of the register, making those that lack one.

    Passwords are written down before the accounts are made, so that an interrupted start loses none.
    ``made`` hears how many there are and how many there will be.
    """
    people = {
        user: person
        for person in register.people.values()
        for user in person.users(server.server_name)
        if server_of(user) == server.server_name
    }
    kept = await asyncio.to_thread(_read, state)
    fresh = [user for user in people if user not in kept["made"]]
    passwords = {user: kept["passwords"].get(user) or _password() for user in people}
    await asyncio.to_thread(_write, state, kept["passwords"] | passwords, kept["made"])
    if fresh:
        await _make(server, {user: (passwords[user], people[user].name) for user in fresh}, made)
        await asyncio.to_thread(_write, state, kept["passwords"] | passwords, sorted({*kept["made"], *fresh}))
    return [_account(user, passwords[user], person, at) for user, person in people.items()]


def _account(user: UserId, password: str, person: Person, at: datetime) -> SampleAccount:
    held = [fact for fact in person.facts if fact.holds(at)]
    return SampleAccount(
        user_id=user,
        password=password,
        holds=tuple(fact.words for fact in held),
        staff=any(fact.kind is FactKind.POST for fact in held),
    )


async def _make(
    server: EmbeddedHomeserver, wanted: dict[UserId, tuple[str, str]], made: Callable[[int, int], None]
) -> None:
    places = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(user: UserId, password: str, name: str) -> None:
        nonlocal done
        async with places:
            await server.create_account(user[1:].partition(":")[0], password, name)
        done += 1
        made(done, len(wanted))

    async with asyncio.TaskGroup() as tasks:
        for user, (password, name) in wanted.items():
            tasks.create_task(one(user, password, name))


def _password() -> str:
    """Return twelve letters and digits in groups of four that nobody confuses on paper."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def _read(state: State) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(state.accounts.read_text())
    except FileNotFoundError:
        kept = {}
    return {"passwords": {}, "made": []} | kept


def _write(state: State, passwords: dict[UserId, str], made: Sequence[UserId]) -> None:
    write_private(state.accounts, json.dumps({"passwords": passwords, "made": list(made)}, indent=1))
