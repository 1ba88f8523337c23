"""What a bot says of itself: help made from its commands, in the reader's language."""

import html
from collections.abc import Sequence

from kit import words
from kit.commands import shown
from kit.ids import Language
from kit.language import isolate
from kit.message import Message, saying
from kit.part import Bot, Command, Part
from kit.typed import LONGEST_SLIP


def help_for(bot: Bot, part: Part, about: str, language: Language) -> Message:
    """Return the help of a bot, or of one of its commands where ``about`` names one."""
    wanted = [command for command in part.commands if command.name == about]
    return listed(bot, wanted, language) if wanted else _all(bot, part, language)


def listed(bot: Bot, commands: Sequence[Command], language: Language) -> Message:
    """Return commands as a list, each with what it is good for."""
    rows = [(shown(bot, command), command.about.say(language)) for command in commands]
    plain = "\n".join(f"• {isolate(usage)} — {about}" for usage, about in rows)
    items = "".join(f"<li>{_code(usage)} — {html.escape(about, quote=False)}</li>" for usage, about in rows)
    return Message(plain, _turned(f"<ul>{items}</ul>", language))


def corrected(bot: Bot, typed: str, meant: Command | None, language: Language) -> Message:
    """Return the answer to a command that we do not have: the nearest one, or where to find all."""
    usage = f"!{bot.called or bot.name} help" if meant is None else shown(bot, meant)
    typed = typed if len(typed) <= LONGEST_SLIP else f"{typed[:LONGEST_SLIP]}…"
    sentence = words.NOT_KNOWN if meant is None else words.MEANT
    return saying(sentence, language, typed=typed, command=usage)


def pointer(bot: Bot, language: Language) -> Message:
    """Return where to find help."""
    return saying(words.POINTER, language, command=f"!{bot.called or bot.name} help")


def _all(bot: Bot, part: Part, language: Language) -> Message:
    opening = saying(bot.about, language)
    title = bot.title.say(language)
    head = Message(f"{title}: {opening.plain}", f"<strong>{html.escape(title)}</strong><br>{opening.rich}")
    lines = [head]
    if part.commands:
        lines += [saying(words.COMMANDS, language), listed(bot, part.commands, language)]
    if part.sentence is not None:
        lines.append(saying(words.OR_MENTION, language))
    lines.append(saying(words.READS, language, reads=bot.reads.say(language)))
    message = lines[0]
    for line in lines[1:]:
        message += line
    return message


def _code(usage: str) -> str:
    return f"<code>{html.escape(isolate(usage), quote=False)}</code>"


def _turned(rich: str, language: Language) -> str:
    return f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich
