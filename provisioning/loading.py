"""Community and register, read from their files or from the texts that we kept of them."""

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.errors import BadInput
from kit.ids import BotName, UserId
from provisioning.community.load import load_community
from provisioning.community.model import Community
from provisioning.files import BadFiles
from provisioning.register.load import load_register
from provisioning.register.model import Register
from provisioning.store.inputs import Inputs

COMMUNITY, REGISTER = "community.yaml", "register.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A community and its register, with the texts they were read from."""

    inputs: Inputs
    community: Community
    register: Register

    def suspended(self, at: datetime, server_name: str) -> frozenset[UserId]:
        """Return the accounts of those who are suspended at an instant."""
        people = self.register.people.values()
        return frozenset(
            user for person in people if person.suspended(at) for user in person.users(server_name)
        )


def load(community: Path, register: Path | None = None, *, bots: Collection[BotName] | None = None) -> Loaded:
    """Read a community (its folder, or its file) and its register (by default beside it).

    Raises :class:`provisioning.files.BadFiles` with all that is wrong.
    """
    file = community / COMMUNITY if community.is_dir() else community
    people = register or file.parent / REGISTER
    texts = _texts(file, people)
    known = load_community(file, bots=bots)
    loaded = Loaded(inputs=Inputs(texts), community=known, register=load_register(people, known))
    if _texts(file, people) != texts:
        raise BadInput(f"{file} was changed while it was being read; give the command again")
    return loaded


def restore(inputs: Inputs) -> Loaded | None:
    """Read kept texts again; ``None`` where this version of the platform no longer understands them."""
    with tempfile.TemporaryDirectory(prefix="palais-") as folder:
        for name, text in inputs.files.items():
            Path(folder, Path(name).name).write_text(text, encoding="utf-8")
        try:
            community = load_community(Path(folder))
            register = load_register(Path(folder), community)
        except BadFiles:
            return None
    return Loaded(inputs=inputs, community=community, register=register)


def _texts(community: Path, register: Path) -> dict[str, str]:
    """Return the texts under the names they are kept by; files that the community file names go along."""
    texts = {COMMUNITY: _text(community), REGISTER: _text(register)}
    for beside in sorted(community.parent.glob("*.yaml")):
        if beside.name in texts[COMMUNITY] and beside not in {community, register}:
            texts[beside.name] = _text(beside)
    return texts


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # the reader that comes next says what is wrong, and where
