"""How accounts come to be, on the twin and on the real server: with a token from us, each for one person."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kit.errors import MatrixFailure
from kit.ids import RoomKey, UserId
from provisioning.homeserver.worlds import World

Key = Callable[[str], RoomKey]
HOUR = timedelta(hours=1)
NOBODYS = ("steward", "library", "palais-bots", "_palais_mail")
"""Names of accounts that are or will be ours."""


async def token(world: World) -> str:
    made = await world.server.registration_token(await world.pass_a_moment() + HOUR)
    assert made is not None
    return made


async def test_a_token_opens_one_account_and_no_second(world: World, key: Key) -> None:
    given = await token(world)
    ada = await world.sign_up(key("ada"), given)
    assert await world.server.account_exists(ada)
    with pytest.raises(MatrixFailure):
        await world.sign_up(key("eve"), given)


@pytest.mark.parametrize("given", [None, "", "guessed"])
async def test_nobody_makes_an_account_without_a_token(world: World, key: Key, given: str | None) -> None:
    await token(world)
    with pytest.raises(MatrixFailure):
        await world.sign_up(key("eve"), given)
    assert not await world.server.account_exists(UserId(f"@{key('eve')}:{world.server.server_name}"))


async def test_a_token_opens_nothing_once_it_has_expired(world: World, key: Key) -> None:
    expires = await world.pass_a_moment() + timedelta(milliseconds=200)
    given = await world.server.registration_token(expires)
    while await world.pass_a_moment() <= expires:
        continue
    with pytest.raises(MatrixFailure):
        await world.sign_up(key("ada"), given)


@pytest.mark.parametrize("name", NOBODYS)
async def test_no_token_opens_an_account_of_ours(world: World, name: str) -> None:
    given = await token(world)
    with pytest.raises(MatrixFailure):
        await world.sign_up(name, given)


async def test_nobody_gets_the_account_of_another(world: World, key: Key) -> None:
    await world.sign_up(key("ada"), await token(world))
    with pytest.raises(MatrixFailure):
        await world.sign_up(key("ada"), await token(world))


async def test_an_account_tells_since_when_it_is_there(world: World, key: Key) -> None:
    before = await world.pass_a_moment()
    ada = await world.sign_up(key("ada"), await token(world))
    since = await world.server.account_since(ada)
    assert since is not None
    assert before.replace(microsecond=0) <= since <= await world.pass_a_moment()


async def test_remote_and_unknown_accounts_tell_nothing(world: World, key: Key) -> None:
    nobody = UserId(f"@nobody-{key('x')}:{world.server.server_name}")
    assert await world.server.account_since(nobody) is None
    assert await world.server.account_since(UserId("@ada:elsewhere.example")) is None
