"""Names of things as types, so that a room is never passed where a person is meant."""

from enum import StrEnum
from typing import NewType

UserId = NewType("UserId", str)
"""A Matrix user ID, ``@name:server``."""

RoomId = NewType("RoomId", str)
"""A Matrix room ID, ``!opaque`` (room version 12) or ``!opaque:server``."""

EventId = NewType("EventId", str)
"""A Matrix event ID, ``$opaque``."""

DeviceId = NewType("DeviceId", str)

RoomKey = NewType("RoomKey", str)
"""What the community file calls a room or a space, such as ``cedaw/library``."""

PersonKey = NewType("PersonKey", str)
"""What the register calls a person, such as ``p017``."""

BotName = NewType("BotName", str)
"""What a part is called: the folder under ``bots/`` and the localpart of its account."""


class Language(StrEnum):
    """The six languages the platform speaks, by their ISO 639-1 codes."""

    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self is Language.ARABIC


def server_of(user: UserId) -> str:
    """Return the server part of a user ID: all after the first colon, a port included."""
    return user.partition(":")[2]


def host_of(server: str) -> str:
    """Return a server's name without its port, as lists of allowed servers know it."""
    host, _, port = server.rpartition(":")
    return host if host and port.isdecimal() else server
