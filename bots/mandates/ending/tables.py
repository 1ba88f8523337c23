"""What is to be told of ends and beginnings, and what was."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table

from kit.database import Instant, metadata

letters = Table(
    "mandates_letters",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("person", String(255), nullable=False),
    Column("what", JSON, nullable=False),
    Column("since", Instant, nullable=False),
    Column("made", Instant, nullable=False),
    Column("sent", Instant, index=True),
)
"""What is told to a person, or (``person`` empty) to staff; a key is told once, for ever."""

known = Table(
    "mandates_known",
    metadata,
    Column("person", String(255), primary_key=True),
    Column("lines", JSON, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("turns", Integer, nullable=False),
)
"""What each person with an account held when they were last looked at."""

announced = Table(
    "mandates_announced",
    metadata,
    Column("person", String(255), primary_key=True),
    Column("until", Instant, primary_key=True),
    Column("days", Integer, primary_key=True),
)
"""The ends that staff were told of, and how many days before."""

pointers = Table(
    "mandates_pointers",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("person", String(255), nullable=False),
    Column("at", Instant, nullable=False),
)
"""Messages of ours in the stewards' room that are about one person."""
