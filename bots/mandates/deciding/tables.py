"""What staff are asked to decide, and what each of them said."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from kit.database import Instant, metadata

cards = Table(
    "mandates_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", String(255), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("user", String(255), nullable=False, index=True),
    Column("person", String(255)),
    Column("said", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("settled", Boolean, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("room", String(255)),
    Column("event", String(255), index=True),
    Column("page", Text),
    Column("rich", Text),
    Column("problem", Text),
)
"""Cards in the stewards' room: who asks to be known as whom (``review``), whose account is to be taken from
them (``release``). ``cause`` is the message that asked. ``settled`` once all was done that follows."""

votes = Table(
    "mandates_votes",
    metadata,
    Column("card", Integer, primary_key=True),
    Column("user", String(255), primary_key=True),
    Column("person", String(255)),
    Column("approves", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("event", String(255), index=True),
    Column("at", Instant, nullable=False),
    Column("place", Integer, nullable=False),
)
"""What one of staff said to a card; ``event`` is the reaction that said so, which can be taken back."""
