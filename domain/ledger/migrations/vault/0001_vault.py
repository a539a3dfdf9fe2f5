"""Keys, their numbering, people's names and the pepper of the command hashes."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String

NUMBER = BigInteger().with_variant(Integer, "sqlite")

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables. A number is never given twice, so a destroyed key cannot come back under its number."""
    op.create_table(
        "keys",
        Column("id", NUMBER, primary_key=True, autoincrement=False),
        Column("secret", LargeBinary, nullable=False),
    )
    op.create_table("key_numbers", Column("id", Integer, primary_key=True), Column("last", NUMBER, nullable=False))
    op.execute("INSERT INTO key_numbers VALUES (1, 0)")
    op.create_table(
        "people",
        Column("id", String, primary_key=True),
        Column("name", String, nullable=False, unique=True),
    )
    op.create_table(
        "pepper",
        Column("id", Integer, primary_key=True),
        Column("secret", LargeBinary, nullable=False),
    )
