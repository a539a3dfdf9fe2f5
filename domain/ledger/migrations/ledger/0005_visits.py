"""When each person last looked, for “since my last visit”: a convenience apart from the log, and no evidence of anything."""

from alembic import op
from sqlalchemy import BigInteger, Column, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "visits",
        Column("subject", String, primary_key=True),
        Column("seen_at", BigInteger, nullable=False),
        Column("before_at", BigInteger),
    )
