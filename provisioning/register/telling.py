"""Changes of the register in words, for officers. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from provisioning.community.model import Community
from provisioning.register.changes import Change, Deed, People, fold, key_of

FIELDS = {
    "name": "name",
    "languages": "languages",
    "zone": "time zone",
    "nationality": "nationality",
    "email": "official address",
}


class Sort(StrEnum):
    """What becomes of something."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that becomes different for one person."""

    sort: Sort
    person: str
    name: str
    text: str

    def as_json(self) -> dict[str, str]:
        """Return it in JSON's own types."""
        return {"person": self.person, "name": self.name, "text": self.text}


def told(community: Community, before: People, changes: Iterable[Change]) -> Iterator[Line]:
    """Yield what changes make different, one after the other."""
    people = dict(before)
    for change in changes:
        known = people.get(change.person, {})
        lay(people, change)
        name = str(people.get(change.person, known).get("name", ""))
        for sort, text in _texts(community, known, change):
            yield Line(sort=sort, person=change.person, name=name, text=text)


def lay(people: People, change: Change) -> None:
    """Change these very people, however many there are, at the cost of one."""
    who = change.person
    after = fold({who: people[who]} if who in people else {}, [change])
    if who not in after:
        people.pop(who, None)
    people |= after


def entry_words(community: Community, sort: str, entry: Mapping[str, Any]) -> str:
    """Return what an entry of a list says: “chair of CEDAW, 2025-01-01 to 2026-12-31”."""
    days = _period(entry.get("from"), entry.get("to"))
    if sort == "suspended":
        return f"suspended{days}: {entry.get('reason', '')}"
    if sort == "conflicts":
        return f"conflict with {_short(community, str(entry.get('with')))}{days}"
    return f"{_held(community, entry)}{days}"


def _held(community: Community, entry: Mapping[str, Any]) -> str:
    if "guest" in entry:
        return f"guest of {_short(community, entry['guest'])}"
    if "post" in entry:
        of = ", ".join(_short(community, key) for key in entry.get("of", ()))
        review = f", review {entry['review']}" if entry.get("review") else ""
        return _spoken(community.posts, community, entry["post"]) + (f" for {of}" if of else "") + review
    role = str(entry.get("role") or "member")
    return f"{_spoken(community.roles, community, role)} of {_short(community, str(entry.get('mandate')))}"


def _texts(community: Community, known: Mapping[str, Any], change: Change) -> Iterator[tuple[Sort, str]]:
    what = change.what
    match change.deed:
        case Deed.ENTER:
            yield from _entered(community, what["person"])
        case Deed.LEAVE:
            yield Sort.ENDED, "goes out of the register"
        case Deed.SET:
            yield Sort.CHANGED, _field(known, what["field"], what.get("value"))
        case Deed.BIND:
            yield Sort.ADDED, f"account {what['account']}"
        case Deed.RELEASE:
            yield Sort.ENDED, f"account {what['account']}"
        case Deed.ADD:
            yield Sort.ADDED, entry_words(community, what["list"], what["entry"])
        case Deed.AMEND | Deed.WITHDRAW:
            yield _amended(community, known, change)


def _entered(community: Community, person: Mapping[str, Any]) -> Iterator[tuple[Sort, str]]:
    details = [
        f"{FIELDS[name]} {_value(person[name])}" for name in FIELDS if name != "name" and person.get(name)
    ]
    yield Sort.ADDED, ", ".join(["new in the register", *details])
    for account in person.get("accounts", ()):
        yield Sort.ADDED, f"account {account}"
    for sort in ("holds", "suspended", "conflicts"):
        for entry in person.get(sort, ()):
            yield Sort.ADDED, entry_words(community, sort, entry)


def _amended(community: Community, known: Mapping[str, Any], change: Change) -> tuple[Sort, str]:
    sort, key = change.what["list"], change.what["key"]
    was: Mapping[str, Any] = next((one for one in known.get(sort, ()) if key_of(sort, one) == key), {})
    if change.deed is Deed.WITHDRAW:
        return Sort.ENDED, f"withdrawn: {entry_words(community, sort, was)}"
    fields = change.what["fields"]
    words = entry_words(community, sort, {**was, **fields})
    before = ", ".join(f"{name} {was.get(name) or 'nothing'}" for name in fields)
    earlier = bool(fields.get("to")) and str(fields["to"]) < str(was.get("to") or "9999")
    return (Sort.ENDED if earlier else Sort.CHANGED), f"{words} (before: {before})"


def _field(known: Mapping[str, Any], name: str, value: Any) -> str:
    was = _value(known.get(name)) or "nothing"
    return f"{FIELDS.get(name, name)} {_value(value) or 'nothing'} (before: {was})"


def _value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _period(start: str | None, end: str | None) -> str:
    if start and end:
        return f", {start} to {end}"
    if start:
        return f", since {start}"
    return f", until {end}" if end else ""


def _short(community: Community, key: str) -> str:
    if key in community.mechanisms:
        return community.mechanisms[key].short
    return community.spoken(community.themes[key].name) if key in community.themes else key


def _spoken(shelf: Mapping[str, Any], community: Community, key: str) -> str:
    return community.spoken(shelf[key]) if key in shelf else key
