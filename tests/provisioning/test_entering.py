"""What humans decide about people takes effect at once, whatever else is being done."""

import asyncio

import pytest

from kit.ids import PersonKey, RoomId, UserId
from provisioning.homeserver.port import Seating
from provisioning.mandates import RegisterMandates
from provisioning.steward import Steward
from tests.provisioning.village import COMMUNITY, REGISTER, Village
from tests.provisioning.village import user as account

JOAN = PersonKey("joan")
NEWCOMER = "  dora: {name: Dora, accounts: [dora], holds: [{guest: owls, from: 2024-01-01}]}\n"


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


class SlowDoor:
    """A homeserver that keeps somebody standing at the door until told."""

    def __init__(self, village: Village, who: str) -> None:
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        self._seat, self._who = village.homeserver.seat, account(who)
        village.homeserver.seat = self.seat  # type: ignore[method-assign]

    async def seat(self, room: RoomId, user: UserId) -> Seating:
        if user == self._who:
            self.reached.set()
            await self.opened.wait()
        return await self._seat(room, user)


@pytest.fixture
async def steward(village: Village) -> Steward:
    async def say(_: object) -> None:
        return None

    village.homeserver.people.add(account("dora"))
    steward = Steward(village.office, say)
    await steward.apply(village.loaded, by="cleo")
    return steward


def mandates_of(village: Village, steward: Steward) -> RegisterMandates:
    return RegisterMandates(steward=steward, clock=village.clock, server_name="palais.localhost")


async def test_a_suspension_does_not_wait_for_a_long_apply(village: Village, steward: Steward) -> None:
    door = SlowDoor(village, "dora")
    village.write(register=REGISTER + NEWCOMER)
    applying = asyncio.create_task(steward.apply(village.loaded, by="cleo"))
    await door.reached.wait()
    suspending = asyncio.create_task(
        mandates_of(village, steward).suspend(JOAN, by=[account("cleo")], reason="stolen telephone")
    )
    async with asyncio.timeout(5):
        while "joan" in await village.inside("owls") | await village.inside("green"):
            await asyncio.sleep(0)
    assert not applying.done()
    door.opened.set()
    await applying
    await suspending
    assert "joan" not in await village.inside("owls") | await village.inside("green")
    assert "dora" in await village.inside("green")


async def test_what_was_entered_during_an_apply_rules_with_its_files(
    village: Village, steward: Steward
) -> None:
    door = SlowDoor(village, "dora")
    village.write(community=COMMUNITY.replace("{en: Owls}", "{en: Night}"), register=REGISTER + NEWCOMER)
    applying = asyncio.create_task(steward.apply(village.loaded, by="cleo"))
    await door.reached.wait()
    suspending = asyncio.create_task(
        mandates_of(village, steward).suspend(JOAN, by=[account("cleo")], reason="stolen telephone")
    )
    await asyncio.sleep(0)
    door.opened.set()
    await asyncio.gather(applying, suspending)
    rules = await village.office.registry.rules()
    assert rules is not None
    assert rules.register.people[JOAN].suspended(village.clock.now())
    assert "{en: Night}" in rules.inputs.files["community.yaml"]


async def test_a_look_that_waited_goes_by_what_was_entered_meanwhile(
    village: Village, steward: Steward
) -> None:
    door = SlowDoor(village, "dora")
    village.write(register=REGISTER + NEWCOMER)
    applying = asyncio.create_task(steward.apply(village.loaded, by="cleo"))
    await door.reached.wait()
    looking = asyncio.create_task(steward.look())
    suspending = asyncio.create_task(
        mandates_of(village, steward).suspend(JOAN, by=[account("cleo")], reason="stolen telephone")
    )
    await asyncio.sleep(0)
    door.opened.set()
    await asyncio.gather(applying, looking, suspending)
    assert "joan" not in await village.inside("owls")
    rules = await village.office.registry.rules()
    assert rules is not None
    assert rules.register.people[JOAN].suspended(village.clock.now())
