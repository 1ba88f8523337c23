"""What a plan can do to a homeserver, step by step; each step names its room by the file's key."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, NewType

from kit.classification import Classification
from kit.events import Membership
from kit.ids import PersonKey, RoomId, RoomKey, UserId
from provisioning.shape import History, JoinRule, Look, RoomKind

StepId = NewType("StepId", str)
"""Names one step by what it does, whatever its reason: the same deed has the same name in every plan."""


class Cause(StrEnum):
    """What made a step necessary; only what the files caused can be held."""

    FILE = "file"
    DATE = "date"
    DRIFT = "drift"
    SUSPENSION = "suspension"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What all steps share: the room, what made the step necessary, and why in words."""

    key: RoomKey
    cause: Cause = Cause.FILE
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRoom(Planned):
    """Make a room with all its settings in one request; ``powers`` are the levels other than the default."""

    look: Look
    kind: RoomKind = RoomKind.ROOM
    parents: tuple[RoomKey, ...] = ()
    powers: Mapping[UserId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishRoom(Planned):
    """Give a room whose making was cut short everything it should have had."""

    look: Look
    kind: RoomKind = RoomKind.ROOM
    parents: tuple[RoomKey, ...] = ()
    powers: Mapping[UserId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireRoom(Planned):
    """Take everybody out of a room that is no longer listed; the room and its words stay, with the steward.

    ``spaces`` are rooms it points to as parents, ``listed`` what it lists itself as a space.
    """

    name: str
    members: tuple[UserId, ...] = ()
    spaces: tuple[RoomId, ...] = ()
    listed: tuple[RoomId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameRoom(Planned):
    """Give a room its new name."""

    was: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTopic(Planned):
    """Give a room the topic of the file."""

    was: str | None
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnOnEncryption(Planned):
    """Encrypt what is said from now on; never turned back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetJoinRule(Planned):
    """Change how people come in; ``allow`` are the rooms whose members may enter a restricted one."""

    was: JoinRule
    rule: JoinRule
    allow: tuple[RoomKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHistory(Planned):
    """Change who reads what was said before."""

    was: History
    history: History


@dataclass(frozen=True, slots=True, kw_only=True)
class SetServers(Planned):
    """Change which servers may take part; ``None`` means no limit."""

    was: tuple[str, ...] | None
    servers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPowers(Planned):
    """Set all power levels of a room; ``mends`` names those that were not as we set them."""

    powers: Mapping[UserId, int]
    read_only: bool = False
    topic_is_ours: bool = False
    mends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreAccess(Planned):
    """Set access state again that says what no setting of ours can say; ``kinds`` are its event types."""

    kinds: tuple[str, ...]
    look: Look
    mends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabel(Planned):
    """Change a room's classification in our own record, from where encryption keys and mail follow it."""

    was: Classification
    label: Classification


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRoom(Planned):
    """Show ``child`` in the space ``key``."""

    child: RoomKey


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistRoom(Planned):
    """Show a room no longer in the space ``key``."""

    child: RoomId


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParent(Planned):
    """Let a room say that it belongs to a space; the ``first`` is the one that clients show."""

    parent: RoomKey
    first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DropParent(Planned):
    """Let a room no longer say that it belongs to a space."""

    parent: RoomId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPerson(Planned):
    """Bring a person in: people of this homeserver are joined, others invited."""

    user: UserId
    person: PersonKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteBack(Planned):
    """Invite, once, a person who left by their own wish."""

    user: UserId
    person: PersonKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePerson(Planned):
    """Take a person out, or take their invitation back."""

    user: UserId
    was: Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class BanPerson(Planned):
    """Keep a person out for as long as their ban is on record."""

    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftBan(Planned):
    """Let a person come again whose ban is not, or no longer, on record."""

    user: UserId


Step = (
    CreateRoom
    | FinishRoom
    | RetireRoom
    | RenameRoom
    | SetTopic
    | TurnOnEncryption
    | SetJoinRule
    | SetHistory
    | SetServers
    | SetPowers
    | RestoreAccess
    | Relabel
    | ListRoom
    | UnlistRoom
    | NameParent
    | DropParent
    | SeatPerson
    | InviteBack
    | RemovePerson
    | BanPerson
    | LiftBan
)


def deed(step: Step) -> dict[str, Any]:
    """Return what a step does, without its cause and reason, in JSON's own types."""
    done = {field.name: plain(getattr(step, field.name)) for field in fields(step)}
    del done["cause"], done["why"]
    return {"step": type(step).__name__, **done}


def step_id(step: Step) -> StepId:
    """Return the name of a step: a short hash of what it does."""
    done = deed(step)
    if isinstance(step, RetireRoom):
        # Emptying a room stays the same deed however far a crash let it come.
        done = {"step": "RetireRoom", "key": step.key}
    words = json.dumps(done, sort_keys=True, ensure_ascii=False)
    return StepId(hashlib.sha256(words.encode()).hexdigest()[:12])


def plain(value: object) -> Any:
    """Return a value of ours in JSON's own types, the same one for equal values."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in sorted(value.items())}
    if isinstance(value, AbstractSet):
        return sorted(plain(inner) for inner in value)
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value
