"""Answers that only the asker may read, wherever they asked."""

from collections.abc import Sequence
from dataclasses import replace

from bots.mandates.pages_words import ANSWERED_DIRECTLY
from bots.mandates.speaking import Speaking, is_private
from kit.commands import reply
from kit.effects import Effect
from kit.message import Message, saying
from kit.part import Asked


async def to_the_asker(asked: Asked, message: Message, speaking: Speaking, *, part: str) -> Sequence[Effect]:
    """Answer in the encrypted direct chat; asked elsewhere, the room sees the same neutral word always."""
    asker = asked.heard.sender
    if is_private(asked):
        await speaking.note(asked)
        readers = frozenset({asker, speaking.matrix.user})
        return [replace(reply(asked.heard, message, direct=True, part=part), readers=readers)]
    await speaking.tell(asker, message, key=f"{part}:{asked.heard.event}")
    elsewhere = saying(ANSWERED_DIRECTLY, asked.language)
    return [reply(asked.heard, elsewhere, direct=asked.direct, part=f"{part}-elsewhere")]
