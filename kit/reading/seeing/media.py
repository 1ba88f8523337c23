"""Sound, video and pictures that we do not unpack: how long, how large, and what they say of themselves."""

import io
from collections.abc import Iterator
from typing import Any

from pymediainfo import MediaInfo

from kit.reading.pages import Kind, ReadFile, Unreadable, Why

STARTS = (b"ID3", b"fLaC", b"OggS", b"\x1aE\xdf\xa3", b"#!AMR", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11")
IN_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
RIFF = (b"WAVE", b"AVI ")
AIFF = (b"AIFF", b"AIFC")
LONGEST = 2_000


def is_media(data: bytes, media_type: str) -> bool:
    """Whether the first bytes are those of sound, video, or a picture in a container of video."""
    if data.startswith((b"RIFF", b"FORM")):
        return data[8:12] in RIFF + AIFF
    if data.startswith(STARTS) or (data[4:8] in IN_BOXES and data.startswith(b"\0")):
        return True
    return data[:1] == b"\xff" and data[1:2] >= b"\xe0" and media_type.startswith("audio/")


def read_media(data: bytes) -> ReadFile:
    """Return what sound or video says of itself; where it was taken is not looked at."""
    tracks = {track.track_type: track.to_data() for track in reversed(_tracks(data))}
    general, video, picture = (tracks.get(kind, {}) for kind in ("General", "Video", "Image"))
    if not tracks.keys() & {"Audio", "Video", "Image"}:
        raise Unreadable(Why.BROKEN, "no sound, video or picture in it")
    kind = Kind.VIDEO if video else Kind.SOUND if "Audio" in tracks else Kind.IMAGE
    about = dict(_numbers(general, video or picture)) | dict(_words(general))
    return ReadFile(_said(general, "title", "movie_name", "track_name") or None, (), about, kind=kind)


def warm_up() -> None:
    """Look at nothing once, so that the library is loaded."""
    MediaInfo.parse(io.BytesIO(b"\0" * 64))


def _tracks(data: bytes) -> list[Any]:
    return list(MediaInfo.parse(io.BytesIO(data)).tracks)


def _numbers(general: dict[str, Any], seen: dict[str, Any]) -> Iterator[tuple[str, int | float]]:
    for name, value in (("width", seen.get("width")), ("height", seen.get("height"))):
        if isinstance(value, int):
            yield name, value
    try:
        yield "seconds", round(float(general["duration"]) / 1000, 1)
    except (KeyError, TypeError, ValueError):
        return


def _words(general: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, places in (
        ("author", ("performer", "album_performer", "director", "artist")),
        ("subject", ("description", "comment", "album")),
        ("keywords", ("keywords", "genre")),
        ("camera", ("comapplequicktimemodel", "encoded_hardware_name")),
        ("taken", ("recorded_date", "comapplequicktimecreationdate", "encoded_date")),
    ):
        said = _said(general, *places)
        if said and not (name == "taken" and said.startswith(("1904", "1970"))):
            yield name, _as_instant(said) if name == "taken" else said


def _said(general: dict[str, Any], *places: str) -> str:
    """Return the first of these that is said."""
    found = (general.get(place) for place in places)
    return next((" ".join(str(value).split())[:LONGEST] for value in found if value), "")


def _as_instant(said: str) -> str:
    """Return “2024-05-06 07:08:09 UTC” as “2024-05-06T07:08:09Z”."""
    said = said.removeprefix("UTC ")
    return said.replace(" UTC", "Z").replace(" ", "T", 1)
