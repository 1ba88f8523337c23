"""The one place where what a part decided is done."""

from collections.abc import Iterable
from typing import assert_never

import structlog

from kit.effects import Edit, Effect, React, Redact, Say, SayDirectly, SendFile, SendGallery
from kit.errors import Forbidden, MatrixFailure, NotFound, SignedOut
from kit.ports import Matrix

log = structlog.stdlib.get_logger("palais.perform")


async def perform(effects: Iterable[Effect], matrix: Matrix) -> None:
    """Do each effect in order; the first failure stops the rest, save that every redaction is tried.

    Every effect carries its own key, so that doing them again after a crash does only what was not done.
    """
    failed: MatrixFailure | None = None
    for effect in effects:
        if isinstance(effect, Redact):
            failed = await _take_back(effect, matrix) or failed
        else:
            await _do(effect, matrix)
    if failed is not None:
        raise failed


async def _do(effect: Say | SayDirectly | SendFile | SendGallery | Edit | React, matrix: Matrix) -> None:
    match effect:
        case Say():
            await matrix.say(effect)
        case SayDirectly():
            await matrix.say_directly(effect)
        case SendFile():
            await matrix.send_file(effect)
        case SendGallery():
            await matrix.send_gallery(effect)
        case Edit():
            await matrix.edit(effect)
        case React():
            await matrix.react(effect)
        case _:
            assert_never(effect)


async def _take_back(redact: Redact, matrix: Matrix) -> MatrixFailure | None:
    """Redact, and return the failure that trying again may mend: a room that is closed to us stays so."""
    try:
        await matrix.redact(redact)
    except SignedOut:
        raise
    except (Forbidden, NotFound) as closed:
        log.warning("could not take back", room=redact.room, event_id=redact.event, because=str(closed))
    except MatrixFailure as failure:
        return failure
    return None
