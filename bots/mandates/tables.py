"""What the bot remembers of people beside verification and notices."""

from sqlalchemy import JSON, Boolean, Column, String, Table

from kit.database import Instant, metadata

chats = Table(
    "mandates_chats",
    metadata,
    Column("user", String(255), primary_key=True),
    Column("room", String(255), nullable=False),
)
"""The encrypted direct chat in which somebody spoke to us last."""

alarms = Table(
    "mandates_alarms",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("said", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("told", Boolean, nullable=False, index=True),
)
"""What staff must hear, once each."""

greetings = Table(
    "mandates_greetings",
    metadata,
    Column("user", String(255), primary_key=True),
    Column("noticed", Instant, nullable=False),
    Column("next_try", Instant),
    Column("done", Boolean, nullable=False, index=True),
)
"""Who came to a lobby as nobody's account, and whether they were greeted."""

accounts = Table(
    "mandates_accounts",
    metadata,
    Column("user", String(255), primary_key=True),
    Column("seen", Instant, nullable=False),
)
"""Accounts of people of the register that were seen open on this homeserver, and when first."""
