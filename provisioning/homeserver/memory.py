"""A homeserver in memory, for tests: behaves to the steward as Synapse does, by the same contract tests."""

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from kit.errors import Forbidden, MatrixFailure, NotFound, Unreachable
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId, server_of
from kit.ports import Clock
from kit.testing import StillClock
from provisioning.homeserver import reading
from provisioning.homeserver import state as states
from provisioning.homeserver.past import Stood, standing_at
from provisioning.homeserver.port import NewRoom, RoomState, Seating, StateEvent

_IN = frozenset({Membership.JOIN, Membership.INVITE, Membership.KNOCK})


class MemoryHomeserver:
    """Twin of :class:`provisioning.homeserver.synapse.Synapse`; further doors let tests act as others.

    ``cut_after`` is how many more requests are answered before the server is gone (``None``: all). The
    request that meets the cut is lost; if it makes a room, the room is left half-made. ``opens_accounts``
    says whether people make accounts with tokens; nobody makes one whose localpart is ``claimed``.
    """

    def __init__(
        self,
        server_name: str = "palais.localhost",
        accounts: Collection[UserId] = (),
        steward: str = "steward",
        *,
        clock: Clock | None = None,
        opens_accounts: bool = True,
        claimed: Collection[str] = (),
    ) -> None:
        self.clock = clock or StillClock()
        self.opens_accounts = opens_accounts
        self.claimed = {steward, *claimed}
        self.tokens: dict[str, datetime] = {}
        self.since: dict[UserId, datetime] = {}
        self.began = self.clock.now()
        self.server_name = server_name
        self.steward = UserId(f"@{steward}:{server_name}")
        self.people = {self.steward, *accounts}
        self.states: dict[RoomId, dict[tuple[str, str], StateEvent]] = {}
        self.aliases: dict[str, RoomId] = {}
        self.changes: list[tuple[RoomId, StateEvent]] = []
        self.times: list[datetime] = []
        self.requests_made = 0
        self.cut_after: int | None = None
        self._numbers = count(1)

    async def create_room(self, new: NewRoom) -> RoomId:
        """Make the room whole, or half where the cut comes now."""
        half = self.cut_after == 0
        if not half:
            self._request("make a room")
        room = self.make_room(self.steward, states.creation(new, self.server_name)["creation_content"])
        if half:
            self._request("make a room")
        for (kind, state_key), content in states.state_of(new, self.server_name).items():
            self.change(room, self.steward, kind, content, state_key)
        return room

    async def finish_room(self, room: RoomId, new: NewRoom) -> None:
        """Set what is missing or otherwise."""
        state = (await self.read([room])).get(room)
        if state is None:
            raise NotFound("finish a room", "M_NOT_FOUND")
        for kind, state_key, content in tuple(reading.unfinished(state, new, self.steward)):
            await self.set_state(room, kind, content, state_key)

    async def joined_rooms(self) -> frozenset[RoomId]:
        """Return the steward's rooms."""
        self._request("list rooms")
        return frozenset(
            room for room in self.states if self.membership(room, self.steward) is Membership.JOIN
        )

    async def mark(self, room: RoomId) -> RoomKey | None:
        """Return the key in the creation event, if the steward sent it."""
        self._request("read a creation event")
        return reading.mark_of(self.states.get(room, {}), self.steward)

    async def read(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomState]:
        """Return copies of the rooms' states."""
        read: dict[RoomId, RoomState] = {}
        for room in rooms:
            self._request("read a room")
            if self.membership(room, self.steward) is Membership.JOIN:
                read[room] = dict(self.states[room])
        return read

    async def set_state(
        self, room: RoomId, kind: str, content: Mapping[str, Any], state_key: str = ""
    ) -> None:
        """Set state as the steward."""
        self._request(f"set {kind}")
        self._enter("set state", room)
        if any(reading.reigns(self.states[room], user) for user in content.get("users", ())):
            raise MatrixFailure(f"set {kind}", "M_UNKNOWN", "a creator must not appear in content.users")
        self.change(room, self.steward, kind, content, state_key)

    async def seat(self, room: RoomId, user: UserId) -> Seating:
        """Join a local person, invite a remote one."""
        if server_of(user) != self.server_name:
            await self.invite(room, user)
            joined = self.membership(room, user) is Membership.JOIN
            return Seating.JOINED if joined else Seating.INVITED
        self._request("seat")
        self._enter("seat", room)
        if user not in self.people:
            raise NotFound("seat", "M_NOT_FOUND", f"{user} has no account")
        self._refuse_banned("seat", room, user)
        if self.membership(room, user) is not Membership.JOIN:
            self.stand(room, user, Membership.JOIN, by=user)
        return Seating.JOINED

    async def invite(self, room: RoomId, user: UserId) -> None:
        """Invite who is not there yet."""
        self._request("invite")
        self._enter("invite", room)
        self._refuse_banned("invite", room, user)
        if self.membership(room, user) not in {Membership.JOIN, Membership.INVITE}:
            self.stand(room, user, Membership.INVITE, by=self.steward)

    async def remove(self, room: RoomId, user: UserId) -> None:
        """Remove who is there."""
        self._request("remove")
        self._enter("remove", room)
        if self.membership(room, user) in _IN:
            self.stand(room, user, Membership.LEAVE, by=self.steward)

    async def ban(self, room: RoomId, user: UserId) -> None:
        """Ban."""
        self._request("ban")
        self._enter("ban", room)
        if self.membership(room, user) is not Membership.BAN:
            self.stand(room, user, Membership.BAN, by=self.steward)

    async def unban(self, room: RoomId, user: UserId) -> None:
        """Lift a ban."""
        self._request("unban")
        self._enter("unban", room)
        if self.membership(room, user) is Membership.BAN:
            self.stand(room, user, Membership.LEAVE, by=self.steward)

    async def account_exists(self, user: UserId) -> bool:
        """Whether the account was made."""
        self._request("look for an account")
        return user in self.people

    async def accounts(self) -> frozenset[UserId]:
        """Return all accounts."""
        self._request("list accounts")
        return frozenset(self.people)

    async def account_since(self, user: UserId) -> datetime | None:
        """Return when the account was made; those it began with, when it began."""
        self._request("look at an account")
        return self.since.get(user, self.began) if user in self.people else None

    async def registration_token(self, expires: datetime) -> str | None:
        """Return a token for :meth:`sign_up`."""
        self._request("make a token")
        if not self.opens_accounts:
            return None
        token = f"token{next(self._numbers)}"
        self.tokens[token] = expires
        return token

    async def members_at(self, room: RoomId, at: datetime) -> Mapping[UserId, Membership] | None:
        """Return where everybody stood."""
        self._request("look into the past of a room")
        if room not in self.states:
            return None
        changes = zip(self.changes, self.times, strict=True)
        return standing_at(
            (
                Stood(UserId(event.state_key), Membership(event.content["membership"]), then)
                for (where, event), then in changes
                if where == room and event.kind == "m.room.member"
            ),
            at,
        )

    async def resolve(self, alias: str) -> RoomId:
        """Return the room behind the alias."""
        self._request("resolve an alias")
        if alias not in self.aliases:
            raise NotFound(f"resolve {alias}", "M_NOT_FOUND", "no room has this alias")
        return self.aliases[alias]

    async def inspect(self, room: RoomId) -> RoomState:
        """Return any room's state."""
        self._request("inspect a room")
        if room not in self.states:
            raise NotFound(f"inspect {room}", "M_NOT_FOUND", "no such room")
        return dict(self.states[room])

    async def take_over(self, room: RoomId) -> None:
        """Come in, and be given the highest number that a creator or an account of ours can give."""
        state = await self.inspect(room)
        giver = self._mightiest(state)
        if giver is None:
            raise MatrixFailure("take over a room", "M_UNKNOWN", "nobody of this server has power there")
        levels = dict(reading.content_of(state, "m.room.power_levels"))
        levels["users"] = {**levels.get("users", {}), self.steward: 100}
        self.change(room, giver, "m.room.power_levels", levels)
        self.stand(room, self.steward, Membership.JOIN, by=self.steward)

    # What others do, for tests; none of it is a request of ours.

    def sign_up(self, localpart: str, token: str | None = None) -> UserId:
        """Let somebody make an account with a token, which is spent by it."""
        user = UserId(f"@{localpart}:{self.server_name}")
        expires = self.tokens.get(token or "")
        if not self.opens_accounts or expires is None or self.clock.now() >= expires:
            raise Forbidden("make an account", "M_FORBIDDEN", "no token opens an account")
        if localpart in self.claimed or localpart.startswith("_") or user in self.people:
            raise MatrixFailure("make an account", "M_EXCLUSIVE", f"{user} is taken")
        del self.tokens[token or ""]
        self.people.add(user)
        self.since[user] = self.clock.now()
        return user

    def make_room(self, creator: UserId, creation_content: Mapping[str, Any] | None = None) -> RoomId:
        """Make a room as anybody, with nothing but its creation and its creator."""
        room = RoomId(f"!room{next(self._numbers):04}")
        self.states[room] = {}
        content = {"room_version": states.VERSION, **(creation_content or {})}
        self.change(room, creator, "m.room.create", content)
        self.stand(room, creator, Membership.JOIN, by=creator)
        return room

    def change(
        self, room: RoomId, sender: UserId, kind: str, content: Mapping[str, Any], state_key: str = ""
    ) -> None:
        """Set state as anybody, past all rules."""
        event = StateEvent(kind, state_key, sender, dict(content))
        self.states[room][kind, state_key] = event
        self.changes.append((room, event))
        self.times.append(self.clock.now())

    def stand(
        self, room: RoomId, user: UserId, membership: Membership, *, by: UserId, reason: str | None = None
    ) -> None:
        """Let somebody join, leave, be invited, be removed or banned; ``by`` themself or another."""
        content = {"membership": membership.value} | ({} if reason is None else {"reason": reason})
        self.change(room, by, "m.room.member", content, user)

    def membership(self, room: RoomId, user: UserId) -> Membership | None:
        """Return where somebody stands."""
        event = self.states.get(room, {}).get(("m.room.member", user))
        return None if event is None else Membership(event.content["membership"])

    def forget(self, room: RoomId) -> None:
        """Let a room be gone, as an administrator of the server can."""
        del self.states[room]

    def _request(self, doing: str) -> None:
        if self.cut_after is not None:
            if self.cut_after <= 0:
                raise Unreachable(doing, message="the server is gone")
            self.cut_after -= 1
        self.requests_made += 1

    def _enter(self, doing: str, room: RoomId) -> None:
        if self.membership(room, self.steward) is not Membership.JOIN:
            raise Forbidden(doing, "M_FORBIDDEN", "the steward is not in the room")

    def _refuse_banned(self, doing: str, room: RoomId, user: UserId) -> None:
        if self.membership(room, user) is Membership.BAN:
            raise Forbidden(doing, "M_FORBIDDEN", f"{user} is banned")

    def _mightiest(self, state: RoomState) -> UserId | None:
        creator = state["m.room.create", ""].sender
        users = {creator: 1_000, **reading.found_powers(state)}
        local = [user for user in users if server_of(user) == self.server_name and users[user] >= 50]
        return max(local, key=lambda user: users[user], default=None)
