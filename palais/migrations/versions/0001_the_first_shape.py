"""The first shape."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the shape forward."""
    op.create_table(
        "library_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_library_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "library_redactions",
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("swept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("room", "event", name=op.f("pk_library_redactions")),
    )
    with op.batch_alter_table("library_redactions", schema=None) as batch_op:
        batch_op.create_index("ix_library_redactions_swept", ["swept"], unique=False)

    op.create_table(
        "library_uploads",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("sender", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("thread", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_library_uploads")),
    )
    with op.batch_alter_table("library_uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_uploads_state"), ["state"], unique=False)

    op.create_table(
        "matrix_direct",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "user_id", name=op.f("pk_matrix_direct")),
    )
    op.create_table(
        "matrix_heard",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", "session_id", name=op.f("pk_matrix_heard")),
    )
    op.create_table(
        "matrix_outbox",
        sa.Column("position", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_matrix_outbox")),
        sa.UniqueConstraint("account", "key", name=op.f("uq_matrix_outbox_account")),
    )
    op.create_table(
        "matrix_pins",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("master", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_matrix_pins")),
    )
    op.create_table(
        "matrix_quotes",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("quoted", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "quoted", "key", name=op.f("pk_matrix_quotes")),
    )
    op.create_table(
        "matrix_rooms",
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_matrix_rooms")),
    )
    op.create_table(
        "matrix_tokens",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_matrix_tokens")),
    )
    op.create_table(
        "matrix_unread",
        sa.Column("position", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_matrix_unread")),
        sa.UniqueConstraint("account", "event_id", name=op.f("uq_matrix_unread_account")),
    )
    op.create_table(
        "provisioning_audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_provisioning_audit")),
        sa.UniqueConstraint("before", name=op.f("uq_provisioning_audit_before")),
    )
    op.create_table(
        "provisioning_bans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=255), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisioning_bans")),
    )
    op.create_table(
        "provisioning_bindings",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_provisioning_bindings")),
        sa.UniqueConstraint("room", name=op.f("uq_provisioning_bindings_room")),
    )
    op.create_table(
        "provisioning_changes",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("sender", sa.String(length=255), nullable=False),
        sa.Column("what", sa.String(length=255), nullable=False),
        sa.Column("member", sa.String(length=255), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matters", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_provisioning_changes")),
    )
    op.create_table(
        "provisioning_confirmed",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("hold", sa.String(length=80), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", "step", name=op.f("pk_provisioning_confirmed")),
    )
    op.create_table(
        "provisioning_inputs",
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_provisioning_inputs")),
    )
    op.create_table(
        "provisioning_invitations",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "user", name=op.f("pk_provisioning_invitations")),
    )
    op.create_table(
        "provisioning_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisioning_progress")),
    )
    with op.batch_alter_table("provisioning_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provisioning_progress_work"), ["work"], unique=False)

    op.create_table(
        "provisioning_rooms",
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("classification", sa.String(length=40), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("bots", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("space", sa.Boolean(), nullable=False),
        sa.Column("history", sa.String(length=20), server_default="joined", nullable=False),
        sa.Column("federate", sa.Boolean(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("room", name=op.f("pk_provisioning_rooms")),
    )
    op.create_table(
        "provisioning_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisioning_work")),
    )
    with op.batch_alter_table("provisioning_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provisioning_work_state"), ["state"], unique=False)

    op.create_table(
        "search_presence",
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("room", "user", name=op.f("pk_search_presence")),
    )
    op.create_table(
        "serving_open_commands",
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("account", "event", name=op.f("pk_serving_open_commands")),
    )
    op.create_table(
        "steward_welcomes",
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("noticed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("welcomed", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_steward_welcomes")),
    )
    op.create_table(
        "library_pages",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("latin", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event"],
            ["library_uploads.event"],
            name=op.f("fk_library_pages_event_library_uploads"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event", "ordinal", name=op.f("pk_library_pages")),
    )

    if op.get_context().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER provisioning_audit_no_{verb.lower()} BEFORE {verb} ON provisioning_audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
            )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("library_pages")
    op.drop_table("steward_welcomes")
    op.drop_table("serving_open_commands")
    op.drop_table("search_presence")
    with op.batch_alter_table("provisioning_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provisioning_work_state"))

    op.drop_table("provisioning_work")
    op.drop_table("provisioning_rooms")
    with op.batch_alter_table("provisioning_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provisioning_progress_work"))

    op.drop_table("provisioning_progress")
    op.drop_table("provisioning_invitations")
    op.drop_table("provisioning_inputs")
    op.drop_table("provisioning_confirmed")
    op.drop_table("provisioning_changes")
    op.drop_table("provisioning_bindings")
    op.drop_table("provisioning_bans")
    op.drop_table("provisioning_audit")
    op.drop_table("matrix_unread")
    op.drop_table("matrix_tokens")
    op.drop_table("matrix_rooms")
    op.drop_table("matrix_quotes")
    op.drop_table("matrix_pins")
    op.drop_table("matrix_outbox")
    op.drop_table("matrix_heard")
    op.drop_table("matrix_direct")
    with op.batch_alter_table("library_uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_uploads_state"))

    op.drop_table("library_uploads")
    with op.batch_alter_table("library_redactions", schema=None) as batch_op:
        batch_op.drop_index("ix_library_redactions_swept")

    op.drop_table("library_redactions")
    op.drop_table("library_changes")
