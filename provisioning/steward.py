"""Keeps the community as its files want it while the platform lives: events and the clock in, plans out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from kit.errors import Trouble
from kit.events import Event, Heard, MemberHeard, Membership, StateHeard
from kit.ids import RoomId, RoomKey, UserId
from provisioning.apply import Telling
from provisioning.clockwatch import Clockwatch
from provisioning.drift import Change, Wanted, is_as_wanted, is_of_note
from provisioning.entering import enter, put_out
from provisioning.handing import files_of, take_work, telling
from provisioning.heads import Heads
from provisioning.loading import Loaded, from_texts
from provisioning.office import Office, Receipt, Reviewed, carry_out, review
from provisioning.plan import HoldId, StepId
from provisioning.register.changes import Change as RegisterChange
from provisioning.shape import Desired
from provisioning.stewards_room import Speaking, StewardsRoom
from provisioning.store.changes import Changes
from provisioning.store.inputs import Outdated
from provisioning.store.work import Work, WorkList
from provisioning.turning import next_turn

POLL = 0.25
"""Seconds between two looks for handed-over work."""
WAITING_EVERY = timedelta(seconds=15)
"""How often to look whether somebody's account has come, or the homeserver is back."""
EVERYTHING_EVERY = timedelta(minutes=15)
"""How often to look at all rooms, should an event have been missed."""

log = structlog.get_logger(__name__)


class Steward:
    """The one applier. ``say`` speaks as the steward; ``renewed`` hears of files that rule from now on."""

    def __init__(
        self, office: Office, say: Speaking, *, renewed: Callable[[Loaded], None] = lambda _: None
    ) -> None:
        self._office = office
        self._staff = StewardsRoom(office, say, lambda: self._loaded, lambda: self.desired)
        self._renewed = renewed
        self._changes = Changes(office.database, office.clock)
        self._work = WorkList(office.database, office.clock)
        self._one_at_a_time = asyncio.Lock()
        self._wake = asyncio.Event()
        self._dirty: set[RoomKey] = set()
        self._loaded: Loaded | None = None
        self._desired: Desired | None = None
        self._missing: frozenset[UserId] = frozenset()
        self._foreign: frozenset[RoomId] = frozenset()
        self._waiting: frozenset[StepId] = frozenset()
        self._turn: datetime | None = None
        self._watch = Clockwatch(office.database, office.clock)
        self._heads = Heads(office.database, office.clock)
        self._looked = office.clock.steady()
        self._cut_short = False
        self._acted: datetime | None = None

    @property
    def loaded(self) -> Loaded | None:
        """The files and the register that rule, ``None`` before the first."""
        return self._loaded

    @property
    def desired(self) -> Desired:
        """What should be, as last computed."""
        return self._desired or Desired(at=self._office.clock.now(), rooms={})

    def settled(self, at: datetime) -> bool:
        """Whether all that the register says until an instant is done, and nothing is being done."""
        return not self._one_at_a_time.locked() and self._acted is not None and self._acted >= at

    async def run(self) -> None:
        """Work until cancelled; no single failure ends it."""
        await self.start()
        while True:
            await self._attempt(self.work)
            try:
                await asyncio.wait_for(self._wake.wait(), POLL)
            except TimeoutError:
                continue

    async def start(self) -> None:
        """Take up where the platform stopped: the files that rule, changes not yet told, work cut short."""
        await self._work.fail_interrupted()
        await self._office.rooms.load()
        kept = await self._office.ruling.ruling()
        if self._loaded is None and kept is not None:
            loaded = await self._office.registry.read_again(kept.inputs)
            if loaded is None:
                log.error("the files that ruled cannot be read any more; apply the community again")
            else:
                await self._rule(loaded, await self._watch.instant())
        self._looked -= EVERYTHING_EVERY.total_seconds()

    async def work(self) -> None:
        """Do what there is to do at this moment: handed-over work, changed rooms, what a date brings."""
        self._wake.clear()
        while await take_work(self._work, self._do_work):
            pass
        if self._loaded is None:
            return
        if self._is_time():
            await self.look()
        elif self._dirty:
            await self.look(frozenset(self._dirty))
        await self._watch.look(self._staff.tell, self._staff.zone)
        await self._heads.post(self._staff.tell, self._staff.zone, self._staff.is_confidential)

    async def hears(self, event: Event) -> None:
        """Notice what is not as the files want it; everything else is dismissed at once."""
        record = self._office.rooms.record(event.room) if isinstance(event, Heard) else None
        wanted = None if record is None else self._wanted(record.key)
        if record is None or wanted is None or is_as_wanted(event, wanted):
            return
        if is_of_note(event) and isinstance(event, MemberHeard | StateHeard):
            await self._changes.add(_change(event, record.key))
        self._dirty |= {record.key, *self._beyond(event, record.key)}
        self._wake.set()

    def _beyond(self, event: Event, door: RoomKey) -> Iterator[RoomKey]:
        """Yield the rooms that stand open to the members of this one, where somebody is banned from it."""
        if isinstance(event, MemberHeard) and event.now is Membership.BAN:
            yield from (key for key, room in self.desired.rooms.items() if door in room.look.allow)

    async def apply(
        self,
        loaded: Loaded,
        *,
        by: str,
        confirmed: AbstractSet[HoldId] = frozenset(),
        expected: str | None = None,
        progress: Telling | None = None,
        at: datetime | None = None,
    ) -> Receipt:
        """Apply other files, which rule from then on.

        Where the clock went back behind what was done, nothing that a date brought is undone, unless an
        officer who saw the plan applies them ``at`` the time it shows.
        """
        async with self._one_at_a_time:
            instant = at or await self._watch.instant()
            carrying = partial(
                carry_out,
                self._office,
                by=by,
                confirmed=confirmed,
                expected=expected,
                progress=progress,
                ruled=lambda rules: self._rule(rules, instant),
            )
            while True:
                try:
                    found, receipt = await self._carried(loaded, instant, carrying)
                    break
                except Outdated:  # somebody was let in or put out meanwhile
                    continue
            self._waiting = found.plan.stopped(confirmed)
            if self._loaded is None:
                await self._rule(found.loaded, instant)
            self._heads.look_again()
            self._acted = found.desired.at
            return receipt

    async def _carried(
        self, loaded: Loaded, instant: datetime, carrying: Callable[[Reviewed], Awaitable[Receipt]]
    ) -> tuple[Reviewed, Receipt]:
        with self._everywhere():
            found = await review(self._office, loaded, at=instant, foreign=self._foreign)
            self._seen(found)
            return found, await carrying(found)

    async def enter(self, changes: Sequence[RegisterChange], users: AbstractSet[UserId], *, by: str) -> None:
        """Enter what humans decided about the owner of some accounts, and see it done in the rooms.

        It does not wait for what the steward is doing, however long that takes: whoever is put out is out,
        and what a running plan did otherwise meanwhile is mended after it. Raises
        :class:`kit.errors.BadInput` where the changes do not fit; then nothing is entered.
        """
        async with self._office.entering:
            if self._loaded is None:
                raise Trouble("no community rules yet; apply one first")
            entered = await enter(self._office, self._loaded, changes)
            await self._rule(entered.loaded, await self._watch.instant())
        self._dirty |= entered.touched
        out = await put_out(self._office, entered, users, by=by)
        self._heads.look_again()
        await self.look(None if out is not None else entered.touched)

    async def look(self, only: AbstractSet[RoomKey] | None = None) -> None:
        """Look at some rooms, or at all, and mend what is not as the ruling files want it."""
        taken = frozenset(self._dirty) if only is None else only
        self._dirty -= taken
        try:
            async with self._one_at_a_time:
                with nullcontext() if only is not None else self._everywhere():
                    while not await self._looked_at_what_rules(only):
                        continue
        except BaseException:
            self._dirty |= taken
            raise

    async def _looked_at_what_rules(self, only: AbstractSet[RoomKey] | None) -> bool:
        """Look by what rules now; say whether it ruled to the end."""
        loaded = self._loaded
        if loaded is not None:
            with suppress(Outdated):
                await self._look(loaded, only)
        return loaded is self._loaded

    async def _look(self, loaded: Loaded, only: AbstractSet[RoomKey] | None) -> None:
        found = await review(
            self._office,
            loaded,
            at=await self._watch.instant(),
            only=only,
            without_account=None if only is None else self._missing,
            waiting=frozenset() if only is None else self._waiting,
            foreign=self._foreign,
        )
        self._desired = found.desired
        self._heads.look_again()
        await self._mend(found, only)
        if only is None:
            self._seen(found)
            self._acted = found.desired.at

    async def _mend(self, found: Reviewed, only: AbstractSet[RoomKey] | None) -> None:
        noted = await self._changes.all(only)
        steps = tuple(found.plan.free().values())
        mended = [one.change for one in noted if one.matters or any(map(one.change.is_mended_by, steps))]
        await self._changes.keep(mended)
        await carry_out(self._office, found, by="the steward", tolerant=True)
        for change in mended:
            await self._staff.tell_change(change, found)
        await self._changes.drop([one.change for one in noted])
        if only is None:
            await self._staff.tell_rest(found, mended)

    @contextmanager
    def _everywhere(self) -> Iterator[None]:
        """Remember, where work on all rooms is cut short, that it must soon be done again."""
        self._looked = self._office.clock.steady()
        self._cut_short = True
        yield
        self._cut_short = False

    def _seen(self, found: Reviewed) -> None:
        self._missing = frozenset(wait.user for wait in found.plan.waiting)
        self._foreign = found.found.foreign
        self._waiting = found.plan.stopped()
        self._looked = self._office.clock.steady()

    async def _rule(self, loaded: Loaded, at: datetime) -> None:
        memory = await self._office.provisioned.memory()
        self._loaded = loaded
        self._desired = self._office.wanted(loaded, at, memory)
        if self._turn is None or self._turn > at:  # else there is still something to do about it
            self._turn = next_turn(loaded.register, loaded.community, at)
        self._renewed(loaded)

    def _is_time(self) -> bool:
        now = self._office.clock.now()
        if self._turn is not None and now >= self._turn and self._loaded is not None:
            self._turn = next_turn(self._loaded.register, self._loaded.community, now)
            return True
        since = timedelta(seconds=self._office.clock.steady() - self._looked)
        return since >= (WAITING_EVERY if self._missing or self._cut_short else EVERYTHING_EVERY)

    def _wanted(self, key: RoomKey) -> Wanted | None:
        room = self.desired.rooms.get(key)
        if room is None:
            return None
        return Wanted(
            room=room,
            desired=self.desired,
            ids={record.key: at for at, record in self._office.rooms.all.items()},
            steward=self._office.homeserver.steward,
            server_name=self._office.homeserver.server_name,
        )

    async def _attempt(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Trouble as trouble:
            log.warning("the steward tries again", trouble=str(trouble))
            await asyncio.sleep(1)
        except Exception:
            log.exception("the steward met something unforeseen and goes on")
            await asyncio.sleep(1)

    async def _do_work(self, piece: Work) -> Mapping[str, Any]:
        loaded = await asyncio.to_thread(from_texts, files_of(piece))
        if loaded is None:
            raise Trouble("the files that were handed over cannot be read; give the command again")
        receipt = await self.apply(
            loaded,
            by=piece.by,
            confirmed=frozenset(map(HoldId, piece.asked["confirmed"])),
            expected=piece.asked.get("expected"),
            progress=telling(self._work, piece),
            at=self._office.clock.now(),
        )
        return receipt.as_json() | {"exit_code": receipt.exit_code}


def _change(event: MemberHeard | StateHeard, key: RoomKey) -> Change:
    if isinstance(event, MemberHeard):
        return Change(
            event=event.event, key=key, sender=event.sender, what="m.room.member", member=event.member
        )
    return Change(event=event.event, key=key, sender=event.sender, what=event.kind)
