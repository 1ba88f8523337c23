"""Letters that people take for one another, made one: for looking up, never for showing."""

import unicodedata
from dataclasses import dataclass

ARABIC_FORMS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ـ": "",
}
OTHER_FORMS = {"ё": "е", "Ё": "Е", "’": "'", "ʼ": "'"}
HARAKAT = frozenset({*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)})


class _Forms(dict[int, str]):
    """A table for ``str.translate`` that works out each character once."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _form(chr(code))
        return found


def _form(character: str) -> str:
    if ord(character) in HARAKAT or unicodedata.category(character) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    plain = "".join(ARABIC_FORMS.get(c, OTHER_FORMS.get(c, c)) for c in plain if ord(c) not in HARAKAT)
    if len(plain) == 1 and plain.isdecimal():
        return str(unicodedata.decimal(plain))
    return plain


_forms = _Forms()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text that knows which character of the original each of its own came from."""

    text: str
    origins: tuple[int, ...]
    length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the original, with marks at its end."""
        after = self.origins[end] if end < len(self.origins) else self.length
        return self.origins[start], max(after, self.origins[end - 1] + 1)


def fold(text: str) -> str:
    """Return text as it is looked up, by analysers and by people's questions alike."""
    return text.translate(_forms)


def fold_with_origins(text: str) -> Folded:
    """Return the same, with the way back to the original."""
    pieces = [(at, form) for at, c in enumerate(text) for form in _forms[ord(c)]]
    return Folded("".join(form for _, form in pieces), tuple(at for at, _ in pieces), len(text))
