"""Sends the codes: what people asked for, and what staff did, one mail after another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

from bots.mandates import rules
from bots.mandates.rules import DAY, HOUR, Code, Kind
from bots.mandates.settings import MandatesSettings
from bots.mandates.verifying.kept import KeptCodes
from bots.mandates.verifying.letters import Letter, code_for, invitation
from bots.mandates.verifying.store import Claim, Claims, Invitation, Invitations, State
from bots.mandates.watching.alarms import AlarmKind, Alarms
from kit.errors import MailFailure, Trouble, Undeliverable
from kit.ids import Language, UserId
from kit.ports import Accounts, Clock, Mail, Mailer, Mandates, People, Registered

log = structlog.stdlib.get_logger("palais.mandates")

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=30)
WORRY = 3
"""After how many attempts staff hear that mails wait."""
NO_ADDRESS = "there is no official address in the register"
GONE = "nobody of that key is in the register any more"
ENOUGH = "this person has had as many mails as there may be in a day; the next goes tomorrow"


class Sent(Enum):
    """What became of a mail."""

    ARRIVED = auto()
    REFUSED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A mail on its way, which nobody but the mail server has: its code is kept nowhere else."""

    number: int
    lasts: timedelta
    mail: Mail = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The post office. ``written`` are mails that a mail server in trouble did not take yet."""

    us: UserId
    mandates: Mandates
    people: People
    accounts: Accounts | None
    mailer: Mailer
    claims: Claims
    invitations: Invitations
    codes: KeptCodes
    alarms: Alarms
    clock: Clock
    settings: MandatesSettings
    written: dict[str, Written] = field(default_factory=dict, repr=False)

    async def begin(self) -> None:
        """Take up what a crash cut short: mails that were written and not sent are written anew."""
        await self.codes.doubt(but=[written.number for written in self.written.values()])

    async def work(self) -> None:
        """Do all that is due, people's own wishes first."""
        while await self._next_claim() or await self._next_invitation():
            pass

    async def _next_claim(self) -> bool:
        claim = await self.claims.due(self.clock.now())
        if claim is None:
            return False
        if await self._answered(claim):
            await self.claims.end(claim.event)
        else:
            await self.claims.put_off(claim.event, claim.tries + 1, self.clock.now() + pause(claim.tries))
        return True

    async def _answered(self, claim: Claim) -> bool:
        """Send a code where one is due; return whether nothing more is to be done."""
        key = self.mandates.claimed(claim.said)
        person = None if key is None else self.mandates.person(key)
        owner = self.mandates.owner(claim.user)
        if person is None or not rules.may_be_mailed(person, owner):
            return True
        name = f"claim:{claim.event}"
        if name not in self.written:
            if await self._free(person) is not None:
                return True
            self.written[name] = await self._code_for(person, claim.user)
        return await self._send(name, person, claim.tries) is not Sent.LATER

    async def _next_invitation(self) -> bool:
        asked = await self.invitations.due(self.clock.now())
        if asked is None:
            return False
        person = self.mandates.person(asked.person)
        if person is None:
            await self.invitations.end(asked.id, State.FAILED, GONE)
        elif person.email is None:
            await self.alarms.sound(AlarmKind.NO_ADDRESS, str(asked.id), person=person.name)
            await self.invitations.end(asked.id, State.FAILED, NO_ADDRESS)
        else:
            await self._invite(asked, person)
        return True

    async def _invite(self, asked: Invitation, person: Registered) -> None:
        name = f"invitation:{asked.id}"
        if name not in self.written:
            free = await self._free(person)
            if free is not None:
                await self.invitations.put_off(asked.id, asked.tries, free, ENOUGH)
                return
            try:
                self.written[name] = await self._invitation(person)
            except Trouble as trouble:
                await self._put_off(asked, f"the homeserver made no registration token: {trouble}")
                return
        match await self._send(name, person, asked.tries):
            case Sent.ARRIVED:
                await self.invitations.end(asked.id, State.SENT)
            case Sent.REFUSED:
                await self.invitations.end(asked.id, State.FAILED, "the mail server refuses the address")
            case Sent.LATER:
                await self._put_off(asked, "the mail server does not take the mail yet")

    async def _put_off(self, asked: Invitation, why: str) -> None:
        until = self.clock.now() + pause(asked.tries)
        await self.invitations.put_off(asked.id, asked.tries + 1, until, why)

    async def _free(self, person: Registered) -> datetime | None:
        """Return when a person may be mailed again, ``None`` where that is now."""
        now = self.clock.now()
        mailed = await self.codes.mailed(person.key, now - DAY)
        return rules.free_again(mailed, now, self.settings.mails_a_day, DAY)

    async def _code_for(self, person: Registered, user: UserId) -> Written:
        lasts = self.settings.code_hours * HOUR
        return await self._write(Kind.CLAIM, person, user, lasts, lambda letter: code_for(letter, user))

    async def _invitation(self, person: Registered) -> Written:
        lasts = self.settings.invitation_days * DAY
        token = None
        if self.accounts is not None:
            token = await self.accounts.registration_token(self.clock.now() + lasts)
        return await self._write(
            Kind.INVITATION, person, None, lasts, lambda letter: invitation(letter, token)
        )

    async def _write(
        self,
        kind: Kind,
        person: Registered,
        user: UserId | None,
        lasts: timedelta,
        compose: Callable[[Letter], Mail],
    ) -> Written:
        number, code = await self.codes.make(kind, person.key, user, self.clock.now(), lasts)
        return Written(number=number, lasts=lasts, mail=compose(self._letter(person, number, code, lasts)))

    def _letter(self, person: Registered, number: int, code: Code, lasts: timedelta) -> Letter:
        language: Language = next(iter(person.languages), self.people.language(self.us))
        return Letter(
            person=person,
            community=self.mandates.community(language),
            language=language,
            number=number,
            code=code,
            lasts=lasts,
            us=self.us,
        )

    async def _send(self, name: str, person: Registered, tries: int) -> Sent:
        """Hand a mail over; a code that cannot be delivered works no more."""
        written = self.written[name]
        try:
            await self.mailer.send(written.mail)
        except Undeliverable as why:
            del self.written[name]
            await self.codes.void(written.number)
            await self.alarms.sound(AlarmKind.UNDELIVERABLE, name, person=person.name, why=str(why))
            return Sent.REFUSED
        except MailFailure as why:
            log.warning("a mail waits", code=written.number, because=str(why))
            if tries + 1 >= WORRY:
                day = self.clock.now().date().isoformat()
                await self.alarms.sound(AlarmKind.MAIL_WAITS, day, why=str(why))
            return Sent.LATER
        del self.written[name]
        await self.codes.lasts_until(written.number, self.clock.now() + written.lasts)
        return Sent.ARRIVED


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many failures."""
    factor: int = 2 ** min(tries, 10)
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)
