"""Why a rule does not let somebody in at one instant: the day of what they hold first of all. Pure."""

from datetime import datetime, timedelta
from typing import assert_never

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
    Named,
    NationalOf,
    Nobody,
    Rule,
)
from provisioning.register.model import Fact, Person
from provisioning.standing import Standing, fits

UNFIT = {
    Everyone: "holds nothing at this time",
    Named: "is not named in the community file",
    Nobody: "nobody is let in",
}
"""Why a rule that asks for nothing dated does not let somebody in."""

A_MOMENT = timedelta(microseconds=1)


class Refusing:
    """Says why not, for one instant."""

    def __init__(self, standing: Standing, at: datetime) -> None:
        self.standing = standing
        self.at = at

    def suspended(self, person: Person) -> str:
        """Return since when and why somebody is suspended, nothing where they are not."""
        found = person.suspended(self.at)
        return "" if found is None else f"suspended since {self.day(found.start)}: {found.reason}"

    def unfit(self, person: Person, rule: Rule) -> str:
        """Return why a rule does not let in somebody whom it does not let in."""
        match rule:
            case HoldsMandate() | HoldsPost() | GuestOf():
                return self._missing(person, rule)
            case AnyOf(rules):
                return self._nearest_miss(person, rules)
            case AllOf(rules):
                outside = [one for one in rules if not self._fits(person, one)]
                return self.unfit(person, outside[0]) if outside else UNFIT[Nobody]
            case Except(inner, but):
                return self._left_out(person, but) or self.unfit(person, inner)
            case NationalOf() | ConflictWith():
                return f"asked is one who {rule}"
            case Everyone() | Named() | Nobody():
                return UNFIT[type(rule)]
            case _:
                assert_never(rule)

    def day(self, at: datetime) -> str:
        """Return the day of an instant, in the community's zone."""
        return at.astimezone(self.standing.days.zone).date().isoformat()

    def _fits(self, person: Person, rule: Rule) -> bool:
        return self.standing.stretch(rule, person.key, self.at) is not None

    def _left_out(self, person: Person, but: Rule) -> str:
        found = self.standing.stretch(but, person.key, self.at)
        return "" if found is None else f"left out: {found.reason.rule} ({found.reason.fact})"

    def _nearest_miss(self, person: Person, rules: tuple[Rule, ...]) -> str:
        dated = [self.unfit(person, one) for one in rules if self._dated(person, one)]
        return "; ".join(dict.fromkeys(dated)) or f"asked is one who {AnyOf(rules)}"

    def _dated(self, person: Person, rule: Rule) -> bool:
        """Whether a fact of other dates would fit the rule."""
        match rule:
            case HoldsMandate() | HoldsPost() | GuestOf():
                return any(fits(rule, fact) for fact in person.facts)
            case AnyOf(rules):
                return any(self._dated(person, one) for one in rules)
            case AllOf(rules):
                return all(self._fits(person, one) or self._dated(person, one) for one in rules)
            case Except(inner):
                return self._dated(person, inner) or self._fits(person, inner)
            case _:
                return False

    def _missing(self, person: Person, rule: Holds) -> str:
        told = (self._when(rule, fact) for fact in person.facts if fits(rule, fact))
        return "; ".join(dict.fromkeys(told)) or f"asked is one who {rule}"

    def _when(self, rule: Holds, fact: Fact) -> str:
        days, margin = self.standing.days, rule.margin
        start, end = days.bounds(fact)
        if self.at < start:
            begins = "opens" if margin.lead else "begins"
            return f"{begins} on {self.day(days.moved(start, -margin.lead))}: {fact.words}"
        ended = "lapsed" if end == days.lapse(fact) else "ended"
        grace = f", its grace on {self._last_day(days.moved(end, margin.grace))}" if margin.grace else ""
        return f"{ended} on {self._last_day(end)}{grace}: {fact.words}"

    def _last_day(self, end: datetime) -> str:
        return self.day(end - A_MOMENT)
