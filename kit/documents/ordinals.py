"""Numbers of sessions as they are written: “sixty-eighth”, “68e”, “шестьдесят восьмая”, “第六十八届”."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kit.documents.numbering import DIGITS
from kit.documents.spelling import plain

HIGHEST = 199
LONGEST_LINE = 90


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_EN = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_EN_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ES = _words(
    "primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo decimotercer"
    " decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo decimonoveno"
)
_ES_TENS = _words(
    "vigesimo trigesimo cuadragesimo quincuagesimo sexagesimo septuagesimo octogesimo nonagesimo"
)
_FR = _words(
    "premiere deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme"
    " douzieme treizieme quatorzieme quinzieme seizieme dix_septieme dix_huitieme dix_neuvieme"
)
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre vingt"}
_RU = _words(
    "первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая"
    " тринадцатая четырнадцатая пятнадцатая шестнадцатая семнадцатая восемнадцатая девятнадцатая"
)
_RU_TENS = _words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_RU_ROUND = _words(
    "двадцатая тридцатая сороковая пятидесятая шестидесятая семидесятая восьмидесятая девяностая"
)
_AR = _words("الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره")
_AR_ONES = _words("الحاديه الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه")
_AR_TENS = _words("العشرون الثلاثون الاربعون الخمسون الستون السبعون الثمانون التسعون")
_HAN = "零一二三四五六七八九"

_SESSIONS = (
    re.compile(r"(?P<n>[\w\s-]{1,60}?)\s*session\b", re.IGNORECASE),
    re.compile(r"(?P<n>[\w\s.º°-]{1,60}?)\s*per[ií]odo de sesiones\b", re.IGNORECASE),
    re.compile(r"(?P<n>[\w\s-]{1,60}?)\s*сессия\b", re.IGNORECASE),
    re.compile(r"الدورة\s+(?P<n>[\w\s]{1,60})"),
    re.compile(r"第\s?(?P<n>[\d零〇一二三四五六七八九十百]{1,6})\s?届(?:会议|常会)?"),
)
_FORMS = str.maketrans({"ة": "ه"})
_IN_A_SENTENCE = (
    re.compile(
        r"\b(?:at|during) (?:its|the) (?P<n>[\w-]{3,20}(?:[\s-]\w{2,20}){0,3}?)\s+session\b", re.IGNORECASE
    ),
    re.compile(r"\b[àa] sa (?P<n>[\w-]{2,20}(?:[\s-]\w{2,20}){0,3}?)\s+session\b", re.IGNORECASE),
    re.compile(r"\ben su (?P<n>[\wº°.]{2,20}(?:\s\w{2,20}){0,2}?)\s+per[ií]odo de sesiones\b", re.IGNORECASE),
    re.compile(
        r"\bна (?:своей|его|ее|её|их) (?P<n>[\w-]{2,20}(?:\s\w{2,20}){0,2}?)\s+сессии\b", re.IGNORECASE
    ),
    re.compile(r"في دورتها\s+(?P<n>\w{3,12}(?:\s\w{3,12}){0,3}?)(?=\s*[(،.])"),
    re.compile(r"委员会第(?P<n>[\d零〇一二三四五六七八九十百]{1,6})届会议"),
)


def number_of(words: str) -> int | None:
    """Return the number that an ordinal says, in words or digits, from 1 to :data:`HIGHEST`, or nothing."""
    bare = plain(words.translate(DIGITS))
    digits = re.fullmatch(r"(\d{1,3}) ?(?:st|nd|rd|th|e|eme|er|o|a|я|ая|и)?", bare)
    if digits:
        return int(digits[1]) if 0 < int(digits[1]) <= HIGHEST else None
    return _all().get(bare.translate(_FORMS))


@cache
def _all() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for number in range(1, HIGHEST + 1):
        for words in _ordinals(number):
            found.setdefault(plain(words).translate(_FORMS), number)
    return found


def _ordinals(number: int) -> Iterator[str]:
    """Yield how a number is said as an ordinal in the six languages."""
    hundred, rest = divmod(number, 100)
    if not hundred:
        yield from (_en(rest), _es(rest), _fr(rest), _ru(rest), *_ar(rest), _zh(rest))
    elif not rest:
        yield from (
            "hundredth",
            "one hundredth",
            "centesimo",
            "centieme",
            "сотая",
            "المائة",
            "المئة",
            "一百",
            "一〇〇",
        )
    else:
        yield from (f"one hundred and {_en(rest)}", f"hundred and {_en(rest)}", f"centesimo {_es(rest)}")
        yield from (
            f"cent {_fr(rest)}",
            f"сто {_ru(rest)}",
            f"一百{_zh(rest) if rest > 9 else '零' + _zh(rest)}",
        )
        yield from (f"{words} بعد {hundreds}" for words in _ar(rest) for hundreds in ("المائة", "المئة"))


def _tens(number: int) -> tuple[int, int]:
    ten, one = divmod(number, 10)
    return ten - 2, one


def _en(number: int) -> str:
    if number < 20:
        return _EN[number - 1]
    ten, one = _tens(number)
    return f"{_EN_TENS[ten]}-{_EN[one - 1]}" if one else f"{_EN_TENS[ten][:-1]}ieth"


def _es(number: int) -> str:
    if number < 20:
        return _ES[number - 1]
    ten, one = _tens(number)
    return f"{_ES_TENS[ten]} {_ES[one - 1]}" if one else _ES_TENS[ten]


def _fr(number: int) -> str:
    if number < 20:
        return _FR[number - 1]
    tens = max(ten for ten in _FR_TENS if ten <= number)
    rest, word = number - tens, _FR_TENS[tens]
    if not rest:
        return f"{word.removesuffix('e')}ieme"
    if rest in {1, 11} and tens != 80:
        return f"{word} et {'unieme' if rest == 1 else 'onzieme'}"
    return f"{word} {'unieme' if rest == 1 else _FR[rest - 1]}"


def _ru(number: int) -> str:
    if number < 20:
        return _RU[number - 1]
    ten, one = _tens(number)
    return f"{_RU_TENS[ten]} {_RU[one - 1]}" if one else _RU_ROUND[ten]


def _ar(number: int) -> Iterator[str]:
    if number <= 10:
        yield _AR[number - 1]
    elif number < 20:
        yield f"{_AR_ONES[number - 11]} عشره"
    else:
        ten, one = _tens(number)
        yield f"{_AR_ONES[one - 1]} و{_AR_TENS[ten]}" if one else _AR_TENS[ten]


def _zh(number: int) -> str:
    ten, one = divmod(number, 10)
    tens = "" if not ten else "十" if ten == 1 else f"{_HAN[ten]}十"
    return tens + (_HAN[one] if one else "")


def session_of_line(line: str) -> str | None:
    """Return the number of the session that a line names and nothing else, or nothing."""
    text = line.strip().rstrip("*.")
    if len(text) > LONGEST_LINE:
        return None
    for pattern in _SESSIONS:
        match = pattern.fullmatch(text)
        number = match and number_of(match["n"])
        if number:
            return str(number)
    return None


def session_in(text: str) -> str | None:
    """Return the number of the session at which a text says that something was done, or nothing."""
    for pattern in _IN_A_SENTENCE:
        match = pattern.search(text)
        number = match and number_of(_nominative(match["n"]))
        if number:
            return str(number)
    return None


def _nominative(words: str) -> str:
    """Return a Russian or an Arabic ordinal as it stands alone; other words as they are."""
    words = re.sub(r"ين\b", "ون", words)
    if words.endswith("ьей"):
        return words.removesuffix("ьей") + "ья"
    return words.removesuffix("ой") + "ая" if words.endswith("ой") else words
