"""Keys that cannot be opened are told in a sentence that says what to do."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from kit.errors import Trouble
from kit.ids import DeviceId, RoomId, UserId
from kit.matrix.account import _read
from kit.matrix.keystore import NAME
from kit.matrix.machine import Machine
from kit.matrix.signing import new_seeds

BOT = UserId("@library:palais.localhost")
DEVICE = DeviceId("DEV")


def noise(path: Path) -> None:
    path.write_bytes(Random(7).randbytes(20_000))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6_000])


def wiped_in_part(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))


def one_bit_of_the_device(path: Path) -> None:
    _flip(path, "accounts", "account")


def one_bit_of_a_room_key(path: Path) -> None:
    _flip(path, "megolminboundsessions", "session")


def _flip(path: Path, table: str, column: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        (pickle,) = database.execute(f"SELECT {column} FROM {table}").fetchone()
        changed = bytearray(pickle)
        changed[len(changed) // 2] ^= 1
        database.execute(f"UPDATE {table} SET {column} = ?", (bytes(changed),))


@pytest.mark.parametrize(
    "damage", [noise, cut_short, wiped_in_part, one_bit_of_the_device, one_bit_of_a_room_key]
)
async def test_damaged_keys_are_said_to_be(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    machine = await Machine.open(tmp_path, BOT, DEVICE, "pickle")
    await machine.to_upload()
    await machine.new_key(RoomId("!hall"))
    await machine.close()
    damage(tmp_path / NAME)
    with pytest.raises(Trouble, match=f"the keys of {BOT} in .* are damaged: put your last copy") as told:
        await Machine.open(tmp_path, BOT, DEVICE, "pickle")
    assert "\n" not in str(told.value)


async def test_keys_that_cannot_be_opened_are_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(Trouble, match=r"cannot be opened .*: see that the folder is this account"):
        await Machine.open(tmp_path, BOT, DEVICE, "pickle")


KEPT = {"user": BOT, "device": DEVICE, "token": "t", "pickle_key": "p", "seeds": new_seeds()}


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        json.dumps(KEPT)[:-20],
        json.dumps({**KEPT, "seeds": {}}),
        json.dumps({**KEPT, "seeds": new_seeds() | {"self_signing": "AAAA"}}),
    ],
)
def test_a_damaged_account_is_said_to_be(tmp_path: Path, said: str) -> None:
    path = tmp_path / "account.json"
    path.write_text(said)
    with pytest.raises(Trouble, match=r"account\.json is damaged: put your last copy"):
        _read(path, BOT)
