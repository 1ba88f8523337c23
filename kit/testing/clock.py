"""A clock that moves only when told."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday at noon, when nothing special happens."""


class StillClock:
    """A :class:`kit.ports.Clock` for tests."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at
        self._steady = 0.0

    def now(self) -> datetime:
        """Return the instant the clock stands at."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self._at += by
        self._steady += by.total_seconds()

    def steady(self) -> float:
        """Return how many seconds it was moved on."""
        return self._steady

    def set(self, at: datetime) -> None:
        """Show another time, though none has passed."""
        self._at = at
