"""A community as the platform knows it: its mechanisms, and each of its rooms with nothing left to guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.classification import Classification
from kit.ids import BotName, Language, RoomKey
from provisioning.community.rules import Nobody, Rule
from provisioning.files import Place
from provisioning.shape import History, JoinRule, RoomKind, Shelves

Names = Mapping[Language, str]
"""A name in each language the file gives it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a mandate lasts and how often the same person may be given it again (``None``: no limit)."""

    years: int
    renewals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A committee, a special procedure, or whatever else people hold mandates in."""

    key: str
    kind: str
    name: Names
    short: str
    seats: int | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject people meet on."""

    key: str
    name: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSpec:
    """One room or space, with its templates filled and its defaults settled.

    ``names`` and ``topics`` may lack languages; a room without topics leaves its topic to its moderators.
    ``allow`` are the spaces whose members may enter by themselves, where ``join`` is restricted. Of a room
    that is not ``listed`` nobody is told but those inside.
    """

    key: RoomKey
    kind: RoomKind
    names: Names
    place: Place
    topics: Names = field(default_factory=dict)
    classification: Classification = Classification.UNCLASSIFIED
    who: Rule = field(default_factory=Nobody)
    moderators: Rule = field(default_factory=Nobody)
    join: JoinRule = JoinRule.INVITE
    allow: tuple[RoomKey, ...] = ()
    encrypted: bool = True
    history: History = History.JOINED
    federate: bool = True
    servers: frozenset[str] | None = None
    read_only: bool = False
    bots: tuple[BotName, ...] = ()
    shelves: Shelves = field(default_factory=Shelves)
    parents: tuple[RoomKey, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLimits:
    """From how many removals a change of the files waits for a human: a number, or a share of all seats."""

    removals: int = 10
    share: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """All that a community file says.

    ``zone`` is where its days begin and end. ``lapsing`` are the posts that end with the day of their review,
    ``notices`` the days before an end on which people and staff are told of it. Bringing more people into the
    register at once than ``second_person_above`` takes two.
    """

    name: Names
    language: Language
    zone: str
    mechanisms: Mapping[str, Mechanism]
    themes: Mapping[str, Theme]
    roles: Mapping[str, Names]
    posts: Mapping[str, Names]
    rooms: Mapping[RoomKey, RoomSpec]
    limits: HoldLimits = field(default_factory=HoldLimits)
    lapsing: frozenset[str] = frozenset()
    notices: tuple[int, ...] = (90, 30, 7)
    second_person_above: int = 5

    def spoken(self, names: Names) -> str:
        """Return a name in the community's language, else in any language it has."""
        return names.get(self.language) or next(iter(names.values()), "")
