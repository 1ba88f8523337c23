"""Whose keys are trusted, and who may say so."""

import pytest

from tests.bots.steward.house import NADIA, OMAR, House, until


async def test_staff_hear_once_that_a_persons_identity_changed(house: House) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        house.server.change_identity(NADIA)
        answer = await house.answer(house.staff)
        await house.settle()
    assert len(house.said(house.staff)) == 1
    assert "Nadia Benali" in answer.body
    assert f"!trust {NADIA} new" in answer.body


async def test_staff_are_told_the_beginning_of_the_new_key_only(house: House) -> None:
    key = "Ab1+" * 10 + "xyz"
    async with house.open():
        house.server.change_identity(NADIA, seen=key)
        answer = await house.answer(house.staff)
    assert f"!trust {NADIA} {key[:16]}" in answer.body
    assert key not in answer.body


async def test_staff_accept_a_new_identity_in_their_room_only(house: House) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        house.server.say(house.hall, OMAR, f"!trust {NADIA} new")
        assert "salon de l’intendance" in (await house.answer(house.hall)).body
        assert house.identities.accepted == []
        house.server.say(house.staff, OMAR, f"!trust {NADIA} new")
        await until(lambda: len(house.said(house.staff)) == 2)
    assert house.identities.accepted == [(NADIA, "new")]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "le début de sa nouvelle clé"),
        ("old", "Ce n’est pas la clé"),
        ("none", "Ce n’est pas la clé"),
    ],
)
async def test_a_key_that_nobody_was_told_of_is_not_trusted(house: House, typed: str, says: str) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        house.server.say(house.staff, OMAR, f"!trust {NADIA} {typed}")
        await until(lambda: len(house.said(house.staff)) == 2)
    assert says in house.said(house.staff)[-1].body
    assert house.identities.accepted == []


async def test_a_key_that_changed_after_the_alarm_is_not_trusted(house: House) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        house.identities.shown[NADIA] = "newest"
        house.server.say(house.staff, OMAR, f"!trust {NADIA} new")
        await until(lambda: len(house.said(house.staff)) == 2)
        house.server.change_identity(NADIA, seen="newest")
        house.server.say(house.staff, OMAR, f"!trust {NADIA} new")
        await until(lambda: len(house.said(house.staff)) == 4)
    assert "Ce n’est pas la clé" in house.said(house.staff)[-1].body
    assert house.identities.accepted == []


async def test_nobody_is_trusted_of_whom_there_was_no_alarm(house: House) -> None:
    async with house.open():
        house.server.say(house.staff, OMAR, f"!trust {NADIA} new")
        assert "aucune nouvelle identité" in (await house.answer(house.staff)).body
    assert house.identities.accepted == []


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "unconfirmed device"])
async def test_trust_and_bans_are_not_given_by_whom_nobody_can_be_sure_of(
    house: House, *, encrypted: bool
) -> None:
    async with house.open():
        house.server.change_identity(NADIA)
        for number, typed in enumerate(("!trust {} new", "!ban {} rude", "!unban {} talked"), start=2):
            text = typed.format(NADIA)
            house.server.say(house.staff, OMAR, text, encrypted=encrypted, verified=False)
            await until(lambda number=number: len(house.said(house.staff)) == number)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            refused = "n’est pas encore confirmé" if encrypted else "n’est pas chiffré"
            assert refused in house.said(house.staff)[-1].body
    assert (house.identities.accepted, house.bans.bans, house.bans.lifted) == ([], [], [])
