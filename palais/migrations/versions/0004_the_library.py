"""What the library knows of documents: passages, facts, vectors, corrections, answers and follows."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SAID_OF_ROOMS = {"indexed": sa.true(), "keeps": sa.false(), "shows_earlier": sa.false()}
LOOKED_UP = ("room", "digest", "symbol_key", "base_key")


def upgrade() -> None:
    """Bring the shape forward: each page that there is becomes one passage, until it is read anew."""
    for column in _new_of_uploads():
        op.add_column("library_uploads", column)
    for name in LOOKED_UP:
        op.create_index(op.f(f"ix_library_uploads_{name}"), "library_uploads", [name], unique=False)
    for column in _new_of_pages():
        op.add_column("library_pages", column)
    op.add_column(
        "library_changes", sa.Column("what", sa.String(length=8), nullable=False, server_default="text")
    )
    _of_documents(
        "library_passages",
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("latin", sa.String(length=2), nullable=False),
        key=("event", "ordinal"),
    )
    op.execute(
        "INSERT INTO library_passages "
        '(event, ordinal, page, start, "end", paragraph, language, latin) '
        "SELECT event, ordinal, ordinal, 0, length(text), NULL, language, latin FROM library_pages"
    )
    _of_documents(
        "library_vectors",
        sa.Column("model", sa.String(length=127), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index(op.f("ix_library_vectors_model"), "library_vectors", ["model"], unique=False)
    _of_documents("library_likeness", sa.Column("signature", sa.LargeBinary(), nullable=False))
    _of_documents(
        "library_corrections",
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key=("event", "field"),
    )
    _of_people()
    for name, usual in SAID_OF_ROOMS.items():
        op.add_column(
            "provisioning_rooms", sa.Column(name, sa.Boolean(), nullable=False, server_default=usual)
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("provisioning_rooms") as batch:
        for name in SAID_OF_ROOMS:
            batch.drop_column(name)
    op.drop_table("library_rooms")
    op.drop_table("library_backfill")
    op.drop_index(op.f("ix_library_follows_user"), table_name="library_follows")
    op.drop_table("library_follows")
    op.drop_index(op.f("ix_library_answers_at"), table_name="library_answers")
    op.drop_table("library_answers")
    op.drop_table("library_corrections")
    op.drop_table("library_likeness")
    op.drop_index(op.f("ix_library_vectors_model"), table_name="library_vectors")
    op.drop_table("library_vectors")
    op.drop_table("library_passages")
    with op.batch_alter_table("library_changes") as batch:
        batch.drop_column("what")
    with op.batch_alter_table("library_pages") as batch:
        for column in _new_of_pages():
            batch.drop_column(column.name)
    for name in reversed(LOOKED_UP):
        op.drop_index(op.f(f"ix_library_uploads_{name}"), table_name="library_uploads")
    with op.batch_alter_table("library_uploads") as batch:
        for column in _new_of_uploads():
            batch.drop_column(column.name)


def _of_documents(name: str, *columns: sa.Column[Any], key: tuple[str, ...] = ("event",)) -> None:
    """Make a table of what is known of documents, which goes when they go."""
    op.create_table(
        name,
        sa.Column("event", sa.String(length=255), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["event"],
            ["library_uploads.event"],
            name=op.f(f"fk_{name}_event_library_uploads"),
            ondelete="CASCADE",
        ),
    )


def _of_people() -> None:
    """Make the tables of what people asked for."""
    op.create_table(
        "library_answers",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("asked_in", sa.String(length=255), nullable=False),
        sa.Column("asker", sa.String(length=255), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_library_answers")),
    )
    op.create_index(op.f("ix_library_answers_at"), "library_answers", ["at"], unique=False)
    op.create_table(
        "library_follows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_follows")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_library_follows_user"), "library_follows", ["user"], unique=False)
    op.create_table(
        "library_backfill",
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("room", name=op.f("pk_library_backfill")),
    )
    op.create_table(
        "library_rooms",
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("room", name=op.f("pk_library_rooms")),
    )


def _new_of_uploads() -> list[sa.Column[Any]]:
    """Return what uploads have besides from now on."""
    return [
        sa.Column("kind", sa.String(length=16), nullable=False, server_default="m.file"),
        sa.Column("media_type", sa.String(length=127), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=True),
        sa.Column("symbol_key", sa.String(length=255), nullable=True),
        sa.Column("base_key", sa.String(length=255), nullable=True),
        sa.Column("read_as", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("progress", sa.Integer(), nullable=True),
    ]


def _new_of_pages() -> list[sa.Column[Any]]:
    """Return what pages have besides from now on."""
    return [
        sa.Column("inside", sa.Text(), nullable=False, server_default=""),
        sa.Column("by_ocr", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]
