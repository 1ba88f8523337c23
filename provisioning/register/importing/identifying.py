"""Who is meant by each row: by key, account, official address, then by name. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from provisioning.register.changes import People
from provisioning.register.importing.doubts import Doubt, doubted, remark, wrong
from provisioning.register.importing.rows import Said
from provisioning.register.importing.spelling import akin, alike, one_line
from provisioning.register.names import folded
from provisioning.words import KEY


@dataclass(kw_only=True)
class Roll:
    """Everybody by what they are known by: those of the register, then those whom the list brings."""

    people: People
    server_name: str
    taken: Collection[str] = ()
    new: dict[str, Said] = field(default_factory=dict)
    _by_account: dict[str, str] = field(default_factory=dict)
    _by_address: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, person in self.people.items():
            self._know(key, person.get("name", ""), person.get("accounts", ()), person.get("email", ""))

    def name(self, key: str) -> str:
        """Return what somebody is called."""
        return one_line(str(self.people[key].get("name", ""))) if key in self.people else self.new[key].name

    def known(self, key: str) -> bool:
        """Whether somebody is in the register, or in the list so far."""
        return key in self.people or key in self.new

    def claimed(self, said: Said) -> Mapping[str, str]:
        """Return whose account and whose official address a row names, with how they are known by it."""
        address = self._by_address.get(said.fields.get("email", "").casefold())
        found = {address: f"the address {said.fields['email']}"} if address else {}
        for account in said.accounts:
            owner = self._by_account.get(self._full(account))
            if owner is not None:
                found[owner] = f"the account {account}"
        return found

    def called(self, name: str) -> list[str]:
        """Return who has this name, however it is spelt."""
        return self._by_name.get(folded(name), []) if name else []

    def nationality(self, key: str) -> str:
        """Return somebody's nationality, nothing where it is not known."""
        known: Mapping[str, Any] = self.people[key] if key in self.people else self.new[key].fields
        return str(known.get("nationality") or "")

    def address(self, key: str) -> str:
        """Return somebody's official address, nothing where it is not known."""
        known: Mapping[str, Any] = self.people[key] if key in self.people else self.new[key].fields
        return str(known.get("email") or "").casefold()

    def enter(self, said: Said, key: str | None) -> str:
        """Take a row for a new person; return their key."""
        key = key or next(self._free())
        self.new[key] = said
        self._know(key, said.name, said.accounts, said.fields.get("email", ""))
        return key

    def learn(self, key: str, said: Said) -> None:
        """Know somebody by what one more row says of them."""
        self._know(key, "", said.accounts, said.fields.get("email", ""))

    def _know(self, key: str, name: str, accounts: Iterable[str], address: str) -> None:
        for account in accounts:
            self._by_account.setdefault(self._full(account), key)
        if address:
            self._by_address.setdefault(address.casefold(), key)
        if name:
            self._by_name.setdefault(folded(name), []).append(key)

    def _full(self, account: str) -> str:
        return account if account.startswith("@") else f"@{account}:{self.server_name}"

    def _free(self) -> Iterator[str]:
        used = {*self.taken, *self.people, *self.new}
        return (key for number in count(1) if (key := f"p{number:03}") not in used)


def identify(said: Said, roll: Roll) -> tuple[str | None, list[Doubt]]:
    """Return whose row it is, and what is doubtful about that; nobody's where it cannot be said."""
    if said.key is not None:
        return _by_key(said, said.key, roll)
    claimed = roll.claimed(said)
    if len(claimed) > 1:
        owners = " and ".join(f"{how} of {roll.name(key)} ({key})" for key, how in claimed.items())
        return None, [wrong(said.row, f"the row names {owners}: one of the two is wrong")]
    if claimed:
        ((key, how),) = claimed.items()
        return _by_claim(said, key, how, roll)
    return _by_name(said, roll)


def _by_key(said: Said, key: str, roll: Roll) -> tuple[str | None, list[Doubt]]:
    doubts = []
    if not re.fullmatch(KEY, key):
        expected = "small letters, digits and hyphens, such as p017"
        return None, [wrong(said.row, f"“{key}” cannot be a key: {expected}")]
    for other, how in roll.claimed(said).items():
        if other != key:
            return None, [wrong(said.row, f"{how} belongs to {roll.name(other)} ({other}) already")]
    if not roll.known(key):
        return _new(said, key, roll)
    if said.name and not _same(said.name, roll.name(key)) and key in roll.people:
        text = f"{key} is {roll.name(key)} in the register, and {said.name} in this row"
        sort = remark if akin(said.name, roll.name(key)) else doubted
        doubts.append(
            sort(said.row, text + ("" if sort is remark else ": were rows sorted without their keys?"))
        )
    elif said.name and folded(said.name) != folded(roll.name(key)):
        doubts.append(
            doubted(said.row, f"{key} is {roll.name(key)} in an earlier row, and {said.name} in this")
        )
    return key, doubts


def _by_claim(said: Said, key: str, how: str, roll: Roll) -> tuple[str | None, list[Doubt]]:
    name = roll.name(key)
    if said.name and not _same(said.name, name):
        if not (alike(said.name, name)):
            return None, [
                wrong(said.row, f"{how} belongs to {name} ({key}) already; this row is {said.name}")
            ]
        return key, [remark(said.row, f"taken for {name} ({key}) by {how}: that spelling of the name stays")]
    return key, []


def _by_name(said: Said, roll: Roll) -> tuple[str | None, list[Doubt]]:
    if not said.name:
        return None, [wrong(said.row, "the row does not say whom it is about")]
    found = roll.called(said.name)
    if len(found) > 1:
        keys = " and ".join(found)
        return None, [wrong(said.row, f"{said.name} is the name of {keys}: say which in a column “key”")]
    if not found:
        return _new(said, None, roll)
    return found[0], _namesake(said, found[0], roll)


def _namesake(said: Said, key: str, roll: Roll) -> list[Doubt]:
    """Return why somebody of the name may be somebody else."""
    name, how = roll.name(key), f"a person of the name is known ({key}), but"
    meant = "if it is the same person, say so by a column “key”; if not, give a new key"
    state, now = roll.nationality(key), said.fields.get("nationality", "")
    if state and now and state != now:
        return [doubted(said.row, f"{how} as a national of {state}, not of {now}: {meant}")]
    address, given = roll.address(key), said.fields.get("email", "").casefold()
    if address and given and address != given:
        return [doubted(said.row, f"{how} with the address {address}, not {given}: {meant}")]
    if one_line(said.name) != name and folded(said.name) == folded(name) and key in roll.people:
        return [remark(said.row, f"{said.name} is taken for {name} ({key}): that spelling of the name stays")]
    return []


def _new(said: Said, key: str | None, roll: Roll) -> tuple[str | None, list[Doubt]]:
    if not said.name:
        return None, [wrong(said.row, "the row brings somebody new, but says no name")]
    doubts: list[Doubt] = []
    if key is not None and key in roll.taken:
        text = f"the key {key} was somebody’s who is in the register no longer: is it the same person?"
        doubts.append(doubted(said.row, text))
    others = [other for other in roll.called(said.name) if key is not None]
    if others:
        sort = doubted if set(others) & roll.people.keys() else remark
        text = f"{said.name} is the name of {' and '.join(others)} too: they are taken for different people"
        doubts.append(sort(said.row, text))
    return roll.enter(said, key), doubts


def _same(one: str, other: str) -> bool:
    return one_line(one) == one_line(other)
