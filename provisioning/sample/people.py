"""Who holds what in the sample: committees by their real sizes, mandate holders, staff and guests."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.errors import BadInput
from provisioning.community.model import Community
from provisioning.sample.names import Invented, invented_people

FEWEST = 40
TERMS = (("2023-01-01", "2026-12-31"), ("2027-01-01", "2030-12-31"))
OTHER_TERMS = (("2025-01-01", "2028-12-31"), ("2029-01-01", "2032-12-31"))
OFFICES = (("2025-01-01", "2026-12-31"), ("2027-01-01", "2028-12-31"), ("2029-01-01", "2030-12-31"))
RENEWED = (("2024-05-01", "2027-04-30"), ("2027-05-01", "2030-04-30"))
OFFICERS = ("chair", "vice-chair", "rapporteur", "follow-up")

Line = str
"""One thing held, as a line of the register."""


@dataclass(frozen=True, slots=True)
class Sized:
    """How many people of each sort there are; five hundred fill every seat."""

    members: int
    holders: int
    staff: int
    guests: int


def sized(people: int) -> Sized:
    """Return how a number of people is shared out. Raises :class:`BadInput` where they are too few."""
    if people < FEWEST:
        raise BadInput(f"a sample needs at least {FEWEST} people, for ten committees and their secretariats")
    members, holders, staff = min(172, people * 60 // 100), min(80, people * 16 // 100), people * 15 // 100
    return Sized(members, holders, staff, people - members - holders - staff)


def working_group_size(holders: int) -> int:
    """Return how many experts a working group has when there are few or many of them."""
    return 5 if holders >= 20 else 2


def cast(community: Community, people: int, seed: int) -> Iterator[tuple[Invented, list[Line]]]:
    """Yield each person with what they hold; the same seed gives the same people."""
    size = sized(people)
    lines = [
        *_members(community, size.members),
        *_holders(community, size.holders),
        *_staff(list(community.mechanisms), size.staff),
        *([] for _ in range(size.guests)),
    ]
    themes = list(community.themes)
    for at, held in enumerate(lines):
        if not held or at % 3 == 0:
            held.append(f"{{guest: {themes[at % len(themes)]}, from: 2026-01-01, to: 2029-12-31}}")
    yield from zip(invented_people(people, random.Random(seed)), lines, strict=True)  # noqa: S311  # not a secret


def _members(community: Community, count: int) -> Iterator[list[Line]]:
    bodies = {key: one.seats or 1 for key, one in community.mechanisms.items() if one.kind == "treaty-body"}
    for key, seats in _shared_out(count, bodies).items():
        for at in range(seats):
            last = at == seats - 1
            yield _member(key, at, last=last, leaves=last and at % 2 == 0)


def _member(body: str, at: int, *, last: bool, leaves: bool) -> list[Line]:
    """Return a member's terms, half of the committee two years apart, and their offices."""
    terms = OTHER_TERMS if at % 2 else TERMS
    lines = [_line(body, term) for term in (terms[:1] if leaves else terms)]
    if at < len(OFFICERS) and not leaves:
        lines += [_line(body, term, OFFICERS[at]) for term in OFFICES]
    return [*lines, _line(body, OFFICES[0], "focal-point")] if last else lines


def _line(mechanism: str, term: tuple[str, str], role: str | None = None) -> Line:
    as_role = f", role: {role}" if role else ""
    return f"{{mandate: {mechanism}{as_role}, from: {term[0]}, to: {term[1]}}}"


def _shared_out(count: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Share people out by size, the largest remainders rounded up, nobody without any."""
    total = sum(sizes.values())
    seats = {key: max(1, count * size // total) for key, size in sizes.items()}
    for key in sorted(sizes, key=lambda key: -(count * sizes[key] % total)):
        if sum(seats.values()) < count:
            seats[key] += 1
    return seats


def _holders(community: Community, count: int) -> Iterator[list[Line]]:
    places = [
        key
        for key, one in community.mechanisms.items()
        if one.kind != "treaty-body"
        for _ in range(working_group_size(count) if one.kind == "working-group" else 1)
    ]
    for at in range(count):
        yield [_line(places[at % len(places)], term) for term in RENEWED]


def _staff(mechanisms: Sequence[str], count: int) -> Iterator[list[Line]]:
    """Yield two who look after the platform, and secretaries who share the mechanisms between them."""
    since = "from: 2024-02-01, review: 2027-06-30"
    for _ in range(2):
        yield [f"{{post: platform, {since}}}"]
    secretaries = count - 2
    for at in range(secretaries):
        serving = mechanisms[at::secretaries] or [mechanisms[at % len(mechanisms)]]
        yield [f"{{post: secretariat, of: [{', '.join(serving)}], {since}}}"]
