"""YAML that knows where each of its words stands, and problems told all at once."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kit.errors import BadInput

Loc = tuple[str | int, ...]
"""The way to a value from the top of a file: keys and list positions."""

Tree = str | None | list["Tree"] | dict[str, "Tree"]
"""What a file holds before anybody has judged it; every scalar is still text."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick reader where this installation of PyYAML has it."""

PLAIN = frozenset({None, ""})
"""How the readers call a scalar without quotes."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands; lines and columns count from 1, and are 0 for what stands in no file."""

    file: str
    line: int
    column: int

    @property
    def short(self) -> str:
        """The place as ``file:line``."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: where, what, what was expected, and the nearest valid word."""

    place: Place
    text: str
    expected: str = ""
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f" Did you mean “{self.nearest}”?" if self.nearest else ""
        expected = f" Expected {self.expected}." if self.expected else ""
        return f"{self.place}: {self.text}.{expected}{hint}"


class BadFiles(BadInput):
    """Files that cannot be used, with all their problems in the order of the lines; nothing was applied."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: (problem.place, problem.text)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its tree, and the place of every key and list entry."""

    file: str
    tree: Tree
    places: Mapping[Loc, Place] = field(default_factory=dict)

    def at(self, loc: Loc) -> Place:
        """Return the place of a value, or of the nearest thing around it that is really there."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place(self.file, 1, 1))

    def with_part(self, loc: Loc, part: "Document") -> "Document":
        """Return this document with another file's tree in place of the value at a key of its top."""
        if not isinstance(self.tree, dict) or len(loc) != 1:
            return self
        moved = {loc + inner: place for inner, place in part.places.items() if inner}
        return replace(
            self,
            tree={**self.tree, str(loc[0]): part.tree},
            places={**self.places, **moved},
        )

    def without(self, loc: Loc) -> "Document":
        """Return this document without the value at ``loc``; in a list, the rest moves up with its places."""
        tree = _cut(self.tree, loc)
        last = loc[-1] if loc else None
        if not isinstance(last, int):
            return replace(self, tree=tree)
        kept = {
            _moved_up(way, loc[:-1], last): place
            for way, place in self.places.items()
            if way[: len(loc)] != loc
        }
        return replace(self, tree=tree, places=kept)


def _cut(tree: Tree, loc: Loc) -> Tree:
    if not loc:
        return None
    step, rest = loc[0], loc[1:]
    if isinstance(tree, dict) and step in tree:
        name = str(step)
        return {
            key: _cut(value, rest) if key == name else value
            for key, value in tree.items()
            if key != name or rest
        }
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return [*tree[:step], *([_cut(tree[step], rest)] if rest else []), *tree[step + 1 :]]
    return tree


def _moved_up(way: Loc, around: Loc, gone: int) -> Loc:
    here = way[len(around)] if way[: len(around)] == around and len(way) > len(around) else None
    if isinstance(here, int) and here > gone:
        return (*around, here - 1, *way[len(around) + 1 :])
    return way


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the valid word that looks most like a wrong one, ``None`` where nothing is near."""
    known = {valid.casefold(): valid for valid in words}
    found = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.55)
    return known[found[0]] if found else None


def listed(words: Iterable[str], *, most: int = 24) -> str:
    """Return valid words as a person would list them, cut short where there are very many."""
    known = list(words)
    if len(known) <= 1:
        return known[0] if known else "nothing"
    if len(known) > most:
        return f"{', '.join(known[:most])} or one of {len(known) - most} more"
    return f"{', '.join(known[:-1])} or {known[-1]}"


def read_document(path: Path) -> Document:
    """Read a YAML file. Raises :class:`BadFiles` where it is missing or is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        before = wrong.object[: wrong.start]
        line, column = before.count(b"\n") + 1, wrong.start - before.rfind(b"\n")
        raise BadFiles([Problem(Place(path.name, line, column), "this is not UTF-8 text")]) from wrong
    except OSError as wrong:
        problem = Problem(Place(str(path), 1, 1), f"the file cannot be read: {wrong.strerror}")
        raise BadFiles([problem]) from wrong
    return parse_document(path.name, text)


def parse_document(file: str, text: str) -> Document:
    """Read YAML text. Raises :class:`BadFiles` where it is not YAML, naming every doubled key."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as wrong:
        raise BadFiles([_malformed(file, wrong)]) from wrong
    reading = _Reading(file)
    tree = reading.value((), node) if node is not None else None
    if reading.problems:
        raise BadFiles(reading.problems)
    return Document(file=file, tree=tree, places=reading.places)


def _malformed(file: str, wrong: yaml.YAMLError) -> Problem:
    mark = getattr(wrong, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = (wrong.problem if isinstance(wrong, yaml.MarkedYAMLError) else None) or str(wrong).splitlines()[0]
    return Problem(place, f"this is not YAML: {said}", "two spaces for each step inwards, and “key: value”")


class _Reading:
    """Turns nodes into a tree of text, noting the place of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Loc, Place] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, loc: Loc, node: Node) -> Tree:
        """Return the tree of a node; scalars stay text so that ``NO`` is Norway and 1.10 keeps its zero."""
        if id(node) in self._seen:
            self.problems.append(Problem(self._place(node), "aliases (“*name”) are not used here"))
            return None
        self._seen.add(id(node))
        self.places.setdefault(loc, self._place(node))
        match node:
            case MappingNode():
                return dict(self._pairs(loc, node.value))
            case SequenceNode():
                return [self._entry((*loc, at), child) for at, child in enumerate(node.value)]
            case ScalarNode():
                return None if node.style in PLAIN and node.value in NOTHING else str(node.value)
            case _:
                return None

    def _entry(self, loc: Loc, node: Node) -> Tree:
        self.places[loc] = self._place(node)
        return self.value(loc, node)

    def _pairs(self, loc: Loc, pairs: Sequence[tuple[Node, Node]]) -> Iterator[tuple[str, Tree]]:
        names: dict[str, Place] = {}
        for key, child in pairs:
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            if name in names:
                first = names[name].line
                self.problems.append(
                    Problem(self._place(key), f"“{name}” stands here twice, first on line {first}")
                )
            names.setdefault(name, self._place(key))
            self.places[(*loc, name)] = self._place(child if isinstance(child, ScalarNode) else key)
            self.places[(*loc, name, "")] = self._place(key)
            yield name, self.value((*loc, name), child)

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)
