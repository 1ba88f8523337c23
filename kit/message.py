"""What a bot says: the same words as plain text and as HTML, made side by side."""

import html
from dataclasses import dataclass

from kit.ids import Language
from kit.language import Sentence


@dataclass(frozen=True, slots=True)
class Message:
    """A message body: ``plain`` for any client, ``html`` (Matrix's allowed subset) where it is shown.

    Built line by line with ``+``; ``html`` is ``None`` where plain text says all there is.
    """

    plain: str
    html: str | None = None

    @property
    def rich(self) -> str:
        """The HTML, made from the plain text where there is none."""
        return (
            self.html if self.html is not None else html.escape(self.plain, quote=False).replace("\n", "<br>")
        )

    def __add__(self, other: "Message") -> "Message":
        """Return both, one under the other."""
        if self.html is None and other.html is None:
            return Message(f"{self.plain}\n{other.plain}")
        return Message(f"{self.plain}\n{other.plain}", f"{self.rich}<br>{other.rich}")


def saying(sentence: Sentence, language: Language, **values: object) -> Message:
    """Return a sentence as a message, its direction set for a reader of that language."""
    plain = sentence.say(language, **values)
    rich = sentence.html(language, **values)
    return Message(plain, f'<div dir="rtl">{rich}</div>' if language.right_to_left else rich)
