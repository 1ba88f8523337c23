"""What commands have done by a bot that runs: they hand it over, and the bot's own part does it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from kit.errors import Trouble
from kit.ids import BotName
from kit.part import Part
from provisioning.handing import take_work
from provisioning.store import Work, WorkList

log = structlog.stdlib.get_logger("palais.errands")

POLL = 0.5
"""Seconds between two looks for errands."""


def kind_of(bot: BotName, errand: str) -> str:
    """Return what an errand is called among handed-over work."""
    return f"{bot}/{errand}"


async def do_errands(work: WorkList, bot: BotName, part: Part) -> None:
    """Do what is handed over for one bot, for as long as it is served."""
    errands = {kind_of(bot, name): errand for name, errand in part.errands.items()}
    if not errands:
        return

    async def do(piece: Work) -> Mapping[str, Any]:
        return await errands[piece.kind](piece.asked)

    while True:
        try:
            while await take_work(work, do, errands.keys()):
                continue
        except Trouble as trouble:
            log.warning("an errand could not be looked for", bot=bot, why=str(trouble))
        except Exception:
            log.exception("an errand met something unforeseen", bot=bot)
        await asyncio.sleep(POLL)
