"""What the bot that verifies people decides: what is a code and whether it works, and what votes mean."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from kit.ids import EventId, PersonKey, UserId
from kit.language import BIDI_CONTROLS
from kit.ports import Registered

ALPHABET = "23456789CDFHJKMNPQRTVWXY"
"""Twelve of these are 55 bits. No vowels, so that no code is a word, and no two that look alike."""
MISREAD = str.maketrans("BGSZ", "8652")
"""Letters that are in no code, and the digits that somebody saw who types them."""
GROUP, GROUPS = 4, 3
LONGEST_LOOK = 1000
"""How much of a message is searched for a code."""
LONGEST_NAME, LONGEST_WHY = 200, 1000

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TRIES_AN_HOUR = 12
"""How many codes one account may give in an hour before it is asked to rest."""
DIALOGUE = HOUR
"""How long the question who somebody is waits for its answer."""

_GAP = r"[\s\-‐‑‒–—_.]*"
_CODE = re.compile(rf"(?<!\w){_GAP.join([f'[{ALPHABET}BGSZ]'] * (GROUP * GROUPS))}(?!\w)")
_COMMA = re.compile(r"[,،，;\n]")
_AROUND = " \t\n\"'“”„«»"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its first group finds it, all of it proves it."""

    letters: str = field(repr=False)

    @property
    def finder(self) -> str:
        """The group by which we find it again."""
        return self.letters[:GROUP]

    @property
    def shown(self) -> str:
        """The code as people read it."""
        starts = range(0, GROUP * GROUPS, GROUP)
        return "-".join(self.letters[start : start + GROUP] for start in starts)


def code_in(text: str) -> Code | None:
    """Return the first code in a text, however it was typed."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_LOOK].translate(BIDI_CONTROLS)).upper()
    found = _CODE.search(plain)
    if found is None:
        return None
    return Code("".join(letter for letter in found[0] if letter.isalnum()).translate(MISREAD))


def name_in(text: str) -> str:
    """Return the name or address that somebody gives, on one line."""
    return " ".join(text.translate(BIDI_CONTROLS).split()).strip(_AROUND)[:LONGEST_NAME]


def name_and_why(text: str) -> tuple[str, str] | None:
    """Return who somebody says they are, and why that should be believed; a comma stands between."""
    name, comma, why = text.partition(",") if "," in text else _parted(text)
    name, why = name_in(name), " ".join(why.split())[:LONGEST_WHY]
    return (name, why) if comma and name and why else None


def _parted(text: str) -> tuple[str, str, str]:
    found = _COMMA.search(text)
    return (text, "", "") if found is None else (text[: found.start()], found[0], text[found.end() :])


def free_again(earlier: Iterable[datetime], now: datetime, most: int, span: timedelta) -> datetime | None:
    """Return when one more is allowed, ``None`` where it is now: at most so many in each span of time."""
    recent = sorted(at for at in earlier if at > now - span)
    return None if len(recent) < most else recent[-most] + span


def may_be_mailed(person: Registered | None, owner: Registered | None) -> bool:
    """Whether a claim to be this person gets a code: they have an address, are not suspended, and the account
    that asks is nobody's yet."""
    return owner is None and person is not None and person.email is not None and not person.suspended


class Kind(StrEnum):
    """By which way a code came to be."""

    INVITATION = "invitation"
    CLAIM = "claim"


class CodeState(StrEnum):
    """How far a code is; ``given`` where it was right and the binding is under way.

    ``made`` until its mail is handed over, ``unsure`` where we died before we knew whether it was.
    """

    MADE = "made"
    UNSURE = "unsure"
    OPEN = "open"
    GIVEN = "given"
    USED = "used"
    BURNT = "burnt"
    VOID = "void"


FRESH = (CodeState.MADE, CodeState.UNSURE, CodeState.OPEN)
"""A code that nobody gave yet, whether or not its mail has arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCode:
    """A code as we remember it. ``user`` is the account that asked, ``given_by`` the one that gave it."""

    id: int
    kind: Kind
    person: PersonKey
    user: UserId | None
    finder: str
    digest: str = field(repr=False)
    made: datetime
    expires: datetime
    state: CodeState
    given_by: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A code that somebody gave."""

    user: UserId
    finder: str
    at: datetime


def works(code: KeptCode, given: Try, earlier: Iterable[Try], most: int) -> bool:
    """Whether a code that was given is good: in time, from the account that asked, not tried too often.

    A code that was right already is still so for who gave it: a crash cut the binding short.
    """
    if code.user not in (None, given.user) or given.at >= code.expires:
        return False
    if code.state is CodeState.GIVEN:
        return code.given_by == given.user
    wrong = [one for one in earlier if one.at >= code.made and _counts(one, code)]
    return code.state in FRESH and len(wrong) < most


def _counts(one: Try, code: KeptCode) -> bool:
    """Whether a try counts against a code: the asker's own, or for want of an asker those that named it."""
    return one.finder == code.finder if code.user is None else one.user == code.user


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one of staff says to a card; ``person`` is who they are, ``event`` the reaction that said so."""

    user: UserId
    person: PersonKey | None
    approves: bool
    reason: str
    at: datetime
    event: EventId | None = None


def outcome(votes: Iterable[Vote], needed: int) -> bool | None:
    """Return what votes decide: one against is enough, and so many different people for it; else ``None``."""
    given = list(votes)
    if any(not vote.approves for vote in given):
        return False
    return True if len({vote.person or vote.user for vote in given}) >= needed else None
