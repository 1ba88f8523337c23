"""Lays what rows say over the register: it adds, changes and ends, and takes nothing away. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kit.ids import PersonKey
from provisioning.register.changes import LISTS, Change, Deed, People, key_of
from provisioning.register.importing.doubts import Doubt, doubted, remark, wrong
from provisioning.register.importing.rows import Said
from provisioning.register.importing.spelling import one_line
from provisioning.register.telling import lay

ALTERED = ("to", "review", "reason")
"""What a row may say otherwise of an entry that is there."""

FOREVER = date.max.isoformat()


@dataclass(kw_only=True)
class Merging:
    """The register while rows are laid over it, which changes ``people``; ``changes`` go with their rows."""

    people: People
    today: date
    server_name: str
    changes: list[tuple[int, Change]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def lay(self, said: Said, key: str) -> None:
        """Lay one row over the register, as far as it says anything new."""
        for change in self._changes(said, key):
            entered = self._from(change, said)
            lay(self.people, entered)
            self.changes.append((said.row, entered))
        for sort, entry in said.entries:
            self.rows.setdefault((key, sort, key_of(sort, entry)), said.row)

    def _from(self, change: Change, said: Said) -> Change:
        return Change(
            person=change.person,
            deed=change.deed,
            what=change.what,
            source=said.source,
            reason=said.reason,
        )

    def _changes(self, said: Said, key: str) -> Iterator[Change]:
        who = PersonKey(key)
        person = self.people.get(key)
        if person is None:
            yield Change(person=who, deed=Deed.ENTER, what={"person": _somebody_new(said)})
            person = {}
        else:
            yield from self._fields(said, who, person)
        for sort, entry in said.entries:
            yield from self._entry(said, who, sort, entry)

    def _fields(self, said: Said, who: PersonKey, person: Mapping[str, Any]) -> Iterator[Change]:
        fields: dict[str, Any] = {**said.fields}
        if said.languages:
            fields["languages"] = list(said.languages)
        if said.key is not None and said.name:
            fields["name"] = said.name
        for name, value in fields.items():
            known = person.get(name)
            if value != (one_line(known) if isinstance(known, str) else known):
                yield Change(person=who, deed=Deed.SET, what={"field": name, "value": value})
        held = {self._full(account) for account in person.get("accounts", ())}
        for account in said.accounts:
            if self._full(account) not in held:
                yield Change(person=who, deed=Deed.BIND, what={"account": account})

    def _entry(self, said: Said, who: PersonKey, sort: str, entry: Mapping[str, Any]) -> Iterator[Change]:
        held = self.people[who].get(sort, ())
        there = next((one for one in held if key_of(sort, one) == key_of(sort, entry)), None)
        if there is None and sort != "suspended":
            there = self._meant(said, sort, entry, [one for one in held if _same(sort, one, entry)])
        if there is None:
            yield Change(person=who, deed=Deed.ADD, what={"list": sort, "entry": dict(entry)})
            return
        fields = {name: entry[name] for name in ALTERED if _differs(name, entry, there)}
        end = str(fields.get("to", ""))
        known = key_of(sort, there)
        if end and end < str(there.get("from", "")):
            text = f"the row ends the {LISTS[sort]} {known} on {end}, before it begins"
            self.doubts.append(wrong(said.row, text))
        elif fields:
            yield Change(person=who, deed=Deed.AMEND, what={"list": sort, "key": known, "fields": fields})

    def _meant(
        self, said: Said, sort: str, entry: Mapping[str, Any], like: list[Mapping[str, Any]]
    ) -> Mapping[str, Any] | None:
        """Return the entry that a row without its first day means, or that it says again otherwise."""
        if not entry.get("from"):
            return self._running(said, sort, entry, like)
        for other in like:
            if _overlap(other, entry):
                known = f"{key_of(sort, other)} until {other.get('to', 'further notice')}"
                text = f"{said.name or 'this person'} has that already ({known}), from another day than here"
                self.doubts.append(doubted(said.row, text))
        return None

    def _running(
        self, said: Said, sort: str, entry: Mapping[str, Any], like: list[Mapping[str, Any]]
    ) -> Mapping[str, Any] | None:
        if same := [one for one in like if entry.get("to") and one.get("to") == entry["to"]]:
            return same[0]
        running = [one for one in like if str(one.get("to", FOREVER)) >= self.today.isoformat()]
        if len(running) > 1:
            known = " and ".join(key_of(sort, one) for one in running)
            self.doubts.append(wrong(said.row, f"the row could mean {known}: give its first day"))
        elif not running and sort == "holds":
            self.doubts.append(remark(said.row, "there is no first day, so rooms open at once"))
        return running[0] if running else None

    def _full(self, account: str) -> str:
        return account if account.startswith("@") else f"@{account}:{self.server_name}"


def _somebody_new(said: Said) -> dict[str, Any]:
    lists = {"languages": list(said.languages), "accounts": list(said.accounts)}
    return {"name": said.name, **said.fields} | {name: value for name, value in lists.items() if value}


def _same(sort: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two entries are of the same thing, whenever they begin."""
    return key_of(sort, {**one, "from": ""}) == key_of(sort, {**other, "from": ""})


def _differs(name: str, entry: Mapping[str, Any], there: Mapping[str, Any]) -> bool:
    said, known = entry.get(name), there.get(name)
    return bool(said) and one_line(str(said)) != one_line(str(known or ""))


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first, last = (str(one.get("from") or ""), str(one.get("to") or FOREVER))
    return first <= str(other.get("to") or FOREVER) and str(other.get("from") or "") <= last
