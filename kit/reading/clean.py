"""Text as people meant it: no invisible marks, no hyphens left over from the end of a line."""

import re
import unicodedata

JOINERS = "\u200c\u200d"
LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:[\u00ad\ufffe\x02][ \t]*\n?|\u2010[ \t]*\n)(?=[^\W\d_])")
BULLETS = re.compile("[\uf02d\uf06c\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0be\uf0d8\uf0e0\uf0fc]")
"""As the fonts Symbol and Wingdings have them, which others cannot show."""

BLANK_LINES = re.compile(r"\n[ \t\n]*\n")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """Return text in composed form, without control and direction marks, with single blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = LINE_END_HYPHEN.sub("", text)
    text = BULLETS.sub("•", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", BLANK_LINES.sub("\n\n", text))
