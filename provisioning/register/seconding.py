"""When one person is not enough, and who may be the second. Pure."""

from collections.abc import Iterable

from provisioning.community.model import Community
from provisioning.register.changes import Change, Deed
from provisioning.register.model import Register
from provisioning.register.names import folded


def arrivals(changes: Iterable[Change]) -> frozenset[str]:
    """Return who comes into the register or is given something new to hold."""
    return frozenset(
        change.person
        for change in changes
        if change.deed is Deed.ENTER or (change.deed is Deed.ADD and change.what["list"] == "holds")
    )


def needs_second(community: Community, changes: Iterable[Change]) -> bool:
    """Whether a second person has to confirm changes."""
    return len(arrivals(changes)) > community.second_person_above


def same_person(one: str, other: str, register: Register) -> bool:
    """Whether two names that officers go by are one person’s, as far as the register can tell."""
    if folded(one) == folded(other):
        return True
    return bool(_meant(one, register) & _meant(other, register))


def _meant(name: str, register: Register) -> set[str]:
    word = folded(name)
    return {
        key
        for key, person in register.people.items()
        if word in {folded(known) for known in (key, person.name, person.email or "", *person.accounts)}
    }
