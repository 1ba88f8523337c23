"""Whatever people do, nobody is ever shown a passage they may not read, and everybody what they may.

Random acts on a real library, compared message by message and reader by reader with a model so simple that it
can be seen to be right.
"""

import asyncio
import re
import tempfile
from collections.abc import Coroutine
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bots.library.settings import LibrarySettings
from kit.events import Membership, MessageHeard
from kit.ids import EventId, RoomId, UserId
from tests.bots.library.house import FORUM, ME, STEWARD, House, close, open_house, person, reopen

USERS = tuple(person(name) for name in ("ada", "bo", "cy", "di"))
OURS = {ME, STEWARD, FORUM}
ROOMS = ("Hall", "Lodge", "Attic")
T = TypeVar("T")
TOKEN = re.compile(r"token\d+")

people = st.sampled_from(USERS)
places = st.integers(0, len(ROOMS) - 1)
standings = st.sampled_from([Membership.JOIN] * 4 + [Membership.INVITE, *Membership])


class Community(RuleBasedStateMachine):
    """People come and go, upload, redact and ask."""

    @initialize(seats=st.lists(standings, min_size=12, max_size=12))
    def begin(self, seats: list[Membership]) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        knobs = LibrarySettings(passages=20)
        self.house: House = self.run(open_house(Path(self.folder.name), knobs, quick=True))
        self.rooms = [self.house.room(name) for name in ROOMS]
        self.documents: dict[str, tuple[RoomId, EventId]] = {}
        self.uploads = 0
        chairs = [(room, user) for room in self.rooms for user in USERS]
        for (room, user), now in zip(chairs, seats, strict=True):
            self.house.server.put_member(room, user, now, by=STEWARD)
        for room in self.rooms:
            self.put_in(room)

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    def members(self, room: RoomId) -> dict[UserId, Membership]:
        return self.house.server.find(room).members

    def joined(self, room: RoomId, user: UserId) -> bool:
        return self.members(room).get(user) is Membership.JOIN

    def readers(self, room: RoomId) -> set[UserId]:
        standing = {Membership.JOIN, Membership.INVITE}
        return {user for user, stands in self.members(room).items() if stands in standing} - OURS

    def open_to(self, readers: set[UserId], room: RoomId) -> bool:
        served = room not in self.house.rooms.unserved and self.joined(room, ME)
        return served and bool(readers) and all(self.joined(room, reader) for reader in readers)

    @rule(room=places, user=people, now=standings)
    def move(self, room: int, user: UserId, now: Membership) -> None:
        self.house.server.put_member(self.rooms[room], user, now, by=STEWARD)
        self.run(self.house.settle())

    @rule(room=places, user=people)
    def leave_unheard(self, room: int, user: UserId) -> None:
        """The news of a departure is still on its way when a question comes."""
        if self.joined(self.rooms[room], user):
            self.members(self.rooms[room])[user] = Membership.LEAVE

    @rule(room=places)
    @precondition(lambda self: len(self.documents) < 12)
    def upload(self, room: int) -> None:
        if self.joined(self.rooms[room], ME):
            self.put_in(self.rooms[room])

    def put_in(self, room: RoomId) -> None:
        self.uploads += 1
        token = f"token{self.uploads}"
        event = self.house.upload(room, STEWARD, f"{token}.txt", f"the zebra {token}")
        if room not in self.house.rooms.unserved:
            self.documents[token] = (room, event)
        self.run(self.house.settle())

    @rule(data=st.data())
    @precondition(lambda self: self.documents)
    def redact(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.documents)))
        room, event = self.documents.pop(token)
        self.house.server.redact(room, STEWARD, event)
        self.run(self.house.settle())

    @rule(room=places)
    def serve_or_not(self, room: int) -> None:
        self.house.rooms.unserved ^= {self.rooms[room]}

    @rule(room=places)
    def put_the_library_out_or_in(self, room: int) -> None:
        where = self.rooms[room]
        now = Membership.LEAVE if self.joined(where, ME) else Membership.JOIN
        self.house.server.put_member(where, ME, now, by=STEWARD)
        self.run(self.house.settle())

    @rule()
    def restart(self) -> None:
        self.run(reopen(self.house))

    @rule(order=st.permutations([(room, user) for room in range(len(ROOMS)) for user in USERS]))
    def ask(self, order: list[tuple[int, UserId]]) -> None:
        seated = ((self.rooms[room], user) for room, user in order)
        asking = ((r, user) for r, user in seated if self.joined(r, user) and self.joined(r, ME))
        for room, user in islice(asking, 4):
            self.compare(room, user)

    @rule(user=people, guest=st.none() | people)
    def ask_directly(self, user: UserId, guest: UserId | None) -> None:
        chat = self.run(self.house.matrix.direct_chat(user))
        self.house.server.join(chat, user)
        if guest not in (None, user):
            self.house.server.invite(chat, guest, by=user)
        self.compare(chat, user)

    def compare(self, room: RoomId, asker: UserId) -> None:
        said: list[MessageHeard] = self.run(self.house.ask(room, asker, "zebra"))
        here = [set(TOKEN.findall(message.body)) for message in said if message.room == room]
        elsewhere = [message for message in said if message.room != room]
        readers = self.readers(room)
        public = {place for place in self.rooms if self.open_to(readers, place)}
        public |= {room} - self.house.rooms.unserved
        assert here == [self.tokens(public)]
        alone = set() if readers == {asker} else self.tokens(self.private(asker) - public)
        shown = [set(TOKEN.findall(message.body)) for message in elsewhere]
        assert shown == ([alone] if alone else [])
        assert all(self.readers(message.room) == {asker} for message in elsewhere)

    def private(self, asker: UserId) -> set[RoomId]:
        """Which rooms the asker may hear of in the direct chat; none when somebody else reads there."""
        chat = self.run(self.house.matrix.direct_chat(asker))
        if self.readers(chat) != {asker}:
            return set()
        return {place for place in self.rooms if self.open_to({asker}, place)}

    def tokens(self, rooms: set[RoomId]) -> set[str]:
        return {token for token, (room, _) in self.documents.items() if room in rooms}

    @invariant()
    def nothing_that_stands_quotes_what_was_redacted(self) -> None:
        if not hasattr(self, "house"):
            return
        standing = {token for message in self.house.said() for token in TOKEN.findall(message.body)}
        heard = {t for t, (room, _) in self.documents.items()}
        away = {room for room in self.rooms if not self.joined(room, ME)}
        assert away or standing <= heard

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.run(close(self.house))
            self.loop.close()
            self.folder.cleanup()


Community.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestCommunity = Community.TestCase
