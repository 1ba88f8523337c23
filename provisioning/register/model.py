"""People and what they hold: dated facts, each of which can open rooms from one instant to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kit.ids import Language, PersonKey, UserId
from provisioning.files import Place


class FactKind(StrEnum):
    """What somebody can hold."""

    MANDATE = "mandate"
    POST = "post"
    GUEST = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a person holds, from ``start`` until just before ``end`` (``None``: open).

    ``subject`` is the mechanism of a mandate, the theme or mechanism of a guest; a post has its name there
    and the mechanisms it serves in ``of`` (empty: all). ``words`` say it to people, ``key`` names
    it for ever.
    """

    kind: FactKind
    subject: str
    words: str
    key: str = ""
    role: str = ""
    of: frozenset[str] = frozenset()
    start: datetime | None = None
    end: datetime | None = None
    review: date | None = None
    place: Place | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict of interest that somebody declared, from ``start`` until just before ``end``.

    ``subject`` is a State by its three letters, a mechanism or a theme. It opens nothing: rules leave out
    by it.
    """

    subject: str
    words: str
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A time in which a person is out of everything, and why."""

    start: datetime
    end: datetime | None
    reason: str
    key: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return self.start <= at and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the register. ``accounts`` are localparts on this homeserver or full user IDs."""

    key: PersonKey
    name: str
    place: Place
    languages: tuple[Language, ...] = ()
    zone: str | None = None
    nationality: str | None = None
    email: str | None = None
    accounts: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def suspended(self, at: datetime) -> Suspension | None:
        """Return the suspension that holds at an instant."""
        return next((one for one in self.suspensions if one.holds(at)), None)

    def users(self, server_name: str) -> tuple[UserId, ...]:
        """Return the person's accounts as user IDs."""
        return tuple(
            UserId(account if account.startswith("@") else f"@{account}:{server_name}")
            for account in self.accounts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everybody, by key."""

    people: Mapping[PersonKey, Person] = field(default_factory=dict)
