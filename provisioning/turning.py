"""When a date next changes who should be where; pure."""

from collections.abc import Iterator
from datetime import datetime

from provisioning.register.model import Register


def next_turn(register: Register, after: datetime) -> datetime | None:
    """Return the first instant after this one at which something begins or ends, ``None`` if nothing does."""
    return min((turn for turn in _turns(register) if turn > after), default=None)


def _turns(register: Register) -> Iterator[datetime]:
    for person in register.people.values():
        spans = [(fact.start, fact.end) for fact in person.facts]
        spans += [(suspension.start, suspension.end) for suspension in person.suspensions]
        for span in spans:
            yield from filter(None, span)
