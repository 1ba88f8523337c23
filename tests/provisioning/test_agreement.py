"""Explaining, the stewards' room and the audit agree with each other and with the rooms, whatever happens."""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.database import open_database
from kit.errors import Refusal
from kit.events import Membership
from kit.ids import PersonKey, RoomKey, UserId
from kit.ports import Ban
from kit.testing import StillClock
from provisioning.clockwatch import FOR
from provisioning.explain import Explaining
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.inquiry import INTERRUPTED, YES, Line, lines
from provisioning.mandates import RegisterMandates
from provisioning.office import Office
from provisioning.presence import HERE, Presence, Verdict, compared
from provisioning.proof import odd_entries, prove
from provisioning.register.ownership import ownership
from provisioning.store import StoredBans, StoredRooms
from provisioning.store.audit import AuditRow, kept_rows, rows
from provisioning.store.register import History
from tests.provisioning.listening import Listening
from tests.provisioning.village import NAMES, Village, user

FIRST = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENT = timedelta(minutes=1)
ROOMS = [RoomKey(key) for key in ("village", "green", "owls", "office")]
OUTSIDER = user("mallory")
MOVED = frozenset({"seated", "removed", "banned", "ban lifted", "invited back, once"})


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


terms = st.tuples(st.integers(-200, 300), st.integers(1, 300)).map(
    lambda term: tuple((FIRST + timedelta(days=days)).date().isoformat() for days in (term[0], sum(term)))
)
registers = st.fixed_dictionaries({name: st.lists(terms, max_size=1) for name in ("ada", "joan", "rosa")})
people = st.sampled_from(["ada", "joan", "rosa", "mallory"])
places = st.sampled_from(["green", "owls"])
happenings = st.one_of(
    st.tuples(st.just("pass"), st.integers(1, 150)),
    st.tuples(st.sampled_from(["bring", "bring unseen", "kick", "leave", "leave unseen"]), places, people),
    st.tuples(st.sampled_from(["ban", "lift"]), places, people),
    st.tuples(st.sampled_from(["suspend", "resume"]), st.sampled_from(["ada", "joan", "rosa"])),
)


def register_of(held: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    text = "people:\n  cleo: {name: Cleo, accounts: [cleo], holds: [{post: clerk, from: 2020-01-01}]}\n"
    for name, spans in held.items():
        facts = ", ".join(f"{{mandate: owls, from: {start}, to: {end}}}" for start, end in spans)
        text += f"  {name}: {{name: {name.title()}, accounts: [{name}], holds: [{facts}]}}\n"
    return text


@dataclass
class Life:
    """A village that lives on, and what it looked like after each thing that happened."""

    here: Listening
    mandates: RegisterMandates
    looks: dict[tuple[datetime, RoomKey], Sequence[Presence]] = field(default_factory=dict)
    read: int = 0
    told: int = 0

    @property
    def village(self) -> Village:
        return self.here.village

    async def happen(self, what: str, *given: Any) -> None:
        """Let one thing happen, and everything settle."""
        self.village.clock.advance(MOMENT)
        if what == "pass":
            self.village.clock.advance(timedelta(days=given[0]))
        elif what in {"suspend", "resume"}:
            act = self.mandates.suspend if what == "suspend" else self.mandates.resume
            await act(PersonKey(given[0]), by=[user("cleo")], reason="as decided")
        else:
            await self._by_hand(what, *given)
        await self.here.settle()

    async def _by_hand(self, what: str, key: str, name: str) -> None:
        room, who = await self.village.room(key), user(name)
        homeserver = self.village.homeserver
        stood = homeserver.membership(room, who)
        if what in {"ban", "lift"}:
            await self._ban(what, room, who)
        elif what.startswith("bring") and stood not in {Membership.JOIN, Membership.BAN}:
            homeserver.stand(room, who, Membership.JOIN, by=user("rosa"))
        elif what in {"kick", "leave", "leave unseen"} and stood in HERE:
            homeserver.stand(room, who, Membership.LEAVE, by=user("cleo") if what == "kick" else who)
        if what.endswith("unseen"):
            self.here.heard = len(homeserver.changes)
            self.village.clock.advance(timedelta(minutes=20))

    async def _ban(self, what: str, room: Any, who: UserId) -> None:
        office, clock = self.village.office, self.village.clock
        desired = self.here.steward.desired
        bans = StoredBans(office.database, office.homeserver, office.rooms, clock, lambda: desired)
        try:
            if what == "ban":
                await bans.ban(Ban(room=room, user=who, by=user("cleo"), reason="spam", at=clock.now()))
            else:
                await bans.lift(room, who, user("cleo"), "pardon")
        except Refusal:
            return

    async def explaining(self, known_at: datetime, at: datetime) -> Explaining:
        """Return what ``palais explain --at`` answers from."""
        rules = await self.village.office.registry.as_of(known_at)
        assert rules is not None
        bans = await self.village.office.provisioned.bans_at(known_at)
        server = self.village.homeserver.server_name
        return Explaining(rules.community, rules.register, at, server_name=server, bans=bans)

    async def looked(self, at: datetime, key: RoomKey) -> Sequence[Presence]:
        """Return who was in a room beside who should have been."""
        was = await self.village.homeserver.members_at(await self.village.room(key), at)
        assert was is not None
        return compared(await self.explaining(at, at), key, was, was, {self.village.homeserver.steward})

    async def new_rows(self) -> Sequence[AuditRow]:
        found = await rows(self.village.office.database, after=self.read)
        self.read = found[-1].number if found else self.read
        return found

    def new_words(self) -> Sequence[str]:
        found = self.here.told()[self.told :]
        self.told += len(found)
        return found

    async def audit(self) -> Sequence[Line]:
        database = self.village.office.database
        entries = await History(database).entries()
        owners = ownership(entries, {}, self.village.homeserver.server_name)
        return list(lines(await rows(database), entries, owners))


async def check_rooms(life: Life) -> None:
    """Everybody is where explaining says, but for who left or was invited and has not come."""
    now = life.village.clock.now()
    for key in ROOMS:
        found = await life.looked(now, key)
        life.looks[now, key] = found
        state = life.village.homeserver.states[await life.village.room(key)]
        for line in found:
            if line.verdict is Verdict.MISSING:
                left = state["m.room.member", line.user].sender == line.user
                assert line.stood is Membership.INVITE or (line.stood is Membership.LEAVE and left), line
            else:
                assert line.verdict is Verdict.RIGHT, line


async def check_rows(life: Life, found: Sequence[AuditRow]) -> Mapping[RoomKey, set[str]]:
    """What was done to people has causes and reasons that explaining gives, too; return them by room."""
    causes: dict[RoomKey, set[str]] = {}
    for row in found:
        for step in row.body["steps"].values() if row.kind == "begun" else ():
            assert step["cause"], step
            assert step["why"], step
            if step["step"] in {"SeatPerson", "InviteBack", "RemovePerson"}:
                at = datetime.fromisoformat(row.body[FOR]) if FOR in row.body else row.at
                check_step(await life.explaining(row.at, at), step)
                if step["step"] != "InviteBack":
                    causes.setdefault(RoomKey(step["key"]), set()).add(step["cause"])
    return causes


def check_step(answers: Explaining, step: Mapping[str, str]) -> None:
    seat = answers.desired.rooms[RoomKey(step["key"])].seats.get(UserId(step["user"]))
    if step["step"] == "RemovePerson":
        assert seat is None, step
        check_cause(answers, step)
    else:
        assert seat is not None, step
        assert step["step"] == "InviteBack" or (seat.fact in step["why"] and seat.rule in step["why"]), step


def check_cause(answers: Explaining, step: Mapping[str, str]) -> None:
    if step["user"] == OUTSIDER:
        assert step["cause"] == "drift", step
        return
    person = answers.register.people[answers.find_person(step["user"])]
    refused = answers.pair(person, answers.community.rooms[RoomKey(step["key"])]).refused
    assert refused, step
    if step["cause"] == "suspension":
        assert refused.startswith("suspended since"), (step, refused)
    if step["cause"] == "date":
        assert "ended on" in refused or refused == "holds nothing at this time", (step, refused)


def check_words(life: Life, causes: Mapping[RoomKey, set[str]], said: Sequence[str]) -> None:
    """What was done by hand and undone is told, and nothing else is.

    Somebody suspended whom a hand brings in is out because they are suspended; the hand is told all the same.
    """
    names = {key: life.here.steward.desired.rooms[key].look.name for key in ROOMS}
    told = {key for key in ROOMS if any(names[key] in text for text in said)}
    assert {key for key, found in causes.items() if "drift" in found} <= told, (causes, said)
    assert all(causes.get(key, set()) & {"drift", "suspension"} for key in told), (causes, said)


async def check_audit(life: Life) -> None:
    """The audit is whole, and its last word on each seat is where the person stands."""
    database = life.village.office.database
    found = prove(await kept_rows(database))
    assert found.holds, list(found.says())
    assert odd_entries(await rows(database), await History(database).entries()) == ()
    last: dict[tuple[str, str], Line] = {}
    for line in await life.audit():
        assert line.done in {YES, INTERRUPTED}, line
        if any(line.what.startswith(word) for word in MOVED):
            last[line.room, line.user] = line
    for key in ROOMS:
        room = await life.village.room(key)
        for name in (*NAMES, "mallory"):
            check_last(last.get((key, user(name))), life.village.homeserver.membership(room, user(name)))


def check_last(line: Line | None, stands: Membership | None) -> None:
    if stands is Membership.JOIN:
        assert line is not None, "nobody is in without a word of the audit"
        assert line.what in {"seated", "invited back, once"}, line
    if stands is Membership.BAN:
        assert line is not None
        assert line.what == "banned", line
    if stands is Membership.INVITE:
        assert line is not None
        assert line.what == "invited back, once", line


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers, st.lists(happenings, min_size=2, max_size=8))
def test_all_that_tells_of_seats_tells_the_same(
    held: Mapping[str, Sequence[tuple[str, str]]], happens: Sequence[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), register_of(held), happens))


async def live(folder: Path, register: str, happens: Sequence[tuple[Any, ...]]) -> None:
    database = open_database(folder / "palais.db")
    await database.create_all()
    try:
        clock = StillClock(FIRST)
        accounts = [user(name) for name in (*NAMES, "mallory")]
        homeserver = MemoryHomeserver(accounts=accounts, clock=clock)
        office = Office(database=database, homeserver=homeserver, clock=clock, rooms=StoredRooms(database))
        village = Village(folder, homeserver, office, clock)
        village.write(register=register)
        here = Listening(village)
        await here.steward.apply(village.loaded, by="cleo")
        server = homeserver.server_name
        life = Life(here, RegisterMandates(steward=here.steward, clock=clock, server_name=server))
        await life.happen("pass", 1)
        await life.new_rows()
        life.new_words()
        for what in happens:
            await life.happen(*what)
            await check_rooms(life)
            check_words(life, await check_rows(life, await life.new_rows()), life.new_words())
        await check_audit(life)
        for (at, key), found in life.looks.items():
            assert await life.looked(at, key) == found, "what was said of a day is said of it for ever"
    finally:
        await database.close()
