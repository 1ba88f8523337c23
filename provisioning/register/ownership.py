"""Whose account was whose, and when: told by the register's whole history. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.ids import PersonKey, UserId
from provisioning.register.changes import Change, Deed, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whose account one was at an instant: by the register's history, else as the register is now.

    Who lost an account, or gave it up, is told as its owner until it is another's.
    """

    told: Mapping[UserId, Sequence[tuple[datetime, PersonKey]]]
    now: Mapping[UserId, PersonKey]
    server_name: str

    def at(self, user: UserId, at: datetime) -> PersonKey | None:
        """Return who it was."""
        if user not in self.told:
            return self.now.get(user)
        return next((holder for since, holder in reversed(self.told[user]) if since <= at), None)

    def full(self, account: str) -> UserId:
        """Return the user ID of what the register calls an account."""
        return UserId(account if account.startswith("@") else f"@{account}:{self.server_name}")


def ownership(entries: Iterable[Entry], now: Mapping[UserId, PersonKey], server_name: str) -> Ownership:
    """Return whose accounts were whose, by the register's whole history."""
    told: dict[UserId, list[tuple[datetime, PersonKey]]] = {}
    known = Ownership(told=told, now=now, server_name=server_name)
    for entry in entries:
        for account in _given(entry.change):
            told.setdefault(known.full(account), []).append((entry.at, entry.change.person))
    return known


def _given(change: Change) -> Sequence[str]:
    if change.deed is Deed.BIND:
        return (str(change.what["account"]),)
    return tuple(change.what["person"].get("accounts", ())) if change.deed is Deed.ENTER else ()
