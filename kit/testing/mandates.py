"""The twin of the register as the bot that verifies people knows it: people are entered by hand."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from kit.errors import Refusal
from kit.ids import Language, PersonKey, UserId
from kit.language import Sentence
from kit.ports import Registered, SeatTold
from kit.search.folding import fold

GONE = Sentence(en="gone", fr="gone", es="gone", ar="gone", zh="gone", ru="gone")
TAKEN = Sentence(en="taken", fr="taken", es="taken", ar="taken", zh="taken", ru="taken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A change of the register as it was asked for."""

    what: str
    person: PersonKey
    by: tuple[UserId, ...]
    reason: str
    user: UserId | None = None
    how: str = ""


@dataclass
class MemoryMandates:
    """A :class:`kit.ports.Mandates` in memory. ``deeds`` are the changes that it took, in order.

    ``staff`` decide about everybody but themselves, ``strict`` are those about whom two decide. ``rooms``
    are what :meth:`seats` tells of each person.
    """

    people: dict[PersonKey, Registered] = field(default_factory=dict)
    rooms: dict[PersonKey, Sequence[SeatTold]] = field(default_factory=dict)
    staff: set[UserId] = field(default_factory=set)
    strict: set[PersonKey] = field(default_factory=set)
    subjects: dict[str, str] = field(default_factory=dict)
    days: tuple[int, ...] = (90, 30, 7)
    behind: bool = False
    deeds: list[Deed] = field(default_factory=list)
    _failing: list[Exception] = field(default_factory=list)

    def enter(self, key: str, name: str, **given: Any) -> Registered:
        """Enter a person; any field of :class:`Registered` can be given."""
        usual: dict[str, Any] = {"languages": (Language.ENGLISH,), "zone": "UTC"}
        person = Registered(key=PersonKey(key), name=name, **(usual | given))
        self.people[person.key] = person
        return person

    def fail(self, problem: Exception) -> None:
        """Let the next change fail."""
        self._failing.append(problem)

    def owner(self, user: UserId) -> Registered | None:
        """Return whose account it is."""
        return next((person for person in self.people.values() if user in person.accounts), None)

    def person(self, key: PersonKey) -> Registered | None:
        """Return somebody by key."""
        return self.people.get(key)

    def everybody(self) -> Sequence[Registered]:
        """Return everybody."""
        return list(self.people.values())

    def claimed(self, said: str) -> PersonKey | None:
        """Return whom a name or an address means."""
        word = _called(said)
        found = [
            person.key
            for person in self.people.values()
            if word in {_called(person.name), _called(person.email or "")}
        ]
        return found[0] if word and len(found) == 1 else None

    def seats(self, person: PersonKey, _at: datetime) -> Sequence[SeatTold]:
        """Return what was entered about the rooms of a person."""
        return self.rooms.get(person, ())

    def subject(self, said: str) -> str | None:
        """Return what was entered for a word."""
        return self.subjects.get(said.strip().casefold())

    def called(self, subject: str, _language: Language) -> str:
        """Return the word that was entered for a mechanism or theme."""
        return next((word for word, key in self.subjects.items() if key == subject), subject).upper()

    def community(self, _language: Language) -> str:
        """Return a name."""
        return "The Village"

    def notices(self) -> Sequence[int]:
        """Return the days before an end."""
        return self.days

    def settled(self, _at: datetime) -> bool:
        """Whether the rooms are as they should be; not while ``behind``."""
        return not self.behind

    def edition(self) -> int:
        """Return a number for what the register holds now."""
        return crc32(repr(self.people).encode())

    def decides(self, user: UserId, person: PersonKey) -> bool:
        """Whether somebody is staff, and another person."""
        owner = self.owner(user)
        return user in self.staff and person in self.people and (owner is None or owner.key != person)

    def needs_two(self, person: PersonKey) -> bool:
        """Whether two people decide."""
        return person in self.strict

    async def bind(
        self, person: PersonKey, user: UserId, *, by: Sequence[UserId], how: str, reason: str
    ) -> None:
        """Note that the account is the person's."""
        await self._may_fail()
        owner, known = self.owner(user), self.people.get(person)
        if known is None:
            raise Refusal(GONE)
        if owner is not None and owner.key != person:
            raise Refusal(TAKEN)
        if owner is None:
            self.people[person] = replace(known, accounts=(*known.accounts, user))
            self._note("bind", person, by, reason, user=user, how=how)

    async def release(self, user: UserId, *, by: Sequence[UserId], reason: str) -> None:
        """Take an account from its person."""
        await self._may_fail()
        owner = self.owner(user)
        if owner is None:
            raise Refusal(GONE)
        rest = tuple(account for account in owner.accounts if account != user)
        self.people[owner.key] = replace(owner, accounts=rest)
        self._note("release", owner.key, by, reason, user=user)

    async def suspend(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """Take a person out of everything."""
        await self._suspended(person, by, reason, now=True)

    async def resume(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """End a suspension."""
        await self._suspended(person, by, reason, now=False)

    async def _suspended(self, person: PersonKey, by: Sequence[UserId], reason: str, *, now: bool) -> None:
        await self._may_fail()
        known = self.people.get(person)
        if known is None:
            raise Refusal(GONE)
        if known.suspended is not now:
            self.people[person] = replace(known, suspended=now)
            self._note("suspend" if now else "resume", person, by, reason)

    async def _may_fail(self) -> None:
        await asyncio.sleep(0)
        if self._failing:
            raise self._failing.pop(0)

    def _note(
        self,
        what: str,
        person: PersonKey,
        by: Sequence[UserId],
        reason: str,
        **more: Any,
    ) -> None:
        self.deeds.append(Deed(what=what, person=person, by=tuple(by), reason=reason, **more))


@dataclass
class MemoryAccounts:
    """A :class:`kit.ports.Accounts` in memory. ``since`` are the accounts that are open, and since when.

    ``tokens`` are those that were handed out, each with its end; ``opens`` says whether any are.
    """

    since: dict[UserId, datetime] = field(default_factory=dict)
    opens: bool = True
    tokens: Mapping[str, datetime] = field(default_factory=dict)

    async def registration_token(self, expires: datetime) -> str | None:
        """Return a token."""
        await asyncio.sleep(0)
        if not self.opens:
            return None
        token = f"token{len(self.tokens) + 1}"
        self.tokens = {**self.tokens, token: expires}
        return token

    async def accounts(self) -> frozenset[UserId]:
        """Return all open accounts."""
        await asyncio.sleep(0)
        return frozenset(self.since)

    async def account_since(self, user: UserId) -> datetime | None:
        """Return since when an account is there."""
        await asyncio.sleep(0)
        return self.since.get(user)


def _called(said: str) -> str:
    return " ".join(sorted(fold(said).casefold().replace(",", " ").split()))
