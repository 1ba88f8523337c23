"""Reads plain text in whatever encoding it came."""

import codecs
import re

from kit.reading.pages import Page, ReadFile
from kit.reading.written.guessing import likely

MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
LIKE_OTHERS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "big5": "cp950",
}
"""Encodings that are said where a larger one is meant."""


def read_plain(data: bytes) -> ReadFile:
    """Return the text; a form feed begins a new page, which is then numbered."""
    text = decoded(data)
    sheets = text.split("\f")
    return ReadFile(None, tuple(Page(n if len(sheets) > 1 else None, s) for n, s in enumerate(sheets, 1)))


def decoded(data: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, as they say of themselves, else by their look."""
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = unmarked(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data) or likely(data), "replace")


def decoded_as(data: bytes, charset: str) -> str:
    """Return bytes as text in the encoding that they are said to be in, where that can be and holds."""
    codec = _known(charset)
    if codec is None:
        return decoded(data)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = decoded(data)
        return text if "\ufffd" not in text else data.decode(codec, "replace")


def unmarked(data: bytes) -> str | None:
    """Return in which wide encoding bytes are that bear no mark: every second or all but one are zero."""
    head = data[:4096]
    size = len(head)
    zeros = [head[place::4].count(0) / max(1, size // 4) for place in range(4)]
    if size < 8 or max(zeros) < 0.2:
        return None
    match [share > 0.9 for share in zeros]:
        case [False, _, True, True] if zeros[0] < 0.05:
            return "utf-32-le"
        case [True, True, _, False] if zeros[3] < 0.05:
            return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if even < 0.02 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd < 0.02 < even else None


def _declared(data: bytes) -> str | None:
    said = DECLARED.search(data[:4096])
    return None if said is None else _known(said[1].decode("ascii"))


def _known(charset: str) -> str | None:
    """Return the codec of that name, one of text, or nothing."""
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:  # noqa: SLF001 (else zip would be a charset)
        return None
    return LIKE_OTHERS.get(found.name, found.name)
