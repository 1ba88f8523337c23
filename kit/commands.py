"""What somebody asked of a bot: text in, a value out, with no room or server in sight.

A command is `!library search water "the right to"`, or the same after a mention, or the same without either
in a direct chat. Anything else that is addressed to the bot is a plain sentence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile

from kit.effects import Say
from kit.events import MessageHeard
from kit.ids import EventId, UserId
from kit.language import BIDI_CONTROLS
from kit.message import Message
from kit.part import Bot, Command
from kit.typed import nearest

CALLS = ("!", "！")
"""What opens a command; the second is what a Chinese keyboard types."""

HELP_WORDS = frozenset(
    ("help", "aide", "ayuda", "помощь", "справка", "مساعدة", "المساعدة", "帮助", "帮忙", "說明", "?", "？")
)
"""What people type when they want to know what a bot can do."""

_PUNCTUATION = " \t\n\xa0\u202f:,;،؛，：；"


@dataclass(frozen=True, slots=True)
class Call:
    """A command of this bot was asked for; ``rest`` is what stood after it."""

    command: Command
    rest: str


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """Somebody wants to know what the bot can do; ``about`` is the command they named, or nothing."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command is called ``typed``; ``nearest`` is what was probably meant."""

    typed: str
    nearest: Command | None


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain sentence addressed to the bot."""

    text: str


Understood = Call | HelpWanted | Unknown | Plain


def understand(
    heard: MessageHeard, bot: Bot, me: UserId, commands: Iterable[Command], *, direct: bool
) -> Understood | None:
    """Return what a message asks of this bot; ``None`` where it is not meant for it."""
    text = _as_typed(heard)
    known = {command.name.casefold(): command for command in commands}
    if text.startswith(CALLS):
        return _called(text[1:], bot, known, direct=direct)
    addressed = _addressed(text, heard, bot, me)
    if addressed is None and not direct:
        return None
    return _told(text if addressed is None else addressed, known)


def reply(
    heard: MessageHeard,
    message: Message,
    *,
    direct: bool,
    part: str = "reply",
    quotes: tuple[EventId, ...] = (),
) -> Say:
    """Return the answer to a message: in its thread, or plainly under it in a direct chat.

    Its key is made from ``part`` and the message, so that asking once is answered once.
    """
    thread = heard.thread if direct else heard.thread or heard.event
    return Say(
        room=heard.room,
        message=message,
        key=f"{part}:{heard.event}",
        thread=thread,
        replies_to=heard.event,
        quotes=quotes,
    )


def shown(bot: Bot, command: Command) -> str:
    """Return a command as one would type it."""
    name = command.name if command.bare else f"{bot.called or bot.name} {command.name}"
    return f"!{name} {command.usage}".rstrip()


def _as_typed(heard: MessageHeard) -> str:
    """Return the text without invisible marks and without the copy of what it replies to."""
    lines = heard.body.translate(BIDI_CONTROLS).strip().splitlines()
    if heard.replies_to is not None:
        lines = [*dropwhile(lambda line: line.startswith(">"), lines)]
    return "\n".join(lines).strip()


def _called(text: str, bot: Bot, known: Mapping[str, Command], *, direct: bool) -> Understood | None:
    """Read what stands after the exclamation mark."""
    name, rest = _first(text)
    if name in {bot.name.casefold(), bot.called.casefold()} - {""}:
        return _usual(rest, known) or _asked(rest, known)
    bare = {name: command for name, command in known.items() if command.bare}
    if name in bare:
        return Call(bare[name], rest)
    if name in HELP_WORDS and "help" in bare:
        return _help(rest, known)
    if direct:
        return _asked(text, known)
    meant = nearest(name, bare)
    return None if meant is None else Unknown(name, bare[meant])


def _usual(text: str, known: Mapping[str, Command]) -> Call | None:
    """Read what is no command as what the bot is usually asked for, if there is such a thing."""
    name, _ = _first(text)
    usual = next((command for command in known.values() if command.usual), None)
    if usual is None or not name or name in known or name in HELP_WORDS:
        return None
    return Call(usual, text)


def _asked(text: str, known: Mapping[str, Command]) -> Understood:
    """Read a command that must be one of ours."""
    name, rest = _first(text)
    if name in known:
        return Call(known[name], rest)
    if not name or name in HELP_WORDS:
        return _help(rest, known)
    meant = nearest(name, known)
    return Unknown(name, None if meant is None else known[meant])


def _told(text: str, known: Mapping[str, Command]) -> Understood:
    """Read a command if it is one to the letter, else a plain sentence."""
    name, rest = _first(text)
    if name in known:
        return Call(known[name], rest)
    if not name or (name in HELP_WORDS and len(rest.split()) < 2):
        return _help(rest, known)
    return Plain(text)


def _help(rest: str, known: Mapping[str, Command]) -> Understood:
    """Return the bot's own command for help where it has one."""
    return Call(known["help"], rest) if "help" in known else HelpWanted(_first(rest)[0])


def _first(text: str) -> tuple[str, str]:
    """Return the first word, in small letters and without a colon after it, and what follows."""
    parts = text.strip(_PUNCTUATION).split(maxsplit=1)
    if not parts:
        return "", ""
    return parts[0].rstrip(_PUNCTUATION).casefold(), parts[1].strip() if len(parts) > 1 else ""


def _addressed(text: str, heard: MessageHeard, bot: Bot, me: UserId) -> str | None:
    """Return the text without the mention of the bot, ``None`` where it is not mentioned.

    Clients count the author of a replied-to message among the mentioned, so that "thank you" under an answer
    seems to address the bot: in a reply the mention must be seen in the text.
    """
    seen = _mention_of(bot, me).search(text)
    links = (heard.html or "").replace("%40", "@").replace("%3A", ":")
    pill = f"/#/{me}" in links
    counted = me in heard.mentions and heard.replies_to is None
    if not (seen or pill or counted):
        return None
    rest = (
        f"{text[: seen.start()].rstrip()} {text[seen.end() :].lstrip()}" if seen else _without_name(text, bot)
    )
    return rest.strip(_PUNCTUATION)


def _mention_of(bot: Bot, me: UserId) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{re.escape(me)}|@{re.escape(bot.name)})(?![\w.-])", re.IGNORECASE)


def _without_name(text: str, bot: Bot) -> str:
    """Drop the name that a client writes for a mention, when the text begins with it."""
    title = bot.title
    names = {bot.name, title.en, title.fr, title.es, title.ar, title.zh, title.ru}
    for name in sorted(names, key=len, reverse=True):
        bare = text.removeprefix("@")
        if bare.casefold().startswith(name.casefold()) and not bare[len(name) : len(name) + 1].isalnum():
            return bare[len(name) :]
    return text
