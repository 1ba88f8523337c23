"""What the library keeps in the database.

The text stands here as it was read, unencrypted: whoever can read the platform's database can read it.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from kit.database import Instant, metadata

uploads = Table(
    "library_uploads",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("room", String(255), nullable=False),
    Column("sender", String(255), nullable=False),
    Column("at", Instant, nullable=False),
    Column("name", Text, nullable=False),
    Column("caption", Text),
    Column("thread", String(255)),
    Column("state", String(16), nullable=False, index=True),
    Column("why", String(32)),
    Column("told", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("next_try", Instant),
    Column("title", Text),
    Column("digest", String(64)),
)
pages = Table(
    "library_pages",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("number", Integer),
    Column("language", String(2), nullable=False),
    Column("latin", String(2), nullable=False),
    Column("text", Text, nullable=False),
)
changes = Table(
    "library_changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("event", String(255), nullable=False),
    sqlite_autoincrement=True,
)
redactions = Table(
    "library_redactions",
    metadata,
    Column("room", String(255), primary_key=True),
    Column("event", String(255), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("swept", Boolean, nullable=False),
)
Index("ix_library_redactions_swept", redactions.c.swept)
