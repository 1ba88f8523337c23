"""The one place that asks the machine for the time."""

import time
from datetime import UTC, datetime


class SystemClock:
    """The :class:`kit.ports.Clock` of the running platform."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Return seconds since the machine started; Linux counts those in which it slept, too."""
        return (
            time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
        )
