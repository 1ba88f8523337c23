"""What provisioning asks of a homeserver; adapters are :mod:`.synapse` and, for tests, :mod:`.memory`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from provisioning.shape import Look

KEY = "org.palais.key"
"""Where a room's key stands in the content of its creation event."""


class StateEvent(NamedTuple):
    """One piece of a room's state, and who set it."""

    kind: str
    state_key: str
    sender: UserId
    content: Mapping[str, Any]


RoomState = Mapping[tuple[str, str], StateEvent]
"""All of a room's state, by kind and state key."""


class Seating(StrEnum):
    """What became of :meth:`Homeserver.seat`."""

    JOINED = "joined"
    INVITED = "invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    """A room to be made, with all that one request can carry.

    ``powers`` are moderators' and bots' levels. ``parents``, ``children`` and ``allow`` are rooms that exist
    already. A room that is made this way needs only its people.
    """

    key: RoomKey
    look: Look
    powers: Mapping[UserId, int] = field(default_factory=dict)
    parents: tuple[RoomId, ...] = ()
    children: tuple[RoomId, ...] = ()
    allow: tuple[RoomId, ...] = ()


class Homeserver(Protocol):
    """A homeserver as the steward sees it.

    Every method waits out rate limits and a server that is away for a minute, then raises a
    :class:`kit.errors.MatrixFailure`. All may be called again after any failure: what is done already stays
    done, and nothing is done twice.
    """

    @property
    def server_name(self) -> str:
        """The part after the colon."""
        ...

    @property
    def steward(self) -> UserId:
        """Who creates and changes all managed rooms."""
        ...

    @property
    def requests_made(self) -> int:
        """How many requests went out so far."""
        ...

    async def create_room(self, new: NewRoom) -> RoomId:
        """Make the room whole. Where the answer is lost, the room is found again by its mark and finished."""
        ...

    async def finish_room(self, room: RoomId, new: NewRoom) -> None:
        """Set whatever state of ``new`` the room lacks or has otherwise, and nothing else.

        For rooms whose making was cut short, and for those that somebody tampered with. Topics that the
        file leaves to moderators, further children and people are not touched.
        """
        ...

    async def joined_rooms(self) -> frozenset[RoomId]:
        """Return the rooms the steward is in, managed or not."""
        ...

    async def mark(self, room: RoomId) -> RoomKey | None:
        """Return the key that the steward gave the room at its creation; ``None`` for any other room."""
        ...

    async def read(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomState]:
        """Return each room's whole state as it is now; rooms that are gone or closed to us are left out."""
        ...

    async def set_state(
        self, room: RoomId, kind: str, content: Mapping[str, Any], state_key: str = ""
    ) -> None:
        """Set one piece of state."""
        ...

    async def seat(self, room: RoomId, user: UserId) -> Seating:
        """Make a local person a member; invite a remote one. Who is in already is left in peace.

        Raises :class:`kit.errors.Forbidden` where the person is banned, :class:`kit.errors.NotFound` where
        a local person has no account.
        """
        ...

    async def invite(self, room: RoomId, user: UserId) -> None:
        """Invite; a member or an invited person is left in peace. Errors as :meth:`seat`."""
        ...

    async def remove(self, room: RoomId, user: UserId) -> None:
        """Remove a member, or take an invitation back; nothing happens to who is not there.

        No reason is given, here or to a ban: a room's state is never encrypted and lasts for ever.
        """
        ...

    async def ban(self, room: RoomId, user: UserId) -> None:
        """Ban; removes too."""
        ...

    async def unban(self, room: RoomId, user: UserId) -> None:
        """Lift a ban; nothing happens to who is not banned."""
        ...

    async def account_exists(self, user: UserId) -> bool:
        """Whether a local person has an account that is not closed."""
        ...

    async def accounts(self) -> frozenset[UserId]:
        """Return all local accounts that are not closed."""
        ...

    async def account_since(self, user: UserId) -> datetime | None:
        """Return when a local account was made, to the second; ``None`` for remote and unknown ones."""
        ...

    async def registration_token(self, expires: datetime) -> str | None:
        """Return a token with which one person can make one account here, until it expires.

        ``None`` where this server does not open accounts with tokens.
        """
        ...

    async def members_at(self, room: RoomId, at: datetime) -> Mapping[UserId, Membership] | None:
        """Return where everybody stood in a room of this server at a past instant, told by its events.

        Events at the very instant count. ``None`` where the room was not there yet. People who had left
        stand there as such. An event of another server has the time that this server gave it.
        """
        ...

    async def resolve(self, alias: str) -> RoomId:
        """Return the room behind ``#alias:server``. Raises :class:`kit.errors.NotFound`."""
        ...

    async def inspect(self, room: RoomId) -> RoomState:
        """Return the state of any room of this server, the steward's membership not needed.

        Raises :class:`kit.errors.NotFound`.
        """
        ...

    async def take_over(self, room: RoomId) -> None:
        """Bring the steward into a room made by others, with the highest power the server can give.

        Raises :class:`kit.errors.MatrixFailure` where nobody of this server has power there to give.
        """
        ...
