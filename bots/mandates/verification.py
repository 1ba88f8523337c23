"""Verification put together: who asks, what is mailed, what staff decide, and what they must hear."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bots.mandates.deciding import words as deciding_words
from bots.mandates.deciding.commands import Deciding
from bots.mandates.deciding.settling import Settling
from bots.mandates.deciding.store import Cards
from bots.mandates.pace import Bell, keep_at
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from bots.mandates.verifying import words as verifying_words
from bots.mandates.verifying.asking import Asking
from bots.mandates.verifying.codes import open_codes
from bots.mandates.verifying.giving import Giving
from bots.mandates.verifying.guests import Guests
from bots.mandates.verifying.kept import KeptCodes
from bots.mandates.verifying.mailing import Mailing
from bots.mandates.verifying.store import Claims, Invitations
from bots.mandates.watching.alarms import Alarms
from bots.mandates.watching.closing import Closing
from bots.mandates.watching.greeting import Greeting
from bots.mandates.watching.lookalikes import Lookalikes
from kit.effects import Effect
from kit.errors import Trouble
from kit.events import Event
from kit.ids import BotName, RoomKey, UserId, server_of
from kit.part import Command, Part, Ports
from kit.ports import Clock

SOON, USUALLY, SELDOM = 1.0, 10.0, 3600.0
"""Seconds between two looks, where nothing rings: for what commands in another process ask; for what failed
or must wait; for what changes slowly."""
KEPT = timedelta(days=90)
"""How long we remember who asked for what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Everything that finds out who somebody is."""

    asking: Asking
    deciding: Deciding
    greeting: Greeting
    guests: Guests
    mailing: Mailing
    settling: Settling
    lookalikes: Lookalikes
    closing: Closing
    alarms: Alarms
    clock: Clock
    bell: Bell

    def part(self) -> Part:
        """Return what the bot serves."""
        return Part(
            commands=self.commands(),
            sentence=self.asking.sentence,
            hears=self.hears,
            works=self.works,
            accepts=self.guests.accepts,
        )

    def commands(self) -> tuple[Command, ...]:
        """Return what people can ask; a code is looked at by :class:`Giving`, whoever it is that gives it."""
        about, staff = verifying_words, deciding_words
        return (
            Command(
                name="verify", usage="name | address | code", about=about.ABOUT_VERIFY, run=self.asking.verify
            ),
            Command(name="review", usage="name, why", about=staff.ABOUT_REVIEW, run=self.deciding.review),
            Command(
                name="approve",
                usage="number reason",
                about=staff.ABOUT_APPROVE,
                run=self.deciding.approve,
                guarded=True,
            ),
            Command(
                name="refuse",
                usage="number reason",
                about=staff.ABOUT_REFUSE,
                run=self.deciding.refuse,
                guarded=True,
            ),
            Command(
                name="release",
                usage="@user reason",
                about=staff.ABOUT_RELEASE,
                run=self.deciding.release,
                guarded=True,
            ),
        )

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Let each listen."""
        ears = (self.asking.hears, self.deciding.hears, self.greeting.hears)
        return [effect for ear in ears for effect in await ear(event)]

    async def works(self) -> None:
        """Work on everything side by side: none waits for another, or tells by its pace what another does."""
        await self.mailing.begin()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_at(self.mailing.work, self.bell, SOON))
            for doing in (self.settling.work, self.greeting.work, self.lookalikes.work, self.alarms.tell):
                tasks.create_task(keep_at(doing, self.bell, USUALLY))
            for doing in (self.closing.work, self._forget):
                tasks.create_task(keep_at(doing, Bell(), SELDOM))

    async def _forget(self) -> None:
        before = self.clock.now() - KEPT
        await self.mailing.claims.forget(before)
        await self.mailing.codes.forget(before)


async def open_verification(ports: Ports) -> Part:
    """Open verification."""
    return (await verification_of(ports)).part()


async def verification_of(ports: Ports) -> Verification:
    """Put verification together from what the bot was given."""
    if ports.mandates is None:
        raise Trouble("this bot needs the register")
    settings = ports.settings if isinstance(ports.settings, MandatesSettings) else MandatesSettings()
    me, clock, mandates, database = ports.matrix.user, ports.clock, ports.mandates, ports.database
    programs = frozenset({me, *(UserId(f"@{bot.name}:{server_of(me)}") for bot in ports.bots)})
    staff = Staff(matrix=ports.matrix, rooms=ports.rooms, key=RoomKey(settings.stewards_room))
    speaking = Speaking(matrix=ports.matrix, database=database)
    bell = Bell()
    alarms = Alarms(database=database, clock=clock, staff=staff, bell=bell)
    claims, cards = Claims(database), Cards(database)
    codes = KeptCodes(database, await open_codes(ports.state))
    lookalikes = Lookalikes(matrix=ports.matrix, mandates=mandates, alarms=alarms, claims=claims)
    settling = Settling(
        matrix=ports.matrix,
        mandates=mandates,
        people=ports.people,
        accounts=ports.accounts,
        cards=cards,
        codes=codes,
        staff=staff,
        speaking=speaking,
        lookalikes=lookalikes,
        clock=clock,
        settings=settings,
    )
    return Verification(
        asking=Asking(
            mandates=mandates,
            people=ports.people,
            identities=ports.identities,
            claims=claims,
            giving=Giving(mandates=mandates, codes=codes, alarms=alarms, clock=clock, settings=settings),
            speaking=speaking,
            clock=clock,
            settings=settings,
            bell=bell,
        ),
        deciding=Deciding(
            mandates=mandates,
            cards=cards,
            staff=staff,
            speaking=speaking,
            programs=programs,
            show=settling.show,
            clock=clock,
            settings=settings,
            bell=bell,
        ),
        greeting=Greeting(
            name=BotName("mandates"),
            programs=programs,
            database=database,
            rooms=ports.rooms,
            people=ports.people,
            identities=ports.identities,
            mandates=mandates,
            speaking=speaking,
            lookalikes=lookalikes,
            clock=clock,
            bell=bell,
        ),
        guests=Guests(clock=clock),
        mailing=Mailing(
            us=me,
            mandates=mandates,
            people=ports.people,
            accounts=ports.accounts,
            mailer=ports.mailer,
            claims=claims,
            invitations=Invitations(database),
            codes=codes,
            alarms=alarms,
            clock=clock,
            settings=settings,
        ),
        settling=settling,
        lookalikes=lookalikes,
        closing=Closing(
            us=me,
            database=database,
            accounts=ports.accounts,
            mandates=mandates,
            alarms=alarms,
            clock=clock,
        ),
        alarms=alarms,
        clock=clock,
        bell=bell,
    )
