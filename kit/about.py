"""Whom a command is about, and why: ``@user reason``, the person named by user ID or by a mention."""

import html
import re
from dataclasses import dataclass

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


def about(asked: Asked, me: UserId | None = None) -> About | None:
    """Return whom a command is about: named by user ID, or by a mention as clients write it.

    A mention of ``me`` only says whom the command was given to.
    """
    named = _USER.match(asked.rest[: LONGEST_NAME + 1])
    if named is None:
        markup = asked.heard.html or ""
        found = _mentioned(markup)
        return _mentioned(markup.partition("</a>")[2]) if found and found.user == me else found
    return _about(named[0].rstrip(":.,"), asked.rest[named.end() :])


def reason_in(text: str) -> str:
    """Return a reason as it is kept: without what stands around it, and not endless."""
    return text.strip(_AROUND)[:LONGEST_REASON]


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
    return About(UserId(user), reason_in(reason))
