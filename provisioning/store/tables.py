"""The tables of provisioning."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text, false, true

from kit.database import Instant, metadata

bindings = Table(
    "provisioning_bindings",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("room", String(255), nullable=False, unique=True),
    Column("adopted", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)
"""Which room each key stands for. Adopted rooms do not carry our mark and are known from here alone."""

rooms = Table(
    "provisioning_rooms",
    metadata,
    Column("room", String(255), primary_key=True),
    Column("key", String(255), nullable=False),
    Column("name", Text, nullable=False),
    Column("classification", String(40), nullable=False),
    Column("encrypted", Boolean, nullable=False),
    Column("bots", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("space", Boolean, nullable=False),
    Column("history", String(20), nullable=False, server_default="joined"),
    Column("federate", Boolean, nullable=False, server_default="1"),
    Column("kind", String(20), nullable=False, server_default="room"),
    Column("indexed", Boolean, nullable=False, server_default=true()),
    Column("keeps", Boolean, nullable=False, server_default=false()),
    Column("shows_earlier", Boolean, nullable=False, server_default=false()),
)
"""What parts may know of the managed rooms."""

bans = Table(
    "provisioning_bans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("user", String(255), nullable=False),
    Column("by", String(255), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("lifted_by", String(255)),
    Column("lifted_reason", Text),
    Column("lifted_at", Instant),
)
"""Bans asked for by moderators; a lifted one stays on record."""

invitations = Table(
    "provisioning_invitations",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("user", String(255), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("sent", Boolean, nullable=False),
)
"""The one invitation of those who left by their own wish; ``sent`` once the homeserver has it."""

inputs = Table(
    "provisioning_inputs",
    metadata,
    Column("role", String(20), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("files", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("entries", Integer, nullable=False, server_default="0"),
)
"""The files that rule (``ruling``), and those that were last applied without a rest (``applied``)."""

ruled = Table(
    "provisioning_ruled",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("files", JSON),
    Column("entries", Integer, nullable=False),
)
"""Which files ruled from when on, for good; ``files`` is empty where they are those of the row before."""

register = Table(
    "provisioning_register",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("person", String(255), nullable=False, index=True),
    Column("deed", String(20), nullable=False),
    Column("what", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Every change of the register, for good: the register of any moment is the sum of those before it."""

proposals = Table(
    "provisioning_proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("changes", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
)
"""Changes of the register that wait for a second person."""

confirmed = Table(
    "provisioning_confirmed",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("hold", String(80), nullable=False),
    Column("by", String(255), nullable=False),
    Column("at", Instant, nullable=False),
)
"""Steps that a human confirmed for the files of one digest, so that a crash does not ask again."""

audit = Table(
    "provisioning_audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("before", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
)
"""What was done, for good: each row carries the hash of the row before, and none is changed or deleted."""

work = Table(
    "provisioning_work",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("by", String(255), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("result", JSON),
)
"""Work that a command hands to the platform that runs."""

progress = Table(
    "provisioning_progress",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("work", Integer, nullable=False, index=True),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
"""How far handed-over work has come."""

changes = Table(
    "provisioning_changes",
    metadata,
    Column("event", String(255), primary_key=True),
    Column("key", String(255), nullable=False),
    Column("sender", String(255), nullable=False),
    Column("what", String(255), nullable=False),
    Column("member", String(255)),
    Column("at", Instant, nullable=False),
    Column("matters", Boolean, nullable=False),
)
"""Changes by hand that the steward heard of: kept until mended and told, so that a crash forgets none.

``matters`` once a plan showed that the change had to be mended.
"""
