"""The tables of the ledger and of the vault. Alembic migrations make them; this is what they come to."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint, text

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both; SQLite keeps a table in the order of its key only where the key is called INTEGER."""

ledger = MetaData()

EVENTS = Table(
    "events",
    ledger,
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
"""The log. ``seq`` is contiguous from 1; ``recorded_at`` is in UTC microseconds since 1970 and never goes back."""

STRIKING, IMPORTED = text("type IN ('record-retracted', 'record-corrected')"), text("batch IS NOT NULL")
"""The rows that are few among many and often asked for. What the types mean is no matter here; the index serves a question
for just these (``LedgerRecorder.select_of_types``), without a cost for each append of any other."""
Index("events_striking", EVENTS.c.seq, sqlite_where=STRIKING, postgresql_where=STRIKING)
Index("events_by_batch", EVENTS.c.batch, EVENTS.c.seq, sqlite_where=IMPORTED, postgresql_where=IMPORTED)

HEAD = Table(
    "ledger_head",
    ledger,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
)
"""One row: the last ``seq`` given, its time, and the Merkle tree over all rows as ``domain.ledger.merkle.Frontier``
keeps it. Appends queue on it."""

COMMANDS = Table(
    "commands",
    ledger,
    Column("command_id", String, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
)
"""Every command that was carried out, with a keyed hash of what it said and the events that it led to."""

VAULT = Table(
    "ledger_vault",
    ledger,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("vault", String, nullable=False),
)
"""One row: the vault whose keys the log's words are sealed under."""

SNAPSHOTS = Table(
    "snapshots",
    ledger,
    Column("stream", String, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("topic", String, nullable=False),
    Column("state", LargeBinary, nullable=False),
)
"""States of streams, kept only to load faster; they may be deleted at any time."""

ACCESS_LOG = Table(
    "access_log",
    ledger,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("subject", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("access_log_at", "at"),
    Index("access_log_subject", "subject", "number"),
)
"""Who was handed what out of the ledger, and when. Apart from the log of events; each row is chained to the one before."""

VISITS = Table(
    "visits",
    ledger,
    Column("subject", String, primary_key=True),
    Column("seen_at", BigInteger, nullable=False),
    Column("before_at", BigInteger),
)
"""When each person last looked, and when before that (UTC microseconds since 1970): a convenience, no evidence of anything.
A row changes and may be deleted at any time; backups have none."""

vault = MetaData()

KEYS = Table(
    "keys",
    vault,
    Column("id", NUMBER, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),
)
"""A key for each record that holds a person's words. To forget the words, the key is deleted."""

KEY_NUMBERS = Table(
    "key_numbers", vault, Column("id", Integer, primary_key=True), Column("last", NUMBER, nullable=False)
)
"""One row: the last number given to a key. It never goes back, so that no number is given twice."""

PEOPLE = Table(
    "people",
    vault,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)
"""The names behind the ids that events carry. To forget a person, the row is deleted."""

DESTROYED = Table(
    "destroyed",
    vault,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
)
"""What was deleted for good: "key" and its number, or "person" and the id."""

ERASURE_DUE = Table("erasure_due", vault, Column("id", Integer, primary_key=True, autoincrement=False))
"""One row from when something was deleted until the files are written anew without it."""

DRAFTS = Table(
    "drafts",
    vault,
    Column("subject", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("kept_at", BigInteger, nullable=False),
    Column("content", String, nullable=False),
    Index("drafts_kept_at", "kept_at"),
)
"""What people have typed and not yet recorded, by who typed it and for what (``domain.ledger.drafts``)."""

PEPPER = Table("pepper", vault, Column("id", Integer, primary_key=True), Column("secret", LargeBinary, nullable=False))
"""One row: the key of the hashes that tell commands apart, so that a hash gives no text away."""
