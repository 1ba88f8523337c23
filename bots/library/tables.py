"""What the library keeps in the database.

The text stands here as it was read, unencrypted: whoever can read the platform's database can read it.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from kit.database import Instant, metadata

WAITING, FINDABLE, REFUSED = "waiting", "findable", "refused"
"""How it stands with an upload."""

TEXT, MEANING = "text", "meaning"
"""What a change is one of: the words and facts of a document, or its vectors alone."""

uploads = Table(
    "library_uploads",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("room", String(255), nullable=False, index=True),
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
    Column("digest", String(64), index=True),
    Column("kind", String(16), nullable=False, server_default="m.file"),
    Column("media_type", String(127)),
    Column("size", Integer),
    Column("detail", Text),
    Column("facts", JSON(none_as_null=True)),
    Column("about", JSON(none_as_null=True)),
    Column("symbol_key", String(255), index=True),
    Column("base_key", String(255), index=True),
    Column("read_as", Integer, nullable=False, server_default="0"),
    Column("progress", Integer),
)
"""``facts`` are what it says of itself, ``symbol_key`` and ``base_key`` what holds after corrections;
``about`` is what its file says of itself, ``detail`` what staff are told of trouble in reading it;
``progress`` is the last step of reading that was shown and not taken away yet."""

pages = Table(
    "library_pages",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("number", Integer),
    Column("language", String(2), nullable=False),
    Column("latin", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("inside", Text, nullable=False, server_default=""),
    Column("by_ocr", Boolean, nullable=False, server_default=false()),
)
passages = Table(
    "library_passages",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("paragraph", String(32)),
    Column("language", String(2), nullable=False),
    Column("latin", String(2), nullable=False),
)
"""What is found: characters ``start`` to ``end`` of the page with the ordinal ``page``."""

vectors = Table(
    "library_vectors",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("model", String(127), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)
"""One row a passage, in their order, as :mod:`kit.meaning` packs them."""

likeness = Table(
    "library_likeness",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)
corrections = Table(
    "library_corrections",
    metadata,
    Column("event", String(255), ForeignKey("library_uploads.event", ondelete="CASCADE"), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", String(255), nullable=False),
    Column("at", Instant, nullable=False),
)
changes = Table(
    "library_changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("event", String(255), nullable=False),
    Column("what", String(8), nullable=False, server_default=TEXT),
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

answers = Table(
    "library_answers",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("room", String(255), nullable=False),
    Column("asked_in", String(255), nullable=False),
    Column("asker", String(255), nullable=False),
    Column("query", JSON, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
"""What an answer offers by reactions: kept while it can be pressed."""

follows = Table(
    "library_follows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String(255), nullable=False, index=True),
    Column("room", String(255), nullable=False),
    Column("query", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("until", Integer),
    sqlite_autoincrement=True,
)
"""Questions that somebody is told news of; ``seen`` is the number of the last change that was looked at,
``until`` that of the last which the notice is about that is being sent."""

backfill = Table(
    "library_backfill",
    metadata,
    Column("room", String(255), primary_key=True),
    Column("until", Text),
    Column("done", Boolean, nullable=False),
    Column("unreadable", Integer, nullable=False, server_default="0"),
)
"""How far back a room's history was looked through, and how many events could not be decrypted."""

rooms = Table(
    "library_rooms",
    metadata,
    Column("room", String(255), primary_key=True),
    Column("keeps", Boolean, nullable=False),
)
"""Rooms whose files are kept, and whether they stay when we are taken out of the room."""
