"""The platform with all its parts but Matrix, to which anything may happen."""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from kit.database import open_database
from kit.errors import Refusal, Unreachable
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from kit.ports import Ban
from kit.testing import StillClock
from provisioning.clockwatch import acted_at, instant_of
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.loading import COMMUNITY, REGISTER, Loaded, load
from provisioning.mandates import RegisterMandates
from provisioning.office import Office, review
from provisioning.register.changes import Change, entered_by
from provisioning.steward import WAITING_EVERY
from provisioning.store import StoredRooms
from tests.provisioning.deciding import writing
from tests.provisioning.deciding.house import CLEO, THERE, Files, Pair
from tests.provisioning.deciding.judging import Judge, Waits
from tests.provisioning.listening import Listening
from tests.provisioning.village import Village


@cache
def empty_database() -> bytes:
    """Return a database with all its tables and nothing in them: each world begins with a copy."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "palais.db")
        made = open_database(file)

        async def make() -> None:
            await made.create_all()
            await made.close()

        asyncio.run(make())
        return file.read_bytes()


class World:
    """A community and its platform; ``files`` are those that rule, ``began`` is since when."""

    def __init__(self, folder: Path, files: Files, at: datetime) -> None:
        (folder / "palais.db").write_bytes(empty_database())
        self.folder = folder
        self.clock = StillClock(at)
        self.database = open_database(folder / "palais.db")
        self.homeserver = MemoryHomeserver(clock=self.clock, accounts=THERE)
        self.judge = Judge(self.homeserver)
        self.files = files
        self.began = at
        self.waiting = False
        self.open_platform()

    def open_platform(self) -> None:
        """Let the platform be there with nothing in its memory."""
        office = Office(
            database=self.database,
            homeserver=self.homeserver,
            clock=self.clock,
            rooms=StoredRooms(self.database),
        )
        village = Village(self.folder, self.homeserver, office, self.clock)
        standing = {
            (room, user): stood
            for room in self.homeserver.states
            for user, stood in self.judge.standing(room).items()
        }
        self.here = Listening(village, heard=len(self.homeserver.changes), standing=standing)

    @property
    def office(self) -> Office:
        return self.here.village.office

    @property
    def mandates(self) -> RegisterMandates:
        return RegisterMandates(
            steward=self.here.steward, clock=self.clock, server_name=self.homeserver.server_name
        )

    def written(self, files: Files) -> Loaded:
        """Return files as they are read from the disk; the register's file is written once."""
        community, register = self.folder / COMMUNITY, self.folder / REGISTER
        community.write_text(json.dumps(writing.community(files)), encoding="utf-8")
        if not register.exists():
            register.write_text(json.dumps(writing.register(files.people)), encoding="utf-8")
        return load(self.folder)

    async def plan(self, loaded: Loaded, then: Files, *, confirm: bool) -> None:
        """Let an officer apply files, with or without a yes to all that waits for one."""

        async def applying() -> None:
            plan = (await review(self.office, loaded, at=await self.instant())).plan
            holds = frozenset(hold.id for hold in plan.holds if confirm)
            await self.here.steward.apply(loaded, by="cleo", confirmed=holds)

        await self.enter(applying(), then)

    async def change(self, change: Change, then: Files, *, confirm: bool) -> None:
        """Let an officer enter a change of the register by a plan."""
        rules = await self.office.registry.rules()
        assert rules is not None
        changes = entered_by([change], "cleo", "a letter", "a quarrel")
        await self.plan(rules.with_changes(changes), then, confirm=confirm)

    async def enter(self, doing: Awaitable[None], then: Files) -> None:
        """Do what makes other files rule; where it is cut short it has done so wholly, or not at all."""
        before = await self.digest()
        try:
            await doing
        except Unreachable:
            self.files = self.files if await self.digest() == before else then
        else:
            self.files = then
        if await self.digest() != before:
            self.began = self.clock.now()

    async def digest(self) -> str:
        kept = await self.office.ruling.ruling()
        return "" if kept is None else kept.inputs.digest

    async def ban(self, pair: Pair) -> None:
        """Let staff ban somebody, which moderators do the same way."""
        key, user = pair
        ban = Ban(room=await self.room(key), user=user, by=CLEO, reason="a quarrel", at=self.clock.now())
        if await self.allows(lambda: self.here.bans.ban(ban)):
            self.judge.banned.add(pair)

    async def lift(self, pair: Pair) -> None:
        key, user = pair
        room = await self.room(key)
        if await self.allows(lambda: self.here.bans.lift(room, user, CLEO, "a quarrel")):
            self.judge.banned.discard(pair)

    async def allows(self, doing: Callable[[], Awaitable[None]]) -> bool:
        """Whether something is not refused; where the homeserver is gone, it is asked for once more."""
        try:
            await doing()
        except Unreachable:
            self.homeserver.cut_after = None
            with suppress(Refusal):  # a lifted ban is none any more, and the next look at all does the rest
                await doing()
            self.waiting = True
        except Refusal:
            return False
        return True

    async def stand(self, pair: Pair, now: Membership, by: UserId | None = None) -> None:
        """Let somebody change where they stand, or let a hand do it past all rules."""
        key, user = pair
        self.homeserver.stand(await self.room(key), user, now, by=by or user)

    async def empower(self, pair: Pair, level: int, by: UserId) -> None:
        """Let a hand give somebody a power level."""
        room = await self.room(pair[0])
        levels = self.homeserver.states[room]["m.room.power_levels", ""].content
        raised = {**levels, "users": {**levels["users"], pair[1]: level}}
        self.homeserver.change(room, by, "m.room.power_levels", raised)

    async def room(self, key: RoomKey) -> RoomId:
        return (await self.rooms())[key]

    async def rooms(self) -> Mapping[RoomKey, RoomId]:
        return (await self.office.provisioned.memory()).bound

    async def standing(self, *stands: Membership) -> set[Pair]:
        """Return everybody who stands so, in any room."""
        rooms = (await self.rooms()).items()
        return {
            (key, user)
            for key, room in rooms
            for user, at in self.judge.standing(room).items()
            if at in stands
        }

    async def instant(self) -> datetime:
        """Return the time, or the latest that was acted at where the clock went back behind it."""
        return instant_of(self.clock.now(), await acted_at(self.database))

    async def settle(self, *, cut: int | None = None, restart: bool = False) -> None:
        """Let the steward do its work, and judge; ``cut`` lets the homeserver be gone in the middle of it.

        What waits for a human may wait no more once others are out: a look at all rooms finds that.
        """
        if self.homeserver.cut_after is None:
            self.homeserver.cut_after = cut
        with suppress(Unreachable):
            await self.work()
        if restart:
            self.open_platform()
            await self.here.steward.start()
        if restart or self.homeserver.cut_after is not None:
            self.homeserver.cut_after = None
            self.clock.advance(WAITING_EVERY)
            await self.work()
        if self.waiting:
            await self.here.steward.look()
        await self.check()

    async def work(self) -> None:
        await self.here.hear_all()
        await self.here.steward.work()

    async def check(self) -> None:
        """Judge what came of it: a further run has nothing to do, and everybody stands where they should."""
        loaded, at = self.here.steward.loaded, await self.instant()
        assert loaded is not None
        plan = (await review(self.office, loaded, at=at)).plan
        assert not plan.free(), f"one run is enough, but there is still {list(plan.free().values())}"
        waits, rooms = Waits(plan), await self.rooms()
        self.waiting = bool(plan.holds)
        for key in self.files.rooms:
            self.judge.room(key, rooms[key], self.files, at, waits)
        for key in rooms.keys() - self.files.rooms.keys():
            self.judge.closed_room(key, rooms[key], waits)
        self.judge.holds(self.files, self.began, waits)
        self.judge.words()

    async def close(self) -> None:
        await self.database.close()
