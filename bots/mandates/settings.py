"""The knobs of the bot that verifies people."""

from pydantic import Field

from kit.settings import Section


class MandatesSettings(Section):
    """How people are verified."""

    stewards_room: str = Field("stewards", description="Key of the room where staff decide about people.")
    code_hours: int = Field(24, ge=1, le=168, description="Hours for which a code that was asked for works.")
    invitation_days: int = Field(14, ge=1, le=90, description="Days for which an invitation works.")
    mails_a_day: int = Field(3, ge=1, le=3, description="Mails that one person gets in a day at most.")
    asks_a_day: int = Field(5, ge=1, le=20, description="Codes that one account may ask for in a day.")
    review_days: int = Field(14, ge=1, le=90, description="Days for which staff can decide about a card.")
    reactions: bool = Field(
        True, description="Whether ✅, ❌ and ⛔ decide; the homeserver could forge them."
    )
    tries: int = Field(5, ge=1, le=10, description="Wrong codes after which the right one no longer works.")
