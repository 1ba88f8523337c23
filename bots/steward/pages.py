"""The steward's longer texts, put together for one reader."""

import html
from collections.abc import Iterable, Sequence

from bots.steward import advice, words
from kit.guide import listed
from kit.ids import Language
from kit.language import Sentence, isolate
from kit.message import Message, saying
from kit.part import Bot, Command
from kit.ports import RoomRecord

MOST_NAMED = 8
"""How many spaces the welcome names; whoever is in more sees the others in their client."""

TOPICS: dict[str, tuple[Sentence, Sequence[Sentence]]] = {
    "lost-phone": (advice.LOST_PHONE, advice.LOST_PHONE_STEPS),
    "security": (advice.SECURITY, advice.SECURITY_STEPS),
}

OTHER_WORDS = {
    "lost-phone": (
        "lost",
        "phone",
        "téléphone",
        "telephone",
        "teléfono",
        "telefono",
        "телефон",
        "الهاتف",
        "هاتف",
        "手机",
        "丢手机",
    ),
    "security": ("safety", "sécurité", "securite", "seguridad", "безопасность", "الأمان", "أمان", "安全"),
    "bots": ("programs", "robots", "bot", "боты", "программы", "البرامج", "برامج", "程序", "机器人"),
}
"""Further words for a topic, so that nobody must type a foreign one."""


def topic_of(typed: str) -> str:
    """Return the topic that a word names, or nothing."""
    word = typed.casefold()
    if word in TOPICS or word in OTHER_WORDS:
        return word
    return next((topic for topic, others in OTHER_WORDS.items() if word in others), "")


def advice_page(topic: str, language: Language) -> Message:
    """Return the steps of one topic, numbered."""
    heading, steps = TOPICS[topic]
    return saying(heading, language) + _numbered([step.say(language) for step in steps], language)


def bots_page(bots: Iterable[Bot], shared: Sequence[RoomRecord], language: Language) -> Message:
    """Return what every bot reads and keeps, and in how many of the rooms ``shared`` with the reader."""
    lines = []
    for bot in bots:
        served = [room for room in shared if bot.name in room.bots and not room.space]
        count = f", {words.IN_ROOMS.say(language, len(served))}" if served else ""
        name = f"{bot.title.say(language)} ({isolate(bot.name)}){count}"
        lines.append((name, bot.reads.say(language)))
    return saying(words.WHAT_BOTS_READ, language) + _described(lines, language)


def help_page(steward: Bot, commands: Sequence[Command], here: Iterable[Bot], language: Language) -> Message:
    """Return what the steward says to a bare ``!help``: itself, advice, and who else serves the room."""
    page = saying(steward.about, language) + listed(steward, commands, language)
    others = [(f"!{bot.name} help", bot.about.say(language)) for bot in here if bot.name != steward.name]
    if others:
        page += saying(words.IN_THIS_ROOM, language) + _described(others, language)
    return page + where_help_is(language)


def welcome_page(name: str, bots: Iterable[Bot], shared: Sequence[RoomRecord], language: Language) -> Message:
    """Return the first welcome: what the rooms are, how they are protected, which bots read what.

    ``shared`` are the rooms that the person is in; of no other is anything said.
    """
    page = saying(advice.WELCOME, language, name=name) + saying(advice.YOUR_ROOMS, language)
    spaces = [room.name for room in shared if room.space]
    if spaces:
        page += saying(advice.YOUR_SPACES, language) + _named(spaces, language)
    page += saying(advice.ENCRYPTED, language)
    return page + bots_page(bots, shared, language) + where_help_is(language)


def where_help_is(language: Language) -> Message:
    """Return how to find help later."""
    return saying(
        advice.WHERE_HELP_IS,
        language,
        help="!help",
        lost_phone="!help lost-phone",
        security="!help security",
    )


def _named(names: Sequence[str], language: Language) -> Message:
    """Return names as a list, no longer than one reads."""
    lines = [isolate(name) for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        lines.append(advice.AND_MORE.say(language, len(names) - MOST_NAMED))
    plain = "\n".join(f"• {line}" for line in lines)
    items = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)
    return Message(plain, _turned(f"<ul>{items}</ul>", language))


def _numbered(lines: Sequence[str], language: Language) -> Message:
    plain = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    items = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)
    return Message(plain, _turned(f"<ol>{items}</ol>", language))


def _described(lines: Sequence[tuple[str, str]], language: Language) -> Message:
    plain = "\n".join(f"• {isolate(name)} — {about}" for name, about in lines)
    items = "".join(
        f"<li><strong>{html.escape(isolate(name))}</strong> — {html.escape(about, quote=False)}</li>"
        for name, about in lines
    )
    return Message(plain, _turned(f"<ul>{items}</ul>", language))


def _turned(rich: str, language: Language) -> str:
    return f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich
