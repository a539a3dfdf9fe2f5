"""What people have typed and not yet recorded: with the vault, because it holds words and is never part of the ledger."""

from alembic import op
from sqlalchemy import BigInteger, Column, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "drafts",
        Column("subject", String, primary_key=True),
        Column("place", String, primary_key=True),
        Column("kept_at", BigInteger, nullable=False),
        Column("content", String, nullable=False),
    )
    op.create_index("drafts_kept_at", "drafts", ["kept_at"])
