"""``!mandate verify``: who says to be whom, asked in private and answered alike for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.mandates import rules
from bots.mandates.pace import Bell
from bots.mandates.rules import DAY, DIALOGUE
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking, is_private
from bots.mandates.usage import HELP, HOW_TO_REVIEW, HOW_TO_VERIFY
from bots.mandates.verifying import words
from bots.mandates.verifying.giving import Giving
from bots.mandates.verifying.store import Claims
from kit.commands import reply
from kit.effects import Effect, Say
from kit.errors import Refusal
from kit.events import Event, MessageHeard
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Clock, Identities, Mandates, People


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The dialogue with somebody who wants to be known.

    Whether a name or an address is in the register decides nothing here: it is looked up by who sends the
    mails, after the answer.
    """

    mandates: Mandates
    people: People
    identities: Identities | None
    claims: Claims
    giving: Giving
    speaking: Speaking
    clock: Clock
    settings: MandatesSettings
    bell: Bell

    async def verify(self, asked: Asked) -> Sequence[Effect]:
        """Take a code, or who somebody says they are; else ask."""
        await self.speaking.note(asked)
        code = rules.code_in(asked.rest)
        if code is not None:
            return [_answer(asked, await self.giving.given(asked, code))]
        if not is_private(asked):
            return await self._in_private(asked)
        said = rules.name_in(asked.rest)
        return [_answer(asked, await (self._claim(asked, said) if said else self._ask(asked)))]

    async def sentence(self, asked: Asked) -> Sequence[Effect]:
        """Take a plain sentence: a code, or the answer to our question."""
        await self.speaking.note(asked)
        code = rules.code_in(asked.rest)
        if code is not None:
            return [_answer(asked, await self.giving.given(asked, code))]
        said = rules.name_in(asked.rest)
        if said and is_private(asked) and await self._waits(asked):
            return [_answer(asked, await self._claim(asked, said))]
        how = saying(words.HOW, asked.language, verify=HOW_TO_VERIFY, help=HELP)
        return [_answer(asked, how)]

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Burn codes that somebody lets others read."""
        code = rules.code_in(event.body) if isinstance(event, MessageHeard) else None
        if code is None or not isinstance(event, MessageHeard) or not await self.giving.exposed(code):
            return ()
        language = self.people.language(event.sender)
        burnt = saying(words.BURNT, language, verify=HOW_TO_VERIFY)
        return [reply(event, burnt, direct=False, part="burnt")]

    async def _ask(self, asked: Asked) -> Message:
        """Ask somebody who they are, unless we know."""
        self._refuse_the_known(asked)
        await self.claims.ask(asked.heard.sender, self.clock.now())
        return saying(words.WHO_ARE_YOU, asked.language)

    async def _claim(self, asked: Asked, said: str) -> Message:
        """Note who somebody says they are; the answer is the same for everybody and waits for nothing."""
        self._refuse_the_known(asked)
        user, event, now = asked.heard.sender, asked.heard.event, self.clock.now()
        today = await self.claims.asked_at(user, now - DAY, but=event)
        if rules.free_again(today, now, self.settings.asks_a_day, DAY) is not None:
            raise Refusal(words.TOO_OFTEN, review=HOW_TO_REVIEW)
        await self.claims.add(event, user, said, now)
        self.bell.ring()
        return saying(words.ASKED, asked.language, said=said, review=HOW_TO_REVIEW)

    async def _in_private(self, asked: Asked) -> Sequence[Effect]:
        """Go on in the encrypted direct chat; here others read what is said."""
        user, event = asked.heard.sender, asked.heard.event
        if self.identities is not None and not await self.identities.reads_us(user):
            raise Refusal(words.DEVICE_FIRST)
        try:
            question = await self._ask(asked)
        except Refusal as refusal:
            question = saying(refusal.sentence, asked.language, **refusal.values)
        await self.speaking.tell(user, question, key=f"who:{event}")
        return [_answer(asked, saying(words.IN_PRIVATE, asked.language))]

    async def _waits(self, asked: Asked) -> bool:
        return await self.claims.asked(asked.heard.sender, self.clock.now() - DIALOGUE)

    def _refuse_the_known(self, asked: Asked) -> None:
        owner = self.mandates.owner(asked.heard.sender)
        if owner is not None:
            raise Refusal(words.ALREADY, name=owner.name)


def _answer(asked: Asked, message: Message) -> Say:
    return reply(asked.heard, message, direct=asked.direct)
