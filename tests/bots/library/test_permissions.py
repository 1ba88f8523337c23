"""Whatever people do, nobody is ever shown a passage they may not read, and everybody what they may.

Random acts on a real library, compared message by message and reader by reader with a model so simple that it
can be seen to be right.
"""

import asyncio
import re
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bots.library.settings import LibrarySettings
from kit.classification import Classification
from kit.events import Membership, MessageHeard
from kit.ids import EventId, RoomId, UserId
from kit.ports import RoomRecord
from tests.bots.library.house import FORUM, ME, STEWARD, House, close, open_house, person, reopen

GUEST = UserId("@guest:elsewhere.example")
STRANGER = person("stranger")
USERS = (*(person(name) for name in ("ada", "bo", "cy")), GUEST)
OURS = {ME, STEWARD, FORUM}
ROOMS = ("Hall", "Lodge", "Attic")
IN, INVITED = Membership.JOIN, Membership.INVITE
T = TypeVar("T")
TOKEN = re.compile(r"token\d+")

people = st.sampled_from(USERS)
places = st.integers(0, len(ROOMS) - 1)
standings = st.sampled_from([IN] * 5 + [INVITED, *Membership])
usual: dict[str, Any] = {"classification": Classification.CONFIDENTIAL, "federate": False}
weaknesses: list[dict[str, Any]] = [
    {},
    {"classification": Classification.UNCLASSIFIED},
    {"encrypted": False},
    {"history": "invited"},
    {"history": "shared"},
    {"federate": True},
]
protections = st.sampled_from([usual | weakness for weakness in weaknesses])
seatings = st.just([IN] * 12) | st.lists(standings, min_size=12, max_size=12)


class Community(RuleBasedStateMachine):
    """People come and go, upload, redact and ask; no two things happen at the same time.

    The model's history is naive: who was in each room, and who was invited, at the moment of each upload,
    minus whoever has since been gone for a moment. What was uploaded while the library was away is found on
    its return, as far as the room shows it; of people of other servers it knows only what it heard.
    """

    passages = 20

    @initialize(seats=seatings, kinds=st.tuples(*[protections] * 3))
    def begin(self, seats: list[Membership], kinds: tuple[dict[str, Any], ...]) -> None:
        self.loop = asyncio.new_event_loop()
        # A thread that tidies the index may still be at work when an example ends early.
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        knobs = LibrarySettings(passages=self.passages)
        self.house: House = self.run(open_house(Path(self.folder.name), knobs, quick=True))
        self.rooms = [self.house.room(name, **kind) for name, kind in zip(ROOMS, kinds, strict=True)]
        self.documents: dict[str, tuple[RoomId, EventId]] = {}
        self.witnesses: dict[str, set[UserId]] = {}
        self.uploads = 0
        chairs = [(room, user) for room in self.rooms for user in USERS]
        for (room, user), now in zip(chairs, seats, strict=True):
            self.put(room, user, now)
        self.run(self.house.settle())
        for room in self.rooms:
            self.put_in(room)
        self.run(self.house.settle())

    def words(self, token: str) -> str:
        return f"the zebra {token}"

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    def record(self, room: RoomId) -> RoomRecord:
        return self.house.rooms.records[room]

    def members(self, room: RoomId) -> dict[UserId, Membership]:
        return self.house.server.find(room).members

    def joined(self, room: RoomId, user: UserId) -> bool:
        return self.members(room).get(user) is IN

    def present(self, room: RoomId) -> set[UserId]:
        return {user for user, stands in self.members(room).items() if stands in (IN, INVITED)} - OURS

    def put(self, room: RoomId, user: UserId, now: Membership) -> None:
        """Change where somebody stands; who does not stay is no longer a witness of anything."""
        self.house.clock.advance(timedelta(minutes=1))
        was = self.members(room).get(user)
        by = GUEST if user == GUEST and now is IN else STEWARD  # nobody can bring them in
        self.house.server.put_member(room, user, now, by=by)
        counts = {IN, INVITED} if self.record(room).history == "invited" else {IN}
        if not (was in counts and now in counts):
            self.forget(room, user)

    def forget(self, room: RoomId, user: UserId) -> None:
        for token, (place, _) in self.documents.items():
            if place == room:
                self.witnesses[token].discard(user)

    @rule(room=places, user=people, now=standings)
    def move(self, room: int, user: UserId, now: Membership) -> None:
        self.put(self.rooms[room], user, now)
        self.run(self.house.settle())

    @rule(room=places, user=people)
    def take_another_name(self, room: int, user: UserId) -> None:
        if self.joined(self.rooms[room], user):
            self.move(room, user, IN)

    @rule(room=places, user=people, heard=st.booleans())
    def leave_and_come_back(self, room: int, user: UserId, *, heard: bool) -> None:
        """Whatever order the news comes in, who was away for a moment begins anew."""
        if self.joined(self.rooms[room], user):
            self.put(self.rooms[room], user, Membership.LEAVE)
            if heard:
                self.run(self.house.settle())
            self.put(self.rooms[room], user, IN)
            self.run(self.house.settle())

    @rule(room=places, user=people)
    def leave_unheard(self, room: int, user: UserId) -> None:
        """The news of a departure is still on its way when a question comes."""
        if self.joined(self.rooms[room], user):
            self.house.matrix.lag(self.rooms[room])
            self.members(self.rooms[room])[user] = Membership.LEAVE
            self.forget(self.rooms[room], user)

    @rule(room=places)
    @precondition(lambda self: len(self.documents) < 14)
    def upload(self, room: int) -> None:
        """Somebody uploads, whether or not the library is in the room, or is given it."""
        self.put_in(self.rooms[room])
        self.run(self.house.settle())

    @rule(acts=st.lists(st.tuples(places, st.none() | people), min_size=1, max_size=4))
    @precondition(lambda self: len(self.documents) < 14)
    def sleep_through(self, acts: list[tuple[int, UserId | None]]) -> None:
        """People upload, leave and come back, and the library is never told of any of it."""
        gaps: set[RoomId] = set()
        for room, user in acts:
            where = self.rooms[room]
            if user is None:
                self.put_in(where)
            elif self.joined(where, user):
                self.put(where, user, Membership.LEAVE)
                self.put(where, user, IN)
            if self.joined(where, ME) and (user is None or self.joined(where, user)):
                gaps.add(where)
        self.house.matrix.sleep()
        self.house.clock.advance(timedelta(minutes=1))
        for gap in gaps:
            self.forget(gap, GUEST)
        self.run(self.house.settle())

    def put_in(self, room: RoomId) -> None:
        self.house.clock.advance(timedelta(minutes=1))
        self.uploads += 1
        token = f"token{self.uploads}"
        event = self.house.upload(room, STEWARD, f"{token}.txt", self.words(token))
        history = self.record(room).history
        counts = {IN, INVITED} if history == "invited" else {IN}
        if history == "shared" or self.members(room).get(ME) in counts:
            self.documents[token] = (room, event)
            self.witnesses[token] = {user for user in USERS if self.members(room).get(user) in counts}

    @rule(data=st.data())
    @precondition(lambda self: self.documents)
    def redact(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.documents)))
        room, event = self.documents.pop(token)
        self.house.server.redact(room, STEWARD, event)
        self.run(self.house.settle())

    @rule(room=places, label=st.sampled_from(Classification))
    def relabel(self, room: int, label: Classification) -> None:
        where = self.rooms[room]
        self.house.rooms.records[where] = replace(self.record(where), classification=label)

    @rule(room=places)
    def serve_or_not(self, room: int) -> None:
        self.house.rooms.unserved ^= {self.rooms[room]}

    @rule(room=places)
    def put_the_library_out_or_in(self, room: int) -> None:
        where = self.rooms[room]
        now = Membership.LEAVE if self.joined(where, ME) else IN
        self.house.clock.advance(timedelta(minutes=1))
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

    @rule(room=places, asker=people, comer=people, joins=st.booleans())
    def ask_while_somebody_comes(self, room: int, asker: UserId, comer: UserId, *, joins: bool) -> None:
        """Somebody comes in, or is invited, between judging and sending."""
        where = self.rooms[room]
        if not (self.joined(where, asker) and self.joined(where, ME)):
            return
        comer = STRANGER if comer in self.present(where) else comer
        now = IN if joins else INVITED
        self.house.server.before("say", lambda: self.put(where, comer, now))
        self.compare(where, asker)
        self.put(where, comer, Membership.LEAVE)
        self.run(self.house.settle())

    @rule(user=people, guest=st.none() | people, encrypted=st.booleans())
    def ask_directly(self, user: UserId, guest: UserId | None, *, encrypted: bool) -> None:
        if encrypted:
            chat = self.run(self.house.matrix.direct_chat(user))
            self.house.server.join(chat, user)
        else:
            chat = self.house.server.room(ME, user, encrypted=False)
        if guest not in (None, user):
            self.house.server.invite(chat, guest, by=user)
        self.compare_directly(chat, user, encrypted=encrypted)

    def compare(self, room: RoomId, asker: UserId) -> None:
        """Ask in a room; compare what it and the asker are told with what each may read."""
        said: list[MessageHeard] = self.run(self.house.ask(room, asker, "zebra"))
        public = {token for token in self.documents if self.fit_for(room, token)}
        mine = self.for_one(asker) - public
        assert self.told(said, room) == [public]
        self.nothing_but(said, room, asker, [mine] if mine and self.record(room).encrypted else [])

    def compare_directly(self, chat: RoomId, asker: UserId, *, encrypted: bool) -> None:
        said: list[MessageHeard] = self.run(self.house.ask(chat, asker, "zebra"))
        mine = self.for_one(asker)
        assert self.told(said, chat) == [mine if encrypted else set()]
        self.nothing_but(said, chat, asker, [])

    def nothing_but(
        self, said: list[MessageHeard], room: RoomId, asker: UserId, alone: list[set[str]]
    ) -> None:
        elsewhere = [message for message in said if message.room != room]
        assert [set(TOKEN.findall(message.body)) for message in elsewhere] == alone
        assert all(message.encrypted for message in elsewhere)
        shown = [message for message in elsewhere if TOKEN.search(message.body)]
        assert all(self.present(message.room) == {asker} for message in shown)

    def told(self, said: list[MessageHeard], room: RoomId) -> list[set[str]]:
        return [set(TOKEN.findall(message.body)) for message in said if message.room == room]

    def fit_for(self, target: RoomId, token: str) -> bool:
        """Whether a document may be shown to all who read in a room."""
        source, _ = self.documents[token]
        readers = self.present(target)
        if source == target:
            if self.record(target).history == "joined":
                readers = {user for user in readers if self.joined(target, user)}
            return self.is_open(source) and all(self.saw(user, token, here=True) for user in readers)
        weaker = self.weaker(self.record(target), self.record(source))
        return not weaker and self.is_open(source) and all(self.saw(user, token) for user in readers)

    def weaker(self, target: RoomRecord, source: RoomRecord) -> bool:
        levels, doors = list(Classification), ["joined", "invited", "shared"]
        return (
            target.history == "shared"
            or (source.encrypted and not target.encrypted)
            or levels.index(target.classification) < levels.index(source.classification)
            or doors.index(target.history) > doors.index(source.history)
            or (target.federate and not source.federate)
        )

    def saw(self, user: UserId, token: str, *, here: bool = False) -> bool:
        room, _ = self.documents[token]
        inside = self.joined(room, user) or (here and self.members(room).get(user) is INVITED)
        return inside and (self.record(room).history == "shared" or user in self.witnesses[token])

    def is_open(self, room: RoomId) -> bool:
        return room not in self.house.rooms.unserved and self.joined(room, ME)

    def for_one(self, asker: UserId) -> set[str]:
        """Which documents the asker may see in the direct chat; none when somebody else reads there."""
        chat = self.run(self.house.matrix.direct_chat(asker))
        if self.present(chat) != {asker}:
            return set()
        return {t for t, (room, _) in self.documents.items() if self.is_open(room) and self.saw(asker, t)}

    @invariant()
    def nothing_that_stands_quotes_what_was_redacted(self) -> None:
        if not hasattr(self, "house"):
            return
        standing = {token for message in self.house.said() for token in TOKEN.findall(message.body)}
        away = {room for room in self.rooms if not self.joined(room, ME)}
        assert away or standing <= self.documents.keys()

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
