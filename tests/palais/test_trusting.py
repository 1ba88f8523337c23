"""An identity that staff accept is accepted by all our accounts, and one that has changed by none."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kit.database import open_database
from kit.errors import OtherIdentity
from kit.ids import BotName, UserId
from kit.matrix.store import MatrixStore
from palais.trusting import SharedIdentities

NADIA = UserId("@nadia:palais.localhost")


@dataclass
class Account:
    """One account's trust, kept where all of them keep it."""

    store: MatrixStore
    trusted: dict[UserId, str] = field(default_factory=dict)

    async def reads_us(self, user: UserId) -> bool:
        return user in self.trusted

    async def accept_identity(self, user: UserId, seen: str) -> None:
        if not await self.store.accept_pin(user, seen):
            raise OtherIdentity("another one")
        self.trusted[user] = seen


@pytest.mark.parametrize(("seen", "trusted"), [("new", {NADIA: "new"}), ("forged", {})])
async def test_what_staff_accept_reaches_every_account(
    tmp_path: Path, seen: str, trusted: dict[UserId, str]
) -> None:
    database = open_database(tmp_path / "palais.db")
    await database.create_all()
    steward, library = [Account(MatrixStore(database, UserId(f"@{name}:x"))) for name in ("s", "l")]
    await steward.store.pin({NADIA: "old"})
    await steward.store.note_seen(NADIA, "new")
    identities = SharedIdentities(steward, {BotName("steward"): steward, BotName("library"): library})
    try:
        await identities.accept_identity(NADIA, seen)
    except OtherIdentity:
        assert not trusted
    assert steward.trusted == library.trusted == trusted
    assert await identities.reads_us(NADIA) is bool(trusted)
    await database.close()
