"""What the operator can count: events heard, commands answered, failures."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Measures:
    """The platform's numbers, without a word of what people say and without their names."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._heard = Counter(
            "palais_events_heard", "Events heard, by bot and kind.", ("bot", "kind"), registry=self.registry
        )
        self._failed = Counter(
            "palais_failures", "Failures told to the operator, by bot.", ("bot",), registry=self.registry
        )
        self._answers = Histogram(
            "palais_answer_seconds",
            "From hearing a command to its answer being sent, by bot.",
            ("bot",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._open = Gauge(
            "palais_open_commands", "Commands being answered now, by bot.", ("bot",), registry=self.registry
        )

    def heard(self, bot: str, kind: str) -> None:
        """Count an event."""
        self._heard.labels(bot, kind).inc()

    def failed(self, bot: str) -> None:
        """Count a failure."""
        self._failed.labels(bot).inc()

    @contextmanager
    def answering(self, bot: str) -> Iterator[None]:
        """Time an answer."""
        with self._answers.labels(bot).time(), self._open.labels(bot).track_inprogress():
            yield

    def text(self) -> bytes:
        """Return all numbers as Prometheus reads them."""
        return generate_latest(self.registry)
