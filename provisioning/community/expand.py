"""Writes out a community file: every “for each” gone through, every default settled, every room checked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.classification import Classification
from kit.ids import BotName, Language, RoomKey
from provisioning.community.labels import JOINS, LABELS, FederationSaid, federation_under, too_loose
from provisioning.community.model import Names, RoomSpec
from provisioning.community.resolving import Dictionary, GroupOfItself, NotAState
from provisioning.community.rules import Nobody, Rule, gives
from provisioning.community.shelves import closed, shelves_of, within
from provisioning.community.templates import Scope, Subject, UnknownPlaceholder, fill, names_of
from provisioning.community.written import (
    Entry,
    ForEach,
    RoomEntry,
    SpaceEntry,
    WrittenLibrary,
    WrittenRule,
)
from provisioning.files import Document, Loc, Place, Problem, listed, nearest
from provisioning.shape import History, JoinRule, RoomKind

ROOM_KEY = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*")
ONLY_NARROWS = (
    "“national of” and “conflict with” let nobody in by themselves",
    "them under “except”, or under “all” beside “holds”",
)
FOR_EACH = re.compile(r"(?P<sort>mechanism|theme)(?: of kind (?P<kind>\S+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What holds inside a space unless an entry says otherwise."""

    classification: Classification = Classification.UNCLASSIFIED
    who: Rule = field(default_factory=Nobody)
    moderators: Rule = field(default_factory=Nobody)
    federation: FederationSaid = None
    bots: tuple[BotName, ...] = ()
    library: WrittenLibrary = field(default_factory=WrittenLibrary)
    listed: bool = True
    space: RoomKey | None = None


class Expansion:
    """One walk through the entries of a file; rooms and problems are gathered on the way."""

    def __init__(self, document: Document, dictionary: Dictionary) -> None:
        self.document = document
        self.words = dictionary
        self.rooms: dict[RoomKey, RoomSpec] = {}
        self.problems: list[Problem] = []

    def walk(self, entries: Sequence[Entry], loc: Loc, scope: Scope, around: Around) -> None:
        """Go through the entries of a list, and through those inside them."""
        for at, entry in enumerate(entries):
            here = (*loc, at)
            if isinstance(entry, ForEach):
                for sort, subject in self._subjects(entry, here):
                    self.walk(entry.rooms, (*here, "rooms"), {**scope, sort: subject}, around)
                continue
            if any(subject.key in (entry.not_for or ()) for subject in scope.values()):
                continue
            inner = self._inside(entry, here, scope, around)
            spec = self._spec(entry, here, scope, inner)
            self._add(spec)
            if isinstance(entry, SpaceEntry):
                self.walk(entry.rooms, (*here, "rooms"), scope, replace(inner, space=spec.key))

    def check_references(self) -> None:
        """Note every room that names a space which is not there."""
        spaces = [key for key, spec in self.rooms.items() if spec.kind is RoomKind.SPACE]
        for spec in self.rooms.values():
            for key in {*spec.parents, *spec.allow} - set(spaces):
                text = f"{spec.key} names “{key}”, which is not a space of this file"
                self.problems.append(Problem(spec.place, text, listed(spaces), nearest(key, spaces)))
            if spec.join is JoinRule.RESTRICTED and not spec.allow:
                text = f"{spec.key} is open to its space, but stands in none"
                self.problems.append(
                    Problem(spec.place, text, "a space around it, or a line “allow: [space]”")
                )

    def _subjects(self, entry: ForEach, loc: Loc) -> Iterator[tuple[str, Subject]]:
        said = FOR_EACH.fullmatch(" ".join(entry.each.split()))
        kind = said["kind"] if said else None
        if said is None or (kind and (said["sort"] == "theme" or kind not in self.words.kinds)):
            ways = ["mechanism", "theme", *(f"mechanism of kind {kind}" for kind in self.words.kinds)]
            self._note(
                loc,
                "for each",
                f"“{entry.each}” cannot be gone through",
                listed(ways),
                nearest(entry.each, ways),
            )
            return
        for key, subject in self._shelf(said["sort"], kind).items():
            if (entry.only is None or key in entry.only) and key not in (entry.but or ()):
                yield said["sort"], subject

    def _shelf(self, sort: str, kind: str | None) -> Mapping[str, Subject]:
        if sort == "theme":
            return {
                key: Subject(key, theme.name, self.words.short(key))
                for key, theme in self.words.themes.items()
            }
        return {
            key: Subject(key, mechanism.name, mechanism.short)
            for key, mechanism in self.words.mechanisms.items()
            if kind in {None, mechanism.kind}
        }

    def _inside(self, entry: RoomEntry | SpaceEntry, loc: Loc, scope: Scope, around: Around) -> Around:
        """Return what holds in this entry and inside it."""
        return Around(
            classification=entry.classification or around.classification,
            who=self._rule(entry.who, (*loc, "who"), scope, around.who),
            moderators=self._rule(entry.moderators, (*loc, "moderators"), scope, around.moderators),
            federation=around.federation if entry.federation is None else entry.federation,
            bots=around.bots if entry.bots is None else tuple(map(BotName, entry.bots)),
            library=within(around.library, entry.library),
            listed=around.listed if entry.listed is None else entry.listed,
            space=around.space,
        )

    def _spec(self, entry: RoomEntry | SpaceEntry, loc: Loc, scope: Scope, inner: Around) -> RoomSpec:
        for loose in too_loose(entry, inner.classification):
            self._note(loc, loose.key, loose.text, loose.expected)
        federate, servers = federation_under(inner.classification, inner.federation)
        space = isinstance(entry, SpaceEntry)
        parents = (
            *([inner.space] if inner.space else []),
            *(self._key(one, loc, scope) for one in entry.also_in),
        )
        joining = entry.join if entry.join in LABELS[inner.classification].joins else "invite"
        join = JOINS[joining or "invite"]
        spec = RoomSpec(
            key=self._key(entry.space if isinstance(entry, SpaceEntry) else entry.room, loc, scope),
            kind=RoomKind.SPACE if isinstance(entry, SpaceEntry) else RoomKind(entry.kind),
            names=self._names(entry.name, (*loc, "name"), scope),
            topics={} if entry.topic is None else self._names(entry.topic, (*loc, "topic"), scope),
            place=self._own_place(loc),
            classification=inner.classification,
            who=inner.who,
            moderators=inner.moderators,
            join=join,
            allow=self._allowed(entry, loc, scope, parents) if join is JoinRule.RESTRICTED else (),
            federate=federate,
            servers=servers,
            history=LABELS[inner.classification].history,
            encrypted=not space,
            read_only=space,
            bots=() if space else inner.bots,
            shelves=shelves_of(inner.library, inner.classification),
            parents=tuple(dict.fromkeys(parents)),
            listed=inner.listed,
        )
        return spec if isinstance(entry, SpaceEntry) else _with_own(spec, entry, inner.library)

    def _allowed(
        self, entry: RoomEntry | SpaceEntry, loc: Loc, scope: Scope, parents: tuple[RoomKey, ...]
    ) -> tuple[RoomKey, ...]:
        if entry.allow is None:
            return parents[:1]
        return tuple(self._key(one, (*loc, "allow"), scope) for one in entry.allow)

    def _add(self, spec: RoomSpec) -> None:
        if "{" in spec.key:
            return
        first = self.rooms.setdefault(spec.key, spec)
        if first is not spec:
            text = f"two rooms have the key “{spec.key}”; the first is on line {first.place.line}"
            self.problems.append(Problem(spec.place, text, "a key of its own for each room"))

    def _rule(self, written: WrittenRule | None, loc: Loc, scope: Scope, default: Rule) -> Rule:
        if written is None:
            return default
        try:
            rule = self.words.rule(written, scope)
        except UnknownPlaceholder as unknown:
            self._unknown_placeholder(unknown, loc)
        except GroupOfItself as itself:
            self._note(loc, "", f"the group “{itself}” leads back to itself", "")
        except NotAState as word:
            self._note(loc, "", f"“{word}” is not a State", "the three letters of one, such as CHE")
        else:
            if gives(rule):
                return rule
            self._note(loc, "", *ONLY_NARROWS)
        return Nobody()

    def _names(self, text: str | Mapping[Language, str], loc: Loc, scope: Scope) -> Names:
        if not isinstance(text, str) and self.words.language not in text:
            spoken = self.words.language
            self._note(
                loc, "", f"the community’s language, {spoken}, is missing here", f"a line “{spoken}: …”"
            )
        try:
            return names_of(text, scope, self.words.language)
        except UnknownPlaceholder as unknown:
            self._unknown_placeholder(unknown, loc)
        return {self.words.language: "?"}

    def _key(self, text: str, loc: Loc, scope: Scope) -> RoomKey:
        try:
            key = fill(text, scope, self.words.language)
        except UnknownPlaceholder as unknown:
            self._unknown_placeholder(unknown, loc)
            return RoomKey(text)
        if not ROOM_KEY.fullmatch(key):
            expected = "small letters, digits and hyphens, such as cedaw/library"
            self.problems.append(Problem(self.document.at(loc), f"“{key}” cannot be a key", expected))
        return RoomKey(key)

    def _own_place(self, loc: Loc) -> Place:
        return self.document.at(loc)

    def _note(self, loc: Loc, key: str, text: str, expected: str, near: str | None = None) -> None:
        place = self.document.at((*loc, key) if key else loc)
        self.problems.append(Problem(place, text, expected, near))

    def _unknown_placeholder(self, unknown: UnknownPlaceholder, loc: Loc) -> None:
        known = [f"{{{word}}}" for word in unknown.known]
        expected = listed(known) if known else "plain words, for no “for each” stands around"
        near = nearest(f"{{{unknown.word}}}", known)
        text = f"nothing fills “{{{unknown.word}}}”"
        self.problems.append(Problem(self.document.at(loc), text, expected, near))


def _with_own(spec: RoomSpec, entry: RoomEntry, library: WrittenLibrary) -> RoomSpec:
    """Return a room with what only rooms can say."""
    secret = spec.classification.is_confidential
    return replace(
        spec,
        encrypted=secret or entry.encrypted is not False,
        history=spec.history if entry.history is None else History(entry.history),
        read_only=entry.read_only,
        shelves=closed(spec.shelves, library) if entry.read_only else spec.shelves,
    )
