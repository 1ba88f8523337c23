"""``ready.json``: what tools and tests read while the platform runs, and nobody but its owner."""

import json
from collections.abc import Sequence
from typing import Any

from kit.files import write_private
from palais.ground import Ground, all_bots
from palais.panel import SampleAccount
from palais.state import State
from provisioning.store import StoredRooms


def write_ready(
    state: State,
    ground: Ground,
    accounts: Sequence[SampleAccount],
    rooms: StoredRooms,
    mailbox: str | None = None,
) -> None:
    """Say that all is ready, and where everything is."""
    said = {
        "homeserver": ground.url,
        "server_name": ground.server_name,
        "accounts": [
            {"user_id": one.user_id, "password": one.password, "holds": list(one.holds)} for one in accounts
        ],
        "bots": {name: ground.user(name) for name in all_bots()},
        "rooms": {record.key: room for room, record in rooms.all.items()},
        "mailbox": mailbox,
    }
    write_private(state.ready, json.dumps(said, ensure_ascii=False, indent=1))


def read_ready(state: State) -> dict[str, Any] | None:
    """Return what the running platform says of itself, ``None`` while it is not ready."""
    try:
        said: dict[str, Any] = json.loads(state.ready.read_text())
    except (FileNotFoundError, ValueError):
        return None
    return said


def remove_ready(state: State) -> None:
    """Say that nothing is ready any more."""
    state.ready.unlink(missing_ok=True)
