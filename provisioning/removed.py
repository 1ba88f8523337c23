"""What people still hold although the community file has no place for it any more. Pure."""

from collections.abc import Iterator
from datetime import datetime

from provisioning.community.model import Community
from provisioning.days import Days
from provisioning.files import nearest
from provisioning.register.model import Fact, FactKind, Person, Register
from provisioning.shape import Warned

NAMED = 3
"""So many people are named, the others counted."""

Missing = tuple[str, str]
"""What the file lacks: the shelf it would stand on, and the word."""

SAID = {
    "mechanisms": "a place in the mechanism",
    "roles": "the role",
    "posts": "the post",
    "themes": "a seat at",
}


def held_nowhere(community: Community, register: Register, days: Days, at: datetime) -> Iterator[Warned]:
    """Yield a sentence for each word that people hold and that the community file does not have.

    What has ended is history, and may name what there is no more.
    """
    holders: dict[Missing, list[tuple[Person, Fact]]] = {}
    for person in register.people.values():
        for fact in person.facts:
            for missing in _missing(community, fact):
                if days.bounds(fact)[1] > at:
                    holders.setdefault(missing, []).append((person, fact))
    for (shelf, word), held in holders.items():
        place = held[0][1].place or held[0][0].place
        yield Warned(where=place.short, text=_sentence(community, shelf, word, held))


def _missing(community: Community, fact: Fact) -> Iterator[Missing]:
    if fact.kind is FactKind.MANDATE:
        if fact.subject not in community.mechanisms:
            yield "mechanisms", fact.subject
        if fact.role not in community.roles:
            yield "roles", fact.role
    elif fact.kind is FactKind.POST:
        if fact.subject not in community.posts:
            yield "posts", fact.subject
        yield from (("mechanisms", word) for word in sorted(fact.of - community.mechanisms.keys()))
    elif fact.subject not in community.themes and fact.subject not in community.mechanisms:
        yield "themes", fact.subject


def _sentence(community: Community, shelf: str, word: str, held: list[tuple[Person, Fact]]) -> str:
    names = list(dict.fromkeys(person.name for person, _ in held))
    shown = names if len(names) <= NAMED + 1 else [*names[:NAMED], f"{len(names) - NAMED} more"]
    who = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    verb = "holds" if len(names) == 1 else "hold"
    near = nearest(word, getattr(community, shelf))
    meant = f"; did you mean “{near}”?" if near else ""
    return (
        f"{who} still {verb} {SAID[shelf]} “{word}”, which the community file does not have: "
        f"put it back, or end what is held there first{meant}"
    )
