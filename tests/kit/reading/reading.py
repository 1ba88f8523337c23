"""What tests of reading say often."""

import pytest

from kit.reading.formats import read_bytes
from kit.reading.pages import ReadFile, Unreadable, Why


def read(data: bytes, name: str = "x", media_type: str | None = None) -> ReadFile:
    """Return what is read of a file, in this process."""
    return read_bytes(data, name, media_type)


def text_of(data: bytes, name: str = "x", media_type: str | None = None) -> str:
    """Return all text of a file."""
    return "\n".join(page.text for page in read(data, name, media_type).pages)


def why(data: bytes, name: str = "x", media_type: str | None = None) -> Why:
    """Return why a file cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name, media_type)
    return refused.value.why
