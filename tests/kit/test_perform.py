"""What a part decided is done, and one room that fails does not keep words standing in another."""

import pytest

from kit.effects import Redact, Say
from kit.errors import Forbidden, SignedOut, Unreachable
from kit.ids import UserId
from kit.message import Message
from kit.perform import perform
from kit.testing import MemoryMatrix, MemoryServer

ME, ADA = UserId("@library:palais.localhost"), UserId("@ada:palais.localhost")


async def said_in_two_rooms() -> tuple[MemoryServer, MemoryMatrix, list[Redact]]:
    """Say something in two rooms and return how both are taken back, in order."""
    server = MemoryServer()
    matrix = server.account(ME)
    rooms = [server.room(ME, ADA), server.room(ME, ADA)]
    said = [(room, await matrix.say(Say(room=room, message=Message("zebra"), key=room))) for room in rooms]
    return server, matrix, [Redact(room=room, event=event, key=f"back:{event}") for room, event in said]


def stands(server: MemoryServer, redact: Redact) -> bool:
    return any(message.event == redact.event for message in server.messages(redact.room))


async def test_a_room_that_is_closed_to_us_does_not_keep_our_words_standing_in_others() -> None:
    server, matrix, (first, second) = await said_in_two_rooms()
    server.fail(Forbidden("redact", "M_FORBIDDEN"), doing="redact")
    await perform([first, second], matrix)
    assert (stands(server, first), stands(server, second)) == (True, False)


async def test_a_redaction_that_fails_for_now_is_told_after_the_others_were_done() -> None:
    server, matrix, (first, second) = await said_in_two_rooms()
    server.fail(Unreachable("redact"), doing="redact")
    with pytest.raises(Unreachable):
        await perform([first, second], matrix)
    assert (stands(server, first), stands(server, second)) == (True, False)


async def test_a_token_that_no_longer_works_stops_at_once() -> None:
    server, matrix, both = await said_in_two_rooms()
    server.fail(SignedOut("redact", "M_UNKNOWN_TOKEN"), doing="redact")
    with pytest.raises(SignedOut):
        await perform(both, matrix)
    assert all(stands(server, redact) for redact in both)


async def test_what_follows_a_saying_that_fails_is_not_said() -> None:
    server = MemoryServer()
    matrix, room = server.account(ME), server.room(ME, ADA)
    server.fail(Unreachable("say"), doing="say")
    words = [Say(room=room, message=Message(word), key=word) for word in ("one", "two")]
    with pytest.raises(Unreachable):
        await perform(words, matrix)
    assert server.messages(room) == []
