"""Who was in a room at a past instant, beside who should have been."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.explain import Explaining
from provisioning.presence import SOON, Presence, Verdict, compared
from tests.provisioning.village import COMMUNITY, Village, user

NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MALLORY = UserId("@mallory:elsewhere.example")


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village reads its files as a command does, without a loop."""
    return


async def asked(village: Village, at: datetime, key: str = "owls") -> Mapping[UserId, Presence]:
    rules = await village.office.registry.rules()
    assert rules is not None
    bans = await village.office.provisioned.bans_at(at)
    answers = Explaining(
        rules.community, rules.register, at, server_name=village.homeserver.server_name, bans=bans
    )
    room = await village.room(key)
    was = await village.homeserver.members_at(room, at)
    soon = await village.homeserver.members_at(room, at + SOON)
    assert was is not None
    assert soon is not None
    found = compared(answers, RoomKey(key), was, soon, {village.homeserver.steward})
    return {line.user: line for line in found}


def move(village: Village, room: RoomId, who: UserId, now: Membership) -> None:
    village.homeserver.stand(room, who, now, by=user("rosa"))


@pytest.fixture
async def raised(village: Village) -> Village:
    await village.apply()
    village.clock.advance(MINUTE)
    return village


async def test_who_was_in_as_they_should_is_told_with_the_fact(raised: Village) -> None:
    lines = await asked(raised, raised.clock.now())
    assert {line.verdict for line in lines.values()} == {Verdict.RIGHT}
    assert lines[user("ada")].why == "holds a mandate in OWLS: member of OWLS, 2024-01-01 to 2026-12-31"
    assert lines[user("ada")].words == "in, as it should be"
    assert raised.homeserver.steward not in lines


async def test_who_was_in_though_nothing_gave_a_seat_comes_first(raised: Village) -> None:
    owls = await raised.room("owls")
    move(raised, owls, MALLORY, Membership.JOIN)
    move(raised, owls, user("cleo"), Membership.INVITE)
    at = raised.clock.now()
    raised.clock.advance(2 * MINUTE)
    await raised.apply()
    lines = await asked(raised, at)
    assert [line.verdict for line in lines.values()][:2] == [Verdict.WRONG, Verdict.WRONG]
    assert lines[MALLORY].why == "nobody in the register has this account"
    assert lines[user("cleo")].words == "in, though nothing gave a seat: was invited, and not in yet"
    assert lines[user("cleo")].name == "Cleo"
    assert "asked is one who" in lines[user("cleo")].why


@pytest.mark.parametrize(
    ("stood", "says"),
    [
        (Membership.LEAVE, "had left or was out"),
        (Membership.INVITE, "was invited, and not in yet"),
        (Membership.BAN, "was banned"),
    ],
)
async def test_who_was_out_though_there_was_a_seat_is_told_where_they_stood(
    raised: Village, stood: Membership, says: str
) -> None:
    move(raised, await raised.room("owls"), user("ada"), stood)
    line = (await asked(raised, raised.clock.now()))[user("ada")]
    assert line.verdict is Verdict.MISSING
    assert line.words == f"out, though there was a seat: {says}"


async def test_somebody_without_an_account_on_the_server_had_never_been_there(village: Village) -> None:
    village.homeserver.people.discard(user("joan"))
    await village.apply()
    line = (await asked(village, village.clock.now()))[user("joan")]
    assert (line.verdict, line.stood) == (Verdict.MISSING, None)


async def test_an_end_that_the_steward_carried_out_at_once_is_not_called_wrong(raised: Village) -> None:
    raised.clock.advance(NEW_YEAR - raised.clock.now() + timedelta(seconds=2))
    await raised.apply()
    raised.clock.advance(MINUTE)
    at_midnight = (await asked(raised, NEW_YEAR))[user("ada")]
    assert at_midnight.verdict is Verdict.SETTLING
    assert at_midnight.words == "still there, and out within a minute"
    assert user("ada") not in await asked(raised, NEW_YEAR + MINUTE)


async def test_an_end_that_nobody_carried_out_for_long_is(raised: Village) -> None:
    raised.clock.advance(NEW_YEAR - raised.clock.now() + timedelta(hours=2))
    await raised.apply()
    line = (await asked(raised, NEW_YEAR))[user("ada")]
    assert line.verdict is Verdict.WRONG
    assert line.why.startswith("ended on 2026-12-31: member of OWLS")


async def test_a_beginning_is_put_right_within_the_minute_too(village: Village) -> None:
    first = datetime(2026, 11, 21, 12, tzinfo=UTC)
    await village.apply()
    move(village, await village.room("owls"), user("ada"), Membership.LEAVE)
    at = village.clock.now()
    village.clock.advance(timedelta(seconds=10))
    village.homeserver.stand(await village.room("owls"), user("ada"), Membership.JOIN, by=user("ada"))
    assert at == first
    line = (await asked(village, at))[user("ada")]
    assert line.words == "not in yet, and in within a minute"


async def test_an_open_door_wrongs_nobody(village: Village) -> None:
    village.write(
        community=COMMUNITY.replace(
            "topic: {en: Where all meet.}", "topic: {en: Where all meet.}\n        join: public"
        )
    )
    await village.apply()
    green = await village.room("green")
    village.homeserver.stand(green, MALLORY, Membership.JOIN, by=MALLORY)
    assert (await asked(village, village.clock.now(), "green"))[MALLORY].verdict is Verdict.OPEN
