"""The register's history, which files ruled when, and changes that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FOR_GOOD = ("provisioning_register", "provisioning_ruled")


def upgrade() -> None:
    """Make the tables."""
    entries = sa.Column("entries", sa.Integer(), nullable=False, server_default="0")
    op.add_column("provisioning_inputs", entries)
    kind = sa.Column("kind", sa.String(length=20), nullable=False, server_default="room")
    op.add_column("provisioning_rooms", kind)
    op.create_table(
        "provisioning_ruled",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_provisioning_ruled")),
    )
    op.create_table(
        "provisioning_register",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_provisioning_register")),
    )
    op.create_index(op.f("ix_provisioning_register_person"), "provisioning_register", ["person"])
    op.create_table(
        "provisioning_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisioning_proposals")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in FOR_GOOD:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
                )


def downgrade() -> None:
    """Take it back."""
    for table in ("provisioning_proposals", "provisioning_register", "provisioning_ruled"):
        op.drop_table(table)
    with op.batch_alter_table("provisioning_inputs", schema=None) as batch_op:
        batch_op.drop_column("entries")
    with op.batch_alter_table("provisioning_rooms", schema=None) as batch_op:
        batch_op.drop_column("kind")
