"""Reads a community from its files, or says all that is wrong with them."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from kit.ids import BotName, Language
from provisioning.community.expand import Around, Expansion
from provisioning.community.model import Community, HoldLimits, Mechanism, Names, Term, Theme
from provisioning.community.resolving import BUILT_IN, Dictionary
from provisioning.community.written import CommunityFile, WrittenMechanism, WrittenPost
from provisioning.files import BadFiles, Document, Loc, Problem, Tree, read_document
from provisioning.judging import Vocabulary, judge

FILE_NAME = "community.yaml"
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def load_community(path: Path, *, bots: Collection[BotName] | None = None) -> Community:
    """Return the community of a folder (its ``community.yaml``) or of a file.

    ``bots`` are the bots there are; ``None`` accepts any name. Raises :class:`BadFiles` with every problem.
    """
    document, problems = read_community(path)
    words = vocabulary(document.tree, bots)
    written, document = judge(CommunityFile, document, words, problems)
    if written is None:
        raise BadFiles(problems)
    community = _community(written, document, problems)
    if problems:
        raise BadFiles(problems)
    return community


def community_schema() -> dict[str, Any]:
    """Return the JSON Schema of the community file, for editors."""
    schema = CommunityFile.model_json_schema()
    mechanisms = schema["properties"]["mechanisms"]
    table = {
        key: mechanisms.pop(key)
        for key in ("additionalProperties", "propertyNames", "type")
        if key in mechanisms
    }
    mechanisms["anyOf"] = [table, {"type": "string", "pattern": r"\.yaml$"}]
    return {"$schema": SCHEMA, **schema}


def read_community(path: Path) -> tuple[Document, list[Problem]]:
    """Return a community file's document with the mechanisms it names from a file of their own."""
    file = path / FILE_NAME if path.is_dir() else path
    document = read_document(file)
    named = document.tree.get("mechanisms") if isinstance(document.tree, dict) else None
    if not isinstance(named, str):
        return document, []
    other = file.parent / named
    if not other.is_file() or other.parent != file.parent:
        place = document.at(("mechanisms",))
        wrong = Problem(
            place, f"the file “{named}” is not beside this one", "the name of a file such as mechanisms.yaml"
        )
        return document.with_part(("mechanisms",), Document(file=named, tree={})), [wrong]
    return document.with_part(("mechanisms",), read_document(other)), []


def vocabulary(tree: Tree, bots: Collection[BotName] | None) -> Vocabulary:
    """Return the words that a file defines, before it is judged."""
    shelves = {
        name: _keys(tree, name) for name in ("mechanisms", "kinds", "roles", "posts", "themes", "groups")
    }
    shelves["mechanisms"] = shelves["mechanisms"] or ["*"]
    served = ["*"] if bots is None else sorted(bots)
    return {**shelves, "bots": served, "rules": [*BUILT_IN, *shelves["groups"]]}


def _keys(tree: Tree, name: str) -> list[str]:
    inner = tree.get(name) if isinstance(tree, dict) else None
    return list(inner) if isinstance(inner, dict) else []


def _community(written: CommunityFile, document: Document, problems: list[Problem]) -> Community:
    language = written.community.language
    dictionary = Dictionary(
        language=language,
        mechanisms={key: _mechanism(key, one, language) for key, one in written.mechanisms.items()},
        themes={key: Theme(key=key, name=_names(one.name, language)) for key, one in written.themes.items()},
        kinds=written.kinds,
        roles=written.roles,
        posts={key: _post(one) for key, one in written.posts.items()},
        groups=written.groups,
    )
    expansion = Expansion(document, dictionary)
    expansion.walk(written.rooms, _ROOMS, {}, Around())
    if not problems:
        expansion.check_references()
    problems.extend(expansion.problems)
    return Community(
        name=_names(written.community.name, language),
        language=language,
        zone=written.community.zone,
        mechanisms=dictionary.mechanisms,
        themes=dictionary.themes,
        roles=written.roles,
        posts=dictionary.posts,
        rooms=expansion.rooms,
        limits=HoldLimits(removals=written.hold.removals, share=written.hold.percent / 100),
        lapsing=frozenset(key for key, one in written.posts.items() if _lapses(one)),
        notices=tuple(sorted(set(written.notices), reverse=True)),
        second_person_above=written.second_person_above,
    )


_ROOMS: Loc = ("rooms",)


def _mechanism(key: str, written: WrittenMechanism, language: Language) -> Mechanism:
    return Mechanism(
        key=key,
        kind=written.kind,
        name=_names(written.name, language),
        short=written.short or key.upper(),
        seats=written.members,
        term=None if written.term is None else Term(years=written.term.years, renewals=written.term.renewals),
    )


def _post(written: Names | WrittenPost) -> Names:
    return written.name if isinstance(written, WrittenPost) else written


def _lapses(written: Names | WrittenPost) -> bool:
    return isinstance(written, WrittenPost) and written.lapses


def _names(text: str | Mapping[Language, str], language: Language) -> Names:
    return {language: text} if isinstance(text, str) else text
