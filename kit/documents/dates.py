"""Days as documents print them in six languages."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.documents.numbering import DIGITS

EARLIEST, LATEST = 1900, 2100
"""The years, the last excluded, of days that are believed."""

_MONTHS = (
    "january janvier enero января январь يناير كانون.الثاني/يناير كانون.الثاني jan",
    "february février fevrier febrero февраля февраль فبراير شباط/فبراير شباط feb",
    "march mars marzo марта март مارس آذار/مارس آذار mar",
    "april avril abril апреля апрель أبريل نيسان/أبريل نيسان apr إبريل",
    "may mai mayo мая май مايو أيار/مايو أيار ماي",
    "june juin junio июня июнь يونيه يونيو حزيران/يونيه حزيران/يونيو حزيران jun",
    "july juillet julio июля июль يوليه يوليو تموز/يوليه تموز/يوليو تموز jul",
    "august août aout agosto августа август أغسطس آب/أغسطس آب aug",
    "september septembre septiembre setiembre сентября сентябрь سبتمبر أيلول/سبتمبر أيلول sept sep",
    "october octobre octubre октября октябрь أكتوبر تشرين.الأول/أكتوبر تشرين.الأول oct",
    "november novembre noviembre ноября ноябрь نوفمبر تشرين.الثاني/نوفمبر تشرين.الثاني nov",
    "december décembre decembre diciembre декабря декабрь ديسمبر كانون.الأول/ديسمبر كانون.الأول dec",
)
MONTHS = {
    name.replace(".", " "): number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
_NAMES = "|".join(sorted((re.escape(name).replace(r"\ ", r"\s") for name in MONTHS), key=len, reverse=True))
_DAY_FIRST = (
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º|°)?\.?\s{{0,3}}(?:de\s|of\s|d[’'])?(?P<month>{_NAMES})\.?,?"
    rf"\s{{0,3}}(?:de\s|del\s|عام\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = (
    rf"(?P<month>{_NAMES})\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
    r"\s{1,3}(?P<year>(?:19|20)\d\d)(?!\d)"
)
_CHINESE = r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
_ISO = r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
_DOTTED = r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?![\d.])"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (_DAY_FIRST, _MONTH_FIRST, _CHINESE, _ISO, _DOTTED)
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day where it stands in a text."""

    date: dt.date
    start: int
    end: int


def days_in(text: str) -> Iterator[Day]:
    """Yield the days that a text prints in full, in their order."""
    plain = text.translate(DIGITS)
    found = [day for pattern in _PATTERNS for match in pattern.finditer(plain) if (day := _day(match))]
    yield from sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str]) -> Day | None:
    month = match["month"]
    number = int(month) if month.isdecimal() else MONTHS[" ".join(month.lower().split())]
    try:
        date = dt.date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
    return Day(date, match.start(), match.end()) if EARLIEST <= date.year < LATEST else None
