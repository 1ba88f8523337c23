"""What waits for a worker, and what a worker said of it."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table

from kit.database import Instant, metadata

parcels = Table(
    "jobs_parcels",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("sealed", LargeBinary),
    Column("outcome", JSON(none_as_null=True)),
    Column("tries", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
"""``sealed`` is gone once there is an outcome; ``done`` of ``of`` is how far it is."""
