"""Who holds what and when, and therefore whom an access rule lets in, from when to when, with the reason."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, assert_never

from kit.ids import PersonKey
from provisioning.community.model import Community
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    GuestOf,
    Holds,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
    counted,
)
from provisioning.days import BEGINNING, FOREVER, Days
from provisioning.register.model import Fact, FactKind, Person, Register
from provisioning.stretches import (
    Admitted,
    Choice,
    Footing,
    Reason,
    Stretch,
    Stretches,
    all_of,
    any_of,
    at_instant,
    best,
    layered,
    left,
    without,
)

Found = tuple[PersonKey, Stretches]


ALL = ""
"""What a post serves that is of no mechanism in particular."""


class Held(NamedTuple):
    """A fact of somebody's with the instants that bound it."""

    who: PersonKey
    start: datetime
    end: datetime
    fact: Fact


class Standing:
    """Answers for all time whom a rule lets in; the same rule is worked out once.

    What everybody holds is sorted so that a rule is answered without asking each person. A suspended person
    holds nothing.
    """

    def __init__(self, community: Community, register: Register) -> None:
        self.people: Mapping[PersonKey, Person] = register.people
        self.days = Days(community)
        self._held: dict[PersonKey, list[Held]] = {}
        self._shelves: dict[FactKind, dict[str, list[Held]]] = {kind: {} for kind in FactKind}
        self._serving: dict[str, list[Held]] = {}
        self._away = {person.key: _away(person) for person in register.people.values()}
        self._answers: dict[Rule, Admitted] = {}
        self._rooms: dict[tuple[Rule, Rule], Admitted] = {}
        for person in register.people.values():
            self._shelve(person)

    def _shelve(self, person: Person) -> None:
        held = [Held(person.key, *self.days.bounds(fact), fact) for fact in person.facts]
        held.sort(key=lambda one: one.end, reverse=True)
        self._held[person.key] = [one for one in held if one.start < one.end]
        for one in self._held[person.key]:
            self._shelves[one.fact.kind].setdefault(one.fact.subject, []).append(one)
            if one.fact.kind is FactKind.POST:
                for served in one.fact.of or {ALL}:
                    self._serving.setdefault(served, []).append(one)

    def admitted(self, rule: Rule) -> Admitted:
        """Return whom the rule lets in and when, with their footing."""
        known = self._answers.get(rule)
        if known is None:
            known = self._answers[rule] = self._admitted(rule)
        return known

    def seated(self, who: Rule, moderators: Rule) -> Admitted:
        """Return who sits in a room of these rules and when."""
        known = self._rooms.get((who, moderators))
        if known is None:
            known = self._rooms[who, moderators] = _sitting(self.admitted(who), self.admitted(moderators))
        return known

    def stretch(self, rule: Rule, person: PersonKey, at: datetime) -> Stretch | None:
        """Return how a rule lets one person in at an instant."""
        return at_instant(self.admitted(rule).get(person, ()), at)

    def holds_anything(self, person: PersonKey, at: datetime) -> bool:
        """Whether a person holds anything at an instant."""
        return at_instant(self._everything(person), at) is not None

    def _everything(self, person: PersonKey) -> Stretches:
        return self._of(person, self._held[person], str(Everyone()), Margin())

    def _admitted(self, rule: Rule) -> Admitted:
        match rule:
            case AnyOf(rules):
                return any_of([self.admitted(one) for one in rules])
            case AllOf(rules):
                return all_of([self.admitted(one) for one in rules])
            case Except(inner, but):
                return left(self.admitted(inner), self.admitted(but))
            case HoldsMandate() | HoldsPost() | GuestOf():
                found = self._holding(rule)
            case _:
                found = self._besides(rule)
        return {who: stretches for who, stretches in found if stretches}

    def _besides(self, rule: Everyone | Nobody | Named | NationalOf | ConflictWith) -> Iterable[Found]:
        """Yield whom a rule lets in that asks for no fact of a sort."""
        match rule:
            case Everyone():
                return ((who, self._everything(who)) for who in self.people)
            case Nobody():
                return ()
            case Named(people):
                always = (Stretch(BEGINNING, FOREVER, Footing.HOLDS, Reason(str(rule), "listed by name")),)
                there = sorted(key for key in people if key in self.people)
                return ((who, without(always, self._away[who])) for who in there)
            case NationalOf() | ConflictWith():
                return ((person.key, _narrowed(rule, person)) for person in self.people.values())
            case _:
                assert_never(rule)

    def _holding(self, rule: Holds) -> Iterable[Found]:
        words, mine = str(rule), dict[PersonKey, list[Held]]()
        for one in self._likely(rule):
            if fits(rule, one.fact):
                mine.setdefault(one.who, []).append(one)
        return ((who, self._of(who, held, words, rule.margin)) for who, held in mine.items())

    def _likely(self, rule: Holds) -> Iterator[Held]:
        """Yield the held facts that a rule could mean, so that it need not look at all of them."""
        match rule:
            case HoldsMandate(mechanisms):
                shelf, keys = self._shelves[FactKind.MANDATE], sorted(mechanisms)
            case HoldsPost(posts, of):
                shelf = self._serving if of else self._shelves[FactKind.POST]
                keys = sorted(of | {ALL} if of else posts or shelf)
            case GuestOf(subjects):
                shelf, keys = self._shelves[FactKind.GUEST], sorted(subjects)
            case _:
                assert_never(rule)
        for key in keys:
            yield from shelf.get(key, ())

    def _of(self, who: PersonKey, held: list[Held], words: str, margin: Margin) -> Stretches:
        """Return the times of some facts of one person; of several, the one that lasts longest is told."""
        if len(held) == 1 and not (margin.lead or margin.grace):
            found = _plain(held[0], words)
        else:
            held = sorted(held, key=lambda one: one.end, reverse=True)
            found = layered([self._with_margin(one, words, margin) for one in held], best)
        away = self._away[who]
        return without(found, away) if away else found

    def _with_margin(self, one: Held, words: str, margin: Margin) -> Stretches:
        if not (margin.lead or margin.grace):
            return _plain(one, words)
        early = f"{one.fact.words}; let in {counted(margin.lead)} before"
        reading = " to read" if margin.read_only else ""
        late = f"{one.fact.words}; let in {counted(margin.grace)} after its end{reading}"
        footing = Footing.READS if margin.read_only else Footing.SPEAKS
        first, last = self.days.moved(one.start, -margin.lead), self.days.moved(one.end, margin.grace)
        times = (
            Stretch(first, one.start, Footing.SPEAKS, Reason(words, early)),
            *_plain(one, words),
            Stretch(one.end, last, footing, Reason(words, late)),
        )
        return tuple(time for time in times if time.start < time.end)


class Standings:
    """Keeps the standing of the last few communities and registers that were asked about."""

    def __init__(self, most: int = 2) -> None:
        self._kept: deque[tuple[Community, Register, Standing]] = deque(maxlen=most)

    def of(self, community: Community, register: Register) -> Standing:
        """Return what is known of them for all time."""
        for known, people, standing in self._kept:
            if known is community and people is register:
                return standing
        made = Standing(community, register)
        self._kept.append((community, register, made))
        return made


def fits(rule: Holds, fact: Fact) -> bool:
    """Whether a fact is of the sort a rule asks for, whatever its dates."""
    match rule:
        case HoldsMandate(mechanisms, roles):
            asked = fact.kind is FactKind.MANDATE and fact.subject in mechanisms
            return asked and (not roles or fact.role in roles)
        case HoldsPost(posts, of):
            asked = fact.kind is FactKind.POST and (not posts or fact.subject in posts)
            return asked and (not of or not fact.of or bool(of & fact.of))
        case GuestOf(subjects):
            return fact.kind is FactKind.GUEST and fact.subject in subjects
        case _:
            assert_never(rule)


def _plain(one: Held, words: str) -> Stretches:
    return (Stretch(one.start, one.end, Footing.HOLDS, Reason(words, one.fact.words)),)


def _narrowed(rule: NationalOf | ConflictWith, person: Person) -> Stretches:
    """Return when a person is a national, always or never, or has a conflict."""
    words = str(rule)
    if isinstance(rule, NationalOf):
        if person.nationality not in rule.states:
            return ()
        return (
            Stretch(BEGINNING, FOREVER, Footing.HOLDS, Reason(words, f"nationality {person.nationality}")),
        )
    declared = [
        (Stretch(*_bounds(one.start, one.end), Footing.HOLDS, Reason(words, one.words)),)
        for one in person.conflicts
        if one.subject in rule.subjects
    ]
    return layered(declared, best)


def _away(person: Person) -> tuple[tuple[datetime, datetime], ...]:
    return tuple(_bounds(one.start, one.end) for one in person.suspensions)


def _bounds(start: datetime | None, end: datetime | None) -> tuple[datetime, datetime]:
    first = BEGINNING if start is None else start.astimezone(UTC)
    return first, FOREVER if end is None else end.astimezone(UTC)


def _sitting(members: Admitted, leading: Admitted) -> Admitted:
    """Return who sits in a room and when; members and those who lead it."""
    found = dict(members)
    for who, stretches in leading.items():
        found[who] = layered([members.get(who, ()), stretches], _leads)
    return found


def _leads(layers: Sequence[Stretch | None]) -> Choice:
    """Return the footing of one whom the rules of members and of moderators let in, or one of the two.

    Nobody moderates before what they hold begins, nor after it ends.
    """
    said, leads = best(layers), layers[1]
    if said is None or leads is None or leads.footing is not Footing.HOLDS:
        return said
    return Footing.LEADS, said[1]
