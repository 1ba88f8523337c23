"""Who is meant by a key, a name or an account, whether they are in the register still or were once. Pure."""

from collections.abc import Iterable, Iterator

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.files import listed, nearest
from provisioning.register.changes import Deed, Entry
from provisioning.register.model import Person


def find_ever(word: str, people: Iterable[Person], entries: Iterable[Entry]) -> PersonKey:
    """Return who is meant. Raises :class:`BadInput` where nobody is, or more than one."""
    called: dict[str, set[PersonKey]] = {}
    for name, key in (*_of_people(people), *_of_entries(entries)):
        called.setdefault(name.casefold(), set()).add(key)
    found = called.get(word.casefold(), set())
    if len(found) == 1:
        return found.pop()
    if found:
        raise BadInput(f"“{word}” means more than one person: say which by key, {listed(sorted(found))}")
    near = nearest(word, called)
    raise BadInput(
        f"nobody is or was in the register as “{word}”" + (f"; did you mean “{near}”?" if near else "")
    )


def _of_people(people: Iterable[Person]) -> Iterator[tuple[str, PersonKey]]:
    for person in people:
        yield from ((name, person.key) for name in (person.key, person.name, *person.accounts))


def _of_entries(entries: Iterable[Entry]) -> Iterator[tuple[str, PersonKey]]:
    for entry in entries:
        what, who = entry.change.what, entry.change.person
        match entry.change.deed:
            case Deed.ENTER:
                accounts = what["person"].get("accounts", ())
                yield from ((name, who) for name in (who, what["person"]["name"], *accounts))
            case Deed.SET if what["field"] == "name" and what.get("value"):
                yield what["value"], who
            case Deed.BIND:
                yield what["account"], who
