"""Which posts of the staff somebody should look at again, once a week. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bots.mandates.holding import POST, last_day, now_held
from bots.mandates.notices import MORNING
from kit.ports import Held, Registered

AHEAD = timedelta(days=14)
"""How long before its review a post is listed that ends with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A post whose review has come, or comes soon and ends it."""

    person: Registered
    post: Held
    review: date


def week_of(now: datetime, zone: ZoneInfo) -> str | None:
    """Return the week whose list is due, such as ``2026-W10``; ``None`` before Monday morning is there."""
    local = now.astimezone(zone)
    year, week, day = local.date().isocalendar()
    return None if day == 1 and local.time() < MORNING else f"{year}-W{week:02}"


def overdue(people: Iterable[Registered], now: datetime, zone: ZoneInfo) -> tuple[Overdue, ...]:
    """Return the posts past their review, and those that it will soon end, the oldest first."""
    today = now.astimezone(zone).date()
    found = [
        Overdue(person=person, post=post, review=post.review)
        for person in people
        for post in now_held(person.holds, now)
        if post.kind == POST and post.review is not None
        if post.review < today or (ends_with_review(post, zone) and post.review <= today + AHEAD)
    ]
    return tuple(sorted(found, key=lambda one: (one.review, one.person.name)))


def ends_with_review(post: Held, zone: ZoneInfo) -> bool:
    """Whether a post lapses with the day of its review, as some communities want it."""
    return post.end is not None and last_day(post.end, zone) == post.review
