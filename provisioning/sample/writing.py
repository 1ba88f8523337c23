"""Writes a sample community into a folder, comments and all."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.errors import Trouble
from provisioning.community.load import community_schema, load_community
from provisioning.register.load import register_schema
from provisioning.sample.names import Invented
from provisioning.sample.people import Line, cast, sized, working_group_size

SAMPLE = Path("communities") / "treaty-bodies"
MORE = Path("sample") / "special-procedures.yaml"

OPENING = """\
# yaml-language-server: $schema={schema}
#
# The register: who holds what, from when to when. Nobody in it exists; all names are invented.
#
# “from” is the first day and “to” the last one. Add a line when somebody is elected, and leave the old one
# where it is: it is the history. A person may hold several things, and have a role in one of them.
# Somebody without an account waits until there is one.

people:
"""


def config_folder() -> Path:
    """Return the folder of data that comes with the platform, in a checkout or installed."""
    house = Path(__file__).parents[2]
    for folder in (house / "config", house / "palais" / "config"):
        if (folder / SAMPLE).is_dir():
            return folder
    raise Trouble("the sample community is missing from this installation; install palais again")


def write_sample(folder: Path, *, people: int = 60, seed: int = 1) -> None:
    """Write a community of invented people; the same numbers give the same files.

    500 people fill all 172 seats of the treaty bodies and about 150 rooms. Raises ``BadInput`` for too few.
    """
    size = sized(people)
    config = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    opening = (config / SAMPLE / "community.yaml").read_text("utf-8").replace("$schema=../../", "$schema=")
    _write(folder / "community.yaml", opening)
    _write(folder / "mechanisms.yaml", _mechanisms(config, size.holders))
    _write(folder / "community.schema.json", schema_text(community_schema()))
    _write(folder / "register.schema.json", schema_text(register_schema()))
    _write(folder / "register.yaml", register_text(folder, people, seed, "register.schema.json"))


def schema_text(schema: dict[str, Any]) -> str:
    """Return a JSON Schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def register_text(folder: Path, people: int, seed: int, schema: str) -> str:
    """Return the register of invented people for the community in a folder."""
    community = load_community(folder)
    entries = (
        _entry(f"p{at:03}", person, held)
        for at, (person, held) in enumerate(cast(community, people, seed), 1)
    )
    return OPENING.format(schema=schema) + "\n".join(entries)


def _entry(key: str, person: Invented, held: list[Line]) -> str:
    lines = [
        f"  {key}:",
        f"    name: {person.name}",
        f"    languages: [{', '.join(person.languages)}]",
        f"    zone: {person.zone}",
        f"    nationality: {person.country}",
        f"    email: {person.account}@example.org",
        f"    accounts: [{person.account}]",
        "    holds:",
        *(f"      - {line}" for line in held),
    ]
    return "\n".join(lines) + "\n"


def _mechanisms(config: Path, holders: int) -> str:
    """Return the mechanisms, with as many more special procedures as there are people to hold them."""
    text = (config / SAMPLE / "mechanisms.yaml").read_text("utf-8")
    return "\n".join([text, *_more(config, holders)])


def _more(config: Path, holders: int) -> Iterator[str]:
    groups, experts = 2 * working_group_size(holders), 5
    for block in (config / MORE).read_text("utf-8").split("\n\n")[1:]:
        group = "kind: working-group" in block
        if groups + experts + (5 if group else 1) > holders or (group and holders < 80):
            continue
        groups, experts = (groups + 5, experts) if group else (groups, experts + 1)
        yield block.rstrip() + "\n"


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as draft:
        draft.write(text)
    Path(draft.name).replace(file)
