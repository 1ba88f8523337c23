"""Who was in a room at a past instant, beside who should have been by the rules and facts of then. Pure."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from kit.events import Membership
from kit.ids import RoomKey, UserId
from provisioning.explain import Explaining
from provisioning.register.model import Person

SOON = timedelta(minutes=1)
"""How long after an instant what becomes due at it is surely done, where the platform runs."""

STOOD = {
    None: "had never been there",
    Membership.INVITE: "was invited, and not in yet",
    Membership.KNOCK: "had asked to come in",
    Membership.LEAVE: "had left or was out",
    Membership.BAN: "was banned",
}
"""Where somebody stood who was not in, in words."""

HERE = frozenset({Membership.JOIN, Membership.INVITE})


class Verdict(StrEnum):
    """What comparing says of one account."""

    RIGHT = "in, as it should be"
    OPEN = "in, through an open door"
    WRONG = "in, though nothing gave a seat"
    SETTLING = "put right within a minute"
    MISSING = "out, though there was a seat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One account at that instant. ``why`` is what gave the seat, or why there was none."""

    user: UserId
    name: str
    person: str
    verdict: Verdict
    stood: Membership | None
    why: str

    @property
    def words(self) -> str:
        """What is to be said of it in a line."""
        if self.verdict is Verdict.SETTLING:
            still = self.stood in HERE
            return "still there, and out within a minute" if still else "not in yet, and in within a minute"
        return self.verdict if self.stood is Membership.JOIN else f"{self.verdict}: {STOOD[self.stood]}"


def compared(
    answers: Explaining,
    key: RoomKey,
    was: Mapping[UserId, Membership],
    soon: Mapping[UserId, Membership],
    ours: AbstractSet[UserId],
) -> tuple[Presence, ...]:
    """Return a line for each account that was in a room or should have been, what is odd first.

    ``answers`` explain that very instant; ``soon`` is where everybody stood when what became due at it was
    surely done. ``ours`` are the steward and the bots, of whom nothing is said.
    """
    order = [Verdict.WRONG, Verdict.MISSING, Verdict.SETTLING, Verdict.OPEN, Verdict.RIGHT]
    lines = _compared(answers, key, was, soon, ours)
    return tuple(sorted(lines, key=lambda line: (order.index(line.verdict), line.name)))


def _compared(
    answers: Explaining,
    key: RoomKey,
    was: Mapping[UserId, Membership],
    soon: Mapping[UserId, Membership],
    ours: AbstractSet[UserId],
) -> Iterator[Presence]:
    owners = {
        user: person
        for person in answers.register.people.values()
        for user in person.users(answers.server_name)
    }
    seats = answers.desired.rooms[key].seats
    there = {user for user, stood in was.items() if stood in HERE}
    for user in sorted((there | seats.keys()) - ours):
        seat, owner = seats.get(user), owners.get(user)
        yield Presence(
            user=user,
            name=user if owner is None else owner.name,
            person="" if owner is None else owner.key,
            verdict=_verdict(
                seated=seat is not None,
                is_open=answers.desired.is_open_to(key, user),
                stood=was.get(user),
                soon=soon.get(user),
            ),
            stood=was.get(user),
            why=_refusal(answers, key, owner) if seat is None else f"{seat.rule}: {seat.fact}",
        )


def _verdict(*, seated: bool, is_open: bool, stood: Membership | None, soon: Membership | None) -> Verdict:
    inside = stood is Membership.JOIN
    if seated:
        if inside:
            return Verdict.RIGHT
        return Verdict.SETTLING if soon is Membership.JOIN else Verdict.MISSING
    if is_open:
        return Verdict.OPEN
    return Verdict.WRONG if soon in HERE else Verdict.SETTLING


def _refusal(answers: Explaining, key: RoomKey, owner: Person | None) -> str:
    if owner is None:
        return "nobody in the register has this account"
    return answers.pair(owner, answers.community.rooms[key]).refused or "this account has no seat"
