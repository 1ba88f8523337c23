"""How passages look in a message: title, page, the lines with the words marked, where, who, when, a link."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from babel.dates import format_date

from bots.library import words
from bots.library.rules import Passage, Upload
from kit.ids import Language
from kit.language import BIDI_CONTROLS, FIRST_STRONG_ISOLATE, POP_ISOLATE, Sentence, isolate
from kit.message import Message, saying
from kit.search.question import Question
from kit.search.snippets import Piece, snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage with everything an answer says of it, ready to be written."""

    title: str
    page: str
    pieces: tuple[Piece, ...]
    room: str
    uploader: str
    day: date
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Describing:
    """What is needed to say where a passage comes from."""

    language: Language
    room_name: Callable[[Upload], str]
    person_name: Callable[[Upload], str]
    day: Callable[[Upload], date]
    via: str

    def shown(self, passage: Passage, question: Question) -> Shown:
        """Return the passage as it will be shown."""
        upload = passage.upload
        page = "" if passage.number is None else words.PAGE.say(self.language, n=passage.number)
        return Shown(
            title=passage.title,
            page=page,
            pieces=snippet(passage.text, passage.latin, question),
            room=self.room_name(upload),
            uploader=self.person_name(upload),
            day=self.day(upload),
            link=link_to(upload, self.via),
        )


def link_to(upload: Upload, via: str) -> str:
    """Return a link that opens the upload in any client; the room's ID says no server, so ``via`` does."""
    room, event = quote(upload.room, safe="!:"), quote(upload.event, safe="$:")
    return f"https://matrix.to/#/{room}/{event}?via={quote(via, safe=':')}"


def answer(opening: Sentence, passages: Sequence[Shown], language: Language, **values: object) -> Message:
    """Return an answer: an opening sentence, then the passages in order."""
    head = opening.say(language, **values)
    plain = [head, *(f"{n}. {_plain(shown, language)}" for n, shown in enumerate(passages, 1))]
    items = "".join(f"<li>{_html(shown, language)}</li>" for shown in passages)
    rich = f"<p>{html.escape(head, quote=False)}</p><ol>{items}</ol>"
    return Message("\n\n".join(plain), f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich)


def nothing(sentence: Sentence, language: Language) -> Message:
    """Return the answer where nothing was found."""
    return saying(sentence, language)


def _plain(shown: Shown, language: Language) -> str:
    found = "".join(f"*{_bare(p.text)}*" if p.marked else _bare(p.text) for p in shown.pieces)
    title = ", ".join(filter(None, (isolate(shown.title), shown.page)))
    return f"{title}\n{_isolated(found)}\n{_source(shown, language)}\n{shown.link}"


def _html(shown: Shown, language: Language) -> str:
    found = "".join(
        f"<strong>{_escaped(p.text)}</strong>" if p.marked else _escaped(p.text) for p in shown.pieces
    )
    title = f"<strong>{html.escape(isolate(shown.title))}</strong>"
    head = ", ".join(filter(None, (title, html.escape(shown.page))))
    link = f'<a href="{html.escape(shown.link)}">{words.SHOW.say(language)}</a>'
    return f"{head}<br>{_isolated(found)}<br>{html.escape(_source(shown, language))} · {link}"


def _source(shown: Shown, language: Language) -> str:
    day = format_date(shown.day, "medium", locale=language.value)
    return " · ".join((isolate(shown.room), isolate(shown.uploader), day))


def _bare(text: str) -> str:
    return text.translate(BIDI_CONTROLS)


def _escaped(text: str) -> str:
    return html.escape(_bare(text), quote=False)


def _isolated(text: str) -> str:
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
