"""Who reads somebody's mail can become them: staff hear of each account that joins those known before."""

from dataclasses import replace

from tests.bots.mandates.house import ADA, EVE, P_ADA, House, until


async def test_staff_hear_of_a_second_account_that_a_code_has_made_somebodys(house: House) -> None:
    house.mandates.people[P_ADA] = replace(house.mandates.people[P_ADA], accounts=(ADA,))
    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate verify Ada Ndiaye")
        await house.ask(house.chat(EVE), EVE, await house.code())
        await until(lambda: bool(house.said(house.staff)))
        told = house.said(house.staff)[-1].body
    assert f"has another account now, \u2068{EVE}\u2069" in told
    assert f"Known before: \u2068{ADA}\u2069" in told
    assert f"!mandate release {EVE}" in told


async def test_of_somebodys_first_account_nothing_is_told(house: House) -> None:
    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate verify Ada Ndiaye")
        assert "now known to be yours" in await house.ask(house.chat(EVE), EVE, await house.code())
        await house.settle()
    assert house.said(house.staff) == []
