"""Calendar days in a community's zone: what begins or ends some days earlier or later than a fact. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from provisioning.community.model import Community
from provisioning.register.model import Fact, FactKind

BEGINNING = datetime.min.replace(tzinfo=UTC)
FOREVER = datetime.max.replace(tzinfo=UTC)

ONE_DAY = timedelta(days=1)


class Days:
    """Counts days where the community's days begin and end, however long a day of changed clocks is."""

    def __init__(self, community: Community) -> None:
        self.zone = ZoneInfo(community.zone)
        self.lapsing = community.lapsing
        self._moved: dict[tuple[datetime, int], datetime] = {}

    def bounds(self, fact: Fact) -> tuple[datetime, datetime]:
        """Return the first instant of a fact and the first after it; a lapsing post ends with its review."""
        start = BEGINNING if fact.start is None else fact.start.astimezone(UTC)
        end = FOREVER if fact.end is None else fact.end.astimezone(UTC)
        return start, min(end, self.lapse(fact) or FOREVER)

    def lapse(self, fact: Fact) -> datetime | None:
        """Return the first instant after the review of a post that lapses with it."""
        if fact.review is None or fact.kind is not FactKind.POST or fact.subject not in self.lapsing:
            return None
        return self.dawn(fact.review + ONE_DAY)

    def dawn(self, day: date) -> datetime:
        """Return the first instant of a day, whatever clocks then show."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def moved(self, at: datetime, days: int) -> datetime:
        """Return the same time of day so many calendar days later, or earlier; no end stays none."""
        if not days or at in {BEGINNING, FOREVER}:
            return at
        known = self._moved.get((at, days))
        if known is None:
            known = self._moved[at, days] = self._days_from(at, timedelta(days=days))
        return known

    def _days_from(self, at: datetime, days: timedelta) -> datetime:
        there = at.astimezone(self.zone)
        if at == self.dawn(there.date()):
            return self.dawn(there.date() + days)
        return (there + days).astimezone(UTC)
