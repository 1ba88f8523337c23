"""What the steward decides: who is new, whom a command is about, who may be kept out."""

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bots.steward import words
from kit.errors import Refusal
from kit.events import (
    DevicesChanged,
    Event,
    FileHeard,
    MemberHeard,
    Membership,
    MessageHeard,
    ReactionHeard,
)
from kit.ids import UserId
from kit.part import Asked

LONGEST_NAME = 255
"""How long a user ID may be, by Matrix's own rule."""
LONGEST_REASON = 1000
LONGEST_MARKUP = 4096
"""How much of a formatted message is read in search of a mention and what stands after it."""

_USER = re.compile(r"@[\w.=/+-]+:[\w.:\[\]-]+")
_PILL = 'href="https://matrix.to/#/'
_AROUND = " :,،，：\n"


@dataclass(frozen=True, slots=True)
class About:
    """Whom a command is about, and why."""

    user: UserId
    reason: str


def newcomer(event: Event) -> UserId | None:
    """Return who may have signed in for the first time, as far as the event tells."""
    match event:
        case DevicesChanged(user=user):
            return user
        case MemberHeard(live=True, now=Membership.JOIN, member=member):
            return member
        case MessageHeard() | FileHeard() | ReactionHeard():
            return event.sender
        case _:
            return None


def is_present(event: Event) -> bool:
    """Whether the event can only come from somebody who is signed in."""
    return isinstance(event, MessageHeard | FileHeard | ReactionHeard)


def about(asked: Asked) -> About | None:
    """Return whom a command is about: named by user ID, or by a mention as clients write it."""
    named = _USER.match(asked.rest[: LONGEST_NAME + 1])
    if named is None:
        return _mentioned(asked.heard.html or "")
    return _about(named[0].rstrip(":.,"), asked.rest[named.end() :])


def _mentioned(markup: str) -> About | None:
    """Return whom the first link to somebody names; each letter is looked at a few times only."""
    _, _, link = markup[:LONGEST_MARKUP].partition(_PILL)
    address, _, after = link.partition("</a>")
    user = address.partition('"')[0].partition("?")[0]
    user = html.unescape(user[:LONGEST_NAME]).replace("%40", "@").replace("%3A", ":")
    pieces = f">{after}".split("<")
    reason = html.unescape(" ".join(piece.partition(">")[2] for piece in pieces))
    return _about(user, " ".join(reason.split()))


def _about(user: str, reason: str) -> About | None:
    if len(user) > LONGEST_NAME or not _USER.fullmatch(user):
        return None
    return About(UserId(user), reason.strip(_AROUND)[:LONGEST_REASON])


def fingerprint(key: str) -> str:
    """Return what staff see and repeat of a person's key: 96 bits, too many for a forged key to match."""
    return key[:16] or "none"


def whom_and_why(asked: Asked, usage: str) -> About:
    """Return whom a command is about and why; both must be said. Raises ``Refusal``."""
    found = about(asked)
    if found is None or not found.reason:
        raise Refusal(words.SAY_WHOM_AND_WHY, usage=usage)
    return found


def may_be_banned(user: UserId, by: UserId, programs: AbstractSet[UserId], name: str) -> None:
    """Raise ``Refusal`` where a ban would be a mistake; whether ``by`` may ban is not asked here."""
    if user == by:
        raise Refusal(words.NOT_YOURSELF)
    if user in programs:
        raise Refusal(words.NOT_A_PROGRAM, name=name)
