"""What was destroyed for good, so that putting an old copy of the vault back does not bring it back."""

from alembic import op
from sqlalchemy import Column, Integer, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the list, and the note that files may still hold what was just deleted."""
    op.create_table("destroyed", Column("kind", String, primary_key=True), Column("id", String, primary_key=True))
    op.create_table("erasure_due", Column("id", Integer, primary_key=True, autoincrement=False))
