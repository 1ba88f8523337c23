"""Lists judged by the models of ``register.yaml``: addresses, accounts, zones, the order of days. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from provisioning.community.model import Community
from provisioning.files import Document, Loc, Place, Problem, parse_document
from provisioning.judging import judge
from provisioning.register.changes import FIELDS, LISTS, People, people_of, tree_of
from provisioning.register.importing.doubts import Doubt, wrong
from provisioning.register.importing.rows import Said
from provisioning.register.importing.spelling import one_line
from provisioning.register.importing.vocabulary import kept_words
from provisioning.register.load import read_register
from provisioning.register.written import RegisterFile

SHELVES = ("mechanisms", "roles", "posts", "themes")


def badly_written(rows: Sequence[Said], community: Community, people: People) -> Iterator[Doubt]:
    """Yield what rows say that cannot stand in a register."""
    kept = kept_words(people)
    shelves = {name: [*getattr(community, name), *kept[name]] for name in SHELVES}
    problems: list[Problem] = []
    places: dict[Loc, Place] = {("people", f"r{said.row}"): Place("row", said.row, 0) for said in rows}
    written = {f"r{said.row}": _person(said) for said in rows}
    judge(RegisterFile, Document(file="row", tree=tree_of(written), places=places), shelves, problems)
    for problem in problems:
        near = f"; did you mean “{problem.nearest}”?" if problem.nearest else ""
        expected = f": expected {problem.expected}" if problem.expected and not near else ""
        yield wrong(problem.place.line, f"{problem.text}{expected}{near}")


def said_in_yaml(file: str, data: bytes, community: Community) -> list[Said]:
    """Return what each person of a register file says. Raises :class:`provisioning.files.BadFiles`."""
    document = parse_document(file, data.decode("utf-8-sig", "replace"))
    read_register(document, community)
    people = people_of(document.tree)
    return [
        Said(
            row=document.at(("people", key, "")).line,
            key=key,
            name=one_line(str(person["name"])),
            fields={name: str(person[name]) for name in FIELDS if name in person and _is_field(name)},
            languages=tuple(person.get("languages", ())),
            accounts=tuple(person.get("accounts", ())),
            entries=tuple((sort, entry) for sort in LISTS for entry in person.get(sort, ())),
        )
        for key, person in people.items()
    ]


def _is_field(name: str) -> bool:
    return name not in {"name", "languages"}


def _person(said: Said) -> dict[str, Any]:
    person: dict[str, Any] = {"name": said.name or "somebody", **said.fields}
    person |= {"languages": list(said.languages), "accounts": list(said.accounts)}
    for sort, entry in said.entries:
        person.setdefault(sort, []).append(dict(entry))
    return person
