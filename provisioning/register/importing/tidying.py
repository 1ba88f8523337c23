"""Names as lists print them, made names again: titles, brackets, capitals, surname first. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from provisioning.register.importing.spelling import one_line, plain

BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*")
MARKS = re.compile(r"[*†‡§¹²³⁰-⁹]+")
TITLES = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Sir|Dame|Judge|Justice|Ambassador|H\.\s?E|Mme|Mlle|"
    r"Sr|Sra|Srta|Dra|г-н|г-жа|د|السيد|السيدة|الدكتور|الدكتورة)(?:\.\s*|\s+))+(?=\S)",
    re.IGNORECASE,
)
AFTER = re.compile(r"(?:先生|女士|博士|教授)$")
LETTERS = re.compile(r"[^\W\d_]+")
VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝАЕЁИОУЫЭЮЯΑΕΗΙΟΥΩİ")
NUMBERED = frozenset({"II", "III", "IV", "JR", "SR"})
BELONGING = re.compile(r",\s*((?:Jr|Sr)\b\.?|I{2,3}\b|IV\b)", re.IGNORECASE)
GONE = re.compile(
    r"\b(?:resign\w*|deceased|died|dead|passed away|stepped down|withdrew|vacant|"
    r"demission\w*|decede\w*|vacan(?:te?|cia)|dimitio|dimision\w*|dimitid\w*|renunci\w*|fallec\w*|difunt\w*|"
    r"в отставке|отставк\w*|умер\w*|сконча\w*|покойн\w*|"
    r"استقال\w*|مستقيل\w*|توفي\w*|متوف\w*|المرحوم\w*|الراحل\w*)\b|†|辞职|辞去|去世|逝世|已故|离任"
)
OTHERS = re.compile(
    r"\b(?:replac(?:es?|ing|ement)|(?:to )?succeed(?:s|ing)?|successor (?:to|of)|in (?:the )?place|"
    r"remplac(?:e|er|ement|ant)(?! par)|succede|reemplaza\w*|en reemplazo|suced\w*|en lugar|"
    r"вместо|взамен|сменя\w*|خلفا)\b|接替|补选"
)
"""What says that somebody else has left, whose seat this is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A name as it is meant, what stood in brackets or after it, and what was done to it."""

    name: str
    besides: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def tidied(written: str, known: Callable[[str], bool] = lambda _word: False) -> Tidied:
    """Return a printed name as a name, and what else the cell said.

    ``known`` says which words are no names: “Jane Doe, Chair” is not turned into Chair Jane Doe.
    """
    done: list[str] = []
    besides = [one_line(one) for one in BRACKETS.findall(written) if one.strip()]
    bare = one_line(MARKS.sub(" ", BRACKETS.sub(" ", written))).strip(" ,;")
    bare = BELONGING.sub(r" \1", bare)
    untitled = AFTER.sub("", TITLES.sub("", bare, count=1) if TITLES.match(bare) else bare).strip()
    if untitled != bare and (len(untitled.split()) > 1 or not untitled.isascii()):
        done.append("title left out")
        bare = untitled
    parts = [part.strip() for part in bare.split(",") if part.strip()]
    besides += [part for part in parts[1:] if known(part)]
    parts = [part for at, part in enumerate(parts) if at == 0 or not known(part)]
    if len(parts) == 2:
        done.append("surname put last")
        parts = [f"{parts[1]} {parts[0]}"]
    bare = ", ".join(parts)
    lowered = small(bare)
    if lowered != bare:
        done.append("capitals tidied")
    return Tidied(name=lowered, besides=tuple(besides), done=tuple(done))


def small(name: str) -> str:
    """Return a name whose words in capitals are written as names are."""
    words = LETTERS.findall(name)
    shouted = all(word.isupper() for word in words if len(word) > 1)
    return LETTERS.sub(lambda found: _small(found[0], all_of_it=shouted), name)


def gone(text: str) -> str | None:
    """Return the word by which a text says that somebody has left, ``None`` where it speaks of others."""
    words = plain(text) + (" †" if "†" in text else "")
    found = GONE.search(words)
    return None if found is None or OTHERS.search(words) else found[0]


def _small(word: str, *, all_of_it: bool) -> str:
    if len(word) < 2 or not word.isupper() or word.lower() == word or word in NUMBERED:
        return word
    initials = len(word) == 2 and not all_of_it and not VOWELS & set(word) and word != "NG"
    return word if initials else word[0] + word[1:].lower()
