"""What a machine has and lacks for the library: an encrypted volume, an encoder, room for the index."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bots.library import BOT
from bots.library.settings import LibrarySettings
from kit.errors import BadInput
from kit.meaning.opening import open_encoder
from kit.settings import Settings, bot_settings
from palais.finding import Finding
from palais.state import State

BLOCKS = Path("/sys/dev/block")
"""Where Linux tells what block devices are made of."""

NOT_SEEN = (
    "the text of every document that the library has read, and the bots' keys, lie in it for whoever gets "
    "hold of the disk; put it on an encrypted volume, and its copies too"
)


def look_at_library(state: State, settings: Settings) -> Iterator[Finding]:
    """Look at what the library keeps; nothing is changed."""
    if state.folder.is_dir():
        yield _at_rest(state, settings)
        yield _index(state)


def look_for_meaning(settings: Settings) -> Finding:
    """See whether the encoder can be loaded, which takes some seconds."""
    which = bot_settings(settings, BOT.name, LibrarySettings).encoder
    try:
        encoder = open_encoder(which)
    except BadInput as problem:
        says = f"documents are found by their words alone: {problem}"
        return Finding(about="finding by meaning", well=False, says=says)
    if encoder is None:
        says = "set to none: documents are found by their words alone, not across languages"
    else:
        says = f"across languages, with {encoder.name}"
    return Finding(about="finding by meaning", well=True, says=says)


def _at_rest(state: State, settings: Settings) -> Finding:
    encrypted = lies_encrypted(state.folder)
    where = "the state folder lies on an encrypted volume"
    says = where if encrypted else f"cannot see that {where}: {NOT_SEEN}"
    if settings.database.url is not None:
        says += "; the same text lies in the database that the settings name, whose disks cannot be seen here"
    return Finding(about="text at rest", well=encrypted and settings.database.url is None, says=says)


def lies_encrypted(folder: Path) -> bool:
    """Whether a folder's block device is one of device-mapper's crypt targets, or made of such (Linux)."""
    device = folder.stat().st_dev
    return _is_crypt(BLOCKS / f"{device >> 8 & 0xFFF}:{device & 0xFF}", deep=8)


def _is_crypt(device: Path, *, deep: int) -> bool:
    """Whether a device encrypts what is written to it, or all that it is made of does."""
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except (OSError, UnicodeDecodeError):
        pass
    beneath = list((device / "slaves").glob("*")) if deep else []
    return bool(beneath) and all(_is_crypt(one, deep=deep - 1) for one in beneath)


def _index(state: State) -> Finding:
    """The index is built anew beside the old one, so it needs as much room again."""
    size, free = _size_of(state.folder / "bots" / BOT.name), shutil.disk_usage(state.folder).free
    says = f"takes {size / 1024**2:.0f} MB; building it anew takes as much again for a while"
    if free < 2 * size:
        says += ", and there is hardly room for that: make some"
    return Finding(about="index of the library", well=free >= 2 * size, says=says)


def _size_of(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:
            continue  # files of an index come and go
    return total
