"""Which document somebody points at: by a link, by its event ID, or by answering it."""

import re
from urllib.parse import unquote

from kit.ids import EventId
from kit.part import Asked

NAMED = re.compile(r"\$[A-Za-z0-9_\-+/=.:]{1,255}")


def pointed_at(asked: Asked) -> tuple[EventId, ...]:
    """Return the events that a message may mean, the likeliest first.

    What it names comes before what it answers, and that before the beginning of its thread.
    """
    named = NAMED.search(unquote(asked.rest))
    if named is not None:
        return (EventId(named.group()),)
    return tuple(dict.fromkeys(event for event in (asked.heard.replies_to, asked.heard.thread) if event))


def beside(asked: Asked) -> str:
    """Return what stands in a message beside the event that it names."""
    words = (word for word in asked.rest.split() if not NAMED.search(unquote(word)))
    return " ".join(words)
