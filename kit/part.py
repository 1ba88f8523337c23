"""The door of a bot: what it is called, what it tells people of itself, and how it starts.

A folder under ``bots/`` exports ``BOT``. :mod:`palais.running` gives it the ports it asked for and
:mod:`kit.serving` hands it what is heard.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.database import Database
from kit.effects import Effect
from kit.events import Event, InvitedHeard, MessageHeard
from kit.ids import BotName, Language
from kit.jobs import Jobs, Workshop
from kit.language import Sentence
from kit.mail import NoMailer
from kit.ports import Accounts, Bans, Clock, Identities, Mailer, Mandates, Matrix, People, Rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What a bot may be given; its ``start`` passes on only what its functions use.

    ``state`` is a folder of its own that only the platform reads. ``settings`` is its own settings value,
    an instance of ``Bot.settings`` or ``None``. ``bots`` are all bots of the house, for the one who
    introduces them; ``identities`` tells whom our keys reach, ``None`` where the account cannot tell.
    ``mailer`` says that no mail server is set, where none is. ``mandates`` changes the register, and
    ``accounts`` tells of accounts of this homeserver; each is ``None`` for who needs none. ``jobs`` is where
    work for other processes is handed over, ``None`` where there are none.
    """

    matrix: Matrix
    people: People
    rooms: Rooms
    bans: Bans
    database: Database
    clock: Clock
    state: Path
    settings: Any = None
    bots: "tuple[Bot, ...]" = ()
    identities: Identities | None = None
    mailer: Mailer = field(default_factory=NoMailer)
    mandates: Mandates | None = None
    accounts: Accounts | None = None
    jobs: Jobs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command as somebody gave it.

    ``words`` are its arguments with quotes honoured, ``rest`` the same as typed; ``direct`` says that it was
    asked in a direct chat, where the asker alone reads the answer.
    """

    heard: MessageHeard
    words: tuple[str, ...]
    rest: str
    language: Language
    direct: bool


Answering = Callable[[Asked], Awaitable[Sequence[Effect]]]

Errand = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""What the operator has done by a bot, from the command line: asked and answered in JSON's own types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that people can ask of a bot.

    ``bare`` commands are typed without the bot's name (``!ban``), the others after it (``!library search``).
    ``usage`` shows the arguments as one would type them; ``about`` says in one line what it is good for.
    ``guarded`` commands need a message that nobody but its sender can have written, wherever messages are
    encrypted: neither a stolen password nor the server itself may give them. ``sealed`` ones need it
    everywhere, and so are not given in rooms that are not encrypted. The ``usual`` command is meant where
    what stands after the bot's name is no command (``!library water``).
    """

    name: str
    usage: str
    about: Sentence
    run: Answering
    bare: bool = False
    guarded: bool = False
    sealed: bool = False
    usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A bot that has started: its commands, and what it does with everything else it hears.

    ``sentence`` answers a plain sentence addressed to the bot (by mention, or in a direct chat), which is
    ``guarded`` as commands are.
    ``hears`` gets every event that is not a command. ``works`` runs beside, for as long as the bot runs.
    ``accepts`` accepts invitations that nobody else would, such as direct chats from strangers.
    ``errands`` are done for the operator, by name.
    """

    commands: tuple[Command, ...] = ()
    sentence: Answering | None = None
    guarded: bool = False
    hears: Callable[[Event], Awaitable[Sequence[Effect]]] | None = None
    works: Callable[[], Awaitable[None]] | None = None
    accepts: Callable[[InvitedHeard], bool] | None = None
    errands: Mapping[str, Errand] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What a bot tells the house.

    ``reads`` says to members what it reads and keeps, ``notice`` says it in the topic of each room that the
    bot serves (of one that ``indexes`` files only where they are); ``power`` is its level there. ``called``
    is what people type before its commands, where that reads better than its name, which is understood as
    well. ``workshop`` is what of its work any process can do, on any machine.
    """

    name: BotName
    title: Sentence
    about: Sentence
    reads: Sentence
    start: Callable[[Ports], Awaitable[Part]]
    power: int = 0
    settings: type[Any] | None = None
    notice: Sentence | None = None
    indexes: bool = False
    called: str = ""
    workshop: Workshop | None = None
