"""The steward's commands, and what it does with what it hears."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.steward import rules, words
from bots.steward.pages import TOPICS, advice_page, bots_page, help_page, topic_of
from bots.steward.settings import StewardSettings
from bots.steward.sharing import rooms_of
from bots.steward.store import Welcomes
from bots.steward.trusting import Trusting
from bots.steward.welcoming import Welcoming
from kit.commands import reply
from kit.effects import Effect, Say
from kit.errors import Refusal
from kit.events import Event, IdentityChanged
from kit.ids import BotName, RoomId, RoomKey, UserId, server_of
from kit.language import Sentence
from kit.message import Message, saying
from kit.part import Answering, Asked, Bot, Command, Part, Ports
from kit.ports import Ban

NAME = BotName("steward")


async def start(ports: Ports) -> Part:
    """Open the guest book and begin."""
    me = ports.matrix.user
    programs = {me, *(UserId(f"@{bot.name}:{server_of(me)}") for bot in ports.bots)}
    book = Welcomes(ports.database)
    welcoming = Welcoming(ports=ports, book=book, programs=programs, welcomed=await book.all_welcomed())
    settings = ports.settings if isinstance(ports.settings, StewardSettings) else StewardSettings()
    trusting = Trusting(ports=ports, programs=programs, room=RoomKey(settings.stewards_room))
    return Steward(ports=ports, programs=frozenset(programs), welcoming=welcoming, trusting=trusting).part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Steward:
    """The account that looks after the rooms, as people meet it."""

    ports: Ports
    programs: frozenset[UserId]
    welcoming: Welcoming
    trusting: Trusting

    def part(self) -> Part:
        """Return what the house serves."""
        return Part(commands=self.commands(), hears=self.hears, works=self.welcoming.work)

    def commands(self) -> tuple[Command, ...]:
        """Return what people can ask."""
        doing: tuple[tuple[str, str, Sentence, Answering], ...] = (
            ("help", "[lost-phone | security | bots]", words.ABOUT_HELP, self.help),
            ("ban", "@user reason", words.ABOUT_BAN, self.ban),
            ("unban", "@user reason", words.ABOUT_UNBAN, self.unban),
            ("trust", "@user key", words.ABOUT_TRUST, self.trusting.accept),
        )
        return tuple(
            Command(
                name=name,
                usage=usage,
                about=about,
                run=self._noticing(run),
                bare=True,
                guarded=name != "help",
            )
            for name, usage, about, run in doing
        )

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Notice newcomers; tell staff when somebody's security identity changed."""
        await self.welcoming.hear(event)
        return await self.trusting.alarm(event) if isinstance(event, IdentityChanged) else ()

    async def help(self, asked: Asked) -> Sequence[Effect]:
        """Give advice, or say what there is."""
        topic = topic_of(asked.words[0]) if asked.words else ""
        if topic in TOPICS:
            return [_answer(asked, advice_page(topic, asked.language))]
        if topic == "bots":
            shared = await rooms_of(asked.heard.sender, self.ports.matrix, self.ports.rooms)
            return [_answer(asked, bots_page(self.ports.bots, shared, asked.language))]
        return [_answer(asked, self._help_page(asked))]

    async def ban(self, asked: Asked) -> Sequence[Effect]:
        """Keep somebody out of the room, with who and why."""
        room, about = self._room(asked), rules.whom_and_why(asked, "!ban @user reason")
        name = self.ports.people.name(about.user)
        rules.may_be_banned(about.user, asked.heard.sender, self.programs, name)
        at = self.ports.clock.now()
        await self.ports.bans.ban(
            Ban(room=room, user=about.user, by=asked.heard.sender, reason=about.reason, at=at)
        )
        return [_answer(asked, saying(words.BANNED, asked.language, name=name, reason=about.reason))]

    async def unban(self, asked: Asked) -> Sequence[Effect]:
        """Let somebody in again."""
        room, about = self._room(asked), rules.whom_and_why(asked, "!unban @user reason")
        await self.ports.bans.lift(room, about.user, asked.heard.sender, about.reason)
        name = self.ports.people.name(about.user)
        return [_answer(asked, saying(words.LIFTED, asked.language, name=name))]

    def _noticing(self, run: Answering) -> Answering:
        """Whoever asks something is there: they too are welcomed."""

        async def noticed(asked: Asked) -> Sequence[Effect]:
            await self.welcoming.hear(asked.heard)
            return await run(asked)

        return noticed

    def _help_page(self, asked: Asked) -> Message:
        record = self.ports.rooms.record(asked.heard.room)
        serving = frozenset[BotName]() if record is None else record.bots
        here = [bot for bot in self.ports.bots if bot.name in serving]
        return help_page(BOT, self.commands(), here, asked.language)

    def _room(self, asked: Asked) -> RoomId:
        if self.ports.rooms.record(asked.heard.room) is None:
            raise Refusal(words.ASK_IN_THE_ROOM)
        return asked.heard.room


def _answer(asked: Asked, message: Message) -> Say:
    return reply(asked.heard, message, direct=asked.direct)


BOT = Bot(
    name=NAME,
    title=words.TITLE,
    about=words.ABOUT,
    reads=words.READS,
    start=start,
    settings=StewardSettings,
)
