"""The one place that asks the machine for the time."""

from datetime import UTC, datetime


class SystemClock:
    """The :class:`kit.ports.Clock` of the running platform."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)
