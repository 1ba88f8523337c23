"""Beginnings and ends at the second: changed clocks, facts that meet, and what happens on the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kit.errors import Unreachable
from kit.ids import PersonKey
from provisioning.mandates import RegisterMandates
from provisioning.plan import HoldId
from provisioning.store.audit import rows
from tests.provisioning.listening import Listening
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user

TWO_CLUBS = COMMUNITY.replace(
    "{en: Club of Owls}}\n", "{en: Club of Owls}}\n  bats: {kind: club, name: {en: Club of Bats}}\n"
)
READING = TWO_CLUBS.replace(
    "who: {holds: {mandate: owls}}", "who: {holds: {mandate: owls}, grace: 30 days read only}"
)
ADA = "{mandate: owls, from: 2024-01-01, to: 2026-12-31}"
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
"""When the year begins in Zurich."""
A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


async def opened(village: Village, *, holds: str = ADA, community: str = TWO_CLUBS) -> Listening:
    """Return a steward of a village in which Ada holds something."""
    village.write(community=community, register=REGISTER.replace(ADA, holds))
    listening = Listening(village)
    await listening.steward.start()
    await listening.steward.apply(village.loaded, by="cleo")
    await listening.settle()
    return listening


async def rewritten(listening: Listening, holds: str, *confirmed: HoldId) -> tuple[HoldId, ...]:
    """Let an officer apply a register in which Ada holds something else; return what waits for a yes."""
    village = listening.village
    village.write(community=TWO_CLUBS, register=REGISTER.replace(ADA, holds))
    receipt = await listening.steward.apply(village.loaded, by="cleo", confirmed=frozenset(confirmed))
    await listening.settle()
    return receipt.open_holds


async def until(listening: Listening, at: datetime) -> None:
    clock = listening.village.clock
    clock.advance(at - clock.now())
    await listening.settle()


def moves(listening: Listening, since: int) -> list[tuple[str, str]]:
    """Return who went where since so many changes, in order, the steward aside."""
    changes = listening.village.homeserver.changes[since:]
    return [
        (event.state_key.partition(":")[0], event.content["membership"])
        for _, event in changes
        if event.kind == "m.room.member"
    ]


async def powers(listening: Listening, key: str) -> dict[str, int]:
    state = listening.village.homeserver.states[await listening.village.room(key)]
    levels: dict[str, Any] = state["m.room.power_levels", ""].content["users"]
    return {who.partition(":")[0]: level for who, level in levels.items()}


@pytest.mark.parametrize(
    ("begun", "last", "ends"),
    [
        ((2026, 11, 21), "2026-12-31", "2026-12-31T23:00Z"),
        ((2026, 3, 1), "2026-03-28", "2026-03-28T23:00Z"),
        ((2026, 3, 1), "2026-03-29", "2026-03-29T22:00Z"),
        ((2026, 10, 1), "2026-10-24", "2026-10-24T22:00Z"),
        ((2026, 10, 1), "2026-10-25", "2026-10-25T23:00Z"),
    ],
)
async def test_a_term_ends_with_its_last_day_in_the_communitys_zone(
    village: Village, begun: tuple[int, int, int], last: str, ends: str
) -> None:
    village.clock.set(datetime(*begun, 12, tzinfo=UTC))
    listening = await opened(village, holds=ADA.replace("2026-12-31", last))
    await until(listening, datetime.fromisoformat(ends) - A_SECOND)
    assert "ada" in await village.inside("owls") & await village.inside("green")
    await until(listening, datetime.fromisoformat(ends))
    assert "ada" not in await village.inside("owls") | await village.inside("green")


async def test_a_term_begins_with_its_first_day_and_not_before(village: Village) -> None:
    listening = await opened(village, holds="{mandate: owls, from: 2027-01-01}")
    await until(listening, NEW_YEAR - A_SECOND)
    assert "ada" not in await village.inside("owls") | await village.inside("green")
    await until(listening, NEW_YEAR)
    assert "ada" in await village.inside("owls") & await village.inside("green")


async def test_facts_that_meet_move_nobody(village: Village) -> None:
    listening = await opened(village, holds=f"{ADA}, {{mandate: owls, from: 2027-01-01}}")
    before = len(village.homeserver.changes)
    await until(listening, NEW_YEAR - A_SECOND)
    await until(listening, NEW_YEAR)
    assert village.homeserver.changes[before:] == []
    assert "ada" in await village.inside("owls")


async def test_who_becomes_chair_when_their_seat_ends_stays_and_has_the_power(village: Village) -> None:
    listening = await opened(village, holds=f"{ADA}, {{mandate: owls, role: chair, from: 2027-01-01}}")
    before = len(village.homeserver.changes)
    await until(listening, NEW_YEAR)
    assert moves(listening, before) == []
    assert await powers(listening, "owls") == {"@ada": 50, "@rosa": 50}


async def test_a_re_election_recorded_in_time_changes_nothing_for_the_person(village: Village) -> None:
    listening = await opened(village)
    await until(listening, NEW_YEAR - A_DAY)
    before = len(village.homeserver.changes)
    await rewritten(listening, ADA.replace("2026", "2030"))
    await until(listening, NEW_YEAR)
    assert village.homeserver.changes[before:] == []


async def test_a_re_election_recorded_late_lets_back_in_whom_a_human_lets_in(village: Village) -> None:
    listening = await opened(village)
    await until(listening, NEW_YEAR + A_DAY)
    before = len(village.homeserver.changes)
    waits = await rewritten(listening, ADA.replace("2026", "2030"))
    assert moves(listening, before) == [("@ada", "join"), ("@ada", "join")]
    assert "ada" not in await village.inside("owls"), "a Confidential room waits for a yes"
    assert await rewritten(listening, ADA.replace("2026", "2030"), *waits) == ()
    assert "ada" in await village.inside("owls")


async def test_who_loses_one_of_two_mandates_keeps_the_rooms_of_the_other(village: Village) -> None:
    listening = await opened(village, holds=f"{ADA}, {{mandate: bats, from: 2024-01-01}}")
    before = len(village.homeserver.changes)
    await until(listening, NEW_YEAR)
    assert moves(listening, before) == [("@ada", "leave")]
    assert "ada" in await village.inside("green") - await village.inside("owls")


async def test_a_power_ends_with_the_seat(village: Village) -> None:
    listening = await opened(village, holds=f"{ADA}, {ADA.replace('owls', 'owls, role: chair')}")
    assert await powers(listening, "owls") == {"@ada": 50, "@rosa": 50}
    await until(listening, NEW_YEAR)
    assert await powers(listening, "owls") == {"@rosa": 50}
    assert "ada" not in await village.inside("owls")


async def test_a_suspension_in_the_days_of_grace_ends_them_until_it_is_lifted(village: Village) -> None:
    listening = await opened(village, community=READING)
    await until(listening, NEW_YEAR + A_DAY)
    assert await powers(listening, "owls") == {"@ada": -1, "@rosa": 50}
    desk = mandates(listening)
    await desk.suspend(PersonKey("ada"), by=[user("cleo")], reason="a stolen telephone")
    assert "ada" not in await village.inside("owls")
    assert await powers(listening, "owls") == {"@rosa": 50}
    village.clock.advance(A_DAY)
    await desk.resume(PersonKey("ada"), by=[user("cleo")], reason="found")
    assert "ada" in await village.inside("owls")
    assert await powers(listening, "owls") == {"@ada": -1, "@rosa": 50}
    await until(listening, NEW_YEAR + 30 * A_DAY)
    assert "ada" not in await village.inside("owls")


async def test_a_suspension_that_outlasts_the_term_gives_nothing_back(village: Village) -> None:
    listening = await opened(village)
    desk = mandates(listening)
    await desk.suspend(PersonKey("ada"), by=[user("cleo")], reason="a stolen telephone")
    await until(listening, NEW_YEAR)
    before = len(village.homeserver.changes)
    await desk.resume(PersonKey("ada"), by=[user("cleo")], reason="found")
    await listening.settle()
    assert village.homeserver.changes[before:] == []


async def test_a_platform_that_slept_for_months_does_all_at_once_and_once(village: Village) -> None:
    await opened(village, holds="{mandate: owls, from: 2027-01-15}")
    village.clock.advance(datetime(2029, 1, 15, tzinfo=UTC) - village.clock.now())
    plans = await begun(village)
    first, second = [Listening(village, heard=len(village.homeserver.changes)) for _ in range(2)]
    await first.steward.start()
    await first.settle()
    assert await begun(village) == plans + 1
    assert await village.inside("owls") == {"ada"}
    assert await powers(first, "owls") == {}
    await second.steward.start()
    await second.settle()
    assert await begun(village) == plans + 1


async def test_an_end_at_which_the_homeserver_is_gone_is_made_up_for_in_seconds(village: Village) -> None:
    listening = await opened(village)
    village.homeserver.cut_after = 0
    with pytest.raises(Unreachable):
        await until(listening, NEW_YEAR)
    village.homeserver.cut_after = None
    await until(listening, NEW_YEAR + 15 * A_SECOND)
    assert "ada" not in await village.inside("owls") | await village.inside("green")


def mandates(listening: Listening) -> RegisterMandates:
    office = listening.village.office
    return RegisterMandates(
        steward=listening.steward, clock=office.clock, server_name=office.homeserver.server_name
    )


async def begun(village: Village) -> int:
    """Count the plans that were begun."""
    return sum(row.kind == "begun" for row in await rows(village.office.database))


FEWER = REGISTER.replace("[joan], holds: [{mandate: owls, from: 2024-01-01, to: 2028-12-31}]", "[joan]")


async def test_what_waits_for_a_human_keeps_no_later_date_from_coming(village: Village) -> None:
    """Joan's mandate is struck out, which waits; then Ada's end is brought forward, and Eva is elected."""
    listening = await opened(village)
    village.homeserver.people.add(user("eva"))
    village.write(community=TWO_CLUBS, register=FEWER)
    assert (await listening.steward.apply(village.loaded, by="cleo")).open_holds
    eva = "  eva: {name: Eva, accounts: [eva], holds: [{mandate: owls, from: 2026-12-01}]}\n"
    village.write(community=TWO_CLUBS, register=FEWER.replace("2026-12-31", "2026-11-30") + eva)
    assert (await listening.steward.apply(village.loaded, by="cleo")).open_holds
    await until(listening, datetime(2026, 11, 30, 23, tzinfo=UTC))
    assert await village.inside("owls") == {"joan", "rosa", "eva"}


async def test_an_end_comes_though_something_is_entered_at_its_very_instant(village: Village) -> None:
    listening = await opened(village, holds=f"{ADA}]}}\n  vera: {{name: Vera, holds: [")
    await until(listening, NEW_YEAR - A_SECOND)
    village.clock.advance(A_SECOND)
    vera, account = PersonKey("vera"), user("vera")
    await mandates(listening).bind(vera, account, by=[account], how="claim", reason="code")
    await listening.settle()
    assert "ada" not in await village.inside("owls") | await village.inside("green")
