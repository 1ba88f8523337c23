"""What can happen to the register, as values: each change is entered once and never overwritten. Pure.

The register as it is written is a tree: people by key, each with the fields of ``register.yaml``. A change
names one person and says what becomes different; folding all changes gives the tree of any moment.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.files import Tree

People = dict[str, dict[str, Any]]
"""The people of a register file: every scalar still text."""

FIELDS = ("name", "languages", "zone", "nationality", "email")
LISTS = {"holds": "fact", "suspended": "suspension", "conflicts": "conflict"}
"""What a person has several of, each entry with a key of its own, and what to call one."""


class Deed(StrEnum):
    """What a change does. ``what`` holds, by deed:

    ========  ====================================================================================
    enter     ``person``: all fields of somebody new
    leave     nothing: the person goes out of the register, their history stays
    set       ``field`` and its ``value`` (none: no longer known)
    add       ``list`` (holds, suspended or conflicts) and the ``entry``
    amend     ``list``, the entry's ``key``, and the ``fields`` that become different (such as its end)
    withdraw  ``list`` and the ``key`` of an entry that was wrong
    bind      ``account``, and ``how`` where it was verified
    release   ``account``, and ``how`` where it was lost or stolen
    ========  ====================================================================================
    """

    ENTER = "enter"
    LEAVE = "leave"
    SET = "set"
    ADD = "add"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    BIND = "bind"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the register: who enters it, on what ground (document, decision, election), and why."""

    person: PersonKey
    deed: Deed
    what: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""
    source: str = ""
    reason: str = ""

    @property
    def waits(self) -> bool:
        """Whether what follows from it may have to wait for a human.

        Accounts that were verified or lost, and suspensions, were decided by humans already.
        """
        if self.deed in {Deed.BIND, Deed.RELEASE}:
            return "how" not in self.what
        return self.what.get("list") != "suspended"

    def as_json(self) -> dict[str, Any]:
        """Return it in JSON's own types."""
        return {
            "person": self.person,
            "deed": self.deed.value,
            "what": dict(self.what),
            "by": self.by,
            "source": self.source,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Change":
        """Return the change that was written down by :meth:`as_json`."""
        return cls(
            person=PersonKey(given["person"]),
            deed=Deed(given["deed"]),
            what=given["what"],
            by=given["by"],
            source=given["source"],
            reason=given["reason"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change as it stands in the register's history: its number, and when it was entered."""

    number: int
    at: datetime
    change: Change


def people_of(tree: Tree) -> People:
    """Return the people of a register file's tree, in the form that changes speak of."""
    people = tree.get("people") if isinstance(tree, dict) else None
    if not isinstance(people, dict):
        return {}
    return {key: _tidy(person) if isinstance(person, dict) else {} for key, person in people.items()}


def tree_of(people: People) -> Tree:
    """Return the tree of a register file with these people."""
    return {"people": dict(people)}


def key_of(sort: str, entry: Mapping[str, Any]) -> str:
    """Return what an entry of a list is called for ever: what it is, and when it begins."""
    begins = f"@{entry.get('from') or ''}"
    if sort == "suspended":
        return f"suspension{begins}"
    if sort == "conflicts":
        return f"conflict:{entry.get('with') or ''}{begins}"
    for kind in ("mandate", "post", "guest"):
        if kind in entry:
            role = entry.get("role") or "member"
            detail = f":{role}" if kind == "mandate" and role != "member" else ""
            serving = f":of={','.join(sorted(entry['of']))}" if entry.get("of") else ""
            return f"{kind}:{entry[kind]}{detail}{serving}{begins}"
    return begins


def fold(people: People, changes: Iterable[Change]) -> People:
    """Return the people after these changes.

    What is so already stays so. Raises :class:`BadInput` where a change speaks of somebody or something
    that is not there, or adds what is there in another form.
    """
    after = dict(people)
    for change in changes:
        known = after.get(change.person)
        if change.deed is Deed.ENTER:
            after[change.person] = _entered(change, known)
        elif change.deed is Deed.LEAVE:
            after.pop(change.person, None)
        elif known is None:
            raise BadInput(f"“{change.person}” is not in the register, so nothing of theirs can be changed")
        else:
            after[change.person] = _changed(known, change)
    return after


def differences(old: People, new: People) -> tuple[Change, ...]:
    """Return the changes that lead from one register to another, without saying who enters them."""
    return tuple(_differences(old, new))


def entered_by(changes: Iterable[Change], by: str, source: str = "", reason: str = "") -> tuple[Change, ...]:
    """Return changes with who enters them, on what ground and why, where they do not say so themselves."""
    return tuple(
        replace(change, by=change.by or by, source=change.source or source, reason=change.reason or reason)
        for change in changes
    )


def digest_of(changes: Iterable[Change]) -> str:
    """Name these very changes, in this order; the audit keeps it."""
    words = json.dumps([change.as_json() for change in changes])
    return hashlib.sha256(words.encode()).hexdigest()


def _entered(change: Change, known: Mapping[str, Any] | None) -> dict[str, Any]:
    person = _tidy(change.what["person"])
    if known is not None and known != person:
        raise BadInput(f"“{change.person}” is in the register already, as {known.get('name', 'somebody')}")
    return person


def _changed(known: Mapping[str, Any], change: Change) -> dict[str, Any]:
    what, accounts = change.what, list(known.get("accounts", ()))
    match change.deed:
        case Deed.SET:
            return _with(known, what["field"], what.get("value"))
        case Deed.BIND:
            held = accounts if what["account"] in accounts else [*accounts, what["account"]]
            return _with(known, "accounts", held)
        case Deed.RELEASE:
            return _with(known, "accounts", [one for one in accounts if one != what["account"]])
        case Deed.ADD:
            return _with(known, what["list"], _added(known, change))
        case _:
            return _with(known, what["list"], _amended(known, change))


def _added(known: Mapping[str, Any], change: Change) -> list[Any]:
    sort, entry = change.what["list"], _tidy_entry(change.what["entry"])
    entries = list(known.get(sort, ()))
    same = [one for one in entries if key_of(sort, one) == key_of(sort, entry)]
    if same and same != [entry]:
        raise BadInput(
            f"{known.get('name')} has the {LISTS[sort]} {key_of(sort, entry)} already, with other details"
        )
    return entries if same else [*entries, entry]


def _amended(known: Mapping[str, Any], change: Change) -> list[Any]:
    sort, key = change.what["list"], change.what["key"]
    entries = list(known.get(sort, ()))
    found = [at for at, one in enumerate(entries) if key_of(sort, one) == key]
    if not found:
        held = ", ".join(key_of(sort, one) for one in entries) or "none"
        raise BadInput(f"{known.get('name')} has no {LISTS[sort]} {key}; there is: {held}")
    if change.deed is Deed.WITHDRAW:
        return [one for at, one in enumerate(entries) if at != found[0]]
    merged = {**entries[found[0]], **change.what["fields"]}
    entries[found[0]] = {name: value for name, value in merged.items() if value is not None}
    return entries


def _differences(old: People, new: People) -> Iterator[Change]:
    for key, person in new.items():
        who = PersonKey(key)
        if key not in old:
            yield Change(person=who, deed=Deed.ENTER, what={"person": person})
        elif old[key] != person:
            yield from _of_one(who, old[key], person)
    for key in sorted(old.keys() - new.keys()):
        yield Change(person=PersonKey(key), deed=Deed.LEAVE)


def _of_one(who: PersonKey, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in FIELDS:
        if old.get(name) != new.get(name):
            yield Change(person=who, deed=Deed.SET, what={"field": name, "value": new.get(name)})
    before, after = old.get("accounts", []), new.get("accounts", [])
    for account in before:
        if account not in after:
            yield Change(person=who, deed=Deed.RELEASE, what={"account": account})
    for account in after:
        if account not in before:
            yield Change(person=who, deed=Deed.BIND, what={"account": account})
    for sort in LISTS:
        yield from _of_list(who, sort, old.get(sort, ()), new.get(sort, ()))


def _of_list(
    who: PersonKey, sort: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    before = {key_of(sort, entry): entry for entry in old}
    after = {key_of(sort, entry): entry for entry in new}
    for key in sorted(before.keys() - after.keys()):
        yield Change(person=who, deed=Deed.WITHDRAW, what={"list": sort, "key": key})
    for key, entry in after.items():
        if key not in before:
            yield Change(person=who, deed=Deed.ADD, what={"list": sort, "entry": entry})
        elif before[key] != entry:
            fields = {
                name: entry.get(name)
                for name in {**before[key], **entry}
                if before[key].get(name) != entry.get(name)
            }
            yield Change(person=who, deed=Deed.AMEND, what={"list": sort, "key": key, "fields": fields})


def _with(known: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    after = {**known, name: value}
    return {field: given for field, given in after.items() if given not in (None, [])}


def _tidy(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person with lists as lists and nothing empty."""
    tidied: dict[str, Any] = {}
    for name, value in person.items():
        if name in LISTS and isinstance(value, list):
            tidied[name] = [_tidy_entry(one) if isinstance(one, dict) else one for one in value]
        elif name in {"languages", "accounts"} and isinstance(value, str):
            tidied[name] = [value]
        else:
            tidied[name] = value
    return {name: value for name, value in tidied.items() if value not in (None, [])}


def _tidy_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    of = entry.get("of")
    tidied = {**entry, "of": [of]} if isinstance(of, str) else dict(entry)
    return {name: value for name, value in tidied.items() if value is not None}
