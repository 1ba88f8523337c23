"""The ports that parts ask for: what they may do and know, and nothing of who does it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from kit.classification import Classification
from kit.effects import Edit, React, Redact, Say, SayDirectly, SendFile, SendGallery
from kit.events import Event, FileHeard, MemberHeard, Membership
from kit.ids import BotName, EventId, Language, PersonKey, RoomId, RoomKey, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A stretch of a room's past, the newest first; ``before`` is where the older part of it begins.

    ``before`` is ``None`` where there is nothing older, or nothing that the account may read.
    """

    events: tuple[Event, ...]
    before: str | None


class Clock(Protocol):
    """The time, which is passed in and always has a zone."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def steady(self) -> float:
        """Return seconds that only ever go forward, however the clock is set."""
        ...


class Matrix(Protocol):
    """One account of ours, as a part may use it. Twin: :class:`kit.testing.MemoryMatrix`."""

    @property
    def user(self) -> UserId:
        """Who we are."""
        ...

    async def say(self, say: Say) -> EventId:
        """Send, once for each key; encrypted wherever our record or the server says so.

        Raises :class:`kit.errors.WouldLeak` rather than send plain text into an encrypted room, and
        :class:`kit.errors.ReadersChanged` rather than show it to anybody but its ``readers``.
        """
        ...

    async def say_directly(self, say: SayDirectly) -> EventId:
        """Send in the encrypted direct chat with the person."""
        ...

    async def send_file(self, file: SendFile) -> EventId:
        """Send a file, once for each key; the server never has its bytes unencrypted.

        Raises :class:`kit.errors.ReadersChanged` rather than show it to anybody but its ``readers``.
        """
        ...

    async def send_gallery(self, gallery: SendGallery) -> EventId:
        """Send pictures in one message, once for each key; else as :meth:`send_file`."""
        ...

    async def edit(self, edit: Edit) -> EventId:
        """Replace an earlier message of ours."""
        ...

    async def react(self, react: React) -> EventId:
        """React; a second call with the same key does nothing."""
        ...

    async def redact(self, redact: Redact) -> None:
        """Redact; what is redacted already stays so."""
        ...

    async def direct_chat(self, user: UserId) -> RoomId:
        """Return our encrypted direct chat with the person: the one there is, else a new one."""
        ...

    async def is_direct_chat(self, room: RoomId) -> bool:
        """Whether the room is a direct chat of ours: at this moment only we and one person are in it."""
        ...

    async def display_name(self, user: UserId) -> str | None:
        """Return what somebody calls themselves, which proves nothing; ``None`` where nobody tells."""
        ...

    async def members(self, room: RoomId, *, fresh: bool = False) -> Mapping[UserId, Membership]:
        """Return everybody's standing in the room, people who left included.

        As of the event being heard; ``fresh`` asks the server now, which whoever shows somebody's words
        to others must do.
        """
        ...

    async def joined_rooms(self) -> AbstractSet[RoomId]:
        """Return the rooms we are in."""
        ...

    async def join(self, room: RoomId) -> None:
        """Accept an invitation."""
        ...

    async def download(self, file: FileHeard, limit: int) -> bytes:
        """Return the decrypted bytes of an attachment.

        Raises :class:`kit.errors.TooLarge` above ``limit`` bytes, before they are all read.
        """
        ...

    async def event(self, room: RoomId, event: EventId) -> Event | None:
        """Return one event, decrypted, or ``None`` where it is gone, redacted or not for us."""
        ...

    async def history(self, room: RoomId, before: str | None = None) -> Past:
        """Return what was said in a room: the newest of it, or what is older than ``before``.

        State is not among it, nor what was redacted. What cannot be decrypted is :class:`StillUnreadable`,
        and heard by :meth:`listen` once its key comes. Raises :class:`kit.errors.Forbidden` where we are not
        in the room.
        """
        ...

    async def comings(
        self, room: RoomId, counts: AbstractSet[Membership] = frozenset({Membership.JOIN})
    ) -> Mapping[UserId, MemberHeard]:
        """Return by which event each person present came, who is in the room without a break since.

        ``counts`` are the standings of those who are present. Where the server does not show how somebody
        came, it is a later event by which they stayed. An event of another server bears the time which that
        server gave it.
        """
        ...

    async def sent_for(self, quoted: EventId) -> AbstractSet[tuple[RoomId, EventId]]:
        """Return what we sent that repeats words of the event."""
        ...

    async def listen(self, heard: Callable[[Event], Awaitable[None]]) -> None:
        """Hand over each event, in order, until cancelled.

        After a crash the events whose handling had not ended come again; keys keep the answers single.
        """
        ...


class Identities(Protocol):
    """Whom our keys reach: the cross-signing identities of people, as one account of ours pinned them."""

    async def reads_us(self, user: UserId) -> bool:
        """Whether the person has signed in on a device that would be given the keys of our direct chat."""
        ...

    async def accept_identity(self, user: UserId, seen: str) -> None:
        """Trust the identity whose whole key is ``seen``; staff have made sure that it is theirs.

        Raises :class:`kit.errors.OtherIdentity` where the person shows another one by now.
        """
        ...


class People(Protocol):
    """What parts may know about a person; provisioning answers from the register."""

    def language(self, user: UserId) -> Language:
        """Return the language to speak to the person: their first that we speak, else the community's."""
        ...

    def name(self, user: UserId) -> str:
        """Return what to call the person: the register's name, else the localpart of the account."""
        ...

    def zone(self, user: UserId) -> str:
        """Return the person's IANA time zone, else the community's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRecord:
    """What our own record says of a managed room; the server's word is not asked.

    ``history`` is from when a member may read: ``joined``, ``invited`` or ``shared`` (all of it). ``kind`` is
    what the room is for, such as ``lobby``. ``indexed`` says whether the text of its files is kept by the
    library, ``keeps`` whether it stays when the library is taken out of the room, and ``shows_earlier``
    whether members find files from before they came.
    """

    key: RoomKey
    room: RoomId
    name: str
    classification: Classification
    encrypted: bool
    bots: frozenset[BotName]
    language: Language
    space: bool = False
    history: str = "joined"
    federate: bool = True
    kind: str = "room"
    indexed: bool = True
    keeps: bool = False
    shows_earlier: bool = False


class Rooms(Protocol):
    """The managed rooms, from our own database."""

    def record(self, room: RoomId) -> RoomRecord | None:
        """Return what we know of the room, ``None`` where it is not one of ours."""
        ...

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        """Return the rooms that the community file gives to a bot."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Somebody kept out of one room until staff lift it."""

    room: RoomId
    user: UserId
    by: UserId
    reason: str
    at: datetime


class Bans(Protocol):
    """Bans asked for by moderators; honoured by every plan until staff lift them."""

    async def ban(self, ban: Ban) -> None:
        """Record the ban and enforce it at once. Raises ``Refusal`` where ``by`` may not."""
        ...

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        """Whether somebody moderates a managed room, or is staff."""
        ...

    async def lift(self, room: RoomId, user: UserId, by: UserId, reason: str) -> None:
        """Lift it; only staff may. Raises ``Refusal`` where ``by`` may not or nobody is banned."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person; ``key`` makes its Message-ID, so that a mail sent again is the same mail.

    It shows nothing of itself in logs and errors: a code may stand in it.
    """

    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    key: str = field(repr=False)


class Mailer(Protocol):
    """Sends mail. Twin: :class:`kit.testing.MemoryMailer`."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail to the mail server.

        Raises :class:`kit.errors.Undeliverable` where the server refuses the address for good, and
        :class:`kit.errors.MailFailure` where it is worth trying again.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something a person holds: a mandate, a role in it, a post or a guest seat.

    ``key`` names the fact for ever, ``subject`` is the key of its mechanism or theme, ``what`` says it in
    each language the community file knows (such as “member of CEDAW”). ``start`` and ``end`` bound it as
    instants, ``end`` being the first moment after it; ``review`` is when somebody asks whether a post is
    still needed. Of a post, ``subject`` is its name and ``of`` are the mechanisms it serves (empty: all).
    """

    key: str
    kind: str
    subject: str
    role: str
    what: Mapping[Language, str]
    start: datetime | None = None
    end: datetime | None = None
    review: date | None = None
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A person of the register, as the one bot that verifies people may know them."""

    key: PersonKey
    name: str
    languages: tuple[Language, ...]
    zone: str
    email: str | None = None
    accounts: tuple[UserId, ...] = ()
    holds: tuple[Held, ...] = ()
    suspended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTold:
    """One room for one person: whether it is open to them, and why or why not, in words.

    ``fact`` is the key of what the person holds that opens the room, or would at another time; empty where
    there is no such one. ``until`` is when the seat ends as things stand. ``listed`` is false for rooms whose
    existence is told to nobody but those inside. ``whom`` names, in each language, those for whom a room is
    that is not open; ``left_out`` is true where only an exception keeps it shut, such as for nationals.
    """

    room: RoomKey
    name: str
    classification: Classification
    open: bool
    why: str
    until: datetime | None = None
    listed: bool = True
    fact: str = ""
    whom: Mapping[Language, Sequence[str]] = field(default_factory=dict)
    left_out: bool = False


class Mandates(Protocol):
    """The register and what follows from it, for the bot that verifies people: its only way to change them.

    All that reads answers from the register that rules now. What changes it is entered with who, how and why,
    and has taken effect in the rooms when the call returns.
    """

    def owner(self, user: UserId) -> Registered | None:
        """Return whose account it is."""
        ...

    def person(self, key: PersonKey) -> Registered | None:
        """Return somebody by key."""
        ...

    def everybody(self) -> Sequence[Registered]:
        """Return everybody, suspended people included."""
        ...

    def claimed(self, said: str) -> PersonKey | None:
        """Return whom a name or an official address means; ``None`` where nobody, or more than one.

        Case, accents, order of names and spaces do not matter.
        """
        ...

    def seats(self, person: PersonKey, at: datetime) -> Sequence[SeatTold]:
        """Return each room of the community for one person at an instant, as if they had an account."""
        ...

    def subject(self, said: str) -> str | None:
        """Return the mechanism or theme that a word means, by key or short name, ``None`` where none."""
        ...

    def called(self, subject: str, language: Language) -> str:
        """Return what a mechanism or theme is called for short, in a language or the nearest there is."""
        ...

    def community(self, language: Language) -> str:
        """Return the community's name, in a language or the nearest there is."""
        ...

    def notices(self) -> Sequence[int]:
        """Return the days before an end on which people and staff are told of it."""
        ...

    def settled(self, at: datetime) -> bool:
        """Whether the rooms are as the register wants them, all that it says until ``at`` being done."""
        ...

    def edition(self) -> int:
        """Return a number that is another one after each change of the register or of its rules."""
        ...

    def decides(self, user: UserId, person: PersonKey) -> bool:
        """Whether somebody may decide about a person: a seat in the stewards' room, and a post that serves
        one of the person's mechanisms (or all). About who serves all decides only who serves all, too;
        about themselves nobody does."""
        ...

    def needs_two(self, person: PersonKey) -> bool:
        """Whether two different people decide: the person's facts open a Confidential room."""
        ...

    async def bind(
        self, person: PersonKey, user: UserId, *, by: Sequence[UserId], how: str, reason: str
    ) -> None:
        """Note that the account is the person's; ``how`` is ``invitation``, ``claim`` or ``review``.

        Raises ``Refusal`` where it is another person's already, and where the person is gone.
        """
        ...

    async def release(self, user: UserId, *, by: Sequence[UserId], reason: str) -> None:
        """Take an account from its person: it leaves every room at once."""
        ...

    async def suspend(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """Take a person out of everything at once."""
        ...

    async def resume(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """End a suspension."""
        ...


class Accounts(Protocol):
    """What the homeserver knows of accounts, for the bot that verifies people."""

    async def registration_token(self, expires: datetime) -> str | None:
        """Return a token with which one person may open one account on this homeserver until ``expires``;
        ``None`` where it opens none that way."""
        ...

    async def accounts(self) -> AbstractSet[UserId]:
        """Return all accounts of this homeserver that are not closed."""
        ...

    async def account_since(self, user: UserId) -> datetime | None:
        """Return since when the account exists, ``None`` where it is not ours to know."""
        ...
