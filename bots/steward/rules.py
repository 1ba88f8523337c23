"""What the steward decides: who is new, whom a command is about, who may be kept out."""

from collections.abc import Set as AbstractSet

from bots.steward import words
from kit.about import About, about
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
