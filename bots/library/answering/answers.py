"""How passages look in a message: what they are, the lines with the words marked, where from, and a link."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from babel.dates import format_date

from bots.library.answering import answers_words as words
from bots.library.questions.narrowing import Choice
from bots.library.rules import Passage, Upload
from kit.ids import Language
from kit.language import BIDI_CONTROLS, FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate
from kit.message import Message
from kit.search.passages import By
from kit.search.question import Question
from kit.search.snippets import Piece, snippet

NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣")
MORE, FILES = "➕", "📥"
"""What people press under an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage with everything an answer says of it, ready to be written.

    ``facts`` are short: symbol, page, paragraph, date. ``why`` says how it was found, if not by its words.
    """

    title: str
    facts: tuple[str, ...]
    pieces: tuple[Piece, ...]
    source: tuple[str, ...]
    why: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Describing:
    """What is needed to say where a passage comes from."""

    language: Language
    room_name: Callable[[Upload], str]
    person_name: Callable[[Upload], str]
    day: Callable[[Upload], date]
    language_name: Callable[[Language, Language], str]
    via: str

    def shown(self, passage: Passage, question: Question) -> Shown:
        """Return the passage as it will be shown."""
        upload, language = passage.upload, self.language
        person, day = self.person_name(upload), _dated(self.day(upload), language)
        uploaded = words.UPLOADED.say(language, person=person, day=day)
        return Shown(
            title=passage.title,
            facts=self._facts(passage),
            pieces=snippet(passage.text, passage.latin, question),
            source=(isolate(self.room_name(upload)), uploaded),
            why=self._why(passage),
            link=link_to(upload, self.via),
        )

    def _facts(self, passage: Passage) -> tuple[str, ...]:
        """Return symbol, attachment, page, paragraph and date, as far as they are known."""
        language, facts = self.language, passage.facts
        symbol = facts.symbol if facts.symbol and facts.symbol not in passage.title else None
        page = None if passage.number is None else words.PAGE.say(language, n=passage.number)
        number = passage.paragraph
        paragraph = None if number is None else words.PARAGRAPH.say(language, number=number)
        day = None if facts.date is None else _dated(facts.date, language)
        inside = isolate(passage.inside) if passage.inside else None
        said = (symbol and isolate(symbol), inside, page, paragraph, day)
        return tuple(each for each in said if each)

    def _why(self, passage: Passage) -> str:
        match passage.by:
            case By.MEANING:
                name = self.language_name(passage.language, self.language)
                return words.SAME_MEANING.say(self.language, tongue=name)
            case By.NEARLY:
                return words.NEARLY.say(self.language)
            case _:
                return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What can be pressed under an answer: choices that narrow it, whether there is more, and files.

    ``labels`` say the choices in the reader's language.
    """

    choices: tuple[Choice, ...] = ()
    labels: tuple[str, ...] = ()
    more: bool = False
    files: bool = False

    @property
    def emojis(self) -> tuple[str, ...]:
        """What to put under the answer, so that people need only press it."""
        numbers = NUMBERS[: len(self.choices)]
        return (*numbers, *((MORE,) if self.more else ()), *((FILES,) if self.files else ()))


def link_to(upload: Upload, via: str) -> str:
    """Return a link that opens the upload in any client; the room's ID says no server, so ``via`` does."""
    room, event = quote(upload.room, safe="!:"), quote(upload.event, safe="$:")
    return f"https://matrix.to/#/{room}/{event}?via={quote(via, safe=':')}"


def answer(
    head: Sequence[str], passages: Sequence[Shown], offered: Offered, language: Language, *, first: int = 1
) -> Message:
    """Return an answer: its opening lines, the passages counted from ``first``, and what can be pressed."""
    feet = _feet(offered, language)
    plain = ["\n".join(head), *(f"{n}. {as_plain(shown)}" for n, shown in enumerate(passages, first))]
    items = "".join(f"<li>{as_html(shown, language)}</li>" for shown in passages)
    start = f' start="{first}"' if first > 1 else ""
    rich = f"{_paragraph(head)}<ol{start}>{items}</ol>{_paragraph(feet)}"
    body = "\n\n".join([*plain, *(["\n".join(feet)] if feet else [])])
    return Message(body, rightly(rich, language))


def rightly(rich: str, language: Language) -> str:
    """Return HTML that runs as its readers' language does."""
    return f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich


def _feet(offered: Offered, language: Language) -> list[str]:
    """Return what can be pressed, in one or two lines."""
    pairs = zip(NUMBERS, offered.choices, offered.labels, strict=False)
    numbered = [f"{number}\xa0{isolate(label)}\xa0({choice.count})" for number, choice, label in pairs]
    more = [words.OFFER_MORE.say(language)] if offered.more else []
    files = [words.OFFER_FILES.say(language)] if offered.files else []
    narrow = [f"{words.PRESS.say(language)} {' · '.join(numbered)}"] if numbered else []
    return narrow + ([" · ".join(more + files)] if more or files else [])


def _paragraph(lines: Sequence[str]) -> str:
    said = "<br>".join(html.escape(line, quote=False) for line in lines)
    return f"<p>{said}</p>" if said else ""


def as_plain(shown: Shown) -> str:
    """Return a passage as plain text: what it is, its lines, where it comes from, and its link."""
    found = "".join(f"*{_bare(p.text)}*" if p.marked else _bare(p.text) for p in shown.pieces)
    lines = (" · ".join((isolate(shown.title), *shown.facts)), _isolated(found) if found else "")
    return "\n".join([*filter(None, lines), " · ".join(_below(shown)), shown.link])


def as_html(shown: Shown, language: Language) -> str:
    """Return the same as HTML."""
    found = "".join(
        f"<strong>{_escaped(p.text)}</strong>" if p.marked else _escaped(p.text) for p in shown.pieces
    )
    title = f"<strong>{html.escape(isolate(shown.title))}</strong>"
    facts = "".join(f" · {html.escape(fact)}" for fact in shown.facts)
    link = f'<a href="{html.escape(shown.link)}">{words.SHOW.say(language)}</a>'
    below = " · ".join([*(html.escape(each) for each in _below(shown)), link])
    quoted = f"<blockquote>{_isolated(found)}</blockquote>" if found else "<br>"
    return f"{title}{facts}{quoted}{below}"


def _below(shown: Shown) -> list[str]:
    return [each for each in (*shown.source, shown.why) if each]


def _dated(day: date, language: Language) -> str:
    return format_date(day, "medium", locale=language.value)


def _bare(text: str) -> str:
    return text.translate(BIDI_CONTROLS)


def _escaped(text: str) -> str:
    return html.escape(_bare(text), quote=False)


def _isolated(text: str) -> str:
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
