"""The log, its head, the commands and the snapshots, with the triggers that keep what is written as it was written."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, UniqueConstraint

NUMBER = BigInteger().with_variant(Integer, "sqlite")

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and their guards."""
    op.create_table(
        "events",
        Column("seq", NUMBER, primary_key=True, autoincrement=False),
        Column("stream", String, nullable=False),
        Column("version", BigInteger, nullable=False),
        Column("type", String, nullable=False),
        Column("schema", Integer, nullable=False),
        Column("recorded_at", BigInteger, nullable=False),
        Column("recorded_by", String, nullable=False),
        Column("reported_by", String),
        Column("command_id", String, nullable=False),
        Column("batch", String),
        Column("policy_version", Integer, nullable=False),
        Column("payload", LargeBinary, nullable=False),
        Column("leaf_hash", LargeBinary, nullable=False),
        UniqueConstraint("stream", "version", name="events_stream_version"),
    )
    op.create_table(
        "ledger_head",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("seq", BigInteger, nullable=False),
        Column("recorded_at", BigInteger, nullable=False),
    )
    op.execute("INSERT INTO ledger_head VALUES (1, 0, 0)")
    op.create_table(
        "commands",
        Column("command_id", String, primary_key=True),
        Column("fingerprint", LargeBinary, nullable=False),
        Column("first_seq", BigInteger, nullable=False),
        Column("last_seq", BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_vault",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("vault", String, nullable=False),
    )
    op.create_table(
        "snapshots",
        Column("stream", String, primary_key=True),
        Column("version", BigInteger, primary_key=True),
        Column("topic", String, nullable=False),
        Column("state", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {verb} of {table} refused'); END"
        for table in ("events", "commands", "ledger_vault")
        for verb in ("update", "delete")
    ),
    # INSERT OR REPLACE deletes without firing a DELETE trigger, so an existing key is refused here.
    """
    CREATE TRIGGER events_in_order BEFORE INSERT ON events
    WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: seq is not the next one'); END
    """,
    """
    CREATE TRIGGER events_in_version_order BEFORE INSERT ON events
    WHEN NEW.version <> COALESCE(
        (SELECT MAX(version) + 1 FROM events WHERE stream = NEW.stream), CASE NEW.version WHEN 0 THEN 0 ELSE 1 END)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: version is not the next one'); END
    """,
    """
    CREATE TRIGGER commands_once BEFORE INSERT ON commands
    WHEN EXISTS (SELECT 1 FROM commands WHERE command_id = NEW.command_id)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: this command was carried out before'); END
    """,
    """
    CREATE TRIGGER ledger_head_forward BEFORE UPDATE ON ledger_head
    WHEN NEW.seq < OLD.seq OR NEW.recorded_at < OLD.recorded_at OR NEW.id <> 1
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: its head never goes back'); END
    """,
    "CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: delete of ledger_head refused'); END",
    "CREATE TRIGGER ledger_head_once BEFORE INSERT ON ledger_head "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: it has one head'); END",
]

POSTGRESQL = [
    """
    CREATE FUNCTION tieline_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: % of % refused', lower(TG_OP), TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tieline_append_only()"
        for table in ("events", "commands", "ledger_vault")
    ),
    # Once for each statement rather than for each row: a batch is checked as a whole, before it can be seen.
    # A session keeps the plan that it made while the log was small, so the settings leave it only the indexes.
    """
    CREATE FUNCTION tieline_in_order() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    DECLARE first_new bigint; last_new bigint; number_new bigint; last_old bigint;
    BEGIN
        SELECT MIN(seq), MAX(seq), COUNT(*) INTO first_new, last_new, number_new FROM added;
        IF number_new = 0 THEN RETURN NULL; END IF;
        SELECT COALESCE(MAX(seq), 0) INTO last_old FROM events WHERE seq < first_new;
        IF first_new <> last_old + 1 OR last_new - first_new + 1 <> number_new
           OR EXISTS (SELECT 1 FROM events WHERE seq > last_new) THEN
            RAISE EXCEPTION 'the ledger is append-only: seq is not the next one'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM added WHERE version < 0) OR EXISTS (
            SELECT 1 FROM added a WHERE a.version > 1 AND NOT EXISTS (
                SELECT 1 FROM events e WHERE e.stream = a.stream AND e.version = a.version - 1 AND e.seq < a.seq))
           OR EXISTS (
            SELECT 1 FROM added a WHERE a.version = 0 AND EXISTS (
                SELECT 1 FROM events e WHERE e.stream = a.stream AND e.version = 1 AND e.seq < a.seq)) THEN
            RAISE EXCEPTION 'the ledger is append-only: version is not the next one'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER events_in_order AFTER INSERT ON events REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION tieline_in_order()",
    """
    CREATE FUNCTION tieline_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: it has one head, which never goes back'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    "CREATE TRIGGER ledger_head_forward BEFORE UPDATE ON ledger_head FOR EACH ROW "
    "WHEN (NEW.seq < OLD.seq OR NEW.recorded_at < OLD.recorded_at OR NEW.id <> 1) "
    "EXECUTE FUNCTION tieline_head_forward()",
    "CREATE TRIGGER ledger_head_once BEFORE INSERT OR DELETE ON ledger_head "
    "FOR EACH ROW EXECUTE FUNCTION tieline_head_forward()",
    "CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION tieline_append_only()",
]
