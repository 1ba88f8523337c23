"""Single changes about one person, each refused in a sentence where it cannot be. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kit.errors import BadInput
from kit.ids import PersonKey, UserId
from provisioning.community.model import Community
from provisioning.files import listed, nearest
from provisioning.register.changes import Change, Deed, key_of
from provisioning.register.importing.daywords import NotADay, day_of
from provisioning.register.load import owners
from provisioning.register.model import Person, Register
from provisioning.register.telling import entry_words

Written = Mapping[str, Any]
"""A person as ``register.yaml`` writes one."""


def suspension(person: Person, at: datetime, reason: str) -> Change:
    """Return the suspension of somebody from an instant on."""
    standing = person.suspended(at)
    if standing is not None:
        raise BadInput(f"{person.name} is suspended already, for: {standing.reason}")
    entry = {"from": at.isoformat(timespec="seconds"), "reason": reason}
    return Change(person=person.key, deed=Deed.ADD, what={"list": "suspended", "entry": entry}, reason=reason)


def resumption(person: Person, at: datetime, reason: str) -> Sequence[Change]:
    """Return the end of each suspension that holds at an instant."""
    standing = [one for one in person.suspensions if one.holds(at)]
    if not standing:
        raise BadInput(f"{person.name} is not suspended")
    fields = {"to": at.isoformat(timespec="seconds")}
    return [
        Change(
            person=person.key,
            deed=Deed.AMEND,
            what={"list": "suspended", "key": one.key, "fields": fields},
            reason=reason,
        )
        for one in standing
    ]


def binding(register: Register, person: Person, account: str, server_name: str, reason: str) -> Change:
    """Return that an account is somebody's; it was not verified, so its first seats may have to wait."""
    owner = owners(register, server_name).get(_full(account, server_name))
    if owner is not None:
        whose = f"{person.name}’s already" if owner.key == person.key else f"{owner.name}’s ({owner.key})"
        raise BadInput(f"the account {account} is {whose}")
    return Change(person=person.key, deed=Deed.BIND, what={"account": account}, reason=reason)


def releasing(register: Register, account: str, server_name: str, reason: str) -> tuple[Person, Change]:
    """Return whose account it is, and that it is theirs no longer."""
    user = _full(account, server_name)
    owner = owners(register, server_name).get(user)
    if owner is None:
        known = [one for person in register.people.values() for one in person.accounts]
        near = nearest(account, known)
        raise BadInput(
            f"nobody in the register has the account {account}" + (f"; did you mean {near}?" if near else "")
        )
    written = dict(zip(owner.users(server_name), owner.accounts, strict=True))[user]
    what = {"account": written, "how": "released by hand"}
    return owner, Change(person=owner.key, deed=Deed.RELEASE, what=what, reason=reason)


def ending(community: Community, person: PersonKey, written: Written, word: str, last: date) -> Change:
    """Return that something a person holds, or a conflict, ends with a day; ``written`` is the person."""
    sort, entry = _held(written, word)
    words, end = entry_words(community, sort, entry), str(entry.get("to") or "")
    if last.isoformat() < str(entry.get("from") or ""):
        raise BadInput(f"{words}: that begins on {entry['from']}, so it cannot end on {last}")
    if end and last.isoformat() >= end:
        raise BadInput(f"{words}: that ends on {end} anyway")
    what = {"list": sort, "key": key_of(sort, entry), "fields": {"to": last.isoformat()}}
    return Change(person=person, deed=Deed.AMEND, what=what)


def going_on(community: Community, written: Written, ended: Change, last: date) -> Iterator[str]:
    """Yield what somebody still holds in a mechanism in which something of theirs ends."""
    held = written.get("holds", ())
    subject = next((one.get("mandate") for one in held if key_of("holds", one) == ended.what["key"]), None)
    for one in held:
        other = key_of("holds", one) != ended.what["key"] and one.get("mandate") == subject
        if subject and other and str(one.get("to") or "9999") > last.isoformat():
            yield entry_words(community, "holds", one)


def day_said(word: str) -> date:
    """Return the day that an officer means. Raises :class:`BadInput`."""
    try:
        return day_of(word)
    except NotADay as problem:
        raise BadInput(str(problem)) from problem


def _held(written: Written, word: str) -> tuple[str, Mapping[str, Any]]:
    """Return what is meant by its key, or by its mechanism, role, post or theme where that is clear."""
    held = [(sort, entry) for sort in ("holds", "conflicts") for entry in written.get(sort, ())]
    keys = {key_of(sort, entry): (sort, entry) for sort, entry in held}
    if word in keys:
        return keys[word]
    meant = [key for key, (_, entry) in keys.items() if word.casefold() in _called(key, entry)]
    if len(meant) == 1:
        return keys[meant[0]]
    if meant:
        raise BadInput(f"“{word}” could be more than one thing: say which, {listed(meant)}")
    near = nearest(word, keys)
    hint = f"did you mean “{near}”?" if near else f"there is {listed(keys)}"
    raise BadInput(f"{written.get('name')} holds nothing called “{word}”; {hint}")


def _called(key: str, entry: Mapping[str, Any]) -> set[str]:
    plain = key.partition("@")[0]
    role = str(entry.get("role") or "member")
    own = role if role != "member" else plain.split(":")[1]
    return {word.casefold() for word in (plain, plain.partition(":")[2], own)}


def _full(account: str, server_name: str) -> UserId:
    return UserId(account if account.startswith("@") else f"@{account}:{server_name}")
