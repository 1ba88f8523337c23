"""What the first page of a document tells of it, beside its symbol: nothing rather than something wrong."""

import datetime as dt
import re

from kit.documents.bodies import MANDATES, TREATY_BODIES, full_names
from kit.documents.dates import days_in
from kit.documents.front import DISTRIBUTION, Front, bare_of_the_form, without_symbols
from kit.documents.kinds import kind_of_title
from kit.documents.ordinals import session_in, session_of_line
from kit.documents.spelling import plain
from kit.documents.states import states_in
from kit.documents.symbols import Symbol
from kit.reading.pages import ReadFile

ARTICLE = "ال"
NEAR = 180
"""Characters after “Distr.” among which the day of a document stands."""

ADOPTED = re.compile(
    r"adopted|approved|adopt[ée]e?s?\b|aprobad[oa]s?|принят\w*|اعتمد\w*|المعتمد\w*|通过|resolution of",
    re.IGNORECASE,
)
OF_ITSELF = re.compile(
    r"[\s*†\[(\d).]*(?:(?:resolution|r[ée]solution|resoluci[óo]n|резолюция|views|decision|date of)\s)?",
    re.IGNORECASE,
)
UNEDITED = re.compile(
    r"advance\s+un-?\s?edited|unedited\s+(?:advance\s+)?version"
    r"|version\s+(?:pr[ée]liminaire|avanc[ée]e)\s+non\s+[ée]dit"
    r"|versi[óo]n\s+(?:avanzada|anticipada|preliminar)\s+(?:sin\s+editar|no\s+editada)|неотредактированн"
    r"|нередактированн|نسخة\s+(?:مسبقة\s+|أولية\s+)?غير\s+(?:محررة|منقحة)|未经编辑|预发(?:布)?稿",
    re.IGNORECASE,
)
DRAFT_LINE = re.compile(
    r"[\[(]?(?:(?:zero|first|second|third|final|revised|working)\s+)?"
    r"(?:draft|projet|proyecto|borrador|مشروع|草案|проект)"
    r"(?:\s+(?:version\s*)?[\w.]{1,12}){0,2}[\])]?",
    re.IGNORECASE,
)
DRAFT_TITLE = re.compile(
    r"(?:(?:zero|first|second|revised|updated)\s+)?draft\b|projet (?:de|d[’']|r[ée]vis)|proyecto de\b|مشروع\s"
    r"|проект\s|.{0,40}草案",
    re.IGNORECASE,
)
IN_A_NAME = (
    (
        re.compile(r"(?i)(?<![a-z])(?:auv|unedited|non[-_ ]?édit\w+|sin[-_ ]editar)(?![a-z])"),
        "advance-unedited",
    ),
    (re.compile(r"(?i)(?<![a-z])(?:draft|projet|borrador|proyecto|проект|مشروع|草案)(?![a-z])"), "draft"),
)
CASE = re.compile(
    r"(?:communications?|comunicaci[óo]n(?:es)?|сообщени\w+|البلاغ|来文)\D{0,24}?"
    r"(?P<case>\d{1,4}/(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
PERIODIC = re.compile(
    r"periodic reports?|rapports? p[ée]riodiques?|informes? peri[óo]dicos?|периодическ\w+ доклад"
    r"|تقرير\w* الدوري|التقرير الدوري|定期报告",
    re.IGNORECASE,
)
COLLECTIONS = frozenset({"annual", "compilation"})
ABOUT_A_STATE = frozenset(
    ("co", "loi", "lopr", "report", "replies", "followup", "upr", "visit", "core", "compilation", "summary")
)


def kind_told(symbol: Symbol | None, title: str | None) -> str | None:
    """Return the kind by the symbol, else by how the title begins.

    What was taken out of a collection bears the symbol of that, so there the title comes first.
    """
    told = symbol.type if symbol else None
    if title is None or (told is not None and told not in COLLECTIONS):
        return told
    begun = kind_of_title(title)
    if begun is None and told is None and PERIODIC.search(title):
        return "report"
    return begun or told


def state_told(symbol: Symbol | None, kind: str | None, title: str | None) -> str | None:
    """Return the State by the symbol, else the one that the title of a paper about a State names."""
    if symbol is not None and symbol.state:
        return symbol.state
    named = states_in(title) if title and kind in ABOUT_A_STATE else ()
    return named[0] if len(named) == 1 else None


def body_told(symbol: Symbol | None, kind: str | None, title: str | None, front: Front) -> str | None:
    """Return the body by the symbol, else by the mandate in the title, else by its name near the top."""
    told = symbol.body if symbol else None
    if kind == "upr":
        return "upr"
    if told in {None, "ga", "hrc"} and title and any(words in plain(title) for words in _MANDATES):
        return "sp"
    return told or _named(kind, front)


_MANDATES = tuple(plain(words) for words in MANDATES)


def _named(kind: str | None, front: Front) -> str | None:
    """Return the body whose name is a line of its own, or the one that the top of a known kind names."""
    names = full_names()
    lines = [plain(bare_of_the_form(line.text)) for line in front.lines[:40] if len(line.text) < 150]
    found = {names[line]: None for line in lines if line in names}
    treaty = [body for body in found if body in TREATY_BODIES]
    if treaty or (found and DISTRIBUTION.search(front.text)):
        return treaty[0] if treaty else next(iter(found))
    if kind is None:
        return None
    text = plain(front.text[:1_500])
    long = [one for one in names if len(one) > 12 and names[one] in TREATY_BODIES]
    within = {names[one] for one in long if one.removeprefix(ARTICLE) in text}
    return within.pop() if len(within) == 1 else None


def day_told(front: Front) -> dt.date | None:
    """Return the day of distribution, else of adoption, else one that stands alone near the top."""
    text = without_symbols(front.text)
    for distributed in DISTRIBUTION.finditer(text):
        near = list(days_in(text[distributed.end() : distributed.end() + NEAR]))
        if near:
            return near[0].date
    for adopted in ADOPTED.finditer(front.text):
        near = list(days_in(front.text[adopted.end() : adopted.end() + NEAR]))
        if near and _says_it_of_itself(front.text, adopted):
            return near[0].date
    return _alone(front)


def _says_it_of_itself(text: str, adopted: re.Match[str]) -> bool:
    """Whether “adopted” begins a line as it does under a title or in a note, not inside a paragraph."""
    before = text[text.rfind("\n", 0, adopted.start()) + 1 : adopted.start()]
    if adopted[0] == "通过":
        return len(before) < 2 * NEAR and before.lstrip().startswith(
            ("*", "(", "（", "委员会第", "经委员会第")
        )
    own = OF_ITSELF.fullmatch(before[-40:]) is not None
    return own and (bool(before.strip()) or not adopted[0][0].islower())


def _alone(front: Front) -> dt.date | None:
    for line in front.lines[:25]:
        days = list(days_in(line.text)) if len(line.text) < 60 else []
        part = len(days) == 1 and days[0].end - days[0].start > 0.4 * len(line.text)
        if part and not line.text[: days[0].start].rstrip().endswith(("-", "–", "—")):
            return days[0].date
    return None


def day_of_the_file(read: ReadFile) -> dt.date | None:
    """Return when a mail was sent or a picture taken; when a file was made says nothing of its document."""
    for name in ("sent", "taken"):
        days = list(days_in(str(read.about.get(name, ""))[:40].replace("T", " ")))
        if days:
            return days[0].date
    return None


def session_told(symbol: Symbol | None, front: Front) -> str | None:
    """Return the session by the symbol, else by a line of its own, else where the document was adopted."""
    if symbol is not None and symbol.session:
        return symbol.session
    for line in front.lines[:40]:
        session = session_of_line(bare_of_the_form(line.text))
        if session is not None:
            return session
    for adopted in ADOPTED.finditer(front.text):
        near = front.text[max(0, adopted.start() - NEAR // 3) : adopted.start() + 2 * NEAR]
        session = session_in(near) if _says_it_of_itself(front.text, adopted) else None
        if session is not None:
            return session
    return None


def version_told(symbol: Symbol | None, title: str | None, front: Front, name: str) -> str | None:
    """Return whether a document is unedited or a draft, else which revision, addition or corrigendum."""
    if UNEDITED.search(front.text[:2_500]):
        return "advance-unedited"
    if (symbol is not None and symbol.type == "draft") or (title and DRAFT_TITLE.match(title)):
        return "draft"
    if any(DRAFT_LINE.fullmatch(line.text) for line in front.lines[:12] if len(line.text) < 40):
        return "draft"
    if symbol is not None and symbol.suffixes:
        return symbol.suffixes[-1]
    return next((version for pattern, version in IN_A_NAME if pattern.search(name[:200])), None)


def case_told(symbol: Symbol | None, kind: str | None, front: Front) -> str | None:
    """Return the number of a communication by the symbol, else by the first page of views."""
    if symbol is not None and symbol.case:
        return symbol.case
    match = CASE.search(front.text[:3_000]) if kind == "views" else None
    return match["case"] if match else None
