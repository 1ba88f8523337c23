"""Reads pictures of text with Tesseract, its models loaded beforehand: nothing is opened while it reads."""

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from PIL import Image

from kit.ids import Language
from kit.reading.seeing.models import MODELS, SCRIPTS, data_folder, has, has_engine
from kit.search.languages import LATIN_LANGUAGES, language_of, latin_language_of

BY_SCRIPT = {
    "Latin": Language.ENGLISH,
    "Cyrillic": Language.RUSSIAN,
    "Arabic": Language.ARABIC,
    "Han": Language.CHINESE,
    "HanS": Language.CHINESE,
    "HanT": Language.CHINESE,
}

BY_ITS_LOOK, ONE_BLOCK = 3, 6
"""Ways of taking a page apart: as it seems to be set, or as one block, which is better for Arabic lines."""
BLOCKS = 0
A_COLUMN = 0.2
"""The share of a page's blocks, by area, on either side of its middle from which it has columns."""
NEURAL_ONLY, OLD_ONLY = 1, 0
DPI = 200
SURE = 70
"""From 0 to 100: a page read with this confidence, in the language that it was read as, is believed."""

_HAN = "\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])[ \t]+(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read in a picture, as which language, and how sure the engine is of it (0 to 100)."""

    text: str
    language: Language
    confidence: int


def load() -> "Eyes | None":
    """Load all models that are here, ``None`` where there are none; half a second and 100 MB."""
    folder = data_folder()
    if folder is None or not has_engine():
        return None
    there = {language: model for language, model in MODELS.items() if has(folder, model)}
    engines = {language: _engine(folder, model, NEURAL_ONLY) for language, model in there.items()}
    scripts = _engine(folder, SCRIPTS, OLD_ONLY) if has(folder, SCRIPTS) else None
    eyes = Eyes(engines, scripts)
    eyes.warm_up()
    return eyes


class Eyes:
    """Reads pictures; each page that it is sure of tells in which language the next one probably is.

    ``lacking`` gathers the languages that were met and cannot be read here.
    """

    def __init__(self, engines: Mapping[Language, Any], scripts: Any) -> None:
        self.lacking: set[Language] = set()
        self._engines = engines
        self._scripts = scripts
        self._last: Language | None = None

    def warm_up(self) -> None:
        """Look at nothing once: the engine opens what it needs, which a locked-in process could not."""
        latin_language_of("All human beings are born free and equal")
        nothing = Image.new("L", (64, 64), 255)
        self._upright(nothing)
        for language in self._engines:
            self._read(nothing, language, monotonic() + 10)

    def read(self, picture: Image.Image, seconds: float) -> Seen | None:
        """Return the text of a picture in shades of grey; ``None`` where there is no time to find any."""
        until = monotonic() + seconds
        best: Seen | None = None
        for seen in self._attempts(picture, until):
            if best is None or _worth(seen) > _worth(best):
                best = seen
            if _is_right(seen):
                break
        if best is not None and _is_right(best):
            self._last = best.language
        return best

    def _attempts(self, picture: Image.Image, until: float) -> Iterator[Seen]:
        """Read as what the page before was, then as what this one looks like."""
        if self._last is not None:
            yield from self._as_it_turns_out(picture, self._last, until)
        upright, likely = self._upright(picture)
        for language in likely:
            yield from self._as_it_turns_out(upright, language, until)

    def _as_it_turns_out(self, picture: Image.Image, language: Language, until: float) -> Iterator[Seen]:
        """Read in a language, and again where the text is in another one with the same letters."""
        for seen in self._read(picture, language, until):
            yield seen
            truly = language_of(seen.text, language)
            if truly is not language and {truly, language} <= set(LATIN_LANGUAGES):
                yield from self._read(picture, truly, until)

    def _upright(self, picture: Image.Image) -> tuple[Image.Image, list[Language]]:
        """Return the picture turned the right way up, and in which languages it may be by its script."""
        found = None
        if self._scripts is not None:
            _show(self._scripts, picture)
            found = self._scripts.DetectOrientationScript()
            self._scripts.Clear()
        if not found:
            return picture, [
                language for language in dict.fromkeys(BY_SCRIPT.values()) if language in self._engines
            ]
        turned = picture.rotate(float(found["orient_deg"]), expand=True) if found["orient_deg"] else picture
        return turned, [BY_SCRIPT.get(str(found["script_name"]), Language.ENGLISH)]

    def _read(self, picture: Image.Image, language: Language, until: float) -> Iterator[Seen]:
        """Yield what is read in a language, nothing where it cannot be read or takes too long."""
        engine = self._engines.get(language)
        left = until - monotonic()
        if engine is None:
            self.lacking.add(language)
        elif left > 0:
            engine.SetPageSegMode(BY_ITS_LOOK)
            _show(engine, picture)
            if language is Language.ARABIC and not _has_columns(engine, picture.width):
                engine.SetPageSegMode(ONE_BLOCK)
                _show(engine, picture)
            if engine.Recognize(int(left * 1000)):
                text = BETWEEN_HAN.sub("", engine.GetUTF8Text())
                yield Seen(text, language, engine.MeanTextConf())
            engine.Clear()


def _has_columns(engine: Any, width: int) -> bool:
    """Whether the page is set in columns, which one block would run together."""
    left = right = whole = 0
    layout = engine.AnalyseLayout()
    while layout is not None:
        box = layout.BoundingBox(BLOCKS) or (0, 0, 0, 0)
        size = (box[2] - box[0]) * (box[3] - box[1])
        whole += size
        left += size if box[2] <= width / 2 else 0
        right += size if box[0] >= width / 2 else 0
        layout = layout if layout.Next(BLOCKS) else None
    return min(left, right) > A_COLUMN * whole


def _is_right(seen: Seen) -> bool:
    return seen.confidence >= SURE and language_of(seen.text, seen.language) is seen.language


def _worth(seen: Seen) -> tuple[bool, int]:
    """Return how much a reading is to be believed: first of all, it is in the language it was read as."""
    return language_of(seen.text, seen.language) is seen.language, seen.confidence


def _show(engine: Any, picture: Image.Image) -> None:
    engine.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    engine.SetSourceResolution(DPI)


def _engine(folder: Path, model: str, mode: int) -> Any:
    tesserocr = importlib.import_module("tesserocr")
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=model, oem=mode, psm=BY_ITS_LOOK)
