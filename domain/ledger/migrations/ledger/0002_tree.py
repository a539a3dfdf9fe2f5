"""The Merkle tree: its frontier beside the head, made from the leaf hashes that the rows hold since the first event."""

from alembic import op
from sqlalchemy import Column, LargeBinary, text

from domain.ledger.merkle import Frontier

revision = "0002"
down_revision = "0001"

READ_AT_ONCE = 10_000


def upgrade() -> None:
    """Add the frontier, and a guard that lets the head move only together with its tree."""
    op.add_column("ledger_head", Column("frontier", LargeBinary, nullable=False, server_default=text("''")))
    database = op.get_bind()
    tree = Frontier()
    read = text("SELECT leaf_hash FROM events WHERE seq > :after ORDER BY seq LIMIT :limit")
    while leaves := database.execute(read, {"after": tree.size, "limit": READ_AT_ONCE}).fetchall():
        for (leaf,) in leaves:
            tree.add(bytes(leaf))
    database.execute(text("UPDATE ledger_head SET frontier = :kept"), {"kept": bytes(tree)})
    for statement in SQLITE if database.dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


SQLITE = [
    """
    CREATE TRIGGER ledger_head_with_tree BEFORE UPDATE ON ledger_head
    WHEN (NEW.seq = OLD.seq) <> (NEW.frontier = OLD.frontier)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: its head moves together with its tree'); END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION tieline_head_with_tree() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: its head moves together with its tree'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    "CREATE TRIGGER ledger_head_with_tree BEFORE UPDATE ON ledger_head FOR EACH ROW "
    "WHEN ((NEW.seq = OLD.seq) <> (NEW.frontier = OLD.frontier)) EXECUTE FUNCTION tieline_head_with_tree()",
]
