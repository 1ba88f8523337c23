"""What staff say about people: by command, or by a reaction under the card; and who asks them to."""

from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bots.mandates import rules
from bots.mandates.deciding import card_words, words
from bots.mandates.deciding.cards import Card, CardKind, CardState, Matter
from bots.mandates.deciding.store import Cards
from bots.mandates.pace import Bell
from bots.mandates.pages_words import ONLY_STEWARDS
from bots.mandates.rules import DAY, Vote
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking, is_private
from bots.mandates.staff import Staff
from bots.mandates.usage import HOW_TO_APPROVE, HOW_TO_REFUSE, HOW_TO_RELEASE, HOW_TO_REVIEW
from bots.mandates.verifying.words import ALREADY, IN_PRIVATE, TOO_OFTEN
from kit.about import about, reason_in
from kit.commands import reply
from kit.effects import Effect
from kit.errors import Refusal
from kit.events import Event, ReactionHeard, RedactionHeard
from kit.ids import EventId, PersonKey, UserId
from kit.language import Sentence
from kit.message import saying
from kit.part import Asked
from kit.ports import Clock, Mandates

YES, NO = "✅", "❌"
PLAIN_EMOJI = str.maketrans("", "", "\ufe0e\ufe0f")
"""Clients add to an emoji how it is to be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Takes what people say about cards. ``programs`` are our own accounts, which decide nothing.

    ``show`` shows the cards that nobody sees yet.
    """

    mandates: Mandates
    cards: Cards
    staff: Staff
    speaking: Speaking
    programs: AbstractSet[UserId]
    show: Callable[[], Awaitable[None]]
    clock: Clock
    settings: MandatesSettings
    bell: Bell

    async def review(self, asked: Asked) -> Sequence[Effect]:
        """Lay somebody's wish to be known before the staff; the answer tells nothing of the register."""
        await self.speaking.note(asked)
        user, event, now = asked.heard.sender, asked.heard.event, self.clock.now()
        usage = words.EXAMPLE.template(asked.language)
        if not is_private(asked):
            question = saying(words.SAY_WHO_AND_WHY, asked.language, usage=usage)
            await self.speaking.tell(user, question, key=f"who-and-why:{event}")
            return self._answer(asked, IN_PRIVATE)
        owner = self.mandates.owner(user)
        if owner is not None:
            raise Refusal(ALREADY, name=owner.name)
        given = rules.name_and_why(asked.rest)
        if given is None:
            raise Refusal(words.SAY_WHO_AND_WHY, usage=usage)
        today = await self.cards.asked_at(user, now - DAY, but=event)
        if rules.free_again(today, now, self.settings.asks_a_day, DAY) is not None:
            raise Refusal(TOO_OFTEN, review=HOW_TO_REVIEW)
        matter = Matter(
            cause=event,
            kind=CardKind.REVIEW,
            user=user,
            person=None,
            said=given[0],
            why=given[1],
            at=now,
        )
        await self.cards.ask(matter)
        self.bell.ring()
        return self._answer(asked, words.REVIEW_ASKED)

    async def approve(self, asked: Asked) -> Sequence[Effect]:
        """Say yes to a card."""
        return await self._decide(asked, HOW_TO_APPROVE, approves=True)

    async def refuse(self, asked: Asked) -> Sequence[Effect]:
        """Say no to a card."""
        return await self._decide(asked, HOW_TO_REFUSE, approves=False)

    async def release(self, asked: Asked) -> Sequence[Effect]:
        """Ask that an account be taken from its person, or agree to it."""
        staff = asked.heard.sender
        await self._be_staff(asked)
        whose = about(asked, self.speaking.matrix.user)
        if whose is None or not whose.reason:
            raise Refusal(words.SAY_WHOSE_AND_WHY, usage=f"{HOW_TO_RELEASE} @user:server …")
        owner = self.mandates.owner(whose.user)
        if owner is None:
            raise Refusal(words.NOBODYS_ACCOUNT, user=whose.user)
        if not self.mandates.decides(staff, owner.key):
            raise Refusal(words.NOT_FOR_YOU)
        vote = self._vote(staff, whose.reason, approves=True)
        open_ = await self.cards.open_for(whose.user, CardKind.RELEASE)
        if open_ is not None and open_.matter.cause != asked.heard.event:
            return self._answer(asked, await self._said(open_, vote))
        matter = Matter(
            cause=asked.heard.event,
            kind=CardKind.RELEASE,
            user=whose.user,
            person=owner.key,
            said=owner.name,
            why=whose.reason,
            at=vote.at,
        )
        number = await self.cards.ask(matter, first=vote)
        self.bell.ring()
        return self._answer(asked, words.RELEASE_ASKED, number=str(number))

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Take reactions under cards, and take them back."""
        match event:
            case ReactionHeard():
                return await self._reacted(event)
            case RedactionHeard(target=target):
                if await self.cards.take_back(target):
                    self.bell.ring()
        return ()

    async def _reacted(self, heard: ReactionHeard) -> Sequence[Effect]:
        emoji = heard.emoji.translate(PLAIN_EMOJI)
        if emoji not in {YES, NO} or heard.sender in self.programs or not self.settings.reactions:
            return ()
        card = await self._under(heard)
        if card is None or card.room != heard.room or card.state is not CardState.OPEN:
            return ()
        approves = emoji == YES
        unseen = card.matter.person is None or card.page is None
        if not await self._may(heard.sender, card) or (approves and unseen):
            return ()
        await self._said(card, self._vote(heard.sender, "", approves=approves, event=heard.event))
        return ()

    async def _under(self, heard: ReactionHeard) -> Card | None:
        """Return the card that a reaction stands under, even one that was only just shown."""
        record = self.staff.rooms.record(heard.room)
        if record is None or record.key != self.staff.key:
            return None
        known = await self.cards.shown_as(heard.target)
        if known is None:
            await self.show()
        return known or await self.cards.shown_as(heard.target)

    async def _decide(self, asked: Asked, command: str, *, approves: bool) -> Sequence[Effect]:
        staff = asked.heard.sender
        await self._be_staff(asked)
        number, _, reason = asked.rest.strip().partition(" ")
        reason = reason_in(reason)
        known = number.isascii() and number.isdecimal() and len(number) < 10 and reason
        card = await self.cards.get(int(number)) if known else None
        if card is None or card.state is not CardState.OPEN:
            raise Refusal(words.NO_SUCH_CARD, usage=f"{command} 7 …")
        if approves:
            card, reason = await self._named(card, reason, staff)
        if not await self._may(staff, card):
            raise Refusal(words.NOT_FOR_YOU)
        return self._answer(asked, await self._said(card, self._vote(staff, reason, approves=approves)))

    async def _named(self, card: Card, reason: str, staff: UserId) -> tuple[Card, str]:
        """Return a card about the person whom staff name before their reason, where nobody was named yet."""
        key, _, rest = reason.partition(" ")
        person, rest = self.mandates.person(PersonKey(key)), reason_in(rest)
        if card.matter.person is None:
            if person is None or not rest:
                usage = f"{HOW_TO_APPROVE} {card.id} p123 …"
                raise Refusal(words.WHO_IS_IT, number=str(card.id), usage=usage)
            if not self.mandates.decides(staff, person.key):
                raise Refusal(words.NOT_FOR_YOU)
            await self.cards.identify(card.id, person.key)
            card = await self.cards.get(card.id) or card
        if person is None:
            return card, reason
        meant = None if card.matter.person is None else self.mandates.person(card.matter.person)
        if meant is None or meant.key != person.key:
            name = "?" if meant is None else meant.name
            raise Refusal(words.OTHER_PERSON, number=str(card.id), name=name)
        return card, rest or reason

    async def _said(self, card: Card, vote: Vote) -> Sentence:
        """Count a vote, and return what is to be said of it."""
        state = await self.cards.vote(card.id, vote, self._needed(card), lambda one: self._stands(one, card))
        self.bell.ring()
        match state:
            case CardState.APPROVED:
                return card_words.IS_APPROVED
            case CardState.REFUSED:
                return card_words.IS_REFUSED
            case CardState.OPEN:
                return words.NOTED
            case _:
                return card_words.IS_VOID

    def _needed(self, card: Card) -> int:
        if card.matter.kind is CardKind.RELEASE or card.matter.person is None:
            return 2
        return 2 if self.mandates.needs_two(card.matter.person) else 1

    def _stands(self, vote: Vote, card: Card) -> bool:
        """Whether who said yes before may still decide: not who was suspended or has left since."""
        person = card.matter.person
        return not vote.approves or person is None or self.mandates.decides(vote.user, person)

    async def _may(self, user: UserId, card: Card) -> bool:
        """Whether somebody may decide: in the stewards' room now, and in charge of the person."""
        person = card.matter.person
        if not await self.staff.among(user):
            return False
        return person is None or self.mandates.decides(user, person)

    async def _be_staff(self, asked: Asked) -> None:
        """Tell nobody else whether there is such a card or account.

        In any other room the server or a thief of passwords could give the command: some are not encrypted.
        """
        if not await self.staff.among(asked.heard.sender):
            raise Refusal(words.NOT_FOR_YOU)
        room = await self.staff.room()
        if not is_private(asked) and (room is None or room.room != asked.heard.room):
            raise Refusal(ONLY_STEWARDS)

    def _vote(self, user: UserId, reason: str, *, approves: bool, event: EventId | None = None) -> Vote:
        owner = self.mandates.owner(user)
        person = None if owner is None else owner.key
        return Vote(
            user=user, person=person, approves=approves, reason=reason, at=self.clock.now(), event=event
        )

    def _answer(self, asked: Asked, sentence: Sentence, **values: object) -> Sequence[Effect]:
        message = saying(sentence, asked.language, **values)
        return [reply(asked.heard, message, direct=asked.direct)]
