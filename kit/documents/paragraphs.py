"""Where the paragraphs of a document stand in its pages."""

from dataclasses import dataclass

from kit.ids import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece of a page that is found as one: ``text[start:end]`` of the page with index ``page``.

    ``number`` is the printed number of a numbered paragraph, such as ``12`` or ``12 bis``. ``language`` is
    that of most of it, ``latin`` that of its Latin letters.
    """

    page: int
    start: int
    end: int
    number: str | None
    language: Language
    latin: Language
