"""What was quoted and then taken back is taken back everywhere."""

from kit.effects import Redact
from kit.ids import EventId
from kit.ports import Matrix


async def unquote(matrix: Matrix, quoted: EventId) -> None:
    """Redact every message of ours that repeats words of an event."""
    for room, event in sorted(await matrix.sent_for(quoted)):
        await matrix.redact(Redact(room=room, event=event, key=f"unquote:{event}"))
