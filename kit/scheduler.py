"""Wakes parts at an instant or again and again; what is due they read from the database themselves."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

log = structlog.stdlib.get_logger("palais.scheduler")

Wake = Callable[[], Awaitable[None]]


class Scheduler:
    """An alarm clock, forgotten when the process ends. A name is one alarm: setting it again moves it.

    A wake that comes late is not dropped, several that were missed come once, and none starts while its
    former one still runs.
    """

    def __init__(self) -> None:
        self._alarms = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    async def __aenter__(self) -> Self:
        self._alarms.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._alarms.shutdown(wait=False)

    def at(self, name: str, when: datetime, wake: Wake) -> None:
        """Wake once at an instant; at once where it has passed."""
        if when.tzinfo is None:
            raise ValueError("a time without a zone reached the scheduler")
        self._set(name, DateTrigger(when, timezone=UTC), wake)

    def every(self, name: str, interval: timedelta, wake: Wake) -> None:
        """Wake again and again, the first time after one interval."""
        self._set(name, IntervalTrigger(seconds=interval.total_seconds(), timezone=UTC), wake)

    def daily(self, name: str, at: time, zone: ZoneInfo, wake: Wake) -> None:
        """Wake every day at a local time of day; a clock change moves the instant, not the time of day."""
        trigger = CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
        self._set(name, trigger, wake)

    def cancel(self, name: str) -> None:
        """Forget an alarm, if there is one of that name."""
        if self._alarms.get_job(name) is not None:
            self._alarms.remove_job(name)

    def _set(self, name: str, trigger: object, wake: Wake) -> None:
        self._alarms.add_job(_wake, trigger, args=(name, wake), id=name, replace_existing=True)


async def _wake(name: str, wake: Wake) -> None:
    try:
        await wake()
    except Exception:
        log.exception("wake failed", alarm=name)
