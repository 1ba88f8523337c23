"""PostgreSQL refuses to change what is only ever added to, as SQLite does."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FOR_GOOD = ("provisioning_audit", "provisioning_register", "provisioning_ruled")
VERBS = {"UPDATE": "ROW", "DELETE": "ROW", "TRUNCATE": "STATEMENT"}


def upgrade() -> None:
    """Make the triggers; SQLite has its own."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION provisioning_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is only ever added to', "
        "ERRCODE = '23000'; END $$"
    )
    for table in FOR_GOOD:
        for verb, each in VERBS.items():
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION provisioning_refuse()"
            )


def downgrade() -> None:
    """Take it back."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION provisioning_refuse() CASCADE")
