"""What is no command reaches the part; what the part decides is done; failures stop nothing else."""

import pytest
from structlog.typing import EventDict

from kit.errors import Forbidden, SignedOut, Unreachable
from kit.events import Event, FileHeard, MessageHeard
from kit.part import Part
from kit.serving import pause_after
from tests.kit.house import ME, NADIA, OMAR, STRANGER, House, until


async def test_everything_else_reaches_the_part_and_what_it_decides_is_done(house: House) -> None:
    async with house.open():
        file = house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        await until(lambda: bool(house.server.reactions(house.room, file)))
    assert house.server.reactions(house.room, file)[0].emoji == "👀"


async def test_while_the_server_is_down_what_is_heard_is_kept_and_tried_again(house: House) -> None:
    house.server.fail(Unreachable("react", status=503), doing="react")
    async with house.open():
        file = house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        await until(lambda: bool(house.server.reactions(house.room, file)))
    assert [type(event) for event in house.echo.heard] == [FileHeard, FileHeard]


async def test_the_part_does_not_hear_what_it_did_itself(house: House) -> None:
    async with house.open():
        house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        house.server.say(house.room, NADIA, "look")
        await until(lambda: len(house.echo.heard) >= 2)
    assert {type(event) for event in house.echo.heard} == {FileHeard, MessageHeard}


async def test_who_listens_along_hears_everything_first(house: House) -> None:
    along: list[Event] = []

    async def also(event: Event) -> None:
        along.append(event)
        raise RuntimeError("listening along must not hurt")

    async with house.open(also=also):
        house.server.say(house.room, OMAR, "!echo say one")
        await house.answer()
        await until(lambda: len(along) == 2)


async def test_an_invitation_from_a_person_of_this_server_is_accepted(house: House) -> None:
    chat = house.server.room(OMAR)
    async with house.open():
        house.server.invite(chat, ME, by=OMAR)
        await until(lambda: ME in house.server.find(chat).joined)


async def test_an_invitation_from_elsewhere_is_left_alone(house: House) -> None:
    chat = house.server.room(STRANGER)
    async with house.open():
        house.server.invite(chat, ME, by=STRANGER)
        house.server.say(house.room, OMAR, "!echo say marker")
        await house.answer()
    assert ME not in house.server.find(chat).joined


async def test_an_invitation_from_somebody_elsewhere_whom_we_know_is_accepted(house: House) -> None:
    chat = house.server.room(STRANGER)
    async with house.open(knows={STRANGER}.__contains__):
        house.server.invite(chat, ME, by=STRANGER)
        await until(lambda: ME in house.server.find(chat).joined)


async def test_a_part_may_accept_what_nobody_else_would(house: House) -> None:
    chat = house.server.room(STRANGER)
    async with house.open(Part(accepts=lambda invited: invited.by == STRANGER)):
        house.server.invite(chat, ME, by=STRANGER)
        await until(lambda: ME in house.server.find(chat).joined)


async def test_an_invitation_that_its_own_server_knows_only_a_moment_later_is_accepted_then(
    house: House,
) -> None:
    chat = house.server.room(STRANGER)
    house.server.fail(Forbidden("join", "M_FORBIDDEN"), doing="join", times=2)
    async with house.open(knows={STRANGER}.__contains__):
        house.server.invite(chat, ME, by=STRANGER)
        await until(lambda: ME in house.server.find(chat).joined)


async def test_an_invitation_that_was_withdrawn_is_reported_and_stops_nothing(
    house: House, logs: list[EventDict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.inviting.UNTIL_KNOWN", (0.01,))
    chat = house.server.room(STRANGER)
    house.server.fail(Forbidden("join", "M_FORBIDDEN"), doing="join", times=3)
    async with house.open(knows={STRANGER}.__contains__):
        house.server.invite(chat, ME, by=STRANGER)
        house.server.say(house.room, OMAR, "!echo say marker")
        assert (await house.answer()).body == "marker"
        await until(lambda: [entry["event"] for entry in logs] == ["failed"])
    assert ME not in house.server.find(chat).joined


async def test_a_revoked_token_stops_the_account_and_is_told_as_it_is(house: House) -> None:
    house.server.say(house.room, OMAR, "!echo revoked")
    with pytest.raises(SignedOut):
        await house.serve()


async def test_the_work_of_a_part_starts_again_after_a_failure(house: House, logs: list[EventDict]) -> None:
    rounds: list[int] = []

    async def works() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("a bad day")

    async with house.open(Part(works=works)):
        await until(lambda: len(rounds) == 2)
    assert [entry["event"] for entry in logs] == ["failed"]


def test_failures_in_a_row_wait_longer_each_time_and_no_more_than_a_minute() -> None:
    pauses = [1.0]
    for _ in range(8):
        pauses.append(pause_after(pauses[-1], 0.2))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_failure_after_a_good_stretch_of_work_is_a_first_one() -> None:
    assert pause_after(60, worked=3600) == 1
