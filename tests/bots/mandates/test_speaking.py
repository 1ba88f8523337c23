"""People are spoken to where they spoke to us, as long as nobody else is there."""

from collections.abc import AsyncIterator

import pytest

from bots.mandates.speaking import Speaking
from kit.database import Database
from kit.ids import EventId, Language, RoomId, UserId
from kit.message import Message
from kit.part import Asked
from kit.testing import MemoryMatrix, MemoryServer, message
from tests.bots.mandates.desk import ME

EVE, LI = UserId("@eve:elsewhere.example"), UserId("@li:palais.localhost")


class Voice:
    """Eve's own direct chat with us, in which she spoke, and what we say to her."""

    def __init__(self, server: MemoryServer, matrix: MemoryMatrix, database: Database) -> None:
        self.server, self.database, self.matrix = server, database, matrix
        self.chat = server.room(EVE, ME)

    async def heard(self, room: RoomId, *, direct: bool = True, encrypted: bool = True) -> None:
        heard = message("hello", room=room, event=EventId("$1"), sender=EVE, encrypted=encrypted)
        asked = Asked(heard=heard, words=(), rest="", language=Language.ENGLISH, direct=direct)
        await Speaking(matrix=self.matrix, database=self.database).note(asked)

    async def tells(self) -> list[RoomId]:
        """Say something twice with one key, after a restart; return the rooms in which it stands."""
        for _ in range(2):
            speaking = Speaking(matrix=self.matrix, database=self.database)
            await speaking.tell(EVE, Message("for you"), key="one")
        rooms = self.server.rooms
        return [room for room in rooms if any(one.body == "for you" for one in self.server.messages(room))]


@pytest.fixture
async def voice(database: Database) -> AsyncIterator[Voice]:
    await database.create_all()
    server = MemoryServer()
    yield Voice(server, server.account(ME), database)
    await database.close()


async def test_the_chat_in_which_somebody_spoke_is_where_we_answer_later(voice: Voice) -> None:
    await voice.heard(voice.chat)
    assert await voice.tells() == [voice.chat]


@pytest.mark.parametrize("given", [{"direct": False}, {"encrypted": False}])
async def test_a_room_that_is_not_private_is_not_remembered(voice: Voice, given: dict[str, bool]) -> None:
    await voice.heard(voice.chat, **given)
    (room,) = await voice.tells()
    assert room != voice.chat
    assert voice.server.find(room).encrypted


async def test_where_a_third_person_came_in_another_chat_is_opened(voice: Voice) -> None:
    await voice.heard(voice.chat)
    voice.server.join(voice.chat, LI)
    (room,) = await voice.tells()
    assert voice.server.find(room).present == {ME, EVE}


async def test_whoever_comes_in_at_the_last_moment_reads_nothing(voice: Voice) -> None:
    await voice.heard(voice.chat)
    voice.server.before("say", lambda: voice.server.join(voice.chat, LI))
    (room,) = await voice.tells()
    assert voice.server.find(room).present == {ME, EVE}


async def test_a_chat_that_they_left_is_one_no_more(voice: Voice) -> None:
    await voice.heard(voice.chat)
    voice.server.leave(voice.chat, EVE)
    assert voice.chat not in await voice.tells()
