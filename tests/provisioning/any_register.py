"""Random people, rules and days, and the rules read as plainly as can be: one person, one calendar day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kit.ids import Language, PersonKey, RoomKey
from provisioning.community.model import Community, Mechanism, RoomSpec, Theme
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    ConflictWith,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Margin,
    Named,
    NationalOf,
    Nobody,
    Rule,
    gives,
)
from provisioning.files import Place
from provisioning.register.model import Conflict, Fact, FactKind, Person, Register, Suspension
from provisioning.shape import RoomKind

PLACE = Place("file", 1, 1)
MECHANISMS = ("cat", "cedaw")
THEMES = ("migration",)
ROLES = ("member", "chair")
POSTS = ("desk", "door")
STATES = ("FRA", "KEN")
KEYS = [PersonKey(f"p{at}") for at in range(4)]
LAPSING = frozenset({"door"})
ZONES = ("Europe/Zurich", "America/Havana", "Asia/Beirut", "UTC")
"""Clocks change in the middle of the night in some of them, at midnight in others, or never."""

FIRST_DAYS = (date(2026, 3, 1), date(2026, 10, 15))
"""In the six weeks from each of them the clocks of all these zones change."""

SPAN = 42
NAMES = {Language.ENGLISH: "Hall"}

days = st.integers(0, SPAN)


class Dates:
    """Days in one zone, counted from a first one."""

    def __init__(self, zone: str, first: date) -> None:
        self.zone = ZoneInfo(zone)
        self.first = first

    def day(self, number: int) -> date:
        return self.first + timedelta(number)

    def dawn(self, number: int) -> datetime:
        return datetime.combine(self.day(number), time(), self.zone)

    def within(self, draw: st.DrawFn, *, least: int = 0) -> tuple[datetime | None, datetime | None]:
        first = draw(days)
        last = first + draw(st.integers(least, 20))
        start = draw(st.sampled_from((None, self.dawn(first))))
        return start, draw(st.sampled_from((None, self.dawn(last + 1))))


dates = st.builds(Dates, st.sampled_from(ZONES), st.sampled_from(FIRST_DAYS))


@st.composite
def facts(draw: st.DrawFn, known: Dates) -> Fact:
    kind = draw(st.sampled_from(FactKind))
    start, end = known.within(draw)
    subjects = {FactKind.MANDATE: MECHANISMS, FactKind.POST: POSTS, FactKind.GUEST: (*THEMES, *MECHANISMS)}
    post = kind is FactKind.POST
    return Fact(
        kind=kind,
        subject=draw(st.sampled_from(subjects[kind])),
        role=draw(st.sampled_from(ROLES)) if kind is FactKind.MANDATE else "",
        of=draw(st.frozensets(st.sampled_from(MECHANISMS))) if post else frozenset(),
        words=f"held, {draw(st.integers(0, 9))}",
        start=start,
        end=end,
        review=draw(st.none() | days.map(known.day)) if post else None,
    )


@st.composite
def people(draw: st.DrawFn, known: Dates, key: PersonKey) -> Person:
    away = [known.within(draw) for _ in range(draw(st.sampled_from((0, 0, 0, 1))))]
    declared = [known.within(draw) for _ in range(draw(st.integers(0, 2)))]
    return Person(
        key=key,
        name=key,
        place=PLACE,
        accounts=(key,),
        nationality=draw(st.none() | st.sampled_from(STATES)),
        facts=tuple(draw(st.lists(facts(known), min_size=1, max_size=3))),
        suspensions=tuple(
            Suspension(start=start or known.dawn(0), end=end, reason="r") for start, end in away
        ),
        conflicts=tuple(
            Conflict(
                subject=draw(st.sampled_from((*STATES, *MECHANISMS))), words="declared", start=start, end=end
            )
            for start, end in declared
        ),
    )


@st.composite
def registers(draw: st.DrawFn, known: Dates) -> Register:
    return Register(people={key: draw(people(known, key)) for key in KEYS})


margins = st.builds(Margin, st.integers(0, 9), st.integers(0, 9), st.booleans()) | st.just(Margin())


def some(words: Sequence[str], *, least: int = 1) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words), min_size=least)


named = st.builds(Named, st.frozensets(st.sampled_from(KEYS)))
narrowing: st.SearchStrategy[Rule] = st.one_of(
    st.builds(NationalOf, some(STATES)), st.builds(ConflictWith, some((*STATES, *MECHANISMS)))
)
holding: st.SearchStrategy[Rule] = st.one_of(
    st.builds(HoldsMandate, some(MECHANISMS), some(ROLES, least=0), margin=margins),
    st.builds(HoldsPost, some(POSTS, least=0), some(MECHANISMS, least=0), margin=margins),
    st.builds(GuestOf, some((*THEMES, *MECHANISMS)), margin=margins),
)


def _combined(inner: st.SearchStrategy[Rule], but: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AnyOf, several),
        st.builds(AllOf, several),
        st.builds(Except, inner, inner if but is inner else but),
    )


simple = st.one_of(holding, holding, holding, narrowing, named, st.sampled_from((Everyone(), Nobody())))
rules = st.recursive(simple, lambda inner: _combined(inner, inner), max_leaves=6).filter(gives)
"""Every kind of rule, put together in every way that a file may."""

but_not_by_facts = st.recursive(
    simple, lambda inner: _combined(inner, named | narrowing), max_leaves=6
).filter(gives)
"""Rules whose “except” asks for nothing that somebody holds."""


def community(known: Dates, who: Rule, moderators: Rule) -> Community:
    spec = RoomSpec(
        key=RoomKey("hall"), kind=RoomKind.ROOM, names=NAMES, place=PLACE, who=who, moderators=moderators
    )
    return Community(
        name=NAMES,
        language=Language.ENGLISH,
        zone=str(known.zone),
        mechanisms={key: Mechanism(key=key, kind="body", name=NAMES, short=key) for key in MECHANISMS},
        themes={key: Theme(key=key, name=NAMES) for key in THEMES},
        roles=dict.fromkeys(ROLES, NAMES),
        posts=dict.fromkeys(POSTS, NAMES),
        rooms={spec.key: spec},
        lapsing=LAPSING,
    )


moments = st.builds(
    lambda number, seconds: (number, seconds),
    st.integers(-5, SPAN + 15),
    st.sampled_from((timedelta(0), timedelta(microseconds=-1), timedelta(hours=1)))
    | st.timedeltas(timedelta(0), timedelta(hours=23)),
)


def moment(known: Dates, given: tuple[int, timedelta]) -> datetime:
    number, later = given
    return known.dawn(number).astimezone(UTC) + later


# The plain reading: on which footing one person is let in on one day.

OUT, READS, SPEAKS, HOLDS = range(4)


class Reading:
    """Reads rules for one person at one instant, by nothing but the calendar day it is there."""

    def __init__(self, known: Dates, person: Person, at: datetime) -> None:
        self.zone = known.zone
        self.person = person
        self.today = at.astimezone(known.zone).date()

    def power(self, who: Rule, moderators: Rule) -> int | None:
        """Return the power somebody has in a room, ``None`` where they are not in it."""
        member, leader = self.footing(who), self.footing(moderators)
        if leader == HOLDS:
            return 50
        return {OUT: None, READS: -1}.get(max(member, leader), 0)

    def footing(self, rule: Rule) -> int:
        """Return how a rule lets somebody in."""
        if any(self._is_between(one.start, one.end) for one in self.person.suspensions):
            return OUT
        match rule:
            case AnyOf(rules):
                return max(map(self.footing, rules))
            case AllOf(rules):
                return min(map(self.footing, rules))
            case Except(inner, but):
                return OUT if self.footing(but) != OUT else self.footing(inner)
            case _:
                margin = getattr(rule, "margin", Margin())
                held = [self._of(fact, margin) for fact in self.person.facts if _asks_for(rule, fact)]
                return max((HOLDS if self._is_who(rule) else OUT, *held))

    def _is_who(self, rule: Rule) -> bool:
        match rule:
            case Named(keys):
                return self.person.key in keys
            case NationalOf(states):
                return self.person.nationality in states
            case ConflictWith(subjects):
                declared = (one for one in self.person.conflicts if one.subject in subjects)
                return any(self._is_between(one.start, one.end) for one in declared)
            case _:
                return False

    def _of(self, fact: Fact, margin: Margin) -> int:
        first, last = self._first(fact.start), self._last(fact.end)
        if fact.kind is FactKind.POST and fact.subject in LAPSING and fact.review is not None:
            last = min(last, fact.review)
        if first > last:
            return OUT
        if first <= self.today <= last:
            return HOLDS
        lead = 0 if first == date.min else (first - self.today).days
        late = 0 if last == date.max else (self.today - last).days
        if 0 < lead <= margin.lead:
            return SPEAKS
        if 0 < late <= margin.grace:
            return READS if margin.read_only else SPEAKS
        return OUT

    def _is_between(self, start: datetime | None, end: datetime | None) -> bool:
        return self._first(start) <= self.today <= self._last(end)

    def _first(self, start: datetime | None) -> date:
        return date.min if start is None else start.date()

    def _last(self, end: datetime | None) -> date:
        return date.max if end is None else end.date() - timedelta(days=1)


def _asks_for(rule: Rule, fact: Fact) -> bool:
    match rule:
        case Everyone():
            return True
        case HoldsMandate(mechanisms, roles):
            mandate = fact.kind is FactKind.MANDATE and fact.subject in mechanisms
            return mandate and (fact.role in roles or not roles)
        case HoldsPost(posts, of):
            serves = not of or not fact.of or any(word in of for word in fact.of)
            return fact.kind is FactKind.POST and (fact.subject in posts or not posts) and serves
        case GuestOf(subjects):
            return fact.kind is FactKind.GUEST and fact.subject in subjects
        case _:
            return False
