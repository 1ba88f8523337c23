"""What people tell the library to look out for, and how they end it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bots.library.commands import news_words as words
from bots.library.keeping.following import Follow, Follows
from bots.library.keeping.store import Catalogue
from bots.library.questions.asking import Inquiry
from bots.library.questions.naming import vocabulary
from kit.commands import reply
from kit.effects import Effect, SayDirectly
from kit.errors import Refusal
from kit.language import isolate
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Clock

EXAMPLE = '!library follow "right to water" body:cescr'
LIST, END = "!library following", "!library unfollow"
MOST_FOLLOWED, LONGEST = 30, 500
"""How many questions one person follows, and how many characters of one are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """Answers ``!library follow``, ``following`` and ``unfollow``; nobody else hears what is followed."""

    catalogue: Catalogue
    follows: Follows
    clock: Clock

    async def follow(self, asked: Asked) -> Sequence[Effect]:
        """Look out for a question from now on."""
        user = asked.heard.sender
        inquiry = Inquiry(text=" ".join(asked.rest.split())[:LONGEST], asker=user)
        asking = await asyncio.to_thread(lambda: inquiry.understood(vocabulary()))
        if asking.is_empty:
            raise Refusal(words.WHAT, example=EXAMPLE)
        if await self.follows.count(user) >= MOST_FOLLOWED:
            raise Refusal(words.TOO_MANY, most=MOST_FOLLOWED, command=LIST)
        await self.follows.add(
            user,
            asked.heard.room,
            inquiry.kept(),
            language=asked.language,
            since=self.clock.now(),
            seen=(await self.catalogue.extent())[0],
        )
        number = len(await self.follows.of(user))
        said = saying(words.FOLLOWED, asked.language, command=f"{END} {number}")
        return [reply(asked.heard, said, direct=asked.direct, part="follow")]

    async def following(self, asked: Asked) -> Sequence[Effect]:
        """List what somebody follows, to them alone."""
        page = _listed(await self.follows.of(asked.heard.sender), asked)
        if asked.direct and asked.heard.encrypted:
            return [reply(asked.heard, page, direct=True, part="following")]
        said = saying(words.TOLD_ALONE, asked.language)
        alone = SayDirectly(
            user=asked.heard.sender, message=page, key=f"following:for-you:{asked.heard.event}"
        )
        return [reply(asked.heard, said, direct=asked.direct, part="following"), alone]

    async def unfollow(self, asked: Asked) -> Sequence[Effect]:
        """End what somebody follows, by its number among what they follow."""
        user = asked.heard.sender
        number = next((int(word) for word in asked.words if word.isdecimal() and len(word) < 10), 0)
        followed = await self.follows.of(user)
        if not 1 <= number <= len(followed) or not await self.follows.end(user, followed[number - 1].id):
            raise Refusal(words.NO_SUCH, command=LIST)
        said = saying(words.ENDED, asked.language)
        return [reply(asked.heard, said, direct=asked.direct, part="unfollow")]


def _listed(followed: Sequence[Follow], asked: Asked) -> Message:
    if not followed:
        return saying(words.NONE_FOLLOWED, asked.language, example=EXAMPLE)
    page = saying(words.YOU_FOLLOW, asked.language)
    for number, each in enumerate(followed, 1):
        page += Message(f"{number}. {isolate(str(each.query['text']))}")
    return page + Message(f"{END} 1")
