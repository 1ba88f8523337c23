"""What a room is like and who sits in it: the words that desired, found and plan share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from kit.classification import Classification
from kit.events import Membership
from kit.ids import BotName, Language, PersonKey, RoomId, RoomKey, UserId


class RoomKind(StrEnum):
    """What a managed room is for people."""

    SPACE = "space"
    ROOM = "room"
    FORUM = "forum"
    LIBRARY = "library"
    LOBBY = "lobby"
    STEWARDS = "stewards"


class JoinRule(StrEnum):
    """How people come in; the values are Matrix's own."""

    INVITE = "invite"
    KNOCK = "knock"
    RESTRICTED = "restricted"
    PUBLIC = "public"


class History(StrEnum):
    """Who reads what was said before; the values are Matrix's own (``m.room.history_visibility``)."""

    JOINED = "joined"
    INVITED = "invited"
    SHARED = "shared"


class Power(IntEnum):
    """The numbers of ``m.room.power_levels`` that a seat can carry; the steward, as creator, needs none.

    A reader is below what speaking takes.
    """

    READER = -1
    MEMBER = 0
    BOT = 10
    MODERATOR = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a room is like, all but its people. ``federate`` cannot change after creation.

    ``topic`` is ``None`` where the community file leaves it to the moderators. ``allow`` are the rooms or
    spaces whose members may enter a restricted room. ``servers`` limits federation to the named servers,
    written without ports; ``None`` means no limit beyond ``federate``. ``read_only`` rooms take words from
    moderators alone. ``space`` says whether it is a Matrix space; ``encrypted`` never turns back.
    """

    name: str
    topic: str | None = None
    space: bool = False
    encrypted: bool = True
    join_rule: JoinRule = JoinRule.INVITE
    allow: frozenset[RoomKey] = frozenset()
    history: History = History.JOINED
    federate: bool = True
    servers: frozenset[str] | None = None
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One person's place in one room: why they have it, by which rule and which fact, and their power.

    ``until`` is the first instant at which they no longer sit there as things stand, ``None`` where none is.
    """

    person: PersonKey | None
    rule: str
    fact: str
    power: int = Power.MEMBER
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What the library does with a room: whether it keeps the text of its files (``indexed``), whether that
    stays when it is taken out of the room (``keeps``), and whether members find files from before they came.
    """

    indexed: bool = True
    keeps: bool = False
    shows_earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredRoom:
    """A room as the files want it. ``parents`` are the spaces that list it; ``path`` where the file says so.

    ``seats`` holds people and the bots that serve the room, by account. ``names`` are the other languages'.
    ``hidden_in`` are those parents that do not list it, so that it is told to nobody but those inside.
    """

    key: RoomKey
    look: Look
    kind: RoomKind = RoomKind.ROOM
    classification: Classification = Classification.UNCLASSIFIED
    parents: tuple[RoomKey, ...] = ()
    hidden_in: frozenset[RoomKey] = frozenset()
    seats: Mapping[UserId, Seat] = field(default_factory=dict)
    bots: frozenset[BotName] = frozenset()
    shelves: Shelves = field(default_factory=Shelves)
    names: Mapping[Language, str] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something allowed but hardly meant, such as a rule that matches nobody; ``where`` is file:line."""

    where: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desired:
    """All that should be, at one instant. Nothing of it is done while there are ``errors``."""

    at: datetime
    rooms: Mapping[RoomKey, DesiredRoom]
    warnings: tuple[Warned, ...] = ()
    errors: tuple[Warned, ...] = ()

    def is_open_to(self, key: RoomKey, user: UserId) -> bool:
        """Whether the account may be in the room without a seat there.

        Anybody may in a public one, who has a seat in a room that it names in a restricted one.
        """
        look = self.rooms[key].look
        if look.join_rule is JoinRule.RESTRICTED:
            return any(user in self.rooms[door].seats for door in look.allow if door in self.rooms)
        return look.join_rule is JoinRule.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMember:
    """Where somebody stands in a room, and who put them there (``by`` equals the member when by own wish)."""

    membership: Membership
    by: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRoom:
    """A managed room as the server has it, in the shape of :class:`DesiredRoom`.

    ``complete`` is false for a room whose making was cut short. ``tampered`` names access state that is not
    as we set it, each beginning with the kind of event (``m.room.power_levels invite is 0``):
    ``Homeserver.finish_room`` sets right whatever differs. ``powers`` are the levels other than the default.
    ``moderators_set_topic`` should be so exactly where the desired look has no topic.
    ``children`` are the rooms a space lists, by ID; ``creators`` other than the steward cannot be removed.
    """

    id: RoomId
    key: RoomKey
    look: Look
    version: str = "12"
    members: Mapping[UserId, FoundMember] = field(default_factory=dict)
    powers: Mapping[UserId, int] = field(default_factory=dict)
    children: frozenset[RoomId] = frozenset()
    parents: frozenset[RoomId] = frozenset()
    allow: frozenset[RoomId] = frozenset()
    complete: bool = True
    tampered: tuple[str, ...] = ()
    moderators_set_topic: bool = True
    creators: frozenset[UserId] = frozenset()
    adopted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All managed rooms of the homeserver, as one reading shows them.

    ``doubles`` are further rooms that carry a key already bound: never used, reported by the plan.
    ``foreign`` rooms are those the steward is in that are not managed; the next reading can skip them.
    """

    rooms: Mapping[RoomKey, FoundRoom]
    doubles: tuple[tuple[RoomKey, RoomId], ...] = ()
    foreign: frozenset[RoomId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BanFact:
    """A ban that stands until staff lift it."""

    room: RoomKey
    user: UserId
    by: UserId
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What only our database knows and a plan needs.

    ``bound``: key to room ID. ``adopted``: bound rooms that do not carry our mark. ``reinvited``: people who
    left by their own wish and had their one invitation since. ``bans`` stand until lifted.
    """

    bound: Mapping[RoomKey, RoomId] = field(default_factory=dict)
    adopted: frozenset[RoomKey] = frozenset()
    reinvited: frozenset[tuple[RoomKey, UserId]] = frozenset()
    bans: tuple[BanFact, ...] = ()


def day_of(at: datetime) -> date:
    """Return the calendar day of an instant, in the instant's own zone."""
    return at.date()
