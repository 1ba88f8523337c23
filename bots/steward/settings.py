"""The steward's knobs."""

from pydantic import Field

from kit.settings import Section


class StewardSettings(Section):
    """What the steward must be told of the community."""

    stewards_room: str = Field("stewards", description="Key of the room where staff hear what needs them.")
