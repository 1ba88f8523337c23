"""Community and register, read from their files or from the texts that we kept of them."""

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kit.errors import BadInput
from kit.ids import BotName, UserId
from provisioning.community.load import load_community
from provisioning.community.model import Community
from provisioning.files import BadFiles, Document, Loc, Place, Problem, parse_document
from provisioning.register.changes import Change, People, people_of, tree_of
from provisioning.register.load import read_register
from provisioning.register.model import Register
from provisioning.store.inputs import Inputs

COMMUNITY, REGISTER = "community.yaml", "register.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A community and its register, with the texts they were read from.

    Fresh from files (``entered`` is ``None``) the register is what its file says; the history of the
    database is then still to be laid under it by :meth:`provisioning.registry.Registry.merged`, after which
    ``entered`` is the register without the changes that nobody has entered yet. ``written`` is what the file
    says, ``None`` where there is none.
    """

    inputs: Inputs
    community: Community
    register: Register
    document: Document | None = None
    entered: People | None = None

    @property
    def written(self) -> People | None:
        """The people of the register's file."""
        return None if self.document is None else people_of(self.document.tree)

    def with_changes(self, changes: Sequence[Change]) -> "Loaded":
        """Return the same with further changes proposed; whoever merges it sees what they do."""
        inputs = replace(self.inputs, proposed=(*self.inputs.proposed, *changes))
        return replace(self, inputs=inputs, entered=None)

    def suspended(self, at: datetime, server_name: str) -> frozenset[UserId]:
        """Return the accounts of those who are suspended at an instant."""
        people = self.register.people.values()
        return frozenset(
            user for person in people if person.suspended(at) for user in person.users(server_name)
        )


def load(community: Path, register: Path | None = None, *, bots: Collection[BotName] | None = None) -> Loaded:
    """Read a community (its folder, or its file) and its register (by default beside it, if it is there).

    Raises :class:`provisioning.files.BadFiles` with all that is wrong.
    """
    file = community / COMMUNITY if community.is_dir() else community
    people = register or file.parent / REGISTER
    texts = _texts(file, people)
    known = load_community(file, bots=bots)
    if register is not None and REGISTER not in texts:
        raise BadFiles([Problem(Place(str(register), 1, 1), "the file cannot be read")])
    loaded = _read(Inputs(texts), known)
    if loaded.document is not None:
        loaded = replace(loaded, register=read_register(loaded.document, known))
    if _texts(file, people) != texts:
        raise BadInput(f"{file} was changed while it was being read; give the command again")
    return loaded


def from_texts(inputs: Inputs) -> Loaded | None:
    """Read kept texts again, the register's people aside.

    ``None`` where this version of the platform no longer understands them.
    """
    try:
        return _read(inputs, _community(inputs))
    except BadFiles:
        return None


def with_people(loaded: Loaded, inputs: Inputs, people: People, entered: People) -> Loaded:
    """Return the same community with other people in its register.

    Raises :class:`provisioning.files.BadFiles` where the community does not know what they hold.
    """
    document = _document(people, loaded.document)
    register = read_register(document, loaded.community)
    return replace(loaded, inputs=inputs, register=register, entered=entered)


def _read(inputs: Inputs, community: Community) -> Loaded:
    written = inputs.files.get(REGISTER)
    document = None if written is None else parse_document(REGISTER, written)
    return Loaded(inputs=inputs, community=community, register=Register(), document=document)


def _community(inputs: Inputs) -> Community:
    with tempfile.TemporaryDirectory(prefix="palais-") as folder:
        for name, text in inputs.files.items():
            Path(folder, Path(name).name).write_text(text, encoding="utf-8")
        return load_community(Path(folder))


def _document(people: People, written: Document | None) -> Document:
    """Return a register's tree; who stands in the file as they are keeps their place there."""
    nowhere: dict[Loc, Place] = {("people", key): Place(f"the register, {key}", 0, 0) for key in people}
    nowhere[()] = Place("the register", 0, 0)
    if written is None:
        return Document(file="the register", tree=tree_of(people), places=nowhere)
    there = people_of(written.tree)
    same = {key for key, person in people.items() if there.get(key) == person}
    places = {way: place for way, place in written.places.items() if len(way) > 1 and way[1] in same}
    return Document(file="the register", tree=tree_of(people), places=nowhere | places)


def _texts(community: Path, register: Path) -> dict[str, str]:
    """Return the texts under the names they are kept by; files that the community file names go along."""
    texts = {COMMUNITY: _text(community) or ""}
    people = _text(register)
    if people is not None:
        texts[REGISTER] = people
    for beside in sorted(community.parent.glob("*.yaml")):
        if beside.name in texts[COMMUNITY] and beside not in {community, register}:
            texts[beside.name] = _text(beside) or ""
    return texts


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""  # the reader that comes next says what is wrong, and where
