"""What verification keeps in the database: who asked for what, and of codes only their digests."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from kit.database import Instant, metadata

invitations = Table(
    "mandates_invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(255), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("next_try", Instant),
    Column("why", Text),
)
"""People who are to be sent an invitation, and whether they were."""

claims = Table(
    "mandates_claims",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("user", String(255), nullable=False, index=True),
    Column("said", Text),
    Column("at", Instant, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("looked", Boolean, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("next_try", Instant),
)
"""Who somebody said they are; the words are forgotten once the mail is sent, or is not to be.

``looked`` once it was seen whether the account's name deceives: a work of its own, so that its pace tells
nobody whether a mail was sent.
"""

codes = Table(
    "mandates_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person", String(255), nullable=False, index=True),
    Column("user", String(255), index=True),
    Column("finder", String(8), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("made", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("given_by", String(255)),
)
"""Codes that were mailed; each row is one mail to its person."""

tries = Table(
    "mandates_tries",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("user", String(255), nullable=False, index=True),
    Column("finder", String(8), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
"""Codes that were given, right or wrong: each by its first letters."""

dialogues = Table(
    "mandates_dialogues",
    metadata,
    Column("user", String(255), primary_key=True),
    Column("began", Instant, nullable=False),
)
"""Whom we have asked who they are."""
