"""What leads to retractions and to the records of an import, among however many events."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two indexes over few rows: most events strike nothing, and are recorded by hand."""
    op.execute("CREATE INDEX events_striking ON events (seq) WHERE type IN ('record-retracted', 'record-corrected')")
    op.execute("CREATE INDEX events_by_batch ON events (batch, seq) WHERE batch IS NOT NULL")
