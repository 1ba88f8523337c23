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

_USER = re.compile(r"@[\w.=/+-]+:[\w.:\[\]-]+")
_PILL = re.compile(r"<a [^>]*href=\"https://matrix\.to/#/([^\"?]+)[^>]*>.*?</a>(.*)", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


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
    named = _USER.match(asked.rest)
    if named is not None:
        return About(UserId(named[0].rstrip(":.,")), asked.rest[named.end() :].strip(" :,،，：\n"))
    pill = _PILL.search(asked.heard.html or "")
    if pill is None:
        return None
    user = html.unescape(pill[1]).replace("%40", "@").replace("%3A", ":")
    reason = html.unescape(_TAG.sub(" ", pill[2])).strip(" :,،，：\n")
    return About(UserId(user), " ".join(reason.split())) if _USER.fullmatch(user) else None


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
