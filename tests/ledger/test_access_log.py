"""Who was handed what stands in a log of its own, which other hands cannot change unseen, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from domain.ledger.access_log import BEFORE_THE_FIRST, AccessLog, access_findings, chained
from domain.ledger.database import Database
from projections.audit import audit
from tests.conftest import Clock
from tests.ledger.tampering import Attacker
from ui.bootstrap import Tieline
from ui.settings import Settings

DIGEST = sha256(b"what was handed out").digest()


@pytest.fixture
def log(tieline: Tieline) -> AccessLog:
    """Three rows."""
    for number, subject in enumerate(("local:kim", "local:ann", "local:kim"), 1):
        tieline.access_log.note(subject, "evidence", {"stream": f"relationship-{number}", "as_of": "2026"}, DIGEST)
    return tieline.access_log


def sentences(log: AccessLog) -> list[str]:
    return [each.sentence for each in access_findings(log.database)]


def test_what_was_handed_out_is_told_newest_first(log: AccessLog, clock: Clock) -> None:
    found = log.entries()
    assert [(each.number, each.subject) for each in found] == [(3, "local:kim"), (2, "local:ann"), (1, "local:kim")]
    assert (found[0].what, found[0].about, found[0].digest) == (
        "evidence",
        {"stream": "relationship-3", "as_of": "2026"},
        DIGEST.hex(),
    )
    assert found[0].at == clock()
    assert sentences(log) == []


def test_it_is_told_by_subject_and_by_span_of_time(log: AccessLog, clock: Clock) -> None:
    before = clock()
    clock.microseconds += 5_000_000
    log.note("local:ann", "ledger export", {}, DIGEST)
    assert [each.number for each in log.entries(subject="local:ann")] == [4, 2]
    assert [each.number for each in log.entries(first_at=before + 1)] == [4]
    assert [each.number for each in log.entries(last_at=before, subject="local:kim")] == [3, 1]
    assert log.entries(first_at=before + 1, last_at=before + 2) == []


def test_a_clock_that_went_back_does_not_take_the_log_back(log: AccessLog, clock: Clock) -> None:
    before = clock()
    clock.microseconds -= 5_000_000
    log.note("local:kim", "evidence", {}, DIGEST)
    assert log.entries()[0].at == before
    assert sentences(log) == []


def test_many_at_once_are_numbered_without_a_gap(log: AccessLog) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda each: log.note(f"local:{each}", "evidence", {}, DIGEST), range(40)))
    assert sorted(numbers) == list(range(4, 44))
    assert sentences(log) == []


def test_the_hash_of_a_row_is_the_one_that_is_written_down() -> None:
    row = (1, 1795338000000000, "local:kim", "evidence", '{"account":"relationship-0123456789abcdef"}', DIGEST)
    assert chained(BEFORE_THE_FIRST, *row).hex() == "6e8dcf639e9abaafd27c05740243bee7a05401969672e2d715eee71c67c0644c"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET subject = 'local:ann' WHERE number = 1",
        "DELETE FROM access_log WHERE number = 3",
        "DELETE FROM access_log",
        "INSERT INTO access_log VALUES (5, 1, 'local:kim', 'evidence', '{}', '', '')",
        "INSERT INTO access_log VALUES (3, 1, 'local:kim', 'evidence', '{}', '', '')",
        "INSERT INTO access_log VALUES (0, 1, 'local:kim', 'evidence', '{}', '', '')",
    ],
)
def test_the_database_itself_refuses_to_change_it(log: AccessLog, statement: str) -> None:
    before = log.entries()
    with pytest.raises(DatabaseError, match="append-only"), log.database.write() as connection:
        connection.exec_driver_sql(statement)
    assert log.entries() == before


def test_a_row_cannot_be_replaced_on_sqlite(sqlite_tieline: Tieline) -> None:
    sqlite_tieline.access_log.note("local:kim", "evidence", {}, DIGEST)
    statement = "INSERT OR REPLACE INTO access_log VALUES (1, 1, 'local:ann', 'evidence', '{}', '', '')"
    with pytest.raises(DatabaseError, match="append-only"), sqlite_tieline.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_it_cannot_be_truncated_on_postgresql(
    postgresql_database: str, open_it: Callable[[Settings], Tieline], tmp_path: Any
) -> None:
    tieline = open_it(Settings(data_dir=tmp_path, database_url=postgresql_database, keys_database_url=""))
    tieline.access_log.note("local:kim", "evidence", {}, DIGEST)
    with pytest.raises(DatabaseError, match="append-only"), tieline.database.write() as connection:
        connection.exec_driver_sql("TRUNCATE access_log")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "local:mallory"),
        ("what", "nothing"),
        ("about", "{}"),
        ("about", "no JSON"),
        ("at", 1_795_338_000_000_001),
        ("digest", b"\0" * 32),
        ("hash", b"\0" * 32),
    ],
)
def test_a_changed_row_is_named(log: AccessLog, column: str, value: Any) -> None:
    attacker = Attacker(log.database)
    with attacker.unguarded() as connection:
        attacker.database.run(connection, f"UPDATE access_log SET {column} = ? WHERE number = 2", (value,))
    assert sentences(log)[0].startswith("Row 2 of the access log is not as it was written")
    assert [each.number for each in log.entries()] == [3, 2, 1]


def test_a_row_taken_out_is_named_and_so_are_two_that_were_swapped(log: AccessLog) -> None:
    attacker = Attacker(log.database)
    attacker.run(
        "UPDATE access_log SET number = 9 WHERE number = 1",
        "UPDATE access_log SET number = 1 WHERE number = 2",
        "UPDATE access_log SET number = 2 WHERE number = 9",
    )
    assert sentences(log)[0].startswith("Row 1 of the access log is not as it was written")
    attacker.run("DELETE FROM access_log WHERE number = 1")
    assert sentences(log)[0] == "Of the access log row 1 is not there, but row 2."


def test_a_row_of_earlier_is_named_although_it_was_hashed_anew(log: AccessLog) -> None:
    attacker = Attacker(log.database)
    with attacker.unguarded() as connection:
        before, *row = attacker.database.rows(
            connection,
            "SELECT (SELECT hash FROM access_log WHERE number = 2), number, 1, subject, what, about, digest "
            "FROM access_log WHERE number = 3",
        )[0]
        fresh = chained(bytes(before), row[0], row[1], row[2], row[3], row[4], bytes(row[5]))
        attacker.database.run(connection, "UPDATE access_log SET at = 1, hash = ? WHERE number = 3", (fresh,))
    assert sentences(log) == ["Row 3 of the access log was written earlier than the one ahead of it."]


def test_verifying_everything_checks_the_access_log_and_its_guards(log: AccessLog, tieline: Tieline) -> None:
    assert audit(tieline.engine, [], []).findings == []
    Attacker(log.database).run("UPDATE access_log SET subject = 'local:mallory' WHERE number = 2")
    assert [each.sentence for each in audit(tieline.engine, [], []).findings] == sentences(log)
    drop(log.database)
    assert "The guard access_log_in_order is missing." in [
        each.sentence for each in audit(tieline.engine, [], []).findings
    ]


def drop(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER access_log_in_order{'' if database.is_sqlite else ' ON access_log'}")
