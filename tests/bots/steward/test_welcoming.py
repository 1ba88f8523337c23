"""Who stands at the door, and what they are told of their rooms."""

from bots.steward.store import Welcomes
from bots.steward.welcoming import Welcoming
from kit.errors import Forbidden
from kit.testing import message
from tests.bots.steward.house import ME, NADIA, OMAR, House, until


async def test_a_person_of_whom_much_is_heard_stands_at_the_door_once(house: House) -> None:
    welcoming = Welcoming(ports=house.ports(), book=Welcomes(house.database), programs=frozenset())
    for person in (NADIA, OMAR):
        for _ in range(100):
            await welcoming.hear(message("good morning", sender=person))
    assert welcoming.door.qsize() == 2


async def welcome_of(house: House) -> str:
    house.identities.people.add(OMAR)
    async with house.open():
        house.server.sign_in_elsewhere(OMAR)
        await until(lambda: bool(house.welcomes(OMAR)))
    return house.welcomes(OMAR)[0].body


async def test_the_welcome_names_the_spaces_of_the_person_and_no_others(house: House) -> None:
    house.records.add(house.server.room(ME, OMAR), "Committee of Owls", space=True)
    house.records.add(house.server.room(ME, NADIA), "Committee of Foxes", space=True)
    left = house.server.room(ME, OMAR)
    house.records.add(left, "Committee of Mice", space=True)
    house.server.leave(left, OMAR)
    welcome = await welcome_of(house)
    assert "Les espaces dont vous faites partie :\n• \u2068Committee of Owls\u2069\n" in welcome
    assert "Foxes" not in welcome
    assert "Mice" not in welcome


async def test_the_welcome_names_eight_spaces_and_counts_the_others(house: House) -> None:
    for number in range(10, 20):
        house.records.add(house.server.room(ME, OMAR), f"Space {number}", space=True)
    welcome = await welcome_of(house)
    assert "Space 17" in welcome
    assert "Space 18" not in welcome
    assert "• et 2 autres" in welcome


async def test_a_room_that_cannot_be_looked_into_is_not_told_of(house: House) -> None:
    house.records.add(house.server.room(ME, OMAR), "Committee of Owls", space=True)
    house.server.fail(Forbidden("look"), doing="members", times=100)
    assert "Owls" not in await welcome_of(house)


async def test_help_on_bots_counts_only_rooms_that_the_asker_is_in(house: House) -> None:
    for _ in range(3):
        house.records.add(house.server.room(ME, NADIA), "other")
    chat = house.server.room(ME, OMAR)
    async with house.open():
        house.server.say(chat, OMAR, "!help bots")
        assert "dans 2 salons" in (await house.answer(chat)).body
