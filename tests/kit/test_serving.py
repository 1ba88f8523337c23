"""What an account hears reaches its part, and what the part decides reaches the room."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from kit.answering import Answerer
from kit.classification import Classification
from kit.commands import reply
from kit.database import Database, open_database
from kit.effects import Effect, React
from kit.errors import Forbidden, Refusal, SignedOut, Unreachable
from kit.events import Event, FileHeard, MessageHeard
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.inbox import Inbox
from kit.language import Sentence
from kit.message import Message
from kit.part import Asked, Bot, Command, Part, Ports
from kit.ports import RoomRecord
from kit.serving import Serving, pause_after, serve
from kit.testing import MemoryMatrix, MemoryServer, message
from kit.web.measures import Measures

ME = UserId("@echo:palais.localhost")
OTHER_BOT = UserId("@forum:palais.localhost")
NADIA = UserId("@nadia:palais.localhost")
OMAR = UserId("@omar:palais.localhost")
STRANGER = UserId("@stranger:elsewhere.example")

TITLE = Sentence(en="Echo", fr="Écho", es="Eco", ar="الصدى", zh="回声", ru="Эхо")
NOT_TODAY = Sentence(
    en="Not today, {name}.",
    fr="Pas aujourd’hui, {name}.",
    es="Hoy no, {name}.",
    ar="ليس اليوم يا {name}.",
    zh="今天不行，{name}。",
    ru="Не сегодня, {name}.",
)


class InTheirLanguage:
    """Nadia reads French, everybody else English."""

    def language(self, user: UserId) -> Language:
        return Language.FRENCH if user == NADIA else Language.ENGLISH

    def name(self, user: UserId) -> str:
        return user

    def zone(self, user: UserId) -> str:
        return "UTC"


class OneRoom:
    """The record of one managed room."""

    def __init__(self, room: RoomId) -> None:
        self.only = RoomRecord(
            key=RoomKey("hall"),
            room=room,
            name="Hall",
            classification=Classification.UNCLASSIFIED,
            encrypted=True,
            bots=frozenset({BotName("echo")}),
            language=Language.ENGLISH,
        )

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.only if room == self.only.room else None

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {self.only.room: self.only} if bot in self.only.bots else {}


@dataclass
class Echo:
    """A bot that says back what it is told, and does worse when asked to."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[Event] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    async def echo(self, asked: Asked) -> Sequence[Effect]:
        return [reply(asked.heard, Message("|".join(asked.words)), direct=asked.direct)]

    async def refuse(self, asked: Asked) -> Sequence[Effect]:
        raise Refusal(NOT_TODAY, name="Nadia")

    async def fail(self, asked: Asked) -> Sequence[Effect]:
        raise RuntimeError("the token is hunter2")

    async def linger(self, asked: Asked) -> Sequence[Effect]:
        self.runs.append(asked.rest)
        await self.gate.wait()
        return await self.echo(asked)

    async def revoked(self, asked: Asked) -> Sequence[Effect]:
        raise SignedOut("say something", "M_UNKNOWN_TOKEN")

    async def hears(self, event: Event) -> Sequence[Effect]:
        self.heard.append(event)
        if isinstance(event, FileHeard):
            return [React(room=event.room, event=event.event, emoji="👀", key=f"seen:{event.event}")]
        return []

    def part(self) -> Part:
        doing = {
            "say": self.echo,
            "refuse": self.refuse,
            "fail": self.fail,
            "linger": self.linger,
            "revoked": self.revoked,
        }
        commands = tuple(
            Command(name=name, usage="words", about=TITLE, run=run) for name, run in doing.items()
        )
        commands += (Command(name="grave", usage="words", about=TITLE, run=self.echo, guarded=True),)
        return Part(commands=commands, sentence=self.echo, hears=self.hears)


async def start(_ports: Ports) -> Part:
    return Part()


BOT = Bot(name=BotName("echo"), title=TITLE, about=TITLE, reads=TITLE, start=start)


@dataclass
class House:
    """A server with one managed room, and the echo bot in it."""

    server: MemoryServer
    matrix: MemoryMatrix
    database: Database
    room: RoomId
    echo: Echo = field(default_factory=Echo)

    @asynccontextmanager
    async def open(self, part: Part | None = None, **more: object) -> AsyncIterator["House"]:
        """Serve while the block runs."""
        serving = asyncio.create_task(self.serve(part, **more))
        try:
            yield self
        finally:
            serving.cancel()
            await asyncio.wait({serving})

    async def serve(self, part: Part | None = None, **more: object) -> None:
        settings = {"patience": 0.02} | more
        await serve(
            self.matrix,
            part or self.echo.part(),
            BOT,
            people=InTheirLanguage(),
            rooms=OneRoom(self.room),
            database=self.database,
            ours={ME, OTHER_BOT}.__contains__,
            **settings,  # type: ignore[arg-type]  # each test gives what it is about
        )

    def answers(self, room: RoomId | None = None) -> list[MessageHeard]:
        return [said for said in self.server.messages(room or self.room) if said.sender == ME]

    async def answer(self, room: RoomId | None = None) -> MessageHeard:
        await until(lambda: bool(self.answers(room)))
        return self.answers(room)[-1]


def serving_of(house: House, tasks: asyncio.TaskGroup) -> Serving:
    """Return the account at work, to look inside."""
    part, people = house.echo.part(), InTheirLanguage()
    answerer = Answerer(
        matrix=house.matrix,
        part=part,
        bot=BOT,
        people=people,
        rooms=OneRoom(house.room),
        measures=Measures(),
    )
    return Serving(
        matrix=house.matrix,
        answerer=answerer,
        inbox=Inbox(house.database, ME),
        ours={ME, OTHER_BOT}.__contains__,
        accepts=lambda _: True,
        also=None,
        patience=1,
        tasks=tasks,
    )


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not true():
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "palais.db")


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    await database.create_all()
    server = MemoryServer()
    room = server.room(ME, OTHER_BOT, NADIA, OMAR)
    yield House(server, server.account(ME), database, room)
    await database.close()


async def test_a_command_is_answered_in_a_thread_under_it(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.room, OMAR, '!echo say one "two three"')
        answer = await house.answer()
    assert (answer.body, answer.thread, answer.replies_to) == ("one|two three", asked, asked)
    assert answer.notice


async def test_a_command_in_a_thread_is_answered_in_that_thread(house: House) -> None:
    async with house.open():
        root = house.server.say(house.room, NADIA, "a topic")
        house.server.say(house.room, OMAR, "!echo say hello", thread=root)
        assert (await house.answer()).thread == root


async def test_a_mention_is_a_plain_sentence(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "@echo hello there", mentions=frozenset({ME}))
        assert (await house.answer()).body == "hello|there"


async def test_anything_in_a_direct_chat_is_for_the_bot(house: House) -> None:
    chat = house.server.room(ME, NADIA)
    async with house.open():
        house.server.say(chat, NADIA, "hello there")
        answer = await house.answer(chat)
    assert (answer.body, answer.thread) == ("hello|there", None)


async def test_a_refusal_is_said_in_the_language_of_who_asked(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo refuse")
        answer = await house.answer()
    assert answer.body == "Pas aujourd’hui, \u2068Nadia\u2069."


async def test_a_failure_is_logged_with_the_reference_that_the_person_is_given(
    house: House, logs: list[EventDict]
) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo fail")
        answer = await house.answer()
    assert [entry["reference"] in answer.body for entry in logs if entry["event"] == "failed"] == [True]
    assert "hunter2" not in answer.body


async def test_one_failure_does_not_keep_the_next_command_from_its_answer(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo fail")
        house.server.say(house.room, OMAR, "!echo say still here")
        await until(lambda: len(house.answers()) == 2)
    assert house.answers()[-1].body == "still|here"


async def test_a_room_that_shuts_us_out_stops_nothing(house: House) -> None:
    house.server.fail(Forbidden("say", "M_FORBIDDEN"), doing="say", times=2)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo say one")
        house.server.say(house.room, OMAR, "!echo say two")
        assert (await house.answer()).body == "two"


async def test_a_typo_is_answered_with_the_nearest_command(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo refues")
        assert "!echo refuse words" in (await house.answer()).body


async def test_help_names_every_command_in_the_language_of_who_asks(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo help")
        answer = await house.answer()
    assert "Ce que vous pouvez me demander" in answer.body
    assert all(f"!echo {command.name}" in answer.body for command in house.echo.part().commands)


async def test_a_bot_that_takes_no_sentences_points_to_its_help(house: House) -> None:
    chat = house.server.room(ME, OMAR)
    async with house.open(replace(house.echo.part(), sentence=None)):
        house.server.say(chat, OMAR, "good morning")
        assert "!echo help" in (await house.answer(chat)).body


async def test_in_a_room_that_is_not_the_communitys_the_bot_says_so(house: House) -> None:
    elsewhere = house.server.room(ME, OMAR, NADIA)
    async with house.open():
        house.server.say(elsewhere, OMAR, "!echo say hello")
        assert "not one of the community’s" in (await house.answer(elsewhere)).body


@pytest.mark.parametrize(
    "said",
    [
        message("!echo say x", sender=ME),
        message("!echo say x", sender=OTHER_BOT),
        message("!echo say x", sender=NADIA, notice=True),
        message("!echo say x", sender=NADIA, edits="$earlier"),
        message("!unknown say x", sender=NADIA),
    ],
    ids=["our own", "another bot's", "a notice", "an edit", "for an unknown bot"],
)
async def test_what_is_not_for_us_is_not_answered(house: House, said: MessageHeard) -> None:
    async with house.open():
        house.server.announce(replace(said, room=house.room), {ME})
        house.server.say(house.room, OMAR, "!echo say marker")
        assert (await house.answer()).body == "marker"
    assert len(house.answers()) == 1


async def test_everything_else_reaches_the_part_and_what_it_decides_is_done(house: House) -> None:
    async with house.open():
        file = house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        await until(lambda: bool(house.server.reactions(house.room, file)))
    assert house.server.reactions(house.room, file)[0].emoji == "👀"


async def test_while_the_server_is_down_what_is_heard_is_kept_and_tried_again(house: House) -> None:
    house.server.fail(Unreachable("react", status=503), doing="react")
    async with house.open():
        file = house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        await until(lambda: bool(house.server.reactions(house.room, file)))
    assert [type(event) for event in house.echo.heard] == [FileHeard, FileHeard]


async def test_who_asks_much_at_once_keeps_nobody_else_waiting(house: House) -> None:
    async with house.open(patience=1):
        for number in range(20):
            house.server.say(house.room, NADIA, f"!echo linger {number}")
        house.server.say(house.room, OMAR, "!echo say quick")
        assert (await house.answer()).body == "quick"
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 21)
    assert [answer.body for answer in house.answers()[1:]] == [str(number) for number in range(20)]


async def test_a_command_that_never_ends_is_given_up_kindly(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.answering.GIVE_UP", 0.05)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo linger")
        assert "something went wrong on my side" in (await house.answer()).body


async def test_the_part_does_not_hear_what_it_did_itself(house: House) -> None:
    async with house.open():
        house.server.upload(house.room, NADIA, "report.pdf", b"%PDF")
        house.server.say(house.room, NADIA, "look")
        await until(lambda: len(house.echo.heard) >= 2)
    assert {type(event) for event in house.echo.heard} == {FileHeard, MessageHeard}


async def test_who_listens_along_hears_everything_first(house: House) -> None:
    along: list[Event] = []

    async def also(event: Event) -> None:
        along.append(event)
        raise RuntimeError("listening along must not hurt")

    async with house.open(also=also):
        house.server.say(house.room, OMAR, "!echo say one")
        await house.answer()
        await until(lambda: len(along) == 2)


@pytest.mark.parametrize(
    "given",
    [{"encrypted": False, "verified": False}, {"encrypted": True, "verified": False}],
    ids=["plain", "unconfirmed device"],
)
async def test_a_guarded_command_that_another_can_have_written_is_not_run(
    house: House, given: dict[str, bool]
) -> None:
    chat = house.server.room(ME, OMAR, encrypted=given["encrypted"])
    async with house.open():
        for room in (house.room, chat):
            house.server.say(room, OMAR, "!echo grave one", **given)
            assert "Please confirm the device" in (await house.answer(room)).body


async def test_a_guarded_command_from_a_confirmed_device_is_run(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo grave one")
        assert (await house.answer()).body == "one"


async def test_a_long_command_keeps_nobody_else_waiting(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger")
        house.server.say(house.room, OMAR, "!echo say quick")
        assert (await house.answer()).body == "quick"
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 2)


async def test_the_commands_of_one_person_keep_their_order(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger first")
        house.server.say(house.room, NADIA, "!echo say second")
        await asyncio.sleep(0.1)
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 2)
    assert [answer.body for answer in house.answers()] == ["first", "second"]


async def test_who_asks_too_much_at_once_is_asked_once_to_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.serving.MOST_ASKED", 2)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo linger first")
        for word in ("second", "third", "fourth"):
            house.server.say(house.room, OMAR, f"!echo say {word}")
        assert "asked very many things" in (await house.answer()).body
        house.server.say(house.room, NADIA, "!echo say quick")
        await until(lambda: len(house.answers()) == 2)
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 4)
        house.server.say(house.room, OMAR, "!echo say later")
        await until(lambda: len(house.answers()) == 5)
    assert [answer.body for answer in house.answers()][1:] == ["quick", "first", "second", "later"]


async def test_nothing_is_kept_of_people_who_have_their_answers(house: House) -> None:
    async with asyncio.TaskGroup() as tasks:
        serving = serving_of(house, tasks)
        for person in (NADIA, OMAR):
            house.server.say(house.room, person, "!echo say one")
        await house.matrix.hear_all(serving.hear)
        await until(lambda: len(house.answers()) == 2)
    assert (serving.turns, serving.answering) == ({}, set())


async def test_a_long_command_survives_the_death_of_the_platform(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
        await asyncio.sleep(0.1)
    assert not house.answers()
    house.echo.gate.set()
    async with house.open():
        assert (await house.answer()).body == "on"
        await asyncio.sleep(0.05)
    assert len(house.answers()) == 1
    assert await Inbox(house.database, ME).kept() == []


async def test_a_long_command_that_was_taken_back_meanwhile_is_forgotten(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
        await asyncio.sleep(0.1)
    house.server.redact(house.room, NADIA, asked)
    house.echo.gate.set()
    async with house.open():
        await asyncio.sleep(0.1)
    assert (house.answers(), await Inbox(house.database, ME).kept()) == ([], [])


async def test_a_command_cut_short_before_it_is_remembered_is_heard_again(house: House) -> None:
    async with house.open(patience=60):
        house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
    house.echo.gate.set()
    async with house.open():
        assert (await house.answer()).body == "on"
    assert house.echo.runs == ["on", "on"]


async def test_an_invitation_from_a_person_of_this_server_is_accepted(house: House) -> None:
    chat = house.server.room(OMAR)
    async with house.open():
        house.server.invite(chat, ME, by=OMAR)
        await until(lambda: ME in house.server.find(chat).joined)


async def test_an_invitation_from_elsewhere_is_left_alone(house: House) -> None:
    chat = house.server.room(STRANGER)
    async with house.open():
        house.server.invite(chat, ME, by=STRANGER)
        house.server.say(house.room, OMAR, "!echo say marker")
        await house.answer()
    assert ME not in house.server.find(chat).joined


async def test_a_revoked_token_stops_the_account_and_is_told_as_it_is(house: House) -> None:
    house.server.say(house.room, OMAR, "!echo revoked")
    with pytest.raises(SignedOut):
        await house.serve()


async def test_the_work_of_a_part_starts_again_after_a_failure(house: House, logs: list[EventDict]) -> None:
    rounds: list[int] = []

    async def works() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("a bad day")

    async with house.open(Part(works=works)):
        await until(lambda: len(rounds) == 2)
    assert [entry["event"] for entry in logs] == ["failed"]


def test_failures_in_a_row_wait_longer_each_time_and_no_more_than_a_minute() -> None:
    pauses = [1.0]
    for _ in range(8):
        pauses.append(pause_after(pauses[-1], 0.2))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_failure_after_a_good_stretch_of_work_is_a_first_one() -> None:
    assert pause_after(60, worked=3600) == 1
