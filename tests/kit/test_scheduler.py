"""Alarms wake when they should, and a bad wake harms no other."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from kit.clock import SystemClock
from kit.scheduler import Scheduler


async def rung(bell: asyncio.Event) -> None:
    async with asyncio.timeout(3):
        await bell.wait()


class Ring:
    """Counts how often it was woken."""

    def __init__(self, bell: asyncio.Event) -> None:
        self.bell = bell
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1
        self.bell.set()


async def test_an_instant_that_has_passed_wakes_at_once() -> None:
    bell = asyncio.Event()
    async with Scheduler() as scheduler:
        scheduler.at("late", SystemClock().now() - timedelta(days=2), Ring(bell))
        await rung(bell)


async def test_an_interval_wakes_again_and_again() -> None:
    bell = asyncio.Event()
    ring = Ring(bell)
    async with Scheduler() as scheduler:
        scheduler.every("tick", timedelta(milliseconds=20), ring)
        await rung(bell)
        bell.clear()
        await rung(bell)
    assert ring.times >= 2


async def test_the_same_name_again_moves_the_alarm() -> None:
    first, second = asyncio.Event(), asyncio.Event()
    async with Scheduler() as scheduler:
        scheduler.at("review", SystemClock().now() + timedelta(milliseconds=50), Ring(first))
        scheduler.at("review", SystemClock().now() + timedelta(milliseconds=60), Ring(second))
        await rung(second)
    assert not first.is_set()


async def test_a_cancelled_alarm_stays_silent() -> None:
    bell = asyncio.Event()
    async with Scheduler() as scheduler:
        scheduler.at("review", SystemClock().now() + timedelta(milliseconds=20), Ring(bell))
        scheduler.cancel("review")
        scheduler.cancel("review")
        await asyncio.sleep(0.06)
    assert not bell.is_set()


async def test_a_time_of_day_can_be_set_in_any_zone() -> None:
    async with Scheduler() as scheduler:
        scheduler.daily("morning", time(9), ZoneInfo("Asia/Kathmandu"), Ring(asyncio.Event()))


async def test_a_wake_that_fails_is_logged_and_comes_again() -> None:
    times: list[int] = []

    async def fails() -> None:
        times.append(1)
        raise RuntimeError("a bad morning")

    with capture_logs() as logs:
        async with Scheduler() as scheduler:
            scheduler.every("tick", timedelta(milliseconds=10), fails)
            async with asyncio.timeout(3):
                while len(times) < 2:
                    await asyncio.sleep(0.01)
    assert logs[0]["alarm"] == "tick"


async def test_a_time_without_a_zone_is_refused() -> None:
    async with Scheduler() as scheduler:
        with pytest.raises(ValueError, match="without a zone"):
            scheduler.at("x", datetime(2026, 1, 1), Ring(asyncio.Event()))  # noqa: DTZ001 - the point


def test_the_system_clock_has_a_zone() -> None:
    assert SystemClock().now().tzinfo is UTC
