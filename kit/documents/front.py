"""The first lines of a document, and which of them only belong to the form that all documents have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kit.documents.bodies import full_names
from kit.documents.dates import days_in
from kit.documents.lines import Line, lines_of
from kit.documents.ordinals import session_of_line
from kit.documents.spelling import plain
from kit.documents.symbols import find
from kit.reading.pages import Page

MOST_LINES = 90
MOST_CHARACTERS = 6_000
ENOUGH = 250
"""Lines and characters of the front that are looked at; a first page with fewer has the next one too."""

UNITED_NATIONS = re.compile(
    r"united\s+nations|nations\s+unies|naciones\s+unidas|организация объединенных наций|объединенные нации"
    r"|الأمم\s+المتحدة|联\s?合\s?国",
    re.IGNORECASE,
)
SUPPLEMENT = re.compile(
    r"(?:suppl[ée]ment|suplemento|дополнение|الملحق|补编)\s?(?:n[o°ºú]\w?\.?|№|رقم|第)?\s?\d{1,3}\s?[A-Z]?\b\s?号?",
    re.IGNORECASE,
)
DISTRIBUTION = re.compile(r"\bdistr\b|توزيع\s?:?\s?عام", re.IGNORECASE)
FORMAL = re.compile(
    r"(?:distr\.?:?.*|general|g[ée]n[ée]rale|limit[ée]e?d?|restricted|restreinte|general assembly.*distr.*"
    r"|original\s?:.*|english|fran[çc]ais|french|espa[ñn]ol|spanish|arabic|chinese|russian|(?:only|seulement)"
    r"|.*\b(?:english|french|spanish|arabic|russian|chinese)(?: and | ?/ ?|, )(?:english|french|spanish).*"
    r"|agenda items?\b.*|items? \d.*agenda.*|points? .*ordre du jour.*|tem\w* .*del programa.*"
    r"|пункты? .*повестки дня.*|البن\w+ .*جدول الأعمال.*|议程项目.*|ge\.\d.*|\d\d-\d{5}.*|\*[\d ]+\*"
    r"|page \d+|[a-z]|please recycle.*|для общего пользования|summary|contents|united nations.{0,3})",
    re.IGNORECASE,
)
NOTE = re.compile(r"[*†∗]+\s*\S|_{4,}")


@dataclass(frozen=True, slots=True)
class Front:
    """The beginning of a document as lines, and as one text."""

    lines: tuple[Line, ...]
    text: str


def front_of(pages: Sequence[Page]) -> Front:
    """Return the lines of the first page, and of the second where the first has next to nothing."""
    first: list[Page] = []
    for page in pages[:3]:
        if page.inside != pages[0].inside or sum(len(one.text) for one in first) >= ENOUGH:
            break
        first.append(Page(page.number, page.text[:MOST_CHARACTERS]))
    lines = [line for page in lines_of(first) for line in page]
    return Front(tuple(lines[:MOST_LINES]), "\n".join(page.text for page in first))


def bare_of_the_form(line: str) -> str:
    """Return a line without the name of the United Nations and the words of the distribution block."""
    text = SUPPLEMENT.sub(" ", UNITED_NATIONS.sub(" ", line[:200]))
    return re.split(r"(?i)\bdistr\b", text)[0].strip(" *\t|:")


def is_formal(line: str) -> bool:
    """Whether a line is one that the form of United Nations documents has, and so no part of a title."""
    text = line.strip()
    bare = bare_of_the_form(text)
    if not any(map(str.isalpha, bare)) or FORMAL.fullmatch(bare) or NOTE.match(text):
        return True
    return (
        _is_a_name(bare) or _is_only_a_day(bare) or is_only_symbols(bare) or session_of_line(bare) is not None
    )


def is_only_symbols(text: str) -> bool:
    """Whether a line consists of document symbols, and perhaps a day."""
    if "/" not in text or len(text) > 120:
        return False
    rest = without_symbols(text)
    return rest != text and (not any(map(str.isalnum, rest)) or _is_only_a_day(rest.strip()))


def without_symbols(text: str) -> str:
    """Return a text with spaces where document symbols stood."""
    pieces, at = [], 0
    for found in find(text):
        pieces += [text[at : found.start], " " * (found.end - max(at, found.start))]
        at = max(at, found.end)
    return "".join([*pieces, text[at:]])


def _is_a_name(text: str) -> bool:
    return len(text) < 130 and plain(text) in full_names()


def _is_only_a_day(text: str) -> bool:
    if len(text) > 60:
        return False
    days = list(days_in(text))
    return len(days) == 1 and days[0].start < 12 and len(text) - days[0].end < 6
