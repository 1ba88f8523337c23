"""Help by example: what to type, what to press, and what the library reads."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bots.library import words as own
from bots.library.commands import help_words as words
from kit import words as kit_words
from kit.commands import reply
from kit.effects import Effect
from kit.guide import listed
from kit.ids import Language
from kit.language import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate
from kit.message import Message, saying
from kit.part import Asked, Bot, Command

PARTS = re.compile(r"«[^»]*»|\S+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")

FIRST = ("search", "help")
"""The commands that the examples show already."""


@dataclass(frozen=True, slots=True)
class Helping:
    """Answers ``!library help``; ``bot`` and ``commands`` are asked for when all of them are known."""

    bot: Callable[[], Bot]
    commands: Callable[[], Sequence[Command]]

    async def help(self, asked: Asked) -> Sequence[Effect]:
        """Show examples, or tell more of one command."""
        about = asked.words[0].casefold() if asked.words else ""
        wanted = [command for command in self.commands() if command.name == about]
        message = (
            listed(self.bot(), wanted, asked.language)
            if wanted
            else by_example(self.commands(), asked.language)
        )
        return [reply(asked.heard, message, direct=asked.direct, part="help")]


def by_example(commands: Sequence[Command], language: Language) -> Message:
    """Return help by example."""
    others = [_called(command) for command in commands if command.name not in FIRST]
    lines = [_examples(language), saying(words.PRESSING, language)]
    if others:
        named, more = ", ".join(others), "!library help …"
        lines.append(saying(words.ALSO_THERE, language, commands=named, help=more))
    lines.append(saying(kit_words.READS, language, reads=own.READS.say(language)))
    message = saying(words.INTRODUCTION, language)
    for line in lines:
        message += line
    return message


def _examples(language: Language) -> Message:
    rows = [(in_order(typed.say(language)), about.say(language)) for typed, about in words.EXAMPLES]
    plain = "\n".join(f"• {typed} — {about}" for typed, about in rows)
    items = "".join(f"<li><code>{_escaped(typed)}</code> — {_escaped(about)}</li>" for typed, about in rows)
    rich = f"<ul>{items}</ul>"
    return Message(plain, f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich)


def in_order(typed: str) -> str:
    """Return an example whose words stand from left to right, whatever the direction of each of them."""
    apart = " ".join(f"{FIRST_STRONG_ISOLATE}{part}{POP_ISOLATE}" for part in PARTS.findall(typed))
    return f"{FIRST_STRONG_ISOLATE}{apart}{POP_ISOLATE}" if RIGHT_TO_LEFT.search(typed) else isolate(typed)


def _called(command: Command) -> str:
    return f"!{command.name}" if command.bare else f"!library {command.name}"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
