"""Which servers' accounts may sit in a room. Pure."""

from kit.ids import UserId, server_of
from provisioning.community.model import RoomSpec

Reach = frozenset[str] | None
"""Servers whose accounts may sit in a room, ``None`` where all may."""


def reach_of(spec: RoomSpec, server_name: str) -> Reach:
    """Return the servers whose accounts may sit in a room."""
    if not spec.federate:
        return frozenset({server_name})
    return None if spec.servers is None else spec.servers | {server_name}


def reaches(reach: Reach, user: UserId) -> bool:
    """Whether an account is on a server that the room reaches."""
    return reach is None or server_of(user) in reach
