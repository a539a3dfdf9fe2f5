"""Somebody with every right to the database changes it: an audit names what is not as it was recorded, on both databases."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.checkpoints import sign_head
from domain.ledger.note import new_key
from domain.ledger.proofs import CannotProve, ProofFolder
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from projections.audit import audit
from tests.conftest import Clock
from tests.ledger.tampering import Attacker
from ui.bootstrap import Tieline
from ui.settings import Settings

Open = Callable[[Settings], Tieline]
ONE, OTHER = "relationship-00000000000000aa", "relationship-00000000000000bb"


class Scene:
    """A ledger of ten events, a checkpoint after six of them and one after all, and an attacker."""

    def __init__(self, tieline: Tieline, clock: Clock, by: Actor, backup: Path | None = None) -> None:
        """``backup`` is where a copy is put after the first checkpoint."""
        self.tieline, self.clock, self.by = tieline, clock, by
        self.attacker = Attacker(tieline.database)
        self.folder = ProofFolder(tieline.settings.proof_folder)
        self.folder.create("example.org/ledger", clock())
        for stream, name in ((ONE, "Harbour Foods"), (OTHER, "Northern Stores")):
            self.tieline.handle(stream, OpenRelationship(on=parse_when("2020-01-01"), name=name), by=by)
        self.log(4)
        self.sign()
        if backup:
            tieline.database.look(f"VACUUM INTO '{backup}'")
        self.log(4)
        self.sign()

    def log(self, count: int) -> None:
        for number in range(count):
            self.clock.microseconds += 1_000_000
            spoken = LogInteraction(on=parse_when("2021-05-05"), kind="call", summary=f"Call {number}")
            self.tieline.handle((ONE, OTHER)[number % 2], spoken, by=self.by, reported_by="Ann")

    def sign(self) -> Path:
        return sign_head(self.tieline.database, self.folder).path

    def found(self, *, with_checkpoints: bool = True) -> Sequence[tuple[int, str]]:
        notes = self.folder.notes() if with_checkpoints else []
        result = audit(self.tieline.engine, self.folder.keys() if with_checkpoints else [], notes)
        return [(each.seq, each.sentence) for each in result.findings]

    def sentences(self) -> str:
        return "\n".join(sentence for _, sentence in self.found())


@pytest.fixture
def scene(tieline: Tieline, clock: Clock, kim: Actor) -> Scene:
    return Scene(tieline, clock, kim)


@pytest.fixture
def sqlite_scene(sqlite_tieline: Tieline, clock: Clock, kim: Actor) -> Scene:
    return Scene(sqlite_tieline, clock, kim)


def test_nothing_is_found_where_nobody_changed_anything(scene: Scene) -> None:
    assert scene.found() == []
    scene.log(3)
    assert scene.found() == []


def test_nothing_is_found_in_an_empty_ledger(tieline: Tieline) -> None:
    assert audit(tieline.engine, [], []).findings == []


def test_a_changed_byte_of_a_payload_is_named(scene: Scene) -> None:
    scene.attacker.flip(5)
    found = scene.found()
    assert found[0] == (5, "Event 5 is not as it was recorded: its row does not have its leaf hash.")
    assert found[1][0] == 5
    assert "Of the first 6 events not all are those that the checkpoint 000000000006-" in found[1][1]
    assert (0, "The tree that the head keeps is not the tree over the rows.") in found


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "relationship-00000000000000cc"),
        ("version", 9),
        ("type", "relationship-closed"),
        ("schema", 2),
        ("recorded_at", 1),
        ("recorded_by", "local:mallory"),
        ("reported_by", "person-000000000000"),
        ("reported_by", None),
        ("command_id", "another"),
        ("batch", "import-000000000000"),
        ("policy_version", 7),
        ("leaf_hash", b"\0" * 32),
    ],
)
def test_a_changed_column_of_an_envelope_is_named(scene: Scene, column: str, value: Any) -> None:
    scene.attacker.change(5, column, value)
    found = scene.found()
    assert (5, "Event 5 is not as it was recorded: its row does not have its leaf hash.") in found
    if column != "leaf_hash":
        with pytest.raises(CannotProve, match="Nothing was signed, because the ledger is not as it was recorded"):
            scene.sign()


@pytest.mark.parametrize("column", ["stream", "recorded_by", "recorded_at", "policy_version"])
def test_a_change_that_is_hashed_anew_is_named_by_the_checkpoint_over_it(scene: Scene, column: str) -> None:
    value = {"stream": "relationship-00000000000000cc", "recorded_by": "local:mallory"}.get(column, 1)
    before = scene.tieline.database.look(f"SELECT {column} FROM events WHERE seq = 8")[0][0]
    scene.attacker.change(8, column, value if value != before else 2)
    scene.attacker.hash_anew()
    found = scene.found()
    ((seq, said),) = [each for each in found if "the checkpoint" in each[1]]
    assert seq in (7, 8)
    assert "Of the first 10 events not all are those" in said
    assert "; the first 6 are" in said
    with pytest.raises(CannotProve):
        scene.sign()


def test_without_a_checkpoint_a_payload_hashed_anew_is_told_by_the_views_alone(scene: Scene) -> None:
    scene.attacker.flip(5)
    scene.attacker.hash_anew()
    found = scene.found(with_checkpoints=False)
    assert found
    assert all(said.startswith("The view ") for _, said in found)
    scene.tieline.engine.rebuild_together(list(scene.tieline.engine.projections))
    assert scene.found(with_checkpoints=False) == []
    assert "Of the first 6 events not all are those" in scene.sentences()


def test_two_swapped_rows_are_named(scene: Scene) -> None:
    scene.attacker.run(
        "UPDATE events SET seq = 99 WHERE seq = 5",
        "UPDATE events SET seq = 5 WHERE seq = 6",
        "UPDATE events SET seq = 6 WHERE seq = 99",
    )
    found = scene.found()
    for seq in (5, 6):
        assert (seq, f"Event {seq} is not as it was recorded: its row does not have its leaf hash.") in found
        assert (seq, f"Event {seq} is on record without the command that led to it.") in found
    scene.attacker.hash_anew()
    assert "Of the first 6 events not all are those" in scene.sentences()


def exchange(scene: Scene, column: str, seq: int, other: int) -> None:
    values = [scene.tieline.database.look(f"SELECT {column} FROM events WHERE seq = {n}")[0][0] for n in (seq, other)]
    if column == "version":
        scene.attacker.change(seq, "version", 99)
    scene.attacker.change(other, column, values[0])
    scene.attacker.change(seq, column, values[1])


def test_words_that_were_exchanged_between_two_records_are_named(scene: Scene) -> None:
    exchange(scene, "payload", 3, 5)
    found = scene.found()
    for seq in (3, 5):
        assert (seq, f"Event {seq} is not as it was recorded: its row does not have its leaf hash.") in found
    scene.attacker.hash_anew()
    assert "Of the first 6 events not all are those" in scene.sentences()


def test_versions_that_were_renumbered_are_named_though_all_was_hashed_anew(scene: Scene) -> None:
    exchange(scene, "version", 5, 7)
    scene.attacker.hash_anew()
    found = scene.found(with_checkpoints=False)
    assert found[0] == (5, f"Event 5 is version 4 of {ONE}, where 3 is due.")
    assert "Of the first 6 events not all are those" in scene.sentences()


def test_a_genuine_checkpoint_of_another_ledger_of_the_same_name_is_named(scene: Scene, tmp_path: Path) -> None:
    other = ProofFolder(tmp_path / "other")
    other.create("example.org/ledger", scene.clock())
    path = sign_head(scene.tieline.database, other).path
    shutil.copy(path, scene.folder.checkpoints)
    assert scene.sentences() == f"The checkpoint {path.name} is not signed by a key of this ledger."


def test_a_deleted_row_is_named_as_missing(scene: Scene) -> None:
    scene.attacker.run("DELETE FROM events WHERE seq = 7")
    found = scene.found()
    assert (7, "Event 7 is missing.") in found
    assert any(seq == 9 and "where 4 is due" in said for seq, said in found)
    assert any("which are not all there and its own" in said for _, said in found)


def test_several_deleted_rows_are_named_together(scene: Scene) -> None:
    scene.attacker.run("DELETE FROM events WHERE seq IN (3, 4, 5)")
    assert (3, "Events 3 to 5 are missing.") in scene.found()


def test_a_cut_tail_is_named_where_the_head_was_left(scene: Scene) -> None:
    scene.attacker.cut(8, with_head=False)
    found = scene.found()
    assert (9, "The head says 10 events, but the last row is event 8.") in found
    with pytest.raises(CannotProve):
        scene.sign()


def test_a_cut_tail_is_named_by_the_checkpoint_where_the_head_was_cut_too(scene: Scene) -> None:
    scene.attacker.cut(8, with_head=True)
    found = scene.found()
    assert any(
        seq == 9 and "The ledger has 8 events and had 10 when the checkpoint 000000000010-" in said
        for seq, said in found
    )
    assert (9, "The view timeline has taken in 10 events where the ledger has 8.") in found
    with pytest.raises(CannotProve, match=r"its tail was cut, or an old copy was put in its place"):
        scene.sign()


def test_an_event_put_behind_the_last_is_named(scene: Scene) -> None:
    columns = "stream, type, schema, recorded_at, recorded_by, reported_by, command_id, batch, policy_version, payload"
    scene.attacker.run(
        f"INSERT INTO events (seq, version, {columns}, leaf_hash) "
        f"SELECT 11, version + 1, {columns}, leaf_hash FROM events WHERE seq = 10"
    )
    found = scene.found()
    assert (11, "The head says 10 events, but the last row is event 11.") in found
    assert (11, "Event 11 is on record without the command that led to it.") in found
    assert (11, "Event 11 is not as it was recorded: its row does not have its leaf hash.") in found


def test_an_event_put_between_two_is_named_though_all_the_rest_was_made_to_fit(scene: Scene) -> None:
    scene.attacker.renumber(after=6, by=1)
    columns = "type, schema, recorded_at, recorded_by, reported_by, batch, policy_version, payload, leaf_hash"
    scene.attacker.run(
        f"INSERT INTO events (seq, stream, version, command_id, {columns}) "
        f"SELECT 7, 'relationship-00000000000000cc', 1, 'mine', {columns} FROM events WHERE seq = 1",
        "INSERT INTO commands (command_id, fingerprint, first_seq, last_seq) "
        "SELECT 'mine', fingerprint, 7, 7 FROM commands WHERE first_seq = 1",
        "UPDATE events SET recorded_at = (SELECT recorded_at FROM events WHERE seq = 6) WHERE seq = 7",
    )
    scene.attacker.hash_anew()
    scene.tieline.engine.rebuild_together(list(scene.tieline.engine.projections))
    ((seq, said),) = scene.found()
    assert seq == 7
    assert "Of the first 10 events not all are those" in said
    assert "; the first 6 are" in said
    with pytest.raises(CannotProve):
        scene.sign()


def test_an_old_backup_put_back_is_named_also_once_it_has_grown_again(
    sqlite_settings: Settings, open_it: Open, clock: Clock, kim: Actor
) -> None:
    database, backup = sqlite_settings.data_dir / "tieline.db", sqlite_settings.data_dir / "backup.db"
    scene = Scene(open_it(sqlite_settings), clock, kim, backup)
    scene.tieline.close()
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    shutil.copy(backup, database)
    scene.tieline = open_it(sqlite_settings)
    ((seq, said),) = scene.found()
    assert seq == 7
    assert "The ledger has 6 events and had 10" in said
    scene.log(8)
    ((seq, said),) = scene.found()
    assert seq == 7
    assert "Of the first 10 events not all are those" in said
    with pytest.raises(CannotProve):
        scene.sign()


def test_a_cut_ledger_is_named_also_once_it_has_grown_again(scene: Scene, open_it: Open) -> None:
    scene.attacker.cut(8, with_head=True)
    scene.tieline.engine.rebuild_together(list(scene.tieline.engine.projections))
    scene.tieline = open_it(scene.tieline.settings)  # one that has not seen what was cut
    scene.log(4)
    ((seq, said),) = scene.found()
    assert seq == 7
    assert "Of the first 10 events not all are those" in said
    assert "; the first 6 are" in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timeline_entry SET title = 'Other Foods' WHERE seq = 1",
        "DELETE FROM timeline_entry WHERE seq = 1",
        "INSERT INTO timeline_entry SELECT * FROM timeline_entry WHERE seq = 1",
        "UPDATE timeline_entry SET recorded_at = recorded_at + 1",
    ],
)
def test_a_changed_view_is_named_and_a_rebuild_mends_it(scene: Scene, statement: str) -> None:
    scene.attacker.run(statement)
    ((seq, said),) = scene.found()
    assert seq == 1
    assert said.startswith("The view timeline is not what the ledger comes to: its table timeline_entry lacks ")
    scene.tieline.engine.rebuild("timeline")
    assert scene.found() == []


def test_the_rows_of_a_changed_view_are_counted(scene: Scene) -> None:
    scene.attacker.run(
        "UPDATE timeline_entry SET title = 'Other Foods' WHERE seq = 1", "DELETE FROM timeline_entry WHERE seq = 2"
    )
    assert "lacks 2 rows and has 1 that should not be there" in scene.sentences()


def test_a_view_that_lost_its_table_is_named(scene: Scene) -> None:
    scene.attacker.run("DROP TABLE timeline_entry")
    assert "its table timeline_entry lacks 10 rows and has 0 that should not be there" in scene.sentences()


def test_a_view_that_says_it_came_less_far_than_its_rows_is_named(scene: Scene) -> None:
    scene.attacker.run("UPDATE projection SET position = 8 WHERE name = 'timeline'")
    assert "lacks 0 rows and has 2 that should not be there" in scene.sentences()


def test_a_view_that_is_only_behind_is_no_finding(scene: Scene) -> None:
    spoken = LogInteraction(on=parse_when("2021-05-05"), kind="call", summary="One more")
    scene.tieline.tracker.handle(ONE, spoken, by=scene.by)
    assert scene.found() == []


def test_a_view_that_stopped_is_named(scene: Scene) -> None:
    scene.attacker.run("UPDATE projection SET error = 'stopped at event 9' WHERE name = 'timeline'")
    assert scene.sentences() == "The view timeline stopped at event 9."


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE commands SET last_seq = last_seq + 1 WHERE first_seq = 3", "having led to events 3 to 4"),
        ("UPDATE commands SET first_seq = 90, last_seq = 91 WHERE first_seq = 3", "having led to events 90 to 91"),
        ("UPDATE commands SET last_seq = 0 WHERE first_seq = 3", "having led to events 3 to 0"),
        ("DELETE FROM commands WHERE first_seq = 3", "Event 3 is on record without the command that led to it."),
        (
            "INSERT INTO commands SELECT 'mine', fingerprint, 3, 3 FROM commands WHERE first_seq = 1",
            "The command mine is on record as having led to events 3 to 3",
        ),
        (
            "INSERT INTO commands SELECT 'mine', fingerprint, 11, 11 FROM commands WHERE first_seq = 1",
            "The command mine is on record as having led to events 11 to 11",
        ),
    ],
)
def test_a_changed_receipt_is_named(scene: Scene, statement: str, said: str) -> None:
    scene.attacker.run(statement)
    assert said in scene.sentences()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE ledger_head SET seq = 9", "The head says 9 events, but the last row is event 10."),
        (
            "UPDATE ledger_head SET recorded_at = recorded_at + 1",
            "The head's time of recording is not that of the last",
        ),
        ("UPDATE ledger_head SET frontier = ''", "The tree that the head keeps is not the tree over the rows."),
        ("DELETE FROM ledger_head", "The head says 0 events"),
    ],
)
def test_a_changed_head_is_named(scene: Scene, statement: str, said: str) -> None:
    scene.attacker.run(statement)
    assert said in scene.sentences()


def test_events_of_a_kind_that_nobody_knows_or_can_read_are_named(scene: Scene) -> None:
    scene.attacker.change(3, "type", "made-up")
    scene.attacker.change(4, "schema", 99)
    scene.attacker.change(5, "payload", b'{"on":')
    scene.attacker.hash_anew()
    said = scene.sentences()
    assert "Event 3 is of type “made-up”, which this version of Tieline does not know" in said
    assert "Event 4 (interaction-logged) has schema version 99" in said
    assert "Event 5 (interaction-logged) cannot be read" in said
    assert "The view timeline cannot be built anew: it stopped at event 3" in said


@pytest.mark.parametrize(
    ("column", "value"),
    [("version", "x"), ("recorded_at", "x"), ("payload", "text"), ("stream", b"x"), ("command_id", 5), ("schema", "x")],
)
def test_a_value_of_another_kind_is_named_on_sqlite(sqlite_scene: Scene, column: str, value: Any) -> None:
    sqlite_scene.attacker.change(5, column, value)
    assert "Event 5 is not as it was recorded" in sqlite_scene.sentences()


def test_a_receipt_of_another_kind_is_named_on_sqlite(sqlite_scene: Scene) -> None:
    sqlite_scene.attacker.run("UPDATE commands SET first_seq = 'x', last_seq = 'y' WHERE first_seq = 3")
    assert "Event 3 is on record without the command that led to it." in sqlite_scene.sentences()


def test_a_checkpoint_signed_anew_with_another_key_is_named(scene: Scene) -> None:
    scene.attacker.flip(5)
    scene.attacker.hash_anew()
    scene.tieline.engine.rebuild_together(list(scene.tieline.engine.projections))
    tree = scene.tieline.tracker.recorder.tree()
    for file in scene.folder.checkpoints.glob("*.txt"):
        file.unlink()
    forged = scene.folder.keep(new_key("example.org/ledger").sign(tree.size, tree.root()))
    assert scene.sentences() == f"The checkpoint {forged.name} is not signed by a key of this ledger."
    with pytest.raises(CannotProve, match="is not signed by a key of this ledger"):
        scene.sign()


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_forged_checkpoint_is_named(scene: Scene, line: int) -> None:
    path = min(scene.folder.checkpoints.glob("*.txt"))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[line] = ("example.org/other", "5", "A" * 43 + "=")[line]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert scene.sentences() == f"The checkpoint {path.name} is not signed by a key of this ledger."


def test_a_checkpoint_that_cannot_be_read_is_named(scene: Scene) -> None:
    path = min(scene.folder.checkpoints.glob("*.txt"))
    path.write_bytes(b"\xff\xfe")
    assert f"The checkpoint {path.name} cannot be read: " in scene.sentences()


def guard(scene: Scene, *statements: str) -> None:
    with scene.tieline.database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "name", ["events_in_order", "ledger_head_forward", "ledger_head_with_tree", "ledger_head_once"]
)
def test_a_guard_that_is_missing_is_named(scene: Scene, name: str) -> None:
    table = "events" if name.startswith("events") else "ledger_head"
    guard(scene, f"DROP TRIGGER {name}" + ("" if scene.tieline.database.is_sqlite else f" ON {table}"))
    assert scene.sentences() == f"The guard {name} is missing."


def test_a_guard_that_was_changed_is_named_on_sqlite(sqlite_scene: Scene) -> None:
    guard(
        sqlite_scene,
        "DROP TRIGGER events_no_update",
        "CREATE TRIGGER events_no_update BEFORE UPDATE ON events WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    assert sqlite_scene.sentences() == "The guard events_no_update is not as Tieline made it."


@pytest.fixture
def postgresql_scene(postgresql_database: str, tmp_path: Path, open_it: Open, clock: Clock, kim: Actor) -> Scene:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgresql_database, keys_database_url="")
    return Scene(open_it(settings), clock, kim)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ALTER TABLE events DISABLE TRIGGER events_no_change", "The guard events_no_change is switched off."),
        (
            "CREATE OR REPLACE FUNCTION tieline_in_order() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NULL; END'",
            "The function tieline_in_order of the guard events_in_order is not as Tieline made it.",
        ),
        (
            "CREATE OR REPLACE TRIGGER ledger_head_forward BEFORE UPDATE ON ledger_head FOR EACH ROW "
            "WHEN (NEW.seq < 0) EXECUTE FUNCTION tieline_head_forward()",
            "The guard ledger_head_forward is not as Tieline made it.",
        ),
    ],
)
def test_a_guard_that_was_changed_is_named_on_postgresql(postgresql_scene: Scene, statement: str, said: str) -> None:
    guard(postgresql_scene, statement)
    assert postgresql_scene.sentences() == said


def test_guards_that_a_setting_switches_off_are_named(postgresql_scene: Scene) -> None:
    name = postgresql_scene.tieline.database.url.database
    guard(postgresql_scene, f"ALTER DATABASE {name} SET session_replication_role = replica")
    postgresql_scene.tieline.database.close()
    assert postgresql_scene.sentences() == ("All guards are switched off by the setting session_replication_role.")


def test_a_trigger_that_somebody_else_made_is_named(scene: Scene) -> None:
    if scene.tieline.database.is_sqlite:
        made = "CREATE TRIGGER quiet AFTER INSERT ON events BEGIN SELECT 1; END"
    else:
        made = "CREATE TRIGGER quiet AFTER UPDATE ON events FOR EACH ROW EXECUTE FUNCTION tieline_append_only()"
    guard(scene, made)
    assert scene.sentences() == "There is a trigger quiet on the ledger that Tieline did not make."
