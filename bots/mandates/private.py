"""Answers that only the asker may read, wherever they asked."""

from collections.abc import Sequence
from dataclasses import replace

from bots.mandates.pages_words import ANSWERED_DIRECTLY
from kit.commands import reply
from kit.effects import Effect, SayDirectly
from kit.ids import UserId
from kit.message import Message, saying
from kit.part import Asked


def to_the_asker(asked: Asked, message: Message, me: UserId, *, part: str) -> Sequence[Effect]:
    """Answer in the encrypted direct chat; asked elsewhere, the room sees the same neutral word always."""
    readers = frozenset({asked.heard.sender, me})
    if asked.direct and asked.heard.encrypted:
        return [replace(reply(asked.heard, message, direct=True, part=part), readers=readers)]
    return [
        SayDirectly(
            user=asked.heard.sender, message=message, key=f"{part}:{asked.heard.event}", readers=readers
        ),
        reply(
            asked.heard,
            saying(ANSWERED_DIRECTLY, asked.language),
            direct=asked.direct,
            part=f"{part}-elsewhere",
        ),
    ]
