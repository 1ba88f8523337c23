"""What happens to a code that somebody gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.mandates import rules
from bots.mandates.rules import HOUR, TRIES_AN_HOUR, Code, CodeState, KeptCode, Try
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import is_private
from bots.mandates.usage import HOW_TO_RELEASE, HOW_TO_VERIFY
from bots.mandates.verifying import words
from bots.mandates.verifying.kept import KeptCodes
from bots.mandates.watching.alarms import AlarmKind, Alarms
from kit import words as common
from kit.errors import Refusal
from kit.ids import Language, UserId
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Clock, Mandates, Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """The counter where codes are handed in.

    A code that is wrong, another account's, used or too old is answered in the same words, and leaves the
    same trace: one more try.
    """

    mandates: Mandates
    codes: KeptCodes
    alarms: Alarms
    clock: Clock
    settings: MandatesSettings

    async def given(self, asked: Asked, code: Code) -> Message:
        """Bind the account that gives a right code; where others could read it, it works no more."""
        if not is_private(asked):
            await self.exposed(code)
            return saying(words.BURNT, asked.language, verify=HOW_TO_VERIFY)
        if not asked.heard.verified:
            raise Refusal(common.CONFIRM_FIRST)
        kept = await self._right(asked, code)
        if kept is None:
            raise Refusal(words.WRONG, tries=self.settings.tries, verify=HOW_TO_VERIFY)
        return self._welcome(await self._bound(kept, asked), asked.language)

    async def exposed(self, code: Code) -> bool:
        """Burn a code that others could read; return whether it was one of ours."""
        found = await self.codes.found(code)
        await self.codes.burn([kept.id for kept in found])
        return bool(found)

    async def _right(self, asked: Asked, code: Code) -> KeptCode | None:
        """Note the try, then return the code if it works."""
        user, event, now = asked.heard.sender, asked.heard.event, self.clock.now()
        lately = await self.codes.tried_at(user, now - HOUR, but=event)
        if rules.free_again(lately, now, TRIES_AN_HOUR, HOUR) is not None:
            raise Refusal(words.REST)
        given = Try(user=user, finder=code.finder, at=now)
        await self.codes.note(event, given)
        found, earlier = await self.codes.found(code), await self.codes.earlier(event, given)
        return next((kept for kept in found if self._works(kept, given, earlier)), None)

    def _works(self, kept: KeptCode, given: Try, earlier: Sequence[Try]) -> bool:
        if rules.works(kept, given, earlier, self.settings.tries):
            return True
        return kept.state is CodeState.USED and kept.given_by == given.user and self._is_theirs(kept, given)

    def _is_theirs(self, kept: KeptCode, given: Try) -> bool:
        """Whether the account is the person's already: a crash cut only the answer short."""
        owner = self.mandates.owner(given.user)
        return owner is not None and owner.key == kept.person

    async def _bound(self, kept: KeptCode, asked: Asked) -> Registered:
        user = asked.heard.sender
        owner = self.mandates.owner(user)
        if owner is not None and owner.key != kept.person:
            await self._tell_staff(kept, asked, owner)
            raise Refusal(words.ELSEWHERE)
        if kept.state is not CodeState.USED:
            await self._bind(kept, asked)
        person = self.mandates.person(kept.person)
        if person is None:
            raise Refusal(words.WRONG, tries=self.settings.tries, verify=HOW_TO_VERIFY)
        return person

    async def _bind(self, kept: KeptCode, asked: Asked) -> None:
        user = asked.heard.sender
        if not await self.codes.take(kept.id, user):
            raise Refusal(words.WRONG, tries=self.settings.tries, verify=HOW_TO_VERIFY)
        reason = f"gave the code that was mailed to the official address ({kept.kind})"
        try:
            await self.mandates.bind(kept.person, user, by=[user], how=kept.kind.value, reason=reason)
        except Refusal:
            await self.codes.give_back(kept.id)
            raise
        await self._tell_of_another(kept, user)
        await self.codes.use(kept.id, kept.person, user)

    async def _tell_of_another(self, kept: KeptCode, user: UserId) -> None:
        """Tell staff where somebody was known by other accounts: whoever reads their mail can do this."""
        person = self.mandates.person(kept.person)
        before = [account for account in person.accounts if account != user] if person else []
        if person is not None and before:
            await self.alarms.sound(
                AlarmKind.ANOTHER,
                f"{user}:{kept.id}",
                whose=person.key,
                user=user,
                person=person.name,
                accounts=", ".join(before),
                release=f"{HOW_TO_RELEASE} {user}",
            )

    async def _tell_staff(self, kept: KeptCode, asked: Asked, owner: Registered) -> None:
        person, user = self.mandates.person(kept.person), asked.heard.sender
        meant = kept.person if person is None else person.name
        about = f"{user}:{kept.person}"
        await self.alarms.sound(
            AlarmKind.ELSEWHERE, about, whose=owner.key, user=user, owner=owner.name, person=meant
        )

    def _welcome(self, person: Registered, language: Language) -> Message:
        """Greet somebody in their own language, which nobody knew before they were."""
        theirs = next(iter(person.languages), language)
        page = saying(words.WELCOME, theirs, name=person.name)
        open_ = [seat.name for seat in self.mandates.seats(person.key, self.clock.now()) if seat.open]
        return page + saying(words.OPEN_NOW, theirs, rooms=", ".join(open_)) if open_ else page
