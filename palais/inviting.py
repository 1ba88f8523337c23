"""Invitations as an officer sees them: queued for the bot that verifies people, and followed."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bots.mandates.verifying.store import Invitation, Invitations, State
from kit.clock import SystemClock
from kit.errors import BadInput
from palais.house import opened_database
from palais.planning import Desk
from provisioning.files import listed
from provisioning.register.model import Person

EVERY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What became of one invitation."""

    person: Person
    invitation: Invitation

    @property
    def text(self) -> str:
        """What became of it, in words."""
        state, why = self.invitation.state, self.invitation.why
        if state is State.WAITING and why is None:
            return "will be sent when the platform runs"
        if state is State.WAITING:
            return f"waits: {why}"
        return "sent" if state is State.SENT else f"not sent: {why}"


async def invite(desk: Desk, people: Sequence[Person], *, by: str, runs: Callable[[], bool]) -> list[Invited]:
    """Queue invitations for people; while the platform runs, wait until each was sent or cannot be yet."""
    async with opened_database(desk.state, desk.settings) as database:
        invitations = Invitations(database)
        numbers = await invitations.add([person.key for person in people], by, SystemClock().now())
        while True:
            runs_still = await asyncio.to_thread(runs)
            queued = await invitations.get(numbers)
            if not runs_still or not any(one.state is State.WAITING and one.why is None for one in queued):
                break
            await asyncio.sleep(EVERY)
    return [Invited(person=person, invitation=one) for person, one in zip(people, queued, strict=True)]


def be_invitable(people: Sequence[Person]) -> None:
    """Raise :class:`BadInput` where somebody cannot be invited: then nobody is."""
    without = sorted(person.name for person in people if person.email is None)
    if without:
        raise BadInput(
            f"{listed(without)}: no official address in the register, so nobody was invited; add it to the "
            "register, then invite again"
        )
