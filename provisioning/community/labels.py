"""What a classification sets, and what may not be loosened under it (after ST/SGB/2007/6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.classification import Classification
from provisioning.community.written import RoomEntry, SpaceEntry
from provisioning.shape import History, JoinRule

JOINS = {
    "invite": JoinRule.INVITE,
    "knock": JoinRule.KNOCK,
    "space": JoinRule.RESTRICTED,
    "public": JoinRule.PUBLIC,
}
"""The file's words for how people come in, and Matrix's."""

FederationSaid = bool | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The defaults of a classification, and the words a file may use instead."""

    shown: str
    history: History
    federate: bool
    histories: frozenset[History]
    joins: frozenset[str]
    servers: bool = True


LABELS = {
    Classification.UNCLASSIFIED: Label(
        shown="Unclassified",
        history=History.SHARED,
        federate=True,
        histories=frozenset(History),
        joins=frozenset(JOINS),
    ),
    Classification.CONFIDENTIAL: Label(
        shown="Confidential",
        history=History.JOINED,
        federate=False,
        histories=frozenset({History.JOINED, History.INVITED}),
        joins=frozenset({"invite"}),
    ),
    Classification.STRICTLY_CONFIDENTIAL: Label(
        shown="Strictly Confidential",
        history=History.JOINED,
        federate=False,
        histories=frozenset({History.JOINED}),
        joins=frozenset({"invite"}),
        servers=False,
    ),
}


@dataclass(frozen=True, slots=True)
class TooLoose:
    """A setting that the classification does not allow: the key it stands under, and what is allowed."""

    key: str
    text: str
    expected: str


def too_loose(entry: RoomEntry | SpaceEntry, classification: Classification) -> Iterator[TooLoose]:
    """Yield each setting of a room or space that loosens its classification too far."""
    label = LABELS[classification]
    if entry.join is not None and entry.join not in label.joins:
        text = f"a {label.shown} room is entered by invitation only"
        yield TooLoose("join", text, "join: invite, or leave the line out")
    if entry.federation is True and not label.federate:
        named = " or the servers’ names in [brackets]" if label.servers else ""
        text = f"a {label.shown} room is not open to all other servers"
        yield TooLoose("federation", text, f"federation: no{named}")
    if isinstance(entry.federation, list) and not label.servers:
        text = f"a {label.shown} room does not leave this server"
        yield TooLoose("federation", text, "federation: no")
    if entry.library is not None and entry.library.earlier == "shown" and not label.servers:
        text = f"newcomers may not find earlier files of a {label.shown} room"
        yield TooLoose("library", text, "earlier: hidden")
    if isinstance(entry, RoomEntry):
        yield from _too_loose_for_words(entry, label)


def _too_loose_for_words(entry: RoomEntry, label: Label) -> Iterator[TooLoose]:
    if entry.encrypted is False and not label.federate:
        yield TooLoose("encrypted", f"a {label.shown} room is always encrypted", "encrypted: yes")
    if entry.history is not None and History(entry.history) not in label.histories:
        allowed = " or ".join(sorted(label.histories, reverse=True))
        text = f"newcomers may not read everything in a {label.shown} room"
        yield TooLoose("history", text, f"history: {allowed}")


def federation_under(
    classification: Classification, said: FederationSaid
) -> tuple[bool, frozenset[str] | None]:
    """Return whether a room federates and with which servers alone; what is too loose becomes the default."""
    label = LABELS[classification]
    if isinstance(said, list):
        return (True, frozenset(said)) if label.servers else (False, None)
    if said is None:
        return label.federate, None
    return said and label.federate, None
