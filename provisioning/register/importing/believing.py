"""What a register that is well formed says and is hardly true: terms, seats, successors, twins. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

from provisioning.community.model import Community, Mechanism
from provisioning.register.changes import People, key_of
from provisioning.register.importing.doubts import Doubt, doubted, remark
from provisioning.register.importing.spelling import alike
from provisioning.register.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A mandate that somebody holds."""

    person: str
    name: str
    state: str
    key: str
    mechanism: str
    role: str
    start: date
    end: date

    def meets(self, other: "Sitting") -> bool:
        """Whether two are held on one day at least."""
        return self.start <= other.end and other.start <= self.end

    def follows(self, other: "Sitting") -> bool:
        """Whether this one begins while the other, of somebody else, is still held."""
        return self.person != other.person and other.start < self.start <= other.end

    @property
    def until(self) -> str:
        """How long it is held, in words."""
        return "without a last day" if self.end == date.max else f"until {self.end}"


@dataclass(frozen=True, kw_only=True)
class Believing:
    """Looks at what became different between two registers.

    ``rows_of`` are the rows that speak of a person, ``row_of`` the one that speaks of an entry (by person,
    list and the entry's key); ``keyed`` are people whom a row names by key.
    """

    community: Community
    before: People
    after: People
    rows_of: Mapping[str, Sequence[int]] = field(default_factory=dict)
    row_of: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    keyed: frozenset[str] = field(default=frozenset())

    def doubts(self) -> Iterator[Doubt]:
        """Yield all that is hardly true of what is new, seats aside."""
        for sitting in self.new:
            yield from self._term(sitting)
            yield from self._renewal(sitting)
            yield from self._shared_role(sitting)
        yield from self._twins()

    @cached_property
    def sittings(self) -> list[Sitting]:
        """Every mandate there is afterwards."""
        return [one for key, person in self.after.items() for one in _sittings(key, person)]

    @cached_property
    def new(self) -> list[Sitting]:
        """The mandates that are there only now, or last longer than before."""
        old = (one for key, person in self.before.items() for one in _sittings(key, person))
        known = {(one.person, one.key): one.end for one in old}
        new = [one for one in self.sittings if one.end > known.get((one.person, one.key), date.min)]
        return sorted(new, key=lambda one: (one.start, self._row(one)))

    def _term(self, one: Sitting) -> Iterator[Doubt]:
        term = self._rules(one).term
        if term is None or one.role != "member" or one.start == date.min:
            return
        short = self._short(one.mechanism)
        if one.end == date.max:
            text = f"{short} has terms of {term.years} years, and this one has no last day"
            yield remark(self._row(one), text)
        elif one.end > _years_later(one.start, term.years) - timedelta(1):
            text = f"{one.start} to {one.end} is longer than the {term.years} years of a term of {short}"
            again = "; who was elected again gets a row for the new term, with its own first day"
            yield doubted(self._row(one), text + again)

    def _renewal(self, one: Sitting) -> Iterator[Doubt]:
        term = self._rules(one).term
        if term is None or term.renewals is None or one.role != "member":
            return
        theirs = [
            other for other in self._of(one.mechanism) if (other.person, other.role) == (one.person, "member")
        ]
        earlier = [other for other in theirs if other.start < one.start]
        if len(earlier) > term.renewals:
            often = {0: "never", 1: "once", 2: "twice"}.get(term.renewals, f"{term.renewals} times")
            since = ", ".join(str(other.start) for other in earlier)
            text = f"{self._short(one.mechanism)} allows re-election {often}"
            yield doubted(self._row(one), f"{text}, and {one.name} began on {since} already")

    def _shared_role(self, one: Sitting) -> Iterator[Doubt]:
        if one.role == "member" or one.role in self._shared:
            return
        for other in self._of(one.mechanism):
            if other.role == one.role and one.follows(other):
                text = (
                    f"{other.name} is {one.role} of {self._short(one.mechanism)} {other.until}: "
                    f"if {one.name} follows, that needs an earlier last day"
                )
                yield doubted(self._row(one), text)

    def crowded(self) -> Iterator[Doubt]:
        """Yield who comes where nobody has left yet; who is doubted takes no seat from the next."""
        new = {(one.person, one.key) for one in self.new}
        seated = [one for one in self.sittings if (one.person, one.key) not in new]
        for one in self.new:
            doubt = self._seat(one, [other for other in seated if other.mechanism == one.mechanism])
            if doubt is None:
                seated.append(one)
            else:
                yield doubted(self._row(one), doubt)

    def _seat(self, one: Sitting, seated: list[Sitting]) -> str | None:
        seats, short = self._rules(one).seats, self._short(one.mechanism)
        others = [other for other in seated if other.person != one.person and other.meets(one)]
        if seats is None or any(other.person == one.person and _within(one, other) for other in seated):
            return None
        for day in sorted({one.start, *(other.start for other in others if other.start > one.start)}):
            there = [other for other in others if other.start <= day <= other.end]
            if len({other.person for other in there}) >= seats:
                who = _before(one, there)
                plural = "s, all" if seats > 1 else ","
                text = f"{short} has {seats} seat{plural} taken on {day} (by {who.name} {who.until}"
                more = " and others" if seats > 1 else ""
                return f"{text}{more}): who leaves needs a last day before {one.name} begins"
        return self._compatriot(one, others)

    def _compatriot(self, one: Sitting, others: list[Sitting]) -> str | None:
        """Return the doubt about somebody who seems to follow another of their own State too early."""
        for other in others:
            if one.state and other.state == one.state and one.follows(other):
                return (
                    f"{other.name}, of the same State ({one.state}), sits in {self._short(one.mechanism)} "
                    f"{other.until}: if {one.name} follows, that needs an earlier last day"
                )
        return None

    def _twins(self) -> Iterator[Doubt]:
        """Yield newcomers whose name somebody beside them has, spelt a little otherwise."""
        groups: dict[str, list[str]] = {}
        for key, person in self.after.items():
            for subject in {_subject(entry) for entry in person.get("holds", ())}:
                groups.setdefault(subject, []).append(key)
        pairs = {pair for keys in groups.values() for pair in combinations(sorted(set(keys)), 2)}
        for pair in sorted(pair for pair in pairs if not set(pair) <= self.before.keys()):
            if self._twin(*pair):
                yield from self._doubted_twin(*pair)

    def _twin(self, one: str, other: str) -> bool:
        first, second = (str(self.after[key].get("name", "")) for key in (one, other))
        return folded(first) != folded(second) and alike(first, second)

    def _doubted_twin(self, one: str, other: str) -> Iterator[Doubt]:
        newcomer, known = one, other
        if one in self.before or (
            other not in self.before and list(self._rows(one)) < list(self._rows(other))
        ):
            newcomer, known = other, one
        sort = remark if newcomer in self.keyed else doubted
        where = f"{known} in the register" if known in self.before else f"row {self._rows(known)[0]}"
        name, twin = self.after[newcomer].get("name"), self.after[known].get("name")
        meant = "" if sort is remark else ": write one name in both, or give the two keys of their own"
        for row in self._rows(newcomer):
            yield sort(row, f"{name} may be {twin} ({where}), spelt otherwise{meant}")

    def _rows(self, person: str) -> Sequence[int]:
        return self.rows_of.get(person) or [0]

    def _row(self, one: Sitting) -> int:
        return self.row_of.get((one.person, "holds", one.key), self._rows(one.person)[0])

    @cached_property
    def _shared(self) -> frozenset[str]:
        """Roles that several hold in one mechanism from the same day on, as vice-chairs do."""
        first: dict[tuple[str, str, date], str] = {}
        shared = set()
        for one in self.sittings:
            holder = first.setdefault((one.mechanism, one.role, one.start), one.person)
            if holder != one.person:
                shared.add(one.role)
        return frozenset(shared)

    @cached_property
    def _by_mechanism(self) -> Mapping[str, list[Sitting]]:
        found: dict[str, list[Sitting]] = {}
        for one in self.sittings:
            found.setdefault(one.mechanism, []).append(one)
        return found

    def _of(self, mechanism: str) -> list[Sitting]:
        return self._by_mechanism.get(mechanism, [])

    def _short(self, mechanism: str) -> str:
        known = self.community.mechanisms.get(mechanism)
        return known.short if known else mechanism

    def _rules(self, one: Sitting) -> Mechanism:
        gone = Mechanism(key=one.mechanism, kind="", name={}, short=one.mechanism)
        return self.community.mechanisms.get(one.mechanism, gone)


def _sittings(key: str, person: Mapping[str, Any]) -> Iterator[Sitting]:
    for entry in person.get("holds", ()):
        if "mandate" in entry:
            yield Sitting(
                person=key,
                name=str(person.get("name", "")),
                state=str(person.get("nationality") or ""),
                key=key_of("holds", entry),
                mechanism=entry["mandate"],
                role=str(entry.get("role") or "member"),
                start=date.fromisoformat(entry["from"]) if entry.get("from") else date.min,
                end=date.fromisoformat(entry["to"]) if entry.get("to") else date.max,
            )


def _subject(entry: Mapping[str, Any]) -> str:
    return str(entry.get("mandate") or entry.get("post") or entry.get("guest"))


def _within(one: Sitting, other: Sitting) -> bool:
    return other.start <= one.start and one.end <= other.end


def _before(one: Sitting, there: list[Sitting]) -> Sitting:
    """Return whom somebody most likely follows: of the same State, else whose term ends first."""
    return min(there, key=lambda other: (other.state != one.state or not one.state, other.end, other.name))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # from a 29 February
        return date(day.year + years, 3, 1)
