"""A mail that was written and never sent costs nobody anything, however often the process dies."""

import asyncio

import pytest
from sqlalchemy import select

from bots.mandates.rules import CodeState
from bots.mandates.verifying.tables import codes
from kit.ports import Mail
from tests.bots.mandates.house import ADA, House


async def test_a_claim_is_mailed_after_any_number_of_crashes_before_the_mail_went(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = house.chat(ADA)
    for crash in range(house.settings.mails_a_day + 1):
        reached = asyncio.Event()

        async def stuck(_mail: Mail, reached: asyncio.Event = reached) -> None:
            reached.set()
            await asyncio.Event().wait()

        with monkeypatch.context() as patch:
            patch.setattr(house.mailer, "send", stuck)
            async with house.open():
                if not crash:
                    await house.ask(chat, ADA, "verify Ada Ndiaye")
                await asyncio.wait_for(reached.wait(), 5)
    async with house.open():
        assert "now known to be yours" in await house.ask(chat, ADA, await house.code())
        async with house.database.read() as connection:
            states = list(await connection.scalars(select(codes.c.state).order_by(codes.c.id)))
    assert states == [*[CodeState.VOID] * (house.settings.mails_a_day + 1), CodeState.USED]
