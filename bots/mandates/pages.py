"""How dates, lists and names look in a message, for a reader of one language in one zone.

Calendars and zones are read from the disk when they are first needed: whole pages are written in a thread.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from bots.mandates import pages_words as words
from bots.mandates.holding import last_day
from bots.mandates.notices import days_left
from kit.ids import Language
from kit.language import isolate
from kit.message import Message
from kit.ports import Held

MIDNIGHT = time()
DAY_FIRST = {Language.ENGLISH: "en_GB"}
"""The English of the United Nations: 31 December 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom a page is for: their language, their zone by its name, and the moment in which they read."""

    language: Language
    place: str
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The reader's zone, from the disk when it is first asked for."""
        return ZoneInfo(self.place)

    def day(self, day: date) -> str:
        """Return a day as one writes it."""
        return format_date(day, "long", locale=DAY_FIRST.get(self.language, self.language.value))

    def last_moment(self, end: datetime) -> str:
        """Return until when something lasts: its last day, with the hour where that day does not end it."""
        local = end.astimezone(self.zone)
        if local.time() == MIDNIGHT:
            return self.day(last_day(end, self.zone))
        return self.moment(local)

    def moment(self, at: datetime) -> str:
        """Return a moment: its day, with the hour where it is not the day's beginning."""
        local = at.astimezone(self.zone)
        if local.time() == MIDNIGHT:
            return self.day(local.date())
        return words.DAY_AND_HOUR.say(self.language, day=self.day(local.date()), hour=f"{local:%H:%M}")

    def clock_of(self, zone: ZoneInfo) -> str:
        """Return what a clock on the wall shows elsewhere now, with the weekday."""
        return format_datetime(self.now.astimezone(zone), "EEE HH:mm", locale=self.language.value)

    def what(self, held: Held) -> str:
        """Return what somebody holds, in the reader's language or the nearest there is."""
        return spoken(held.what, self.language)

    def until(self, held: Held, end: datetime | None) -> str:
        """Return what somebody holds and until when."""
        if end is None:
            return words.WITHOUT_END.say(self.language, what=self.what(held))
        return words.UNTIL.say(self.language, what=self.what(held), end=self.last_moment(end))

    def ending(self, held: Held, end: datetime) -> str:
        """Return what somebody holds, until when, and in how many days that is."""
        days = days_left(end, self.now, self.zone)
        left = words.IN_DAYS.say(self.language, days) if days > 0 else words.TODAY.say(self.language)
        return f"{self.until(held, end)} ({left})"

    def tongues(self, languages: Sequence[Language]) -> str:
        """Return languages by their names in the reader's."""
        names = Locale.parse(self.language.value).languages
        return ", ".join(isolate(names[tongue.value]) for tongue in languages)

    def names(self, names: Sequence[str], most: int) -> str:
        """Return names side by side, no more than one reads."""
        shown = ", ".join(map(isolate, names[:most]))
        return f"{shown} {words.AND_MORE.say(self.language, len(names) - most)}" if names[most:] else shown


def reader(language: Language, zone: str, now: datetime) -> Reader:
    """Return a reader in a zone named as in the register."""
    return Reader(language=language, place=zone, now=now)


def spoken(names: Mapping[Language, str], language: Language) -> str:
    """Return a name in a language, else in English, else in any."""
    return names.get(language) or names.get(Language.ENGLISH) or next(iter(names.values()), "")


def line(text: str, language: Language) -> Message:
    """Return a line that is put together already, its direction set."""
    rich = html.escape(text, quote=False)
    return Message(text, f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich)


def bullets(lines: Sequence[str], language: Language) -> Message:
    """Return lines as a list."""
    plain = "\n".join(f"• {one}" for one in lines)
    items = "".join(f"<li>{html.escape(one, quote=False)}</li>" for one in lines)
    rich = f"<ul>{items}</ul>"
    return Message(plain, f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich)


def joined(parts: Sequence[Message]) -> Message:
    """Return parts of a page one under the other."""
    page, *rest = parts
    for part in rest:
        page += part
    return page
