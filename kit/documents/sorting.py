"""What the symbol of a document tells of it: whose it is, of what kind, about whom, from when."""

import re
from dataclasses import dataclass, replace

from kit.documents.letters import state_of_letters

TREATY_BODIES = {
    "CERD": "cerd",
    "CCPR": "ccpr",
    "CEDAW": "cedaw",
    "CAT": "cat",
    "CRC": "crc",
    "CMW": "cmw",
    "CRPD": "crpd",
    "CED": "ced",
}
SUPPLEMENTS = {
    "38": ("cedaw", 34),
    "40": ("ccpr", 32),
    "41": ("crc", 45),
    "44": ("cat", 43),
    "18": ("cerd", 25),
    "48": ("cmw", 59),
    "56": ("ced", 67),
    "55": ("crpd", 64),
    "53": ("hrc", 61),
}
"""Annual reports by the number of the supplement, and the first session of the Assembly that had them."""

OF_A_STATE = {
    "Q": "loi",
    "RQ": "replies",
    "QPR": "lopr",
    "LOIPR": "lopr",
    "CO": "co",
    "FCO": "followup",
    "AI": "report",
    "OAI": "co",
    "QAI": "loi",
    "ROSP": "visit",
    "ROSPO": "visit",
    "RONPM": "visit",
}
PLENARY = {"A": "ga", "S": "sc", "E": "ecosoc", "T": "tc", "ST": "secretariat"}
UPR_TYPES = {"1": "report", "2": "compilation", "3": "summary"}
YEAR = re.compile(r"(?:19[4-9]|20[0-9]|21[0-4])\d")
SESSION = re.compile(r"\d{1,3}|S-\d{1,2}|ES-\d{1,2}")
NUMBER = re.compile(r"\d{1,3}(?:-\d{1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What a symbol tells; what it does not is ``None``."""

    body: str | None = None
    type: str | None = None
    state: str | None = None
    session: str | None = None
    cycle: str | None = None
    case: str | None = None
    year: int | None = None


def sort(base: str, suffixes: tuple[str, ...]) -> Sorted:
    """Return what a key without its suffixes tells, and what those change."""
    parts = base.split("/")
    if parts[0] in TREATY_BODIES or parts[:2] == ["E", "C.12"]:
        return _of_a_treaty_body(parts, suffixes)
    if parts[0] == "HRI":
        return _of_the_instruments(parts)
    if parts[:2] == ["A", "HRC"]:
        return _of_the_council(parts, suffixes)
    return _of_others(parts)


def _of_a_treaty_body(parts: list[str], suffixes: tuple[str, ...]) -> Sorted:
    body = TREATY_BODIES.get(parts[0], "cescr")
    second, rest = parts[1], parts[2:]
    if second == "OP":
        told = _within("spt", rest, suffixes)
        return replace(told, type="visit") if told.type == "report" else told
    if second in {"SP", "CSP", "MSP"}:
        return Sorted(body=body, type="states-parties", year=_year(rest))
    if second == "GC":
        return Sorted(body=body, type="gc", year=_year(rest))
    if second == "CO" and len(rest) == 2:
        return Sorted(body=body, type="co", session=_session(rest[0]), state=state_of_letters(rest[1]))
    return _within(body, rest, suffixes)


def _within(body: str, rest: list[str], suffixes: tuple[str, ...]) -> Sorted:
    """Sort what follows ``CEDAW/C``."""
    if rest and rest[0] in {"OPAC", "OPSC"}:
        rest = rest[1:]
    if not rest:
        return Sorted(body=body)
    state = state_of_letters(rest[0])
    if state is not None:
        return _of_a_state(body, state, rest[1:], suffixes)
    if rest[0] == "GC":
        return Sorted(body=body, type="gc")
    if rest[0] == "21" and body == "ccpr" and suffixes[:1] == ("rev.1",) and len(suffixes) > 1:
        return Sorted(body=body, type="gc")
    if rest[0] == "CR" and len(rest) == 3:
        return Sorted(body=body, type="co", session=_session(rest[1]), state=state_of_letters(rest[2]))
    return _of_a_session(body, rest)


def _of_a_state(body: str, state: str, rest: list[str], suffixes: tuple[str, ...]) -> Sorted:
    if not rest:
        return Sorted(body=body, state=state)
    kind = "report" if NUMBER.fullmatch(rest[0]) else OF_A_STATE.get(rest[0])
    cycle = rest[-1] if NUMBER.fullmatch(rest[-1]) else None
    added = any(suffix.startswith("add.") for suffix in suffixes)
    if added and kind in {"loi", "lopr"}:
        kind = "replies"
    elif added and kind == "co":
        kind = "followup"
    return Sorted(body=body, type=kind, state=state, cycle=cycle)


def _of_a_session(body: str, rest: list[str]) -> Sorted:
    """Sort papers of a session; a number that nothing follows may be that of a series."""
    if rest[0].startswith("SR."):
        return Sorted(body=body, type="sr")
    year = _year(rest[:1])
    session = None if year or len(rest) < 2 else _session(rest[0])
    if len(rest) == 4 and rest[1] == "D" and session and YEAR.fullmatch(rest[3]):
        return Sorted(
            body=body, type="views", session=session, case=f"{rest[2]}/{rest[3]}", year=int(rest[3])
        )
    return Sorted(body=body, type=_type_by(rest[1:]), session=session, year=year)


def _type_by(rest: list[str]) -> str | None:
    for start, kind in (("SR.", "sr"), ("PV.", "sr"), ("L.", "draft"), ("CRP.", "crp"), ("NGO", "ngo")):
        if any(part.startswith(start) for part in rest):
            return kind
    return None


def _of_the_instruments(parts: list[str]) -> Sorted:
    second, rest = parts[1], parts[2:]
    if second == "CORE":
        return Sorted(type="core", state=state_of_letters(rest[0]) if rest else None, year=_year(rest))
    kind = {"GEN": "compilation"}.get(second)
    return Sorted(body="chairs" if second in {"MC", "ICM"} else None, type=kind, year=_year(rest))


def _of_the_council(parts: list[str], suffixes: tuple[str, ...]) -> Sorted:
    second, rest = parts[2] if len(parts) > 2 else "", parts[3:]
    if second == "WG.6":
        state = state_of_letters(rest[1]) if len(rest) > 1 else None
        kind = UPR_TYPES.get(rest[2]) if state and len(rest) > 2 else _type_by(rest)
        return Sorted(body="upr", type=kind, state=state, session=_session(rest[0]) if rest else None)
    if second in {"WGAD", "WGEID"}:
        kind = "opinion" if second == "WGAD" and _year(rest) and not suffixes else None
        return Sorted(body="sp", type=kind, year=_year(rest))
    decided = {"RES": "resolution", "DEC": "decision", "PRST": "statement"}.get(second)
    if decided:
        return Sorted(body="hrc", type=decided, session=_session(rest[0]) if len(rest) > 1 else None)
    return Sorted(body="hrc", type=_type_by(rest), session=_session(second) if rest else None)


def _of_others(parts: list[str]) -> Sorted:
    first, second, rest = parts[0], parts[1], parts[2:]
    body = {"CN.4": "chr"}.get(second) or PLENARY.get(first)
    decided = {"RES": "resolution", "DEC": "decision", "PRST": "statement"}.get(second)
    if decided:
        session = _session(rest[0]) if first == "A" and len(rest) > 1 else None
        return Sorted(body=body, type=decided, session=session, year=_year(rest))
    if first == "A" and SESSION.fullmatch(second):
        return _of_the_assembly(body, second, rest)
    kind = _type_by(parts[1:])
    session = _session(rest[0]) if first == "A" and second.startswith("C.") and len(rest) > 1 else None
    return Sorted(body=body, type=kind, session=session, year=_year(parts[1:]))


def _of_the_assembly(body: str | None, session: str, rest: list[str]) -> Sorted:
    owner, since = SUPPLEMENTS.get(rest[0], ("", 0)) if len(rest) == 1 else ("", 0)
    if owner and session.isdecimal() and since <= int(session) <= 120:
        return Sorted(body=owner, type="annual", session=session)
    return Sorted(body=body, type=_type_by(rest), session=session if rest else None)


def _session(part: str) -> str | None:
    return part if SESSION.fullmatch(part) else None


def _year(rest: list[str]) -> int | None:
    for part in rest:
        bare = part.rpartition("(")[2].rstrip(")")
        if YEAR.fullmatch(bare):
            return int(bare)
    return None
