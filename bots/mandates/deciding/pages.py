"""What stands on a card: who asks, who that may be, what would follow, and how it was decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bots.mandates.deciding import card_words as words
from bots.mandates.deciding.cards import Card, CardKind, CardState
from bots.mandates.pages import Reader, bullets, joined
from bots.mandates.rules import Vote
from bots.mandates.usage import HOW_TO_APPROVE, HOW_TO_REFUSE
from kit.ids import UserId, server_of
from kit.message import Message, saying
from kit.ports import Registered, SeatTold

MOST_ROOMS, MOST_HELD = 20, 12
"""How many rooms and mandates a card lists."""

HEADS = {CardKind.REVIEW: words.CARD_REVIEW, CardKind.RELEASE: words.CARD_RELEASE}
STATES = {
    CardState.APPROVED: words.IS_APPROVED,
    CardState.REFUSED: words.IS_REFUSED,
    CardState.LAPSED: words.IS_LAPSED,
    CardState.VOID: words.IS_VOID,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known beside what the card itself says."""

    shown: str | None
    since: datetime | None
    person: Registered | None
    seats: Sequence[SeatTold]
    two: bool


def card_page(card: Card, facts: Facts, reader: Reader) -> Message:
    """Return a card as it is first shown; whole pages are written in a thread, for calendars are read."""
    language, number = reader.language, str(card.id)
    head = saying(HEADS[card.matter.kind], language, number=number)
    lines = [*_account(card, facts, reader), *_person(card, facts, reader)]
    how = words.TWO_DECIDE if facts.two else words.ONE_DECIDES
    commands = {"approve": f"{HOW_TO_APPROVE} {number} …", "refuse": f"{HOW_TO_REFUSE} {number} …"}
    return joined([head, bullets(lines, language), saying(how, language, **commands)])


def _account(card: Card, facts: Facts, reader: Reader) -> Iterator[str]:
    matter, language = card.matter, reader.language
    if matter.kind is CardKind.REVIEW:
        yield words.SAYS.say(language, said=matter.said)
    yield words.WHY.say(language, why=matter.why)
    yield words.ACCOUNT.say(language, user=matter.user, server=server_of(matter.user))
    if facts.since is None:
        yield words.SINCE_UNKNOWN.say(language)
    else:
        yield words.SINCE.say(language, day=reader.moment(facts.since))
    if facts.shown is not None:
        yield words.SHOWN_NAME.say(language, shown=facts.shown)


def _person(card: Card, facts: Facts, reader: Reader) -> Iterator[str]:
    person, language = facts.person, reader.language
    if person is None:
        command = f"{HOW_TO_APPROVE} {card.id} p123 …"
        yield words.NOT_IN_THE_REGISTER.say(language, command=command)
        return
    yield words.IN_THE_REGISTER.say(language, name=person.name, key=person.key)
    yield from (reader.until(held, held.end) for held in person.holds[:MOST_HELD])
    if person.accounts:
        yield words.HAS_ACCOUNTS.say(language, accounts=", ".join(person.accounts))
    if person.suspended:
        yield words.IS_SUSPENDED.say(language)
    if card.matter.kind is CardKind.REVIEW:
        yield _grants(facts, reader)


def _grants(facts: Facts, reader: Reader) -> str:
    rooms = [seat.name for seat in facts.seats if seat.open]
    if not rooms:
        return words.GRANTS_NOTHING.say(reader.language)
    return words.GRANTS.template(reader.language).format(rooms=reader.names(rooms, MOST_ROOMS))


def decided_page(card: Card, votes: Iterable[tuple[Vote, str]], reader: Reader) -> Message:
    """Return a card with what was said to it; each vote comes with the name of who gave it."""
    language = reader.language
    parts = [card.page or Message("")]
    for vote, name in votes:
        sentence = words.SAID_YES if vote.approves else words.SAID_NO
        reason = vote.reason or words.BY_REACTION.say(language)
        parts.append(saying(sentence, language, name=name, reason=reason))
    if card.state is CardState.FAILED:
        parts.append(saying(words.IS_FAILED, language, problem=card.problem or ""))
    elif card.state in STATES:
        parts.append(saying(STATES[card.state], language))
    return joined(parts)


def accounts_of(votes: Iterable[Vote]) -> list[UserId]:
    """Return who said yes, in order."""
    return [vote.user for vote in votes if vote.approves]
