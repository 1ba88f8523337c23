"""Who stands at the door, and for how long."""

from bots.steward.store import Welcomes
from bots.steward.welcoming import Welcoming
from kit.testing import message
from tests.bots.steward.house import NADIA, OMAR, House


async def test_a_person_of_whom_much_is_heard_stands_at_the_door_once(house: House) -> None:
    welcoming = Welcoming(ports=house.ports(), book=Welcomes(house.database), programs=frozenset())
    for person in (NADIA, OMAR):
        for _ in range(100):
            await welcoming.hear(message("good morning", sender=person))
    assert welcoming.door.qsize() == 2
