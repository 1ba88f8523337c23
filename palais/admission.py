"""Sees that a homeserver of others lets us do our work, before any of it is begun."""

import aiohttp

from kit.errors import Forbidden, Trouble
from kit.ids import UserId
from palais.ground import STEWARD, Ground
from provisioning.homeserver.founding import register_claimed
from provisioning.homeserver.requests import Requests

PATIENCE = 15.0
"""Seconds to wait for a homeserver that is down; what comes later is patient for longer."""


async def admitted(ground: Ground) -> None:
    """See that our tokens are known, and that the steward has an account that is administrator.

    Raises :class:`kit.errors.Trouble` that says what an administrator of the homeserver is to do.
    """
    steward = ground.user(STEWARD)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as http:
        ours = Requests(http, ground.url, ground.steward.as_token, steward, patience=PATIENCE)
        await register_claimed(ours, steward)
        try:
            await ours.ask("GET", f"/_synapse/admin/v2/users/{steward}", doing="look at the steward's rights")
        except Forbidden:
            raise Trouble(_not_administrator(steward)) from None


def _not_administrator(steward: UserId) -> str:
    return (
        f"{steward} is not an administrator of the homeserver, so it cannot bring people into rooms: let an "
        "administrator make it one (docs/operate.md says how), then give the command again"
    )
