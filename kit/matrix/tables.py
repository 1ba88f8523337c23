"""The tables in which accounts remember."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, UniqueConstraint

from kit.database import metadata

tokens = Table(
    "matrix_tokens",
    metadata,
    Column("account", String, primary_key=True),
    Column("token", String, nullable=False),
)
rooms = Table(
    "matrix_rooms",
    metadata,
    Column("room_id", String, primary_key=True),
    Column("encrypted", Boolean, nullable=False),
)
outbox = Table(
    "matrix_outbox",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("account", String, nullable=False),
    Column("key", String, nullable=False),
    Column("room_id", String, nullable=False),
    Column("path", String, nullable=False),
    Column("payload", JSON, nullable=True),
    Column("event_id", String, nullable=True),
    UniqueConstraint("account", "key"),
)
quotes = Table(
    "matrix_quotes",
    metadata,
    Column("account", String, primary_key=True),
    Column("quoted", String, primary_key=True),
    Column("key", String, primary_key=True),
)
unread = Table(
    "matrix_unread",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("account", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("room_id", String, nullable=False),
    Column("sender", String, nullable=False),
    Column("session_id", String, nullable=False),
    Column("source", JSON, nullable=False),
    UniqueConstraint("account", "event_id"),
)
heard = Table(
    "matrix_heard",
    metadata,
    Column("account", String, primary_key=True),
    Column("session_id", String, primary_key=True),
    Column("index", Integer, nullable=False),
)
direct = Table(
    "matrix_direct",
    metadata,
    Column("account", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("room_id", String, nullable=False),
)
pins = Table(
    "matrix_pins",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("master", String, nullable=False),
    Column("seen", String, nullable=False),
)
