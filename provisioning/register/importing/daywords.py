"""Days as people write them, in six languages; what could be two days is never guessed. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from provisioning.register.importing.spelling import one_line, plain
from provisioning.register.written import YEARS

LOCALES = ("en", "fr", "es", "ru", "zh", "ar", "ar_LB", "ar_MA")
FILLERS = frozenset(("of", "the", "de", "del", "le", "el", "года", "г", "го"))
NUMERIC = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4})\.?")
YEAR_FIRST = re.compile(
    r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})\.?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?"
)
CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
SHORT_YEAR = re.compile(r"\d{1,2}\s*[./\-]\s*\d{1,2}\s*[./\-]\s*\d{2}")
SERIAL = re.compile(r"([2-8]\d{4})(?:\.0+)?")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|o|a|го|е)")
BETWEEN = re.compile(r"\s+(?:to|until|au|al|a|по|до|إلى|حتى)\s+|\s*[–—至]\s*|\s+-\s+", re.IGNORECASE)
BEFORE = re.compile(r"^\s*(?:from|since|du|depuis|del|desde|с|من|自)\s+", re.IGNORECASE)
EXCELS_FIRST = date(1899, 12, 30)
"""Day 0 of the numbers by which Excel counts days since 1900."""

WRITE = "write it like 2026-12-31"


class NotADay(ValueError):
    """What was written is no day, or could be several; the message says so."""


def day_of(written: str) -> date:
    """Return the day that is meant. Raises :class:`NotADay`."""
    text = one_line("".join(str(int(one)) if one.isdecimal() else one for one in written))
    for form in (YEAR_FIRST, CHINESE):
        if found := form.fullmatch(text):
            return _real(written, int(found[1]), int(found[2]), int(found[3]))
    if found := NUMERIC.fullmatch(text):
        return _numeric(written, int(found[1]), int(found[2]), int(found[3]))
    if found := SERIAL.fullmatch(text):
        return EXCELS_FIRST + timedelta(int(found[1]))
    if SHORT_YEAR.fullmatch(text):
        raise NotADay(f"“{written}” does not say its year in full: {WRITE}")
    if re.fullmatch(r"\d{4}", text):
        raise NotADay(f"“{written}” is a year, not a day: {WRITE}")
    return _in_words(written, text)


def is_serial(written: str) -> bool:
    """Whether a day is written as Excel's number of it."""
    return SERIAL.fullmatch(written.strip()) is not None


def period_of(written: str) -> tuple[date, date]:
    """Return first and last day of “1 January 2025 to 31 December 2028”. Raises :class:`NotADay`."""
    parts = BETWEEN.split(BEFORE.sub("", written))
    if len(parts) != 2:
        raise NotADay(f"“{written}” is not from one day to another: write it like 2025-01-01 to 2028-12-31")
    return day_of(parts[0]), day_of(parts[1])


def _numeric(written: str, first: int, second: int, year: int) -> date:
    if first == second or second > 12:
        return _real(written, year, first, second)
    if first > 12:
        return _real(written, year, second, first)
    ways = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    raise NotADay(f"“{written}” could be two days: write {ways}")


def _in_words(written: str, text: str) -> date:
    words, months = plain(text), set[int]()
    for name, number in _months():
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, words):
            months.add(number)
            words = re.sub(pattern, " ", words)
    rest = [ORDINAL.sub(r"\1", word) for word in words.split() if word not in _fillers()]
    numbers = sorted((int(word) for word in rest if word.isdecimal()), reverse=True)
    if len(months) != 1 or len(numbers) != len(rest) or not numbers or numbers[0] < 1000:
        raise NotADay(f"“{written}” is not a day: {WRITE}")
    if len(numbers) == 1:
        raise NotADay(f"“{written}” is a month, not a day: {WRITE}")
    if len(numbers) > 2:
        raise NotADay(f"“{written}” is not a day: {WRITE}")
    return _real(written, numbers[0], months.pop(), numbers[1])


def _real(written: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotADay(f"“{written}” is not a day: there is no month {month}")
    if year not in YEARS:
        raise NotADay(f"“{written}”: the year {year} cannot be meant; leave it out where there is no end")
    try:
        return date(year, month, day)
    except ValueError:
        name = get_month_names("wide", locale="en")[month]
        what = f"{year} has no 29 February" if (month, day) == (2, 29) else f"{name} has no day {day}"
        raise NotADay(f"“{written}” is not a day: {what}") from None


@cache
def _months() -> tuple[tuple[str, int], ...]:
    """Return each name of a month with its number, the longest first."""
    return tuple(sorted(set(_named()), key=lambda found: (-len(found[0]), found)))


@cache
def _fillers() -> frozenset[str]:
    """Return words that say nothing beside a day: little ones, and days of the week."""
    names = (name for locale in LOCALES for name in get_day_names("wide", locale=locale).values())
    return FILLERS.union(*(plain(name).split() for name in names))


def _named() -> Iterator[tuple[str, int]]:
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    if len(plain(name)) > 2 and not plain(name)[0].isdecimal():
                        yield plain(name), number
    yield "sept", 9
    yield "setiembre", 9
