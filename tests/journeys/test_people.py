"""The people we test with must be right themselves, or no journey proves anything."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.journeys.node import ClientError
from tests.journeys.people import Person, Signing
from tests.journeys.seeing import NotSeenError, answering, being, reacting, saying


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def until(holds: Callable[[], bool]) -> None:
    """Wait up to ten seconds."""
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.05)


NewPerson = Callable[..., Awaitable[Person]]


async def a_room_of(host: Person, *guests: Person) -> str:
    """Make an encrypted room and bring the guests in."""
    room = await host.create_room(name="Tea")
    for guest in guests:
        await host.invite(room, guest.user)
        await guest.stands(room, "invite")
        await guest.join(room)
    return room


async def test_people_talk_react_and_take_back_in_an_encrypted_room(newcomer: NewPerson) -> None:
    ada, bo = await asyncio.gather(newcomer("ada"), newcomer("bo", signing=Signing.LATE))
    room = await a_room_of(ada, bo)
    said = await ada.say(room, "hello", mention=bo.user)
    heard = await bo.wait_for(saying("hello", by=ada.user))
    assert heard.clear
    assert heard.content["m.mentions"] == {"user_ids": [bo.user]}
    answered = await bo.say(room, "well?", thread=said)
    assert (await ada.wait_for(answering(said, "well"))).event == answered
    await bo.react(room, said, "👍")
    assert (await ada.wait_for(reacting(said, by=bo.user))).reaction == (said, "👍")
    await ada.redact(room, said)
    await bo.wait_for(lambda seen: seen.event == said and seen.redacted)
    assert not bo.seen(saying("hello"))


async def test_files_arrive_byte_for_byte_encrypted_and_plain(newcomer: NewPerson) -> None:
    ada, bo = await asyncio.gather(newcomer("ada"), newcomer("bo"))
    room = await a_room_of(ada, bo)
    data = bytes(range(256)) * 300
    for encrypted in (True, False):
        sent = await ada.upload(room, "note.bin", data, encrypted=encrypted)
        seen = await bo.wait_for(being(sent))
        assert seen.clear
        assert ("file" in seen.content) is encrypted
        assert await bo.download(seen) == data


async def test_an_unsigned_device_is_refused_keys_and_not_believed(newcomer: NewPerson) -> None:
    ada, bo = await asyncio.gather(newcomer("ada"), newcomer("bo"))
    async with await bo.another_device() as thief, await bo.another_device(signing=Signing.FIRST) as phone:
        room = await a_room_of(ada, bo)
        signed = {device.device: device.signed for device in await ada.devices(bo.user)}
        assert signed == {bo.device: True, phone.device: True, thief.device: False}
        said = await ada.say(room, "for signed devices")
        assert (await phone.wait_for(being(said))).clear
        stolen = await thief.wait_for(being(said))
        assert stolen.failure == "MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE"
        forged = await thief.say(room, "it is me")
        assert (await ada.wait_for(being(forged))).failure == "UNSIGNED_SENDER_DEVICE"


async def test_failures_say_what_happened(newcomer: NewPerson) -> None:
    ada, bo = await asyncio.gather(newcomer("ada"), newcomer("bo"))
    room = await a_room_of(ada, bo)
    with pytest.raises(ClientError, match="permission") as refused:
        await bo.topic(room, "mine now")
    assert refused.value.code == "M_FORBIDDEN"
    with pytest.raises(NotSeenError, match=r"in vain(.|\n)*m\.room\.name"):
        await bo.wait_for(saying("never said"), timeout=0.3)
    await bo.close()
    with pytest.raises(ClientError, match="not running"):
        await bo.say(room, "too late")


async def test_a_wrong_password_is_told_and_leaves_no_process(newcomer: NewPerson) -> None:
    ada = await newcomer("ada")
    wrong = Person(ada.user, "not the password", homeserver=ada.homeserver)
    with pytest.raises(ClientError, match="Invalid username or password"):
        await wrong.login()
    await ada.close()
    assert wrong.pid is None
    assert ada.pid is None


async def test_the_client_ends_when_its_driver_is_killed() -> None:
    code = "import asyncio; from tests.journeys.node import NodeLine\n"
    code += "async def main():\n line = NodeLine(print); await line.open(); print(line.pid, flush=True)\n"
    code += " await asyncio.sleep(60)\nasyncio.run(main())"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout is not None
        client = int(driver.stdout.readline())
        assert is_alive(client)
        driver.kill()
    await until(lambda: not is_alive(client))
