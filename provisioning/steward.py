"""Keeps the community as its files want it while the platform lives: events and the clock in, plans out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Any

import structlog

from kit.effects import Say
from kit.errors import Trouble
from kit.events import Event, Heard, MemberHeard, StateHeard
from kit.ids import Language, RoomId, RoomKey, UserId
from kit.language import Sentence
from kit.message import saying
from provisioning.apply import Done, Telling
from provisioning.drift import Change, Wanted, is_as_wanted, is_of_note, told, what
from provisioning.entering import enter, put_out
from provisioning.handing import files_of, take_work
from provisioning.loading import Loaded, from_texts
from provisioning.office import Office, Receipt, Reviewed, carry_out, review
from provisioning.plan import Cause, HoldId
from provisioning.plan.words import words
from provisioning.register.changes import Change as RegisterChange
from provisioning.register.directory import RegisterDirectory
from provisioning.sentences import HELD, MENDED_UNSEEN
from provisioning.shape import Desired, RoomKind
from provisioning.store.changes import Changes
from provisioning.store.work import Work, WorkList
from provisioning.turning import next_turn

POLL = 0.25
"""Seconds between two looks for handed-over work."""
WAITING_EVERY = timedelta(seconds=15)
"""How often to look whether somebody's account has come."""
EVERYTHING_EVERY = timedelta(minutes=15)
"""How often to look at all rooms, should an event have been missed."""

log = structlog.get_logger(__name__)

Speaking = Callable[[Say], Awaitable[object]]


class Steward:
    """The one applier. ``say`` speaks as the steward; ``renewed`` hears of files that rule from now on."""

    def __init__(
        self, office: Office, say: Speaking, *, renewed: Callable[[Loaded], None] = lambda _: None
    ) -> None:
        self._office = office
        self._say = say
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
        self._turn: datetime | None = None
        self._looked = office.clock.now()
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
                await self._rule(loaded)
        self._looked -= EVERYTHING_EVERY

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

    async def hears(self, event: Event) -> None:
        """Notice what is not as the files want it; everything else is dismissed at once."""
        record = self._office.rooms.record(event.room) if isinstance(event, Heard) else None
        wanted = None if record is None else self._wanted(record.key)
        if record is None or wanted is None or is_as_wanted(event, wanted):
            return
        if is_of_note(event) and isinstance(event, MemberHeard | StateHeard):
            await self._changes.add(_change(event, record.key))
        self._dirty.add(record.key)
        self._wake.set()

    async def apply(
        self,
        loaded: Loaded,
        *,
        by: str,
        confirmed: AbstractSet[HoldId] = frozenset(),
        expected: str | None = None,
        progress: Telling | None = None,
    ) -> Receipt:
        """Apply other files, which rule from then on."""
        async with self._one_at_a_time:
            found = await review(self._office, loaded, foreign=self._foreign)
            self._seen(found)
            receipt = await carry_out(
                self._office,
                found,
                by=by,
                confirmed=confirmed,
                expected=expected,
                progress=progress,
                ruled=self._rule,
            )
            if self._loaded is None or not found.settles:
                await self._rule(found.loaded)
            self._acted = found.desired.at
            return receipt

    async def enter(self, changes: Sequence[RegisterChange], users: AbstractSet[UserId], *, by: str) -> None:
        """Enter what humans decided about the owner of some accounts, and see it done in the rooms.

        Raises :class:`kit.errors.BadInput` where the changes do not fit; then nothing is entered.
        """
        async with self._one_at_a_time:
            if self._loaded is None:
                raise Trouble("no community rules yet; apply one first")
            entered = await enter(self._office, self._loaded, changes)
            await self._rule(entered.loaded)
            out = await put_out(self._office, entered, users, by=by)
        await self.look(None if out is not None else entered.touched)

    async def look(self, only: AbstractSet[RoomKey] | None = None) -> None:
        """Look at some rooms, or at all, and mend what is not as the ruling files want it."""
        loaded = self._loaded
        if loaded is None:
            return
        taken = frozenset(self._dirty) if only is None else only
        self._dirty -= taken
        try:
            async with self._one_at_a_time:
                await self._look(loaded, only)
        except BaseException:
            self._dirty |= taken
            raise

    async def _look(self, loaded: Loaded, only: AbstractSet[RoomKey] | None) -> None:
        missing = None if only is None else self._missing
        found = await review(self._office, loaded, only=only, without_account=missing, foreign=self._foreign)
        self._desired = found.desired
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
            await self._tell_change(change, found)
        await self._changes.drop([one.change for one in noted])
        if only is None:
            await self._tell_rest(found, mended)

    def _seen(self, found: Reviewed) -> None:
        self._missing = frozenset(wait.user for wait in found.plan.waiting)
        self._foreign = found.found.foreign
        self._looked = self._office.clock.now()

    async def _rule(self, loaded: Loaded) -> None:
        memory = await self._office.provisioned.memory()
        now = self._office.clock.now()
        self._loaded = loaded
        self._desired = self._office.wanted(loaded, now, memory)
        self._turn = next_turn(loaded.register, loaded.community, now)
        self._renewed(loaded)

    def _is_time(self) -> bool:
        now = self._office.clock.now()
        if self._turn is not None and now >= self._turn and self._loaded is not None:
            self._turn = next_turn(self._loaded.register, self._loaded.community, now)
            return True
        since = now - self._looked
        return since >= (WAITING_EVERY if self._missing else EVERYTHING_EVERY)

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
            progress=self._telling(piece),
        )
        return receipt.as_json() | {"exit_code": receipt.exit_code}

    def _telling(self, piece: Work) -> Telling:
        last = 0.0

        async def progress(done: Done) -> None:
            nonlocal last
            now = asyncio.get_running_loop().time()
            if now - last > POLL or done.number == done.total:
                last = now
                await self._work.tell(piece.id, done.number, done.total, words(done.step))

        return progress

    async def _tell_change(self, change: Change, found: Reviewed) -> None:
        room = found.desired.rooms.get(change.key)
        if room is None:
            return
        await self._tell(
            told(change, room),
            f"mended:{change.event}",
            who=self._name(change.sender),
            member=self._name(change.member or change.sender),
            room=room.look.name,
            what=what(change.what).template(self._language),
        )

    async def _tell_rest(self, found: Reviewed, mended: Sequence[Change]) -> None:
        seen = {change.key for change in mended}
        for key in sorted(_drifted(found) - seen):
            name = found.plan.names.get(key, key)
            await self._tell(MENDED_UNSEEN, f"mended:{key}:{found.plan.at.isoformat()}", room=name)
        for hold in found.plan.holds:
            name = "" if hold.key is None else f"{found.plan.names.get(hold.key, hold.key)}: "
            await self._tell(HELD, f"held:{hold.id}", what=name + hold.text)

    async def _tell(self, sentence: Sentence, key: str, **values: str) -> None:
        room = self._stewards_room()
        if room is not None:
            await self._say(Say(room=room, message=saying(sentence, self._language, **values), key=key))

    def _stewards_room(self) -> RoomId | None:
        for room in self.desired.rooms.values():
            record = self._office.rooms.of_key(room.key) if room.kind is RoomKind.STEWARDS else None
            if record is not None:
                return record.room
        return None

    def _name(self, user: UserId) -> str:
        if self._loaded is None:
            return user
        people = RegisterDirectory(
            self._loaded.community, self._loaded.register, self._office.homeserver.server_name
        )
        name = people.name(user)
        return user if user.startswith(f"@{name}:") else f"{name} ({user})"

    @property
    def _language(self) -> Language:
        return Language.ENGLISH if self._loaded is None else self._loaded.community.language


def _change(event: MemberHeard | StateHeard, key: RoomKey) -> Change:
    if isinstance(event, MemberHeard):
        return Change(
            event=event.event, key=key, sender=event.sender, what="m.room.member", member=event.member
        )
    return Change(event=event.event, key=key, sender=event.sender, what=event.kind)


def _drifted(found: Reviewed) -> set[RoomKey]:
    steps: Iterable[Any] = found.plan.free().values()
    return {step.key for step in steps if step.cause is Cause.DRIFT}
