"""The one filter of who may see what: an answer shows only what every one of its readers may read.

It is applied inside the index query, through :func:`only_in`, so that nothing else is ever looked at.
"""

from collections.abc import Collection, Mapping

from tantivy import Query, Schema

from kit.events import Membership
from kit.ids import RoomId, UserId

Standing = Mapping[UserId, Membership]
"""Where everybody stands with one room."""


def readers_of(standing: Standing, ours: Collection[UserId]) -> frozenset[UserId]:
    """Return who can read what is said in a room: people in it and people invited, without our own accounts.

    The invited count, for they may read it the moment they accept.
    """
    present = {Membership.JOIN, Membership.INVITE}
    return frozenset(user for user, stands in standing.items() if stands in present and user not in ours)


def may_read(readers: Collection[UserId], standing: Standing) -> bool:
    """Whether each of them is in the room at this moment; an invitation is not enough."""
    return all(standing.get(reader) is Membership.JOIN for reader in readers)


def readable_by_all(readers: Collection[UserId], rooms: Mapping[RoomId, Standing]) -> frozenset[RoomId]:
    """Return the rooms that every reader is in; nothing at all where nobody is known to read."""
    if not readers:
        return frozenset()
    return frozenset(room for room, standing in rooms.items() if may_read(readers, standing))


def only_in(schema: Schema, rooms: Collection[RoomId]) -> Query:
    """Return the part of a query that lets through passages of these rooms and no others."""
    return Query.term_set_query(schema, "room", sorted(rooms)) if rooms else Query.empty_query()
