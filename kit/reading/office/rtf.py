"""Reads RTF: what stands there now, in whatever encodings its fonts ask for, tables row by row.

Our own, because the small libraries for it show deleted words, and lose Chinese and Arabic beside Latin.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kit.reading.pages import Page, ReadFile, Unreadable, Why
from kit.reading.script import row_of

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<edge>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
)
MOST_GROUPS = 10_000
"""How deep groups may stand in each other."""

CHARSETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
SIGNS = {
    "par": "\n",
    "line": "\n",
    "sect": "\n",
    "page": "\n",
    "column": "\n",
    "softline": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "zwnj": "\u200c",
    "zwj": "\u200d",
}
ESCAPED = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n"}
NOTE, HEAD = "note", "head"
UNSAID = frozenset(
    [
        "colortbl",
        "stylesheet",
        "pict",
        "objdata",
        "themedata",
        "datastore",
        "fldinst",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "xmlnstbl",
        "latentstyles",
        "sp",
        "xe",
        "tc",
        "txe",
        "rxe",
        "nonshppict",
        "annotation",
        "atnid",
        "atnauthor",
        "revtbl",
        "filetbl",
        "nextfile",
        "template",
        "private",
        "pgdsctbl",
        "colorschememapping",
        "passwordhash",
    ]
)
ASIDES = {"footnote": NOTE, "header": HEAD, "headerl": HEAD, "headerr": HEAD, "headerf": HEAD}
STARRED = frozenset({"shpinst", "ud", *ASIDES})
"""Marked as what old programs may pass over, and read all the same."""

FACTS = {"title": "title", "author": "author", "subject": "subject", "keywords": "keywords"}
HIDING = frozenset({"deleted", "htmlrtf"})


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until a group ends."""

    unsaid: bool = False
    hidden: bool = False
    codec: str | None = None
    skips: int = 1
    into: str = ""
    font: int = 0


def read_rtf(data: bytes) -> ReadFile:
    """Return the text as one page without a number; its footnotes stand after it."""
    reading = _Reading()
    at = 0
    while (token := TOKEN.search(data, at)) is not None:
        at = token.end()
        if token["word"] == b"bin":
            at += max(0, int(token["number"] or b"0"))
        else:
            reading.take(token)
    reading.flush()
    title = reading.held.get("title")
    about = {name: text for name, text in reading.held.items() if name in FACTS and name != "title"}
    notes, heads = ("".join(reading.asides[kind]) for kind in (NOTE, HEAD))
    above = "\n".join(dict.fromkeys(line.strip() for line in heads.splitlines() if line.strip()))
    pages = [Page(None, f"{above}\n{reading.text()}"), *([Page(None, notes)] if notes.strip() else [])]
    return ReadFile(title or None, tuple(pages), about)


class _Reading:
    """How far we are in a file of RTF."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.asides: dict[str, list[str]] = {NOTE: [], HEAD: []}
        self._out: list[str] = []
        self._row: int | None = None
        self._cells: list[str] = []
        self._state = _State()
        self._groups: list[_State] = []
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._to_skip = 0
        self._starred = False
        self._half: int | None = None

    def text(self) -> str:
        """Return the body, with what is left of an unfinished row."""
        return "".join(self._out) + row_of(self._cells)

    def take(self, token: re.Match[bytes]) -> None:
        """Take in one token."""
        kind = token.lastgroup if token.lastgroup != "number" else "word"
        match kind:
            case "edge":
                self._enter() if token["edge"] == b"{" else self._leave()
            case "hex":
                self._letters(bytes.fromhex(token["hex"].decode()))
            case "text":
                self._letters(token["text"])
            case "sign":
                self._sign(token["sign"].decode("latin-1"))
            case "word":
                number = token["number"]
                self._word(token["word"].decode(), None if number is None else int(number))

    def flush(self) -> None:
        """Write down the letters that wait to be understood together."""
        if self._bytes:
            letters, self._bytes = bytes(self._bytes), bytearray()
            self._write(letters.decode(self._state.codec or self._codec, "replace"))

    def _enter(self) -> None:
        self.flush()
        if len(self._groups) >= MOST_GROUPS:
            raise Unreadable(Why.TOO_BIG, "groups of RTF too deep in each other")
        self._groups.append(self._state)
        self._to_skip = 0

    def _leave(self) -> None:
        self.flush()
        into = self._state.into
        if self._groups:
            self._state = self._groups.pop()
        if into in self.asides and self._state.into != into:
            self.asides[into].append("\n")
        self._to_skip, self._starred = 0, False

    def _letters(self, letters: bytes) -> None:
        skipped = min(self._to_skip, len(letters))
        self._to_skip -= skipped
        if not (self._state.unsaid or self._state.hidden):
            self._bytes += letters[skipped:]

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in ESCAPED:
            self._say(ESCAPED[sign])

    def _say(self, text: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self.flush()
        self._write(text)

    def _write(self, text: str) -> None:
        if self._state.unsaid or self._state.hidden:
            return
        if self._state.into in self.asides:
            self.asides[self._state.into].append(text)
        elif self._state.into:
            self.held[self._state.into] = (self.held.get(self._state.into, "") + text)[:1000]
        else:
            self._out.append(text)

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in SIGNS:
            self._say(SIGNS[word])
            return
        self.flush()
        if word in UNSAID or (starred and word not in STARRED):
            self._state = replace(self._state, unsaid=True)
        elif word in FACTS or word in ASIDES:
            self._state = replace(self._state, into=FACTS.get(word) or ASIDES[word])
        elif word in HIDING:
            self._state = replace(self._state, hidden=number != 0)
        elif word in WORDS:
            WORDS[word](self, number)
        elif word in PAGES:
            self._codec = PAGES[word]

    def unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        self._to_skip = self._state.skips
        if 0xD800 <= code < 0xDC00:
            self._half = code
        elif 0xDC00 <= code < 0xE000:
            high, self._half = self._half, None
            if high is not None:
                self._write(chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)))
        else:
            self._write(chr(code))

    def skips(self, number: int | None) -> None:
        self._state = replace(self._state, skips=max(0, min(number or 0, 16)))

    def page(self, number: int | None) -> None:
        """Take the code page of the whole file."""
        name = "utf-8" if number == 65001 else f"cp{number}"
        try:
            self._codec = codecs.lookup(name).name
        except LookupError:
            return

    def fonts_begin(self, _: int | None) -> None:
        self._state = replace(self._state, unsaid=True, into="fonts")

    def font(self, number: int | None) -> None:
        codec = self._fonts.get(number or 0)
        self._state = replace(self._state, font=number or 0, codec=codec)

    def charset(self, number: int | None) -> None:
        if self._state.into == "fonts" and number in CHARSETS:
            self._fonts[self._state.font] = CHARSETS[number]

    def font_page(self, number: int | None) -> None:
        if self._state.into == "fonts" and f"cp{number}" in CHARSETS.values():
            self._fonts[self._state.font] = f"cp{number}"

    def plain(self, _: int | None) -> None:
        self._state = replace(self._state, hidden=False)

    def info(self, _: int | None) -> None:
        self._state = replace(self._state, unsaid=False, into="info")

    def row_begins(self, _: int | None) -> None:
        if self._row is None:
            self._row = len(self._out)

    def cell(self, _: int | None) -> None:
        self.row_begins(None)
        self._cells.append("".join(self._out[self._row :]))
        del self._out[self._row :]

    def row_ends(self, _: int | None) -> None:
        self._out.append(row_of(self._cells))
        self._cells, self._row = [], None


WORDS: dict[str, Callable[[_Reading, int | None], None]] = {
    "u": _Reading.unicode,
    "uc": _Reading.skips,
    "ansicpg": _Reading.page,
    "fonttbl": _Reading.fonts_begin,
    "f": _Reading.font,
    "fcharset": _Reading.charset,
    "cpg": _Reading.font_page,
    "plain": _Reading.plain,
    "info": _Reading.info,
    "trowd": _Reading.row_begins,
    "cell": _Reading.cell,
    "row": _Reading.row_ends,
}
