"""How a room presents itself: its name, a topic that carries the other languages, and its settings."""

from collections.abc import Iterable

from kit.ids import Language, host_of
from kit.language import Sentence, isolate
from provisioning.community.model import Community, RoomSpec
from provisioning.shape import Look, RoomKind


def look_of(community: Community, spec: RoomSpec, notices: Iterable[Sentence] = ()) -> Look:
    """Return what a room is like; ``notices`` are what its bots say of themselves to its members."""
    return Look(
        name=community.spoken(spec.names),
        topic=_topic(community, spec, notices),
        space=spec.kind is RoomKind.SPACE,
        encrypted=spec.encrypted,
        join_rule=spec.join,
        allow=frozenset(spec.allow),
        history=spec.history,
        federate=spec.federate,
        servers=None if spec.servers is None else frozenset(map(host_of, spec.servers)),
        read_only=spec.read_only,
    )


def _topic(community: Community, spec: RoomSpec, notices: Iterable[Sentence]) -> str | None:
    """Return the file's topic, what the bots say, and the name in each other language, a line each."""
    if not spec.topics:
        return None
    first = [community.spoken(spec.topics), *(notice.say(community.language) for notice in notices)]
    others = [_line(spec, language) for language in Language if language is not community.language]
    return "\n".join(line for line in [*first, *others] if line)


def _line(spec: RoomSpec, language: Language) -> str:
    said = [text for text in (spec.names.get(language), spec.topics.get(language)) if text]
    return isolate(" — ".join(said)) if said else ""
