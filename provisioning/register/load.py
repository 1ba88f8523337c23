"""Reads a register from its file, or says all that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from kit.ids import PersonKey, UserId
from provisioning.community.model import Community, Names
from provisioning.files import BadFiles, Document, Loc, Problem, read_document
from provisioning.judging import judge
from provisioning.register.changes import LISTS, key_of, people_of
from provisioning.register.model import Conflict, Fact, FactKind, Person, Register, Suspension
from provisioning.register.written import (
    Dated,
    Held,
    HeldMandate,
    HeldPost,
    HeldSeat,
    RegisterFile,
    WrittenConflict,
    WrittenPerson,
    WrittenSuspension,
)

FILE_NAME = "register.yaml"
NAMED_BY = {
    "mandate": "mechanisms",
    "of": "mechanisms",
    "role": "roles",
    "post": "posts",
    "guest": "themes",
    "with": "themes",
}
"""What an entry names, and the shelf on which the community has it."""


def load_register(path: Path, community: Community) -> Register:
    """Return the register of a folder (its ``register.yaml``) or of a file.

    Raises :class:`BadFiles` with every problem, words that the community does not know among them.
    """
    return read_register(read_document(path / FILE_NAME if path.is_dir() else path), community)


def read_register(document: Document, community: Community) -> Register:
    """Return the register that a tree says, whatever it was read from. Raises :class:`BadFiles`."""
    problems: list[Problem] = []
    written, document = judge(RegisterFile, document, _shelves(document, community), problems)
    if written is not None:
        problems.extend(_shared_accounts(written, document))
        problems.extend(_doubles(document))
    if written is None or problems:
        raise BadFiles(problems)
    reading = _Reading(community, document)
    return Register(people={PersonKey(key): reading.person(key, one) for key, one in written.people.items()})


def register_schema() -> dict[str, Any]:
    """Return the JSON Schema of the register file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **RegisterFile.model_json_schema()}


def _shared_accounts(written: RegisterFile, document: Document) -> Iterator[Problem]:
    """Yield each account or address that two people claim."""
    first: dict[str, str] = {}
    for key, person in written.people.items():
        claims: list[tuple[str, Loc]] = [
            (account, ("people", key, "accounts", at)) for at, account in enumerate(person.accounts)
        ]
        if person.email:
            claims.append((person.email.casefold(), ("people", key, "email")))
        for claim, loc in claims:
            if first.setdefault(claim, key) != key:
                text = f"“{claim}” belongs to {first[claim]} already"
                yield Problem(document.at(loc), text, "an account and an address of one’s own")


def _shelves(document: Document, community: Community) -> Mapping[str, Sequence[str]]:
    """Return the words that facts may use.

    What has an end may name what the community has no more: whether the end has come is for the plan to say.
    """
    shelves = {name: dict.fromkeys(getattr(community, name)) for name in set(NAMED_BY.values())}
    for person in people_of(document.tree).values():
        for entry in (*(person.get("holds") or ()), *(person.get("conflicts") or ())):
            if isinstance(entry, dict) and entry.get("to"):
                for name, shelf in NAMED_BY.items():
                    words = entry.get(name) or ()
                    shelves[shelf] |= dict.fromkeys([words] if isinstance(words, str) else words)
    return {name: list(words) for name, words in shelves.items()}


def _doubles(document: Document) -> Iterator[Problem]:
    """Yield each fact, suspension and conflict that stands there twice."""
    for key, person in people_of(document.tree).items():
        for sort, name in LISTS.items():
            seen: set[str] = set()
            for at, entry in enumerate(person.get(sort, ())):
                known = key_of(sort, entry)
                if known in seen:
                    text = f"this {name} stands here twice: {known}"
                    yield Problem(document.at(("people", key, sort, at)), text, "each once")
                seen.add(known)


class _Reading:
    """Turns written people into people, with their days made instants in the community's zone."""

    def __init__(self, community: Community, document: Document) -> None:
        self.community = community
        self.document = document
        self.zone = ZoneInfo(community.zone)
        self.plain = people_of(document.tree)

    def person(self, key: str, written: WrittenPerson) -> Person:
        """Return one person with their facts."""
        loc: Loc = ("people", key)
        facts = (self._fact(one, (*loc, "holds", at)) for at, one in enumerate(written.holds))
        return Person(
            key=PersonKey(key),
            name=written.name,
            place=self.document.at((*loc, "")),
            languages=tuple(written.languages),
            zone=written.zone,
            nationality=written.nationality,
            email=written.email,
            accounts=tuple(written.accounts),
            facts=tuple(facts),
            suspensions=tuple(
                self._suspension(one, (*loc, "suspended", at)) for at, one in enumerate(written.suspended)
            ),
            conflicts=tuple(map(self._conflict, written.conflicts)),
        )

    def _fact(self, written: Held, loc: Loc) -> Fact:
        kind, subject, words, role, of = self._told(written)
        return Fact(
            key=self._key(loc),
            kind=kind,
            subject=subject,
            words=f"{words}{_period(written.start, written.end)}",
            role=role,
            of=of,
            start=self._begins(written),
            end=self._ends(written),
            review=written.review if isinstance(written, HeldPost) else None,
            place=self.document.at(loc),
        )

    def _key(self, loc: Loc) -> str:
        _, person, sort, at = loc
        entries = self.plain[str(person)][str(sort)]
        return key_of(str(sort), entries[int(at)])

    def _told(self, written: Held) -> tuple[FactKind, str, str, str, frozenset[str]]:
        """Return what is held: its kind, subject, words, role and the mechanisms it serves."""
        match written:
            case HeldMandate():
                words = f"{self._called('roles', written.role)} of {self._short(written.mandate)}"
                return FactKind.MANDATE, written.mandate, words, written.role, frozenset()
            case HeldPost():
                of = frozenset(written.of or ())
                serving = f" for {', '.join(self._short(key) for key in sorted(of))}" if of else ""
                words = f"{self._called('posts', written.post)}{serving}"
                return FactKind.POST, written.post, words, "", of
            case HeldSeat():
                return (
                    FactKind.GUEST,
                    written.guest,
                    f"guest of {self._short(written.guest)}",
                    "",
                    frozenset(),
                )
            case _:
                assert_never(written)

    def _conflict(self, written: WrittenConflict) -> Conflict:
        period = _period(written.start, written.end)
        return Conflict(
            subject=written.subject,
            words=f"conflict with {self._short(written.subject)}{period}",
            start=self._begins(written),
            end=self._ends(written),
        )

    def _begins(self, written: Dated) -> datetime | None:
        return None if written.start is None else self._dawn(written.start)

    def _ends(self, written: Dated) -> datetime | None:
        return None if written.end is None else self._dawn(written.end + timedelta(1))

    def _suspension(self, written: WrittenSuspension, loc: Loc) -> Suspension:
        return Suspension(
            key=self._key(loc),
            start=self._instant(written.start, last=False),
            end=None if written.end is None else self._instant(written.end, last=True),
            reason=written.reason,
        )

    def _instant(self, given: date | datetime, *, last: bool) -> datetime:
        if isinstance(given, datetime):
            return given
        return self._dawn(given + timedelta(1) if last else given)

    def _dawn(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)

    def _short(self, key: str) -> str:
        if key in self.community.mechanisms:
            return self.community.mechanisms[key].short
        return self.community.spoken(self.community.themes[key].name) if key in self.community.themes else key

    def _called(self, shelf: str, key: str) -> str:
        names: Names | None = getattr(self.community, shelf).get(key)
        return key if names is None else self.community.spoken(names)


def _period(start: date | None, end: date | None) -> str:
    if start and end:
        return f", {start} to {end}"
    if start:
        return f", since {start}"
    return f", until {end}" if end else ""


def owners(register: Register, server_name: str) -> dict[UserId, Person]:
    """Return the person behind each account."""
    return {user: person for person in register.people.values() for user in person.users(server_name)}
