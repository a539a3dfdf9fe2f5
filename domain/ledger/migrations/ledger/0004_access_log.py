"""The access log: who was handed what out of the ledger, and when, in rows that are each chained to the one before."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String

NUMBER = BigInteger().with_variant(Integer, "sqlite")

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table and its guards."""
    op.create_table(
        "access_log",
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("at", BigInteger, nullable=False),
        Column("subject", String, nullable=False),
        Column("what", String, nullable=False),
        Column("about", String, nullable=False),
        Column("digest", LargeBinary, nullable=False),
        Column("hash", LargeBinary, nullable=False),
    )
    op.create_index("access_log_at", "access_log", ["at"])
    op.create_index("access_log_subject", "access_log", ["subject", "number"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


SQLITE = [
    *(
        f"CREATE TRIGGER access_log_no_{verb} BEFORE {verb.upper()} ON access_log "
        f"BEGIN SELECT RAISE(ABORT, 'the access log is append-only: {verb} refused'); END"
        for verb in ("update", "delete")
    ),
    # INSERT OR REPLACE deletes without firing a DELETE trigger; a number that is there already is refused here.
    """
    CREATE TRIGGER access_log_in_order BEFORE INSERT ON access_log
    WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM access_log)
    BEGIN SELECT RAISE(ABORT, 'the access log is append-only: number is not the next one'); END
    """,
]

POSTGRESQL = [
    "CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log "
    "FOR EACH STATEMENT EXECUTE FUNCTION tieline_append_only()",
    """
    CREATE FUNCTION tieline_access_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM access_log) THEN
            RAISE EXCEPTION 'the access log is append-only: number is not the next one'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER access_log_in_order BEFORE INSERT ON access_log "
    "FOR EACH ROW EXECUTE FUNCTION tieline_access_in_order()",
]
