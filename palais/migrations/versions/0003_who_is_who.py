"""What the bot that verifies people remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the shape forward."""
    op.create_table(
        "mandates_accounts",
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_mandates_accounts")),
    )
    op.create_table(
        "mandates_alarms",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mandates_alarms")),
    )
    op.create_index(op.f("ix_mandates_alarms_told"), "mandates_alarms", ["told"], unique=False)
    op.create_table(
        "mandates_announced",
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "until", "days", name=op.f("pk_mandates_announced")),
    )
    op.create_table(
        "mandates_chats",
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_mandates_chats")),
    )
    op.create_table(
        "mandates_claims",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("looked", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_mandates_claims")),
    )
    op.create_index(op.f("ix_mandates_claims_looked"), "mandates_claims", ["looked"], unique=False)
    op.create_index(op.f("ix_mandates_claims_state"), "mandates_claims", ["state"], unique=False)
    op.create_index(op.f("ix_mandates_claims_user"), "mandates_claims", ["user"], unique=False)
    op.create_table(
        "mandates_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=True),
        sa.Column("finder", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("given_by", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates_codes")),
    )
    op.create_index(op.f("ix_mandates_codes_finder"), "mandates_codes", ["finder"], unique=False)
    op.create_index(op.f("ix_mandates_codes_person"), "mandates_codes", ["person"], unique=False)
    op.create_index(op.f("ix_mandates_codes_user"), "mandates_codes", ["user"], unique=False)
    op.create_table(
        "mandates_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=255), nullable=True),
        sa.Column("event", sa.String(length=255), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("rich", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates_decisions")),
        sa.UniqueConstraint("cause", name=op.f("uq_mandates_decisions_cause")),
    )
    op.create_index(op.f("ix_mandates_decisions_event"), "mandates_decisions", ["event"], unique=False)
    op.create_index(op.f("ix_mandates_decisions_settled"), "mandates_decisions", ["settled"], unique=False)
    op.create_index(op.f("ix_mandates_decisions_state"), "mandates_decisions", ["state"], unique=False)
    op.create_index(op.f("ix_mandates_decisions_user"), "mandates_decisions", ["user"], unique=False)
    op.create_table(
        "mandates_dialogues",
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_mandates_dialogues")),
    )
    op.create_table(
        "mandates_greetings",
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("noticed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_mandates_greetings")),
    )
    op.create_index(op.f("ix_mandates_greetings_done"), "mandates_greetings", ["done"], unique=False)
    op.create_table(
        "mandates_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates_invitations")),
    )
    op.create_index(op.f("ix_mandates_invitations_state"), "mandates_invitations", ["state"], unique=False)
    op.create_table(
        "mandates_known",
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_mandates_known")),
    )
    op.create_table(
        "mandates_letters",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mandates_letters")),
    )
    op.create_index(op.f("ix_mandates_letters_sent"), "mandates_letters", ["sent"], unique=False)
    op.create_table(
        "mandates_pointers",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_mandates_pointers")),
    )
    op.create_table(
        "mandates_tries",
        sa.Column("event", sa.String(length=255), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("finder", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_mandates_tries")),
    )
    op.create_index(op.f("ix_mandates_tries_finder"), "mandates_tries", ["finder"], unique=False)
    op.create_index(op.f("ix_mandates_tries_user"), "mandates_tries", ["user"], unique=False)
    op.create_table(
        "mandates_votes",
        sa.Column("card", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=255), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=True),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("event", sa.String(length=255), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("card", "user", name=op.f("pk_mandates_votes")),
    )
    op.create_index(op.f("ix_mandates_votes_event"), "mandates_votes", ["event"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_mandates_votes_event"), table_name="mandates_votes")
    op.drop_table("mandates_votes")
    op.drop_index(op.f("ix_mandates_tries_user"), table_name="mandates_tries")
    op.drop_index(op.f("ix_mandates_tries_finder"), table_name="mandates_tries")
    op.drop_table("mandates_tries")
    op.drop_table("mandates_pointers")
    op.drop_index(op.f("ix_mandates_letters_sent"), table_name="mandates_letters")
    op.drop_table("mandates_letters")
    op.drop_table("mandates_known")
    op.drop_index(op.f("ix_mandates_invitations_state"), table_name="mandates_invitations")
    op.drop_table("mandates_invitations")
    op.drop_index(op.f("ix_mandates_greetings_done"), table_name="mandates_greetings")
    op.drop_table("mandates_greetings")
    op.drop_table("mandates_dialogues")
    op.drop_index(op.f("ix_mandates_decisions_user"), table_name="mandates_decisions")
    op.drop_index(op.f("ix_mandates_decisions_state"), table_name="mandates_decisions")
    op.drop_index(op.f("ix_mandates_decisions_settled"), table_name="mandates_decisions")
    op.drop_index(op.f("ix_mandates_decisions_event"), table_name="mandates_decisions")
    op.drop_table("mandates_decisions")
    op.drop_index(op.f("ix_mandates_codes_user"), table_name="mandates_codes")
    op.drop_index(op.f("ix_mandates_codes_person"), table_name="mandates_codes")
    op.drop_index(op.f("ix_mandates_codes_finder"), table_name="mandates_codes")
    op.drop_table("mandates_codes")
    op.drop_index(op.f("ix_mandates_claims_user"), table_name="mandates_claims")
    op.drop_index(op.f("ix_mandates_claims_state"), table_name="mandates_claims")
    op.drop_index(op.f("ix_mandates_claims_looked"), table_name="mandates_claims")
    op.drop_table("mandates_claims")
    op.drop_table("mandates_chats")
    op.drop_table("mandates_announced")
    op.drop_index(op.f("ix_mandates_alarms_told"), table_name="mandates_alarms")
    op.drop_table("mandates_alarms")
    op.drop_table("mandates_accounts")
