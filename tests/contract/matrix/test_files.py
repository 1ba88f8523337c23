"""What every :class:`kit.ports.Matrix` promises of the files it sends, on the twin and on a real Synapse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kit.effects import Picture, SendFile, SendGallery
from kit.errors import ReadersChanged
from kit.events import Event, FileHeard, MessageHeard
from kit.ids import EventId
from kit.ports import Matrix
from kit.testing import listening

World = Any  # the two worlds of conftest.py, which tests cannot import
DATA = bytes(range(256)) * 40


def called(name: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, FileHeard) and event.name == name


@pytest.fixture
async def bot(world: World) -> Matrix:
    account: Matrix = await world.account("library")
    return account


@pytest.fixture
async def ada(world: World) -> Matrix:
    account: Matrix = await world.account("ada")
    return account


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_file_that_is_sent_comes_byte_for_byte(
    world: World, bot: Matrix, ada: Matrix, *, encrypted: bool
) -> None:
    room = await world.room(bot, ada, encrypted=encrypted)
    sending = SendFile(
        room=room, name="note.pdf", data=DATA, key="one", media_type="application/pdf", caption="as asked"
    )
    async with listening(ada) as ears:
        event = await bot.send_file(sending)
        heard = await ears.until(called("note.pdf"))
    assert (heard.event, heard.sender, heard.encrypted) == (event, bot.user, encrypted)
    assert (heard.media_type, heard.size, heard.caption) == ("application/pdf", len(DATA), "as asked")
    assert await ada.download(heard, len(DATA)) == DATA


async def test_a_picture_without_a_caption_is_a_picture(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    async with listening(ada) as ears:
        await bot.send_file(SendFile(room=room, name="a.png", data=b"png", key="one", kind="m.image"))
        heard = await ears.until(called("a.png"))
    assert (heard.kind, heard.caption) == ("m.image", None)


async def test_a_file_is_sent_once_for_each_key(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    sending = SendFile(room=room, name="note.pdf", data=DATA, key="one")
    first = await bot.send_file(sending)
    assert await bot.send_file(sending) == first
    assert await bot.send_file(replace(sending, key="two")) != first


async def test_a_file_that_was_judged_for_some_is_not_sent_before_others(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    other = await world.account("other")
    room = await world.room(bot, ada, other)
    sending = SendFile(room=room, name="note.pdf", data=DATA, key="one", readers=frozenset({ada.user}))
    with pytest.raises(ReadersChanged) as stopped:
        await bot.send_file(sending)
    assert stopped.value.others == {other.user}
    await world.leave(other, room)
    assert await bot.send_file(sending) == await bot.send_file(sending)


async def test_a_file_sent_again_is_found_by_the_upload_it_repeats(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(bot, ada)
    upload = EventId("$upload")
    event = await bot.send_file(SendFile(room=room, name="a", data=b"a", key="one", quotes=(upload,)))
    assert await bot.sent_for(upload) == {(room, event)}


@pytest.mark.synapse
async def test_the_server_never_has_the_bytes_of_a_file(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    for encrypted in (True, False):
        room = await real.room(bot, ada, encrypted=encrypted)
        async with listening(ada) as ears:
            event = await bot.send_file(SendFile(room=room, name="a.txt", data=DATA, key=room))
            heard = await ears.until(called("a.txt"))
        assert heard.key is not None
        assert await ada.download(replace(heard, key=None), 2 * len(DATA)) != DATA
        kind = (await real.raw(bot, room, event))["type"]
        assert kind == ("m.room.encrypted" if encrypted else "m.room.message")


async def test_a_gallery_is_heard_by_its_words_where_galleries_are_not_known(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(bot, ada)
    small = Picture("a.jpg", b"jpeg", 3, 2)
    sending = SendGallery(room=room, body="two pictures", pictures=(small, small), key="one")
    async with listening(ada) as ears:
        first = await bot.send_gallery(sending)
        heard = await ears.until(lambda event: isinstance(event, MessageHeard))
    assert (heard.event, heard.body, heard.encrypted) == (first, "two pictures", True)
    assert await bot.send_gallery(sending) == first


async def test_a_gallery_is_shown_to_nobody_but_its_readers(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    small = Picture("a.jpg", b"jpeg", 3, 2)
    only_us = frozenset({bot.user})
    with pytest.raises(ReadersChanged):
        await bot.send_gallery(
            SendGallery(room=room, body="x", pictures=(small,), key="one", readers=only_us)
        )
