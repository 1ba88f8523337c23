"""Which languages of scans can be read on this machine; needs none of what reads them."""

import importlib.util
from pathlib import Path

from kit.ids import Language

FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
)
"""Where Debian, Ubuntu, Arch, Fedora and a build by hand keep the language data."""

MODELS = {
    Language.ENGLISH: "eng",
    Language.RUSSIAN: "rus",
    Language.ARABIC: "ara",
    Language.CHINESE: "chi_sim",
    Language.FRENCH: "fra",
    Language.SPANISH: "spa",
}
SCRIPTS = "osd"
"""The model that tells scripts and which way is up."""


def data_folder() -> Path | None:
    """Return the first folder that has language data of ours."""
    folders = (Path(folder) for folder in FOLDERS)
    return next((folder for folder in folders if any(has(folder, model) for model in MODELS.values())), None)


def has_engine() -> bool:
    """Whether the package with the engine is installed."""
    return importlib.util.find_spec("tesserocr") is not None


def reads_scans() -> bool:
    """Whether pictures of text are read here, in one language at least."""
    return has_engine() and data_folder() is not None


def missing_data() -> tuple[str, ...]:
    """Return the Debian packages whose language data are not here."""
    folder = data_folder()
    wanted = (*MODELS.values(), SCRIPTS)
    return tuple(debian(model) for model in wanted if folder is None or not has(folder, model))


def debian(model: str) -> str:
    """Return the name of the Debian package with a model."""
    return f"tesseract-ocr-{model.replace('_', '-')}"


def has(folder: Path, model: str) -> bool:
    """Whether a model is in a folder."""
    return (folder / f"{model}.traineddata").is_file()
