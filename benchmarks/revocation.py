"""Taking people out: one, against bare kicks; and a hundred whose terms end at one instant."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import aiohttp

from benchmarks.common import Figure, Figures, median
from benchmarks.community import bot_seats, connected, fresh_server, raised_barely, sample, tell
from benchmarks.floor import Job, side_by_side
from kit.clock import SystemClock
from kit.database import open_database
from kit.effects import Say
from kit.ids import PersonKey, RoomId, UserId
from palais.migrations import migrate
from provisioning.homeserver.embedded import SERVER_NAME, EmbeddedHomeserver
from provisioning.homeserver.synapse import open_synapse
from provisioning.loading import Loaded, load
from provisioning.mandates import RegisterMandates
from provisioning.office import Office, carry_out, review
from provisioning.register.changes import Change, Deed
from provisioning.register.model import FactKind
from provisioning.steward import Steward
from provisioning.store import StoredRooms

ROOMS = 30
MEMBERS = 12
ROUNDS = 3
WIDTHS = (1, 4, 8)
"""How many kicks at a time the floor tries; it is measured at its best."""
ENDING = 100
AHEAD = timedelta(days=1)

COMMUNITY = """\
community: {name: {en: Thirty rooms}, language: en}
kinds: {body: {en: body}}
roles: {member: {en: member}}
posts: {clerk: {en: clerk}}
mechanisms: {all: {kind: body, name: {en: All}}}
rooms:
"""
ROOM = """\
  - room: r%d
    name: {en: Room %d}
    classification: confidential
    who: {holds: {mandate: all}}
"""
PERSON = "  p%d: {name: P %d, accounts: [p%d], holds: [{mandate: all, from: 2020-01-01}]}\n"


@dataclass
class MovedClock(SystemClock):
    """The system’s clock, which can be told to be somewhere else."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the moved time."""
        return super().now() + self.ahead


@dataclass(kw_only=True)
class Watcher:
    """Somebody in all rooms who sees people leave, as a client does."""

    http: aiohttp.ClientSession
    since: str = ""
    left: dict[UserId, set[RoomId]] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """Follow until cancelled."""
        while True:
            query = {"timeout": "30000"} | ({"since": self.since} if self.since else {"timeout": "0"})
            async with self.http.get("/_matrix/client/v3/sync", params=query) as answer:
                answer.raise_for_status()
                told = await answer.json()
            for room, heard in told.get("rooms", {}).get("join", {}).items():
                for event in (*heard["state"]["events"], *heard["timeline"]["events"]):
                    if event["type"] == "m.room.member" and event["content"]["membership"] == "leave":
                        self.left.setdefault(UserId(event["state_key"]), set()).add(RoomId(room))
            self.since = told["next_batch"]
            self.news.set()

    async def sees_out(self, user: UserId, rooms: int) -> None:
        """Wait until somebody was seen to leave so many rooms."""
        while len(self.left.get(user, ())) < rooms:
            self.news.clear()
            await self.news.wait()


async def measure(*, people: int, seed: int) -> Figures:
    """Return the ratio for one person, and the rate for a hundred among many people."""
    with tempfile.TemporaryDirectory(prefix="palais-revocation-") as name:
        return {**await _one(Path(name) / "one"), **await _many(Path(name) / "many", people, seed)}


async def _one(folder: Path) -> Figures:
    """Suspend some people and kick others, each out of thirty rooms, in turns."""
    people = [UserId(f"@p{number}:{SERVER_NAME}") for number in range(MEMBERS)]
    loaded = await asyncio.to_thread(_thirty_rooms, folder)
    async with fresh_server(folder / "server", people) as server, _house(server, folder) as house:
        await house.apply(loaded)
        rooms = sorted((await house.office.provisioned.memory()).bound.values())
        async with _watching(server, people[0]) as watcher, connected(server) as http:
            kicking = _Kicking(http, server.steward, rooms, watcher)
            width = await kicking.best_width(people[1:4])
            ours, floor = [], []
            for number in range(ROUNDS):
                ours.append(await house.suspend(people[4 + 2 * number], watcher))
                floor.append(await kicking.out(people[5 + 2 * number], width))
    tell(f"ours {ours}, floor {floor}, {width} at a time")
    return {
        "revocation_ratio": Figure(median(ours) / median(floor), "ratio", 1.2),
        "revocation_s": Figure(median(ours), "s"),
        "floor_s": Figure(median(floor), "s"),
        "floor_width": Figure(width, "at a time"),
    }


async def _many(folder: Path, people: int, seed: int) -> Figures:
    """Let a hundred terms end at one instant in a community of many people."""
    community = await sample(folder / "community", people=people, seed=seed)
    tell(f"{people} people, {community.seats} seats: raising them takes some minutes")
    async with fresh_server(folder / "server", community.people) as server:
        await raised_barely(server, community.wanted, WIDTHS[-1])
        async with _house(server, folder) as house:
            await house.apply(community.loaded)
            ending = await house.end_terms(ENDING)
            before = await house.seats(ending)
            house.clock.ahead = AHEAD
            made = house.office.homeserver.requests_made
            began = time.perf_counter()
            await house.steward.work()
            took = time.perf_counter() - began
            made = house.office.homeserver.requests_made - made
            after = await house.seats(ending)
    return {
        "terms_ended": Figure(len(ending), "people"),
        "seats_taken": Figure(before - after, "seats"),
        "seats_missed": Figure(after, "seats", 0),
        "ending_s": Figure(took, "s"),
        "ending_rate": Figure((before - after) / took, "seats a second"),
        "ending_requests": Figure(made, "requests"),
    }


def _thirty_rooms(folder: Path) -> Loaded:
    folder.mkdir(parents=True)
    rooms = "".join(ROOM % (number, number) for number in range(ROOMS))
    people = "".join(PERSON % (number, number, number) for number in range(MEMBERS))
    (folder / "community.yaml").write_text(COMMUNITY + rooms, encoding="utf-8")
    (folder / "register.yaml").write_text(f"people:\n{people}", encoding="utf-8")
    return load(folder)


@dataclass(kw_only=True)
class _House:
    """The steward’s side, as the platform puts it together."""

    office: Office
    steward: Steward
    mandates: RegisterMandates
    clock: MovedClock

    async def apply(self, loaded: Loaded) -> None:
        """Raise what is not there."""
        reviewed = await review(self.office, loaded)
        receipt = await carry_out(self.office, reviewed, by="benchmark")
        if not receipt.complete:
            raise RuntimeError(f"apply left something undone: {receipt}")
        await self.steward.start()
        await self.steward.work()

    async def suspend(self, user: UserId, watcher: Watcher) -> float:
        """Suspend somebody; return the seconds until somebody saw the last leave."""
        key = PersonKey(user[1:].partition(":")[0])
        began = time.perf_counter()
        suspending = asyncio.create_task(self.mandates.suspend(key, by=[user], reason="measured"))
        await watcher.sees_out(user, ROOMS)
        took = time.perf_counter() - began
        await suspending
        return took

    async def end_terms(self, count: int) -> Collection[UserId]:
        """Enter that so many people’s mandates end before the clock moves; return their accounts."""
        rules = self.steward.loaded
        if rules is None:
            raise RuntimeError("nothing rules")
        now, day = self.clock.now(), self.clock.now().date().isoformat()
        chosen = [
            person
            for person in rules.register.people.values()
            if any(fact.kind is FactKind.MANDATE and fact.holds(now) for fact in person.facts)
        ][:count]
        changes = [
            Change(
                person=person.key,
                deed=Deed.AMEND if (fact.start is None or fact.start <= now) else Deed.WITHDRAW,
                what={"list": "holds", "key": fact.key, "fields": {"to": day}},
                by="benchmark",
            )
            for person in chosen
            for fact in person.facts
            if fact.end is None or fact.end > now
        ]
        await self.steward.apply(rules.with_changes(changes), by="benchmark")
        return [user for person in chosen for user in person.users(SERVER_NAME)]

    async def seats(self, users: Collection[UserId]) -> int:
        """Count the rooms in which the homeserver shows these people."""
        bound = (await self.office.provisioned.memory()).bound
        states = await self.office.homeserver.read(list(bound.values()))
        return sum(
            event.content.get("membership") in {"join", "invite"}
            for state in states.values()
            for user in users
            if (event := state.get(("m.room.member", user))) is not None
        )


@asynccontextmanager
async def _house(server: EmbeddedHomeserver, folder: Path) -> AsyncIterator[_House]:
    async def silent(_: Say) -> None:
        return None

    await asyncio.to_thread((folder / "state").mkdir)
    store = open_database(folder / "state" / "palais.db")
    try:
        await migrate(store)
        rooms, clock = StoredRooms(store), MovedClock()
        await rooms.load()
        async with open_synapse(server.url, server.steward_registration, server.server_name) as door:
            office = Office(database=store, homeserver=door, clock=clock, rooms=rooms, bots=bot_seats())
            steward = Steward(office, silent)
            mandates = RegisterMandates(steward=steward, clock=clock, server_name=server.server_name)
            yield _House(office=office, steward=steward, mandates=mandates, clock=clock)
    finally:
        await store.close()


@asynccontextmanager
async def _watching(server: EmbeddedHomeserver, user: UserId) -> AsyncIterator[Watcher]:
    """Let somebody follow all their rooms."""
    async with connected(server) as http:
        path = f"/_synapse/admin/v1/users/{quote(user, safe='')}/login"
        async with http.post(path, params={"user_id": server.steward}, json={}) as answer:
            answer.raise_for_status()
            token = (await answer.json())["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(server.url, headers=headers) as http:
        watcher = Watcher(http=http)
        task = asyncio.create_task(watcher.watch())
        while not watcher.since:
            await watcher.news.wait()
        yield watcher
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class _Kicking:
    """The floor: nothing but kicks, some at a time."""

    http: aiohttp.ClientSession
    steward: UserId
    rooms: Sequence[RoomId]
    watcher: Watcher

    async def best_width(self, people: Sequence[UserId]) -> int:
        """Return how many at a time are quickest, each tried on one person."""
        took: Mapping[int, float] = {
            width: await self.out(person, width) for width, person in zip(WIDTHS, people, strict=True)
        }
        return min(took, key=lambda width: took[width])

    async def out(self, user: UserId, width: int) -> float:
        """Kick somebody out of every room; return the seconds until somebody saw the last leave."""
        began = time.perf_counter()
        await side_by_side([self._kick(room, user) for room in self.rooms], width)
        await self.watcher.sees_out(user, ROOMS)
        return time.perf_counter() - began

    def _kick(self, room: RoomId, user: UserId) -> Job:
        async def kick() -> None:
            path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/kick"
            query = {"user_id": self.steward}
            async with self.http.post(path, params=query, json={"user_id": user}) as answer:
                answer.raise_for_status()

        return kick
