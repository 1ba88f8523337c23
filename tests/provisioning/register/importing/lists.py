"""A community with terms and seats, and lists laid over its register."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from kit.ids import Language
from provisioning.community.model import Community, Mechanism, Term, Theme
from provisioning.register.importing import Choices, Present, Preview, preview_of

TODAY = date(2025, 11, 22)
SERVER = "palais.localhost"
ENGLISH, FRENCH, ARABIC, CHINESE = Language.ENGLISH, Language.FRENCH, Language.ARABIC, Language.CHINESE

OWLS = Mechanism(
    key="owls",
    kind="club",
    name={
        ENGLISH: "Committee on Owls",
        FRENCH: "Comité des hiboux",
        ARABIC: "لجنة البوم",
        CHINESE: "猫头鹰委员会",
    },
    short="OWLS",
    seats=3,
    term=Term(years=4, renewals=1),
)
FROGS = Mechanism(
    key="frogs",
    kind="club",
    name={ENGLISH: "Special Rapporteur on frogs, toads and newts"},
    short="Frogs",
    seats=1,
)
VILLAGE = Community(
    name={ENGLISH: "Village"},
    language=ENGLISH,
    zone="Europe/Zurich",
    mechanisms={"owls": OWLS, "frogs": FROGS},
    themes={"ponds": Theme(key="ponds", name={ENGLISH: "Ponds", FRENCH: "Étangs"})},
    roles={
        "member": {ENGLISH: "member", FRENCH: "membre"},
        "chair": {ENGLISH: "chair", FRENCH: "président"},
        "vice-chair": {ENGLISH: "vice-chair"},
    },
    posts={"clerk": {ENGLISH: "clerk", FRENCH: "greffier"}},
    rooms={},
)
ADA: Mapping[str, Any] = {
    "name": "Ada Brisk",
    "nationality": "GHA",
    "email": "ada@example.org",
    "accounts": ["ada"],
    "holds": [{"mandate": "owls", "from": "2023-01-01", "to": "2026-12-31"}],
}


def laid(
    text: str,
    people: Mapping[str, Any] | None = None,
    *,
    taken: Collection[str] = (),
    believe: Collection[int] = (),
    mechanism: str | None = None,
) -> Preview:
    """Lay a list of CSV over a register."""
    return laid_file(
        "list.csv",
        text.strip().encode(),
        people,
        Choices(believe=frozenset(believe), mechanism=mechanism),
        taken,
    )


def laid_file(
    name: str,
    data: bytes,
    people: Mapping[str, Any] | None = None,
    choices: Choices | None = None,
    taken: Collection[str] = (),
) -> Preview:
    """Lay a file over a register."""
    present = Present(
        community=VILLAGE, people=dict(people or {}), today=TODAY, server_name=SERVER, taken=taken
    )
    return preview_of(name, data, present, choices or Choices())


def told(preview: Preview, row: int | None = None) -> list[str]:
    """Return the doubts, of one row or of all rows."""
    return [doubt.text for doubt in preview.doubts if doubt.row and row in {None, doubt.row}]


def lines(preview: Preview) -> list[str]:
    """Return what would become different, a line each."""
    return [f"{line.sort} {line.name}: {line.text}" for line in preview.lines]
