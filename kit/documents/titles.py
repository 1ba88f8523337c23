"""What a document is called, by its own first lines."""

import re
from collections.abc import Sequence

from kit.documents.front import NOTE, Front, is_formal
from kit.documents.kinds import is_titled
from kit.documents.lines import Line
from kit.documents.spelling import HAN, plain
from kit.documents.states import state_of
from kit.documents.symbols import read

LONGEST = 300
MOST_LINES = 6
NUMBERED = re.compile(r"\(?[\d٠-٩]{1,3}[.)．、-]\s*\S|[IVX]{1,4}\.\s|[A-Z]\.\s")
OF_A_RESOLUTION = re.compile(r"(?P<number>\d{1,3}/\d{1,4}|\d{1,4} ?\((?:19|20)\d\d\))\.\s+(?P<title>\S.*)")
AFTER_A_TITLE = re.compile(
    r"(?:contents|table des mati[èe]res|[íi]ndice|содержание|المحتويات|目录|introduction|introducci[óo]n"
    r"|введение|مقدمة|导言|summary|r[ée]sum[ée]|resumen|резюме|موجز|摘要|annex.*|paragraphs? page.*"
    r"|adopt(?:ed|é|ée)s? .*"
    r"|prepared by.*|submitted by.*|note by the secretariat|abstract|\[.*)[.*:]*",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"(?:report of the|reports? on|note by the|rapport d[eu]s?\b|rapport sur|note du secr|informe de[l]?\b"
    r"|nota de la secretar|доклад\b|записка секретариата|تقرير|مذكرة|秘书长的|特别报告员|periodic report"
    r"|(?:initial|combined|\w{3,14}) (?:and \w+ )?periodic reports?)",
    re.IGNORECASE,
)
NOTE_BY = re.compile(
    r"note by|note du secr|note verbale|nota de la secretar|nota del secretar|записка|مذكرة من|秘书处的说明"
    r"|秘书长的说明",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"(?i)\s*(untitled.*|document\d*|microsoft (word|powerpoint|excel)\b.*|title|slide ?1|\W*|.{0,3}"
    r"|.*\.(docx?|pdf|rtf|odt|indd|qxd|tmp|wpd|html?|txt|pptx?|xlsx?)\s*|(?:[A-Z]?\d{5,}\w{0,4}))\s*"
)
ADOPTED = "resolution adopted"
STARS = re.compile(r"\s*[*†∗]+\d?\s*")

_SPEAKERS = tuple(
    plain(words)
    for words in (
        "The General Assembly",
        "The Security Council",
        "The Human Rights Council",
        "The Economic and Social Council",
        "The Committee",
        "L’Assemblée générale",
        "Le Conseil des droits",
        "Le Comité",
        "La Asamblea General",
        "El Consejo de",
        "El Comité",
        "Генеральная Ассамблея",
        "Совет по правам",
        "إن الجمعية العامة",
        "إن مجلس حقوق",
    )
)


def title_of(front: Front, own: str | None, *, has_symbol: bool) -> str | None:
    """Return the title that the first page prints, else that which the file has, else the first line."""
    lines = [line for line in front.lines if not line.is_rule]
    printed = _of_a_resolution(lines) or _by_its_kind(lines)
    if printed is not None:
        return printed
    if own is not None and meaningful(own):
        return " ".join(own.split())[:LONGEST]
    return _first_line(lines, few=not has_symbol)


def meaningful(own: str) -> bool:
    """Whether the title that a file gives itself says anything."""
    text = " ".join(own[: 5 * LONGEST].split())
    return not EMPTY.fullmatch(text[:LONGEST]) and read(text[:LONGEST]) is None


def _of_a_resolution(lines: Sequence[Line]) -> str | None:
    for n, line in enumerate(lines[:40]):
        match = OF_A_RESOLUTION.match(line.text)
        if match is not None:
            return _joined([match["title"], *_goes_on(lines[n + 1 :], match["title"])])
    return None


def _by_its_kind(lines: Sequence[Line]) -> str | None:
    for n, line in enumerate(lines):
        text = line.text[:LONGEST]
        if (is_titled(STARS.sub(" ", text)) or REPORTS.match(text)) and not _runs_on_from(lines, n):
            if NOTE_BY.match(text) and (above := _above(lines, n)):
                return _joined(above)
            first = n if ADOPTED not in plain(text) else _after_brackets(lines, n)
            return _joined([lines[first].text, *_goes_on(lines[first + 1 :], lines[first].text)])
    return None


def _above(lines: Sequence[Line], n: int) -> list[str]:
    """Return the title above who wrote it: a line that begins it and up to two that go on with it."""
    found: list[str] = []
    for line in reversed(lines[max(0, n - 3) : n]):
        if is_formal(line.text) or NUMBERED.match(line.text):
            return []
        found.insert(0, line.text)
        if not line.text[0].islower():
            return found
    return []


def _after_brackets(lines: Sequence[Line], n: int) -> int:
    """Return the line of a resolution's own title, below how it was adopted, or ``n`` where there is none."""
    for at in range(n, min(n + 5, len(lines) - 1)):
        if lines[at].text.endswith("]"):
            return n if _ends_a_title(lines[at + 1]) else at + 1
    return n


def _runs_on_from(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is the middle of a paragraph."""
    if n == 0 or lines[n].after_blank or len(lines[n].text) > 400:
        return len(lines[n].text) > 400
    return lines[n - 1].full and not lines[n - 1].ends and lines[n].full and not is_formal(lines[n - 1].text)


def _goes_on(lines: Sequence[Line], before: str) -> list[str]:
    """Return the lines that a title goes on with after its first."""
    length = len(before)
    found: list[str] = []
    for line in lines[: MOST_LINES - 1]:
        length += len(line.text)
        apart = line.after_blank or _starred((found or [before])[-1])
        if length > LONGEST or _ends_a_title(line) or (apart and not _may_follow(line)):
            break
        found.append(line.text)
    return found


def _ends_a_title(line: Line) -> bool:
    text = line.text
    if NUMBERED.match(text) or NOTE.match(text) or AFTER_A_TITLE.fullmatch(text) or is_formal(text):
        return True
    words = plain(text[:120])
    return words.startswith(_SPEAKERS)


def _joined(lines: Sequence[str]) -> str | None:
    """Return a title's lines as one, with a dash before the State that it is about and before a subtitle."""
    text = ""
    for line in lines:
        bare = STARS.sub(" ", line).strip(" ,")
        apart = _is_a_state(bare) or REPORTS.match(bare)
        if text:
            text += " – " if apart else "" if HAN.match(text[-1]) else " "
        text += bare
    text = " ".join(text.split()).strip(" ,;:–")
    return text[:LONGEST] if len(text) > 3 else None


def _may_follow(line: Line) -> bool:
    """Whether a line may still belong to the title above: it names a State, or goes on in small letters."""
    return _is_a_state(line.text) or (line.after_blank and line.text[0].islower())


def _starred(line: str) -> bool:
    return STARS.search(line[-4:]) is not None


def _is_a_state(line: str) -> bool:
    return not line[:1].islower() and state_of(STARS.sub(" ", line)) is not None


def _first_line(lines: Sequence[Line], *, few: bool) -> str | None:
    """Return the first line that may be a title: short, in words, and not the start of a sentence."""
    own = [n for n, line in enumerate(lines[: 12 if few else 30]) if not is_formal(line.text)][:1]
    for n in own:
        text = " ".join(STARS.sub(" ", lines[n].text).split())
        enough = len(text.split()) > 1 or HAN.search(text) is not None or len(text) > 5
        if enough and len(text) <= LONGEST // 2 and _letters(text) and not _is_prose(lines, n):
            return text
    return None


def _is_prose(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is a sentence, or the first line of one."""
    text = lines[n].text
    if text.endswith((",", ";", ".")) or ". " in text[4:]:
        return True
    goes_on = n + 1 < len(lines) and not lines[n + 1].after_blank and lines[n + 1].full
    return lines[n].full and goes_on


def _letters(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 0.6 * len(text.replace(" ", "")) and not text[0].islower()
