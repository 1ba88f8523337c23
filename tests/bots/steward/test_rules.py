"""What the steward decides, without a room in sight."""

import pytest

from bots.steward.rules import may_be_banned, newcomer, whom_and_why
from kit.errors import Refusal
from kit.events import DevicesChanged, Event, IdentityChanged, Membership
from kit.ids import EventId, Language, UserId
from kit.part import Asked
from kit.testing import member, message, reaction
from kit.typed import words_of

NADIA = UserId("@nadia:palais.localhost")
OMAR = UserId("@omar:palais.localhost")


def asked(rest: str, *, html: str | None = None) -> Asked:
    heard = message(f"!ban {rest}", html=html, sender=OMAR)
    return Asked(heard=heard, words=words_of(rest), rest=rest, language=Language.ENGLISH, direct=False)


@pytest.mark.parametrize("rest", ["", "@nadia:palais.localhost", "insults"])
def test_whom_and_why_must_both_be_said(rest: str) -> None:
    with pytest.raises(Refusal, match="whom and why"):
        whom_and_why(asked(rest), "!ban @user reason")


@pytest.mark.parametrize(
    ("event", "who"),
    [
        (DevicesChanged(user=NADIA), NADIA),
        (member(NADIA, Membership.JOIN), NADIA),
        (member(NADIA, Membership.JOIN, live=False), None),
        (member(NADIA, Membership.LEAVE), None),
        (message("hello", sender=NADIA), NADIA),
        (reaction(EventId("$1"), "👍", sender=NADIA), NADIA),
        (IdentityChanged(user=NADIA, pinned="a", seen="b"), None),
    ],
)
def test_some_events_tell_that_a_person_may_be_new(event: Event, who: UserId | None) -> None:
    assert newcomer(event) == who


def test_nobody_bans_themselves_or_a_program() -> None:
    library = UserId("@library:palais.localhost")
    may_be_banned(NADIA, OMAR, {library}, "Nadia")
    for user in (OMAR, library):
        with pytest.raises(Refusal):
            may_be_banned(user, OMAR, {library}, "x")
