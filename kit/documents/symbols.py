"""The symbols of United Nations documents: found in text of any language, and brought into one spelling.

A symbol is a series (“CEDAW/C”), elements and suffixes (“/Rev.1”), in Latin letters whatever the language
around it. Everything here looks at each character a bounded number of times.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kit.documents.sorting import Sorted, sort

TREATY = ("CCPR", "CEDAW", "CERD", "CRPD", "CAT", "CMW", "CRC", "CED")
"""The series of treaty bodies that have one of their own; that of CESCR is ``E/C.12``."""

MOST_OF_A_RANGE = 40
LONGEST = 100
"""How many documents a printed range names at most, and how many characters a symbol has."""

_SPLIT = "|".join(r" ?".join(letters) for letters in TREATY)
_SERIES = (
    rf"(?:{_SPLIT})(?= ?/ ?(?:CSP|MSP|GC|CO|SP|OP|C|(?:19|20)\d\d)\b(?! ?\())"
    r"|HRI(?=/(?:MC|ICM|CORE|GEN|TB|NONE)\b)"
    r"|ST(?=/(?:SGB|AI|IC|ADM|SG|ESA|LEG|CS|TCA|HR|DPI|OSCAL)\b)"
    r"|[ASE](?=/ ?(?:RES|DEC|HRC|CONF|PV|PRST|INF|NGO|ES-|S-\d|AC\.|CN\.|C\.\d|BUR|ECE|ESCAP|ESCWA"
    r"|ECA|ECLAC|ICEF|SPC|\d{1,4}/|\d{3,5}(?![\d/])))"
    r"|T(?=/(?:RES|PET|PV|AC)\b)"
    r"|(?:UNEP|FCCC|TD|DP|NPT|BWC|CCW|CD|HSP|PBC)(?=/(?:[A-Z]{1,8}[./]|\d{4}/|\d{3,4}\b))"
)
_NEXT = rf"(?:{'|'.join(TREATY)}|HRI|[ASE])/"
_WORD = rf"[A-Z0-9]{{1,16}}(?:(?:\.|-(?!{_NEXT}))[A-Z0-9]{{1,16}}){{0,3}}"
_SUFFIX = r"(?:Add|Rev|Corr|Amend|ADD|REV|CORR|AMEND|add|rev|corr|amend)s?\. ?\d{1,4}(?:-\d{1,4})?\b"
_CYCLES = r"(?:(?<=/CO/)|(?<=/Q/)|(?<=/QPR/))\d{1,2} ?- ?\d{1,2}(?![\w/]|\.\d)"
_YEAR = r"(?:19|20)\d\d(?=\d{1,2}\s?[^\W\d])"
_ELEMENT = rf"(?:{_SUFFIX}|{_CYCLES}|{_YEAR}|Summary\b|(?:Sub|WP|Misc|Conf|Res|Dec)\.?\d{{1,4}}|{_WORD})"
_START = re.compile(rf"(?:{_SPLIT}|HRI|ST|[ASET]|UNEP|FCCC|TD|DP|NPT|BWC|CCW|CD|HSP|PBC) ?\Z")
_FOUND = re.compile(
    r"(?:(?<![A-Za-z0-9/\\_.%])|(?<=undocs\.org/)|(?<=undocs\.org/en/)|(?<=docs\.un\.org/en/)"
    rf"|(?<=\d/)(?=(?:{'|'.join(TREATY)})/C/))"
    rf"(?P<series>{_SERIES})"
    rf"(?P<rest>(?:\.?\s?/\s?(?!{_NEXT}[CGSORH0-9]){_ELEMENT}){{1,12}})"
    r"(?P<tail> ?\((?:(?:19|20)\d\d|[IVXL]{1,8}|[SE]{1,2}-[IVXL]{1,8})\))?"
)
_MORE = re.compile(
    r"(?P<joint>\s?(?:,|و|和|及|、|/|\b(?:and|et|y|и|e)\b)\s?"
    r"(?:(?:and|et|y|и)\s)?)(?P<suffix>(?:Add|Rev|Corr|SR)\.\s?)?(?P<number>\d{1,4})(?![\d./]*\d|/|-\d)"
)
_CHAIN = re.compile(r"(?P<stem>.*(?:^|/)(?:[A-Z]+\.))(?P<number>\d{1,4})", re.IGNORECASE)
_RANGE = re.compile(r"(?P<stem>.*/(?:SR|PV|ADD|REV|CORR|L|WP|R)\.)(?P<first>\d{1,4})-(?P<last>\d{1,4})")
_PLURAL = re.compile(r"/(ADD|REV|CORR|AMEND)S\.")
_ENDINGS = re.compile(r"(?P<own>.+?)(?P<endings>(?:/(?:(?:ADD|REV|CORR|AMEND)\.\d+(?:-\d+)?|SUMMARY))+)")
_FORMS = str.maketrans(
    dict(zip("АВЕКМНОРСТХ", "ABEKMHOPCTX", strict=True))
    | dict.fromkeys("‐‑‒–—−﹣－", "-")
    | dict.fromkeys("／⁄∕", "/")
    | {"．": ".", "（": "(", "）": ")", "\u00a0": " "}
)
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_TABLE = {**_FORMS, **_WIDE}
_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """What a document is called: ``printed`` as it stands, ``key`` the same in one spelling.

    ``base_key`` is the key without its suffixes, ``suffixes`` are those in small letters (``rev.1``).
    ``body``, ``type`` and ``state`` are short keys as in :class:`kit.documents.facts.Facts`; ``case`` is the
    number of a communication (``2500/2014``), ``cycle`` that of a State's report (``5`` or ``2-3``). What a
    symbol does not tell for certain is ``None``.
    """

    printed: str
    key: str
    base_key: str
    suffixes: tuple[str, ...] = ()
    body: str | None = None
    type: str | None = None
    state: str | None = None
    session: str | None = None
    cycle: str | None = None
    case: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol where it stands: ``text[start:end]``."""

    symbol: Symbol
    start: int
    end: int


def read(text: str) -> Symbol | None:
    """Return the symbol that a whole text is, in whatever case it was typed, or nothing."""
    plain = " ".join(_plain(text).split()).strip(" *.,;:([").upper()
    if "(" not in plain:
        plain = plain.rstrip(")]")
    found = list(find(plain, most=2))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(plain)):
        return None
    return found[0].symbol


def find(text: str, *, typed: bool = False, most: int = 2_000) -> Iterator[Found]:
    """Yield the symbols of a text in their order, those of short forms (“and Add.1”) one by one.

    ``typed`` takes small letters as well, as people write them. At most ``most`` are given.
    """
    plain = _in_plain(text)
    upper = plain.text.upper() if typed else plain.text
    given = 0
    for match in _matches(upper if len(upper) == len(plain.text) else plain.text):
        if match.end() - match.start() > LONGEST:
            continue
        for key, start, end in _all_of(match, plain.text):
            if given >= most:
                return
            given += 1
            first, last = plain.original(start), plain.original(end - 1) + 1
            yield Found(_symbol(text[first:last], key), first, last)


def _matches(plain: str) -> Iterator[re.Match[str]]:
    """Yield what stands around slashes and looks like a symbol."""
    at = plain.find("/")
    while at >= 0:
        start = _START.search(plain, max(0, at - 13), at)
        match = start and _FOUND.match(plain, start.start())
        if match:
            yield match
        at = plain.find("/", match.end() if match else at + 1)


def keys(text: str, *, typed: bool = False) -> tuple[str, ...]:
    """Return the keys of all symbols in a text, each once, in their order."""
    return tuple(dict.fromkeys(found.symbol.key for found in find(text, typed=typed)))


def prefixes(key: str) -> tuple[str, ...]:
    """Return a key and all that it begins with: ``CEDAW``, ``CEDAW/C``, ``CEDAW/C/GC``, …"""
    parts = key.split("/")
    return tuple("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def work_key(key: str) -> str:
    """Return the key without the revisions and corrigenda at its end: what all versions have in common.

    Additions stay: ``…/Add.1`` is a document of its own.
    """
    parts = key.split("/")
    while len(parts) > 2 and parts[-1].startswith(("REV.", "CORR.")):
        parts.pop()
    return "/".join(parts)


@lru_cache(maxsize=4096)
def _symbol(printed: str, key: str) -> Symbol:
    parted = _ENDINGS.fullmatch(key)
    base = parted["own"] if parted else key
    suffixes = tuple(parted["endings"].lower().strip("/").split("/")) if parted else ()
    told: Sorted = sort(base, suffixes)
    return Symbol(
        printed=" ".join(_INVISIBLE.sub("", printed).split()),
        key=key,
        base_key=base,
        suffixes=suffixes,
        body=told.body,
        type=told.type,
        state=told.state,
        session=told.session,
        cycle=told.cycle,
        case=told.case,
        year=told.year,
    )


def _all_of(match: re.Match[str], plain: str) -> Iterator[tuple[str, int, int]]:
    """Yield the key of a printed symbol and of those that its short form adds, with their places."""
    key = _key(match)
    chosen = _RANGE.fullmatch(key)
    if chosen is not None and int(chosen["first"]) < int(chosen["last"]):
        for key in _ranged(chosen):
            yield key, match.start(), match.end()
    else:
        yield key, match.start(), match.end()
    at = match.end()
    for _ in range(MOST_OF_A_RANGE):
        more = _MORE.match(plain, at)
        following = None if more is None else _following(key, more)
        if more is None or following is None:
            return
        key = following
        yield key, more.start("suffix") if more["suffix"] else more.start("number"), more.end()
        at = more.end()


def _ranged(chosen: re.Match[str]) -> Iterable[str]:
    first = int(chosen["first"])
    last = min(int(chosen["last"]), first + MOST_OF_A_RANGE - 1)
    return [f"{chosen['stem']}{number}" for number in range(first, last + 1)]


def _following(key: str, more: re.Match[str]) -> str | None:
    """Return what “and 919” or “and Corr.1” adds to a symbol, if it does."""
    number = int(more["number"])
    if more["suffix"]:
        suffix = more["suffix"].strip().upper()
        stem = key[: key.rfind("/")] if key.rpartition("/")[2].startswith(suffix) else key
        return f"{stem}/{suffix}{number}"
    chain = _CHAIN.fullmatch(key)
    if chain is None or more["joint"].strip() == "/" or not 0 < number - int(chain["number"]) <= 200:
        return None
    return f"{chain['stem']}{number}"


def _key(match: re.Match[str]) -> str:
    spelled = re.sub(
        r"\s", "", match["series"] + match["rest"] + (match["tail"] or "" if _numbered(match) else "")
    )
    return _PLURAL.sub(r"/\1.", spelled.upper().replace("./", "/"))


def _numbered(match: re.Match[str]) -> bool:
    """Whether a year or a session in brackets belongs to the symbol, as it does to old resolutions."""
    return "RES/" in match["rest"].replace(" ", "")


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text.translate(_TABLE))


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text in plain forms; ``dropped`` are where its invisible characters stood, less those before."""

    text: str
    dropped: tuple[int, ...]

    def original(self, at: int) -> int:
        """Return where a character of it stood in the original."""
        return at + bisect_right(self.dropped, at)


def _in_plain(text: str) -> _Plain:
    plain = text.translate(_TABLE)
    if plain.isascii():
        return _Plain(plain, ())
    dropped = tuple(match.start() - n for n, match in enumerate(_INVISIBLE.finditer(plain)))
    return _Plain(_INVISIBLE.sub("", plain) if dropped else plain, dropped)
