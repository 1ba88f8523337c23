"""Guesses in which encoding of the six languages a text is, by the letters that it then would have."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

SAMPLE = 8 * 1024
"""Bytes that are looked at."""

STRETCH = re.compile(rb"[\x00-\x7f]?[\x80-\xff](?:[\x00-\x7f]{0,3}[\x80-\xff])*[\x00-\x7f]?")
"""Letters that are no plain ones, with what stands between and beside them."""

LARGER_SAMPLE = 256 * 1024
CANDIDATES = (
    *("cp1252", "cp1251", "gb18030", "cp1256", "mac-roman", "koi8-r", "iso8859-6", "iso8859-5", "cp866"),
    *("cp950", "cp850", "mac-cyrillic", "cp720", "cp864"),
)
"""In the order in which they are believed where they fit equally well."""

FREQUENT = frozenset(
    "éèêàçùûôîâïëœñáíóúüºª«»“”’‘–—…¿¡°äöß"
    "оеаинтсрвлкмдпуыяьгзбчйхжшюцщэфъё"
    "اليمونرتبةعدسفهكحقجشطصخضذثئءغظزأإآىؤ،؛"
    "的一是不了人在有这为大来以个中上到国和地出而要于会可年生权利员约报告应各本任及其家或所由自法对社政行员案第条。，、；：（）"
    "這為來個國會權約報應員對個"
)
APOSTROPHES = "’‘、，。；：（）«»“”"
"""What may stand between two letters; Chinese needs no spaces."""

LIKELY, WITHIN, ODD, WRONG = 1.0, 0.35, -0.5, -2.0
ENOUGH = 0.3
"""How well the best must fit; else the text is in another language, and a larger table is asked."""


def likely(data: bytes) -> str:
    """Return the name of the encoding in which bytes most likely are."""
    sample = _sample(data)
    score, _, best = max((_fit(sample, codec), -place, codec) for place, codec in enumerate(CANDIDATES))
    if score >= ENOUGH:
        return best
    found = from_bytes(data[:LARGER_SAMPLE]).best()
    return found.encoding if found is not None else "latin-1"


def _sample(data: bytes) -> bytes:
    """Return the stretches around the letters that are no plain ones."""
    stretches, room = [], SAMPLE
    for found in STRETCH.finditer(data[:LARGER_SAMPLE]):
        stretches.append(found[0][:room])
        room -= len(found[0])
        if room <= 0:
            break
    return b"  ".join(stretches)


def _fit(sample: bytes, codec: str) -> float:
    """Return how much bytes look like text in an encoding, 1 at most."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    signs = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    marks = [_worth(*three) for three in signs if not three[1].isascii()]
    return sum(marks) / len(marks) if marks else 0.0


def _worth(before: str, sign: str, after: str) -> float:
    """Return how well a sign fits between two others."""
    kind = unicodedata.category(sign)
    if sign == "\ufffd" or kind in {"Cc", "Cn", "Co"}:
        return WRONG
    if not kind.startswith("L"):
        within = before.isalpha() and after.isalpha() and sign not in APOSTROPHES
        return LIKELY if sign in FREQUENT and not within else ODD
    if _do_not_meet(before, sign) or _do_not_meet(after, sign) or (before.islower() and sign.isupper()):
        return ODD
    return LIKELY if sign in FREQUENT and not _is_alone(before, sign, after) else WITHIN


def _is_alone(before: str, sign: str, after: str) -> bool:
    """Whether a letter stands where a dash or a quotation mark would rather."""
    return not _is_latin(sign) and not before.isalpha() and not after.isalpha()


def _do_not_meet(other: str, sign: str) -> bool:
    """Whether two letters do not stand beside each other in a word: of two scripts, or both accented."""
    if not other.isalpha():
        return False
    return _is_latin(other) != _is_latin(sign) or (_is_latin(sign) and not other.isascii())


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"
