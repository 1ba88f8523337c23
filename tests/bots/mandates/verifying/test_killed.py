"""A process that dies at any moment loses no code, binds once, and says everything once."""

import asyncio
from typing import Any

import pytest

from bots.mandates.verifying.kept import KeptCodes
from bots.mandates.verifying.store import Claims
from kit.testing import MemoryMandates
from tests.bots.mandates.house import ADA, ADDRESS, House, until


async def forever(*_given: Any, **_more: Any) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("part", "method"),
    [(KeptCodes, "note"), (KeptCodes, "take"), (MemoryMandates, "bind"), (KeptCodes, "use")],
)
async def test_a_code_that_was_being_given_is_good_after_the_crash(
    house: House, monkeypatch: pytest.MonkeyPatch, part: type, method: str
) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        reached = asyncio.Event()

        async def stuck(*given: Any, **more: Any) -> None:
            reached.set()
            await forever()

        with monkeypatch.context() as patch:
            patch.setattr(part, method, stuck)
            house.server.say(chat, ADA, code)
            await asyncio.wait_for(reached.wait(), 5)
    assert len(house.said(chat)) == 1
    async with house.open():
        await until(lambda: len(house.said(chat)) == 2)
        await house.settle()
    assert "now known to be yours" in house.said(chat)[-1].body
    assert [deed.what for deed in house.mandates.deeds] == ["bind"]


async def test_a_binding_whose_answer_was_cut_short_is_only_answered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        reached = asyncio.Event()
        use = KeptCodes.use

        async def used_then_stuck(*given: Any) -> None:
            await use(*given)
            reached.set()
            await forever()

        with monkeypatch.context() as patch:
            patch.setattr(KeptCodes, "use", used_then_stuck)
            house.server.say(chat, ADA, code)
            await asyncio.wait_for(reached.wait(), 5)
    async with house.open():
        await until(lambda: len(house.said(chat)) == 2)
    assert "now known to be yours" in house.said(chat)[-1].body
    assert [deed.what for deed in house.mandates.deeds] == ["bind"]


async def test_a_claim_that_was_noted_is_mailed_after_the_crash(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = house.chat(ADA)
    with monkeypatch.context() as patch:
        patch.setattr(Claims, "due", forever)
        async with house.open():
            await house.ask(chat, ADA, "verify Ada Ndiaye")
    assert house.mailer.mails == []
    async with house.open():
        assert "now known to be yours" in await house.ask(chat, ADA, await house.code())


async def test_a_claim_is_noted_once_however_often_it_is_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = house.chat(ADA)
    reached, add = asyncio.Event(), Claims.add

    async def added_then_stuck(*given: Any) -> None:
        await add(*given)
        reached.set()
        await forever()

    with monkeypatch.context() as patch:
        patch.setattr(Claims, "add", added_then_stuck)
        async with house.open():
            house.server.say(chat, ADA, "!mandate verify Ada Ndiaye")
            await asyncio.wait_for(reached.wait(), 5)
    async with house.open():
        await until(lambda: len(house.said(chat)) == 1)
        await house.settle()
    assert len(house.mailer.to(ADDRESS)) == 1
