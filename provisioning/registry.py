"""The register as it is: the history in the database, with what files and commands propose on top of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kit.database import Database
from kit.errors import BadInput
from kit.ids import PersonKey
from kit.ports import Clock
from provisioning.files import BadFiles, parse_document
from provisioning.loading import REGISTER, Loaded, from_texts, with_people
from provisioning.register.changes import Change, Entry, People, differences, fold, people_of
from provisioning.store.inputs import Inputs, Ruling
from provisioning.store.register import History

NO_REGISTER = (
    "there is no register: put a register.yaml beside the community file, or bring people in with "
    "“palais register import”"
)


@dataclass(frozen=True, kw_only=True)
class Registry:
    """Who is in the register, now and at any earlier moment."""

    database: Database
    clock: Clock
    restored: dict[str, Loaded | None] = field(default_factory=dict)
    texts: dict[str, Loaded | None] = field(default_factory=dict)

    @property
    def history(self) -> History:
        """Every change that was ever entered."""
        return History(self.database)

    @property
    def ruling(self) -> Ruling:
        """Which files rule."""
        return Ruling(self.database, self.clock)

    async def merged(self, loaded: Loaded) -> Loaded:
        """Return files with the register's history under them.

        What a register file says otherwise than when it was last taken becomes proposed changes, before those
        that are proposed already. Raises :class:`BadInput` where they do not fit the register as it is.
        """
        if loaded.entered is not None:
            return loaded
        entries = await self.history.entries()
        kept = await self.ruling.ruling()
        taken = kept.inputs.files.get(REGISTER) if kept is not None and entries else None
        if not entries and loaded.written is None and not loaded.inputs.proposed:
            raise BadInput(NO_REGISTER)
        return await asyncio.to_thread(_merged, loaded, entries, taken)

    async def rules(self) -> Loaded | None:
        """Return what rules now, ``None`` before the first files."""
        kept = await self.ruling.ruling()
        return None if kept is None else await self.read_again(kept.inputs)

    async def as_of(self, at: datetime) -> Loaded | None:
        """Return what ruled at an instant, as it was known then; ``None`` before the first files."""
        kept = await self.ruling.ruled_at(at)
        return None if kept is None else await self.read_again(kept.inputs)

    async def read_again(self, inputs: Inputs, also: Sequence[Change] = ()) -> Loaded | None:
        """Read kept texts with the register as it was then, once for each digest.

        ``also`` are later changes to be laid on top, as far as they fit. ``None`` where this version of the
        platform no longer understands the texts.
        """
        digest = replace(inputs, proposed=(*inputs.proposed, *also)).digest
        if digest not in self.restored:
            entries = await self.history.entries(upto=inputs.entries)
            texts = await self._texts(inputs)
            self.restored[digest] = texts and await asyncio.to_thread(_restored, texts, inputs, entries, also)
        return self.restored[digest]

    async def _texts(self, inputs: Inputs) -> Loaded | None:
        """Read kept texts, once however often the register changes."""
        digest = Inputs(inputs.files).digest
        if digest not in self.texts:
            self.texts[digest] = await asyncio.to_thread(from_texts, inputs)
        return self.texts[digest]

    async def settled(self, loaded: Loaded, rules: Inputs) -> Loaded:
        """Return merged files after what they propose was entered."""
        people = fold(loaded.entered or {}, loaded.inputs.proposed)
        self.restored[rules.digest] = settled = replace(loaded, inputs=rules, entered=people)
        return settled

    async def unheld_since(self, inputs: Inputs, loaded: Loaded) -> Sequence[Change]:
        """Return the changes since some inputs that wait for nobody, those that are proposed included."""
        later = await self.history.entries(after=inputs.entries, upto=loaded.inputs.entries)
        changes = (*(entry.change for entry in later), *loaded.inputs.proposed)
        return tuple(change for change in changes if not change.waits)

    async def told_of(self, person: PersonKey) -> Sequence[Entry]:
        """Return all that was ever entered about somebody."""
        return await self.history.entries(person=person)


def _merged(loaded: Loaded, entries: Sequence[Entry], taken: str | None) -> Loaded:
    entered = _sum(entries)
    proposed = (*_news(loaded, taken), *loaded.inputs.proposed)
    people = fold(entered, proposed)
    effective = tuple(_effective(entered, proposed))
    inputs = Inputs(loaded.inputs.files, entries[-1].number if entries else 0, effective)
    return with_people(loaded, inputs, people, entered)


def _news(loaded: Loaded, taken: str | None) -> tuple[Change, ...]:
    """Return what the register's file says otherwise than when it was last taken."""
    written = loaded.written
    if written is None or taken == loaded.inputs.files[REGISTER]:
        return ()
    before = {} if taken is None else people_of(parse_document(REGISTER, taken).tree)
    return tuple(replace(change, source=REGISTER) for change in differences(before, written))


def _effective(people: People, proposed: Sequence[Change]) -> list[Change]:
    """Return the changes that change something."""
    now, kept = dict(people), []
    for change in proposed:
        who = change.person
        before: People = {who: now[who]} if who in now else {}
        after = fold(before, [change])
        if after != before:
            kept.append(change)
            now.pop(who, None)
            now |= after
    return kept


def _restored(
    loaded: Loaded, inputs: Inputs, entries: Sequence[Entry], also: Sequence[Change]
) -> Loaded | None:
    # Inputs that ruled before there was a history have all their people in their file.
    entered = _sum(entries) if entries else loaded.written or {}
    people: People = fold(entered, inputs.proposed)
    for change in also:
        try:
            people = fold(people, [change])
        except BadInput:
            continue  # it speaks of somebody whom these inputs do not know
    try:
        return with_people(loaded, inputs, people, entered)
    except BadFiles:
        return None


def _sum(entries: Sequence[Entry]) -> People:
    return fold({}, (entry.change for entry in entries))
