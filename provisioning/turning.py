"""When a date next changes who should be where; pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from provisioning.community.model import Community
from provisioning.community.rules import GuestOf, HoldsMandate, HoldsPost, parts
from provisioning.days import BEGINNING, FOREVER, Days
from provisioning.register.model import Conflict, Person, Register, Suspension


def next_turn(register: Register, community: Community, after: datetime) -> datetime | None:
    """Return the first instant after this one at which something begins or ends, ``None`` if nothing does.

    Days before a beginning and after an end count where some rule of the community grants them.
    """
    turning = _Turning(community)
    turns = (turn for person in register.people.values() for turn in turning.turns(person))
    return min((turn for turn in turns if turn > after and turn != FOREVER), default=None)


class _Turning:
    """Knows by how many days the rules of a community open earlier, and close later."""

    def __init__(self, community: Community) -> None:
        self.days = Days(community)
        rules = [rule for spec in community.rooms.values() for rule in (spec.who, spec.moderators)]
        inner = {part for rule in dict.fromkeys(rules) for part in parts(rule)}
        margins = [part.margin for part in inner if isinstance(part, HoldsMandate | HoldsPost | GuestOf)]
        self.leads = {margin.lead for margin in margins} | {0}
        self.graces = {margin.grace for margin in margins} | {0}

    def turns(self, person: Person) -> Iterator[datetime]:
        """Yield all instants at which something of a person's begins or ends."""
        for fact in person.facts:
            start, end = self.days.bounds(fact)
            if start < end:
                yield from (self.days.moved(start, -lead) for lead in self.leads)
                yield from (self.days.moved(end, grace) for grace in self.graces)
        yield from _ends((*person.suspensions, *person.conflicts))


def _ends(spans: Iterable[Suspension | Conflict]) -> Iterator[datetime]:
    for span in spans:
        yield BEGINNING if span.start is None else span.start.astimezone(UTC)
        yield FOREVER if span.end is None else span.end.astimezone(UTC)
