"""Nobody learns from an answer who is in the register: not from its words, its traces, or its haste."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bots.mandates.verification import verification_of
from kit.database import Database, open_database
from kit.effects import Effect
from kit.events import MessageHeard
from kit.ids import EventId, Language, RoomId
from kit.part import Asked
from kit.ports import Mail
from kit.testing import MemoryServer, StillClock, message
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import ADDRESS, EVE, P_ADA, House, until

CHAT = RoomId("!chat")


@pytest.fixture
def databases(tmp_path: Path) -> Mapping[str, Database]:
    return {name: open_database(tmp_path / f"{name}.db") for name in ("known", "unknown")}


@pytest.fixture
async def houses(databases: Mapping[str, Database], tmp_path: Path) -> AsyncIterator[tuple[House, House]]:
    """Two houses that are alike, but that Ada is in the register of the first alone."""
    pair = []
    for name, database in databases.items():
        await database.create_all()
        server = MemoryServer(StillClock())
        house = House(server, server.account(ME), StillClock(), database, tmp_path / name)
        house.bot = await verification_of(house.ports())
        pair.append(house)
    del pair[1].mandates.people[P_ADA]
    yield pair[0], pair[1]
    for house in pair:
        await house.database.close()


def asked(text: str, event: str = "$1", **given: object) -> Asked:
    usual = {"room": CHAT, "event": EventId(event), "sender": EVE, "encrypted": True, "verified": True}
    heard: MessageHeard = message(text, **(usual | given))
    return Asked(heard=heard, words=tuple(text.split()), rest=text, language=Language.ENGLISH, direct=True)


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, object]]]:
    """Note everything that is asked of a database, with its values."""
    noted: list[tuple[str, object]] = []

    def note(*given: object) -> None:
        noted.append((str(given[2]), given[3]))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def traced(house: House, *texts: str, command: str) -> tuple[list[object], list[tuple[str, object]]]:
    """Return what a house does and says to some messages, and what it asks of its database meanwhile."""
    effects: list[Effect | str] = []
    with statements(house.database) as noted:
        for number, text in enumerate(texts):
            try:
                effects += await COMMANDS[command](house, asked(text, f"${command}{number}"))
            except Exception as refusal:  # noqa: BLE001 - whatever it is, it must be the same
                effects.append(repr((refusal, vars(refusal))))
    return list(effects), noted


COMMANDS = {
    "verify": lambda house, given: house.bot.asking.verify(given),
    "sentence": lambda house, given: house.bot.asking.sentence(given),
    "review": lambda house, given: house.bot.deciding.review(given),
}


@pytest.mark.parametrize(
    ("command", "texts"),
    [
        ("verify", ("Ada Ndiaye",)),
        ("verify", (ADDRESS,)),
        ("verify", ("Ada Ndiaye",) * 7),
        ("verify", ("", "Ada Ndiaye")),
        ("review", ("Ada Ndiaye, Omar knows me",)),
        ("review", ("Ada Ndiaye, Omar knows me",) * 2),
        ("review", ("Ada Ndiaye",)),
    ],
)
async def test_the_answer_and_its_traces_are_the_same_for_the_known_and_the_unknown(
    houses: tuple[House, House], command: str, texts: tuple[str, ...]
) -> None:
    known, unknown = [await traced(house, *texts, command=command) for house in houses]
    assert known == unknown
    assert known[0]
    assert known[1]


async def test_the_answer_to_our_question_is_the_same_too(houses: tuple[House, House]) -> None:
    for house in houses:
        await traced(house, "", command="verify")
    known, unknown = [await traced(house, "Ada Ndiaye", command="sentence") for house in houses]
    assert known == unknown
    assert any("mandates_claims" in statement for statement, _ in known[1])


async def test_a_wrong_code_is_answered_the_same_whether_or_not_one_is_on_its_way(
    houses: tuple[House, House],
) -> None:
    for house in houses:
        await traced(house, "Ada Ndiaye", command="verify")
        await house.bot.mailing.work()
    assert [len(house.mailer.mails) for house in houses] == [1, 0]
    tries = ("CDFH-2345-WXYK",) * 14
    known, unknown = [await traced(house, *tries, command="sentence") for house in houses]
    assert known == unknown
    assert len(known[0]) == 14


class Stuck:
    """A mail server that never comes to an end."""

    def __init__(self) -> None:
        self.called = asyncio.Event()

    async def send(self, mail: Mail) -> None:
        self.called.set()
        await asyncio.Event().wait()


async def test_the_answer_waits_for_no_mail(houses: tuple[House, House]) -> None:
    house, stuck = houses[0], Stuck()
    house.mailer = stuck  # type: ignore[assignment]  # a mailer of another kind
    chat = house.chat(EVE)
    async with house.open():
        assert "is on its way" in await house.ask(chat, EVE, "!mandate verify Ada Ndiaye")
        await asyncio.wait_for(stuck.called.wait(), 5)
        assert "is on its way" in await house.ask(chat, EVE, "!mandate verify Nobody Else")


async def test_profiles_are_looked_at_while_a_mail_is_stuck_so_that_no_server_learns_of_it(
    houses: tuple[House, House],
) -> None:
    house, stuck = houses[0], Stuck()
    house.mailer = stuck  # type: ignore[assignment]  # a mailer of another kind
    looked = False

    def noted() -> None:
        nonlocal looked
        looked = True

    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate verify Ada Ndiaye")
        await asyncio.wait_for(stuck.called.wait(), 5)
        await until(lambda: True)
        house.server.before("display_name", noted)
        await house.ask(house.chat(EVE), EVE, "!mandate verify Nobody Else")
        await until(lambda: looked)
