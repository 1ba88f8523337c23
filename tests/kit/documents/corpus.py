"""Where real documents are, for tests of what only they can show."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("PALAIS_CORPUS", Path(__file__).parents[4] / "shared" / "data"))


def needs(*folders: str) -> pytest.MarkDecorator:
    """Skip where one of the folders of real documents is missing."""
    missing = [folder for folder in folders if not (CORPUS / folder).exists()]
    return pytest.mark.skipif(bool(missing), reason=f"PALAIS_CORPUS has no {', '.join(missing)} ({CORPUS})")
