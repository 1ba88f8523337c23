"""Writes what is told, in the reader's language and zone, as things stand when it is told. Pure.

A letter that is no longer true becomes ``None``: an end that was put off, an election that was taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bots.mandates import farewell_words, notices_words, reviewing_words, status_words, suspending_words
from bots.mandates.ending.letters import Letter, end_of, line_in, told_in
from bots.mandates.farewell import rooms_of
from bots.mandates.holding import POST, Line, held_at, last_of, lasts_until, now_held, serves, subjects_of
from bots.mandates.notices import Told
from bots.mandates.pages import Reader, bullets, joined
from bots.mandates.pages_words import ROOMS
from bots.mandates.reviewing import ends_with_review
from kit.ids import PersonKey
from kit.language import isolate
from kit.message import Message, saying
from kit.ports import Held, Registered, SeatTold

STATUS = "!mandate status"
MOST_ROOMS = 30
"""How many rooms one letter names."""
MOST_CONTACTS = 3

People = Mapping[PersonKey, Registered]


def ending_now(person: Registered, told: Told, now: datetime) -> list[Held]:
    """Return what still ends when a notice says so, as the register has it now."""
    if told.end <= now:
        return []
    held = [held_at(line, person.holds, now) for line in told.lines]
    return [one for one in held if one is not None and lasts_until(one, person.holds) == told.end]


def notice_page(letter: Letter, person: Registered, to: Reader) -> Message | None:
    """Return the notice of an end to the person."""
    lines = [to.ending(held, end_of(letter)) for held in ending_now(person, told_in(letter), to.now)]
    if not lines:
        return None
    opening = saying(notices_words.ENDS_SOON, to.language, name=person.name)
    then = saying(notices_words.WHAT_THEN, to.language, command=STATUS)
    return joined([opening, bullets(lines, to.language), then])


def correction_page(letter: Letter, person: Registered, to: Reader) -> Message | None:
    """Return the good news that something goes on."""
    told = told_in(letter)
    held = [held_at(line, person.holds, told.end) for line in told.lines]
    lines = [to.until(one, lasts_until(one, person.holds)) for one in held if one is not None]
    if not lines:
        return None
    opening = saying(notices_words.GOES_ON, to.language, name=person.name)
    return joined([opening, bullets(lines, to.language)])


def turn_page(letter: Letter, person: Registered, seats: Sequence[SeatTold], to: Reader) -> Message | None:
    """Return what the day brought: farewell, welcome or both, and the rooms that are open."""
    ended = [
        line for line in map(line_in, letter.what["ended"]) if held_at(line, person.holds, to.now) is None
    ]
    begun = [held_at(line_in(line), person.holds, to.now) for line in letter.what["begun"]]
    new = [held for held in begun if held is not None]
    if not (ended or new):
        return None
    parts = _ended(ended, person, to) if ended else []
    if new:
        sentence = farewell_words.BEGUN_TOO if ended else farewell_words.BEGUN
        lines = [to.until(held, lasts_until(held, person.holds)) for held in new]
        parts += [saying(sentence, to.language, name=person.name), bullets(lines, to.language)]
    parts += _rooms(seats, frozenset(held.key for held in new), to, farewell=bool(ended))
    return joined([*parts, saying(farewell_words.STATUS_SHOWS, to.language, command=STATUS)])


def suspended_page(person: Registered, people: Iterable[Registered], to: Reader) -> Message:
    """Return that somebody is suspended, and whom to ask; not why."""
    contacts = contacts_of(person, people, to.now)
    names = to.names(contacts, MOST_CONTACTS) or suspending_words.SECRETARIAT.say(to.language)
    return saying(suspending_words.YOU_ARE_SUSPENDED, to.language, name=person.name, contacts=names)


def resumed_page(person: Registered, seats: Sequence[SeatTold], to: Reader) -> Message:
    """Return that a suspension ended, and how many rooms are open."""
    rooms = ROOMS.say(to.language, sum(seat.open for seat in seats))
    return saying(suspending_words.YOU_ARE_BACK, to.language, name=person.name, rooms=rooms)


def contacts_of(person: Registered, people: Iterable[Registered], now: datetime) -> list[str]:
    """Return the staff who serve what somebody holds, by name."""
    subjects = subjects_of(person.holds)
    return [
        other.name
        for other in people
        if other.key != person.key and not other.suspended
        if any(held.of and any(serves(held, one) for one in subjects) for held in now_held(other.holds, now))
    ][:MOST_CONTACTS]


def endings_page(letter: Letter, people: People, to: Reader) -> Message | None:
    """Return the list of ends for staff."""
    rows = [
        (told.end, person.name, to.ending(held, told.end))
        for row in letter.what["rows"]
        if (person := people.get(PersonKey(row["person"]))) is not None
        for told in [Told(datetime.fromisoformat(row["end"]), tuple(map(line_in, row["lines"])))]
        for held in ending_now(person, told, to.now)
    ]
    if not rows:
        return None
    template = notices_words.ROW.template(to.language)
    lines = [template.format(name=isolate(name), what=what) for _, name, what in sorted(rows)]
    opening = saying(notices_words.ENDINGS, to.language)
    return joined([opening, bullets(lines, to.language), saying(notices_words.WHAT_STAFF_DO, to.language)])


def reviews_page(letter: Letter, people: People, to: Reader) -> Message | None:
    """Return the weekly list of posts to look at again."""
    rows = ((people.get(PersonKey(row["person"])), row["post"]) for row in letter.what["rows"])
    lines = [
        _review(person, held, to)
        for person, post in rows
        if person is not None
        for held in now_held(person.holds, to.now)
        if held.key == post and held.kind == POST and held.review is not None
    ]
    if not lines:
        return None
    opening = saying(reviewing_words.REVIEWS, to.language)
    return joined([opening, bullets(lines, to.language), saying(reviewing_words.WHAT_TO_DO, to.language)])


def _review(person: Registered, post: Held, to: Reader) -> str:
    lapses = ends_with_review(post, to.zone)
    sentence = reviewing_words.LAPSES if lapses else reviewing_words.OVERDUE
    day = "" if post.review is None else to.day(post.review)
    return sentence.say(to.language, name=person.name, what=to.what(post), day=day)


def _ended(ended: Sequence[Line], person: Registered, to: Reader) -> list[Message]:
    lines = []
    for line in ended:
        held = last_of(line, person.holds, to.now)
        if held is None or held.end is None:
            lines.append(farewell_words.SOMETHING.say(to.language))
        else:
            end = to.last_moment(held.end)
            lines.append(status_words.ENDED.say(to.language, what=to.what(held), end=end))
    return [
        saying(farewell_words.ENDED, to.language, name=person.name),
        bullets(lines, to.language),
        saying(farewell_words.THANKS, to.language),
    ]


def _rooms(seats: Sequence[SeatTold], begun: frozenset[str], to: Reader, *, farewell: bool) -> list[Message]:
    """Return the rooms that opened, and in a farewell those that stay open, or that none does."""
    rooms = rooms_of(seats, begun)
    parts = []
    if rooms.new:
        parts += [saying(farewell_words.NEW_ROOMS, to.language), _named(rooms.new, to)]
    if farewell and rooms.kept:
        parts += [saying(farewell_words.KEPT_ROOMS, to.language), _named(rooms.kept, to)]
    if farewell and not (rooms.new or rooms.kept):
        parts.append(saying(farewell_words.NO_ROOM_LEFT, to.language))
    return parts


def _named(seats: Sequence[SeatTold], to: Reader) -> Message:
    return bullets([to.names([seat.name for seat in seats], MOST_ROOMS)], to.language)
