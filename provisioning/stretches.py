"""Times in which somebody is let in, and why: laid over each other, shared and cut. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from kit.ids import PersonKey
from provisioning.days import FOREVER
from provisioning.shape import Power


class Footing(IntEnum):
    """How somebody fits a rule: to read alone in the days after an end, or to speak in the days before a
    beginning and after an end, or by what they hold at the time. In a room some of the last also lead.
    """

    READS = 0
    SPEAKS = 1
    HOLDS = 2
    LEADS = 3

    @property
    def power(self) -> Power:
        """The power of one who sits in a room on this footing."""
        return POWERS[self]


POWERS = {
    Footing.READS: Power.READER,
    Footing.SPEAKS: Power.MEMBER,
    Footing.HOLDS: Power.MEMBER,
    Footing.LEADS: Power.MODERATOR,
}


class Reason(NamedTuple):
    """Why a rule lets a person in: the rule in words, and the fact that fits it in words."""

    rule: str
    fact: str


class Stretch(NamedTuple):
    """A time from ``start`` until just before ``end``, and on what footing somebody is in."""

    start: datetime
    end: datetime
    footing: Footing
    reason: Reason


Stretches = tuple[Stretch, ...]
"""The times of one person, in order; no two share an instant."""

Admitted = Mapping[PersonKey, Stretches]
"""Whom something lets in, and when."""

Choice = tuple[Footing, Reason] | None

Pick = Callable[[Sequence[Stretch | None]], Choice]
"""Says what holds where each layer has the stretch given, or none."""


def layered(layers: Sequence[Stretches], pick: Pick) -> Stretches:
    """Return what a choice makes of several layers at each instant; neighbours that are alike become one."""
    edges = sorted({edge for layer in layers for one in layer for edge in (one.start, one.end)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        said = pick([at_instant(layer, start) for layer in layers])
        if said is None:
            continue
        new = Stretch(start, end, *said)
        last = found[-1] if found else None
        if last is not None and last.end == start and last[2:] == new[2:]:
            found[-1] = last._replace(end=end)
        else:
            found.append(new)
    return tuple(found)


def at_instant(stretches: Stretches, at: datetime) -> Stretch | None:
    """Return the stretch in which an instant lies."""
    for one in stretches:
        if one.start <= at < one.end:
            return one
    return None


def lasting(stretches: Stretches, at: datetime) -> datetime | None:
    """Return when somebody who is in at an instant is first out again, ``None`` where that is never."""
    end = at
    for one in stretches:
        if one.start <= end < one.end:
            end = one.end
    return None if end == FOREVER else end


def any_of(answers: Sequence[Admitted]) -> Admitted:
    """Return who is in one of several answers, on the best footing, and the first of equal ones."""
    layers: dict[PersonKey, list[Stretches]] = {}
    for answer in answers:
        for who, stretches in answer.items():
            layers.setdefault(who, []).append(stretches)
    return {who: found[0] if len(found) == 1 else layered(found, best) for who, found in layers.items()}


def all_of(answers: Sequence[Admitted]) -> Admitted:
    """Return who is in all of several answers at once."""
    if not answers:
        return {}
    first, *others = answers
    there = (who for who in first if all(who in answer for answer in others))
    found = ((who, layered([answer[who] for answer in answers], shared)) for who in there)
    return {who: stretches for who, stretches in found if stretches}


def left(answer: Admitted, outside: Admitted) -> Admitted:
    """Return who is in the one answer while not in the other."""
    found = (
        (who, layered([stretches, outside[who]], kept) if who in outside else stretches)
        for who, stretches in answer.items()
    )
    return {who: stretches for who, stretches in found if stretches}


def best(layers: Sequence[Stretch | None]) -> Choice:
    """Choose the best footing; of equal ones the first."""
    there = [one for one in layers if one is not None]
    if not there:
        return None
    chosen = max(there, key=lambda one: one.footing)
    return chosen.footing, chosen.reason


def shared(layers: Sequence[Stretch | None]) -> Choice:
    """Choose the worst footing where no layer is empty, with all reasons."""
    there = [one for one in layers if one is not None]
    if len(there) < len(layers):
        return None
    rules = " and ".join(one.reason.rule for one in there)
    facts = "; ".join(dict.fromkeys(one.reason.fact for one in there))
    return min(one.footing for one in there), Reason(rules, facts)


def kept(layers: Sequence[Stretch | None]) -> Choice:
    """Choose the first of two layers where the second is empty."""
    inside, outside = layers
    return None if inside is None or outside is not None else (inside.footing, inside.reason)


def without(stretches: Stretches, times: Iterable[tuple[datetime, datetime]]) -> Stretches:
    """Return the stretches with some times cut out of them."""
    nothing = Reason("", "")
    for start, end in times:
        if start < end:
            stretches = layered([stretches, (Stretch(start, end, Footing.HOLDS, nothing),)], kept)
    return stretches
