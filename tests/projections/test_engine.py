"""The engine: exactly once, rebuildable, stopping visibly."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Column, Index, MetaData, String, Table, inspect
from sqlalchemy.exc import OperationalError

from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.database import Row
from domain.ledger.record import Append, Envelope
from domain.ledger.schema import NUMBER
from domain.models import REGISTRY
from domain.recorded import Recorded
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from projections.catalogue import ALL
from projections.deriving import tables_of
from projections.dropping import drop_views
from projections.engine import STATES, Engine, RebuildOvertaken
from projections.portfolio import CHANGING, change
from projections.projection import Derived, Projection
from projections.question import Facts
from tests.conftest import SAMPLE, Clock
from tests.domain.examples import example
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.settings import Settings

SEEN = Table(
    "seen",
    MetaData(),
    Column("seq", NUMBER, nullable=False),
    Column("kind", String, nullable=False),
)
Index("seen_by_seq", SEEN.c.seq)


class Seen:
    """Notes each event; refuses one of them if told so."""

    name = "seen"
    tables: Sequence[Table] = (SEEN,)
    derived: Sequence[Derived] = ()

    def __init__(self, poison: int = 0, version: int = 1, unstorable: int = 0) -> None:
        self.poison = poison
        self.unstorable = unstorable
        self.version = version

    def rows(self, batch: Sequence[Recorded]) -> Mapping[str, list[Row]]:
        if any(recorded.seq == self.poison for recorded in batch):
            raise ValueError("cannot take this")
        seqs = [2**70 if each.seq == self.unstorable else each.seq for each in batch]
        return {"seen": [(seq, type(each.event).__name__) for seq, each in zip(seqs, batch, strict=True)]}


def engine_of(tieline: Tieline, *projections: Projection) -> Engine:
    engine = Engine(tieline.database, tieline.tracker.recorder, tieline.tracker.codec, projections)
    engine.prepare()
    return engine


def rows(tieline: Tieline, table: str = "seen") -> list[Row]:
    with tieline.database.read() as connection:
        return sorted(tieline.database.rows(connection, f"SELECT * FROM {table}"))


@pytest.fixture
def full(tieline: Tieline, kim: Actor) -> Tieline:
    """A Tieline with the published history."""
    import_case(tieline, SAMPLE, by=kim)
    return tieline


def test_every_event_is_applied_once_and_in_order(full: Tieline) -> None:
    engine = engine_of(full, Seen())
    assert engine.catch_up() == full.tracker.recorder.head()[0]
    assert engine.catch_up() == full.tracker.recorder.head()[0]
    assert [row[0] for row in rows(full)] == list(range(1, full.tracker.recorder.head()[0] + 1))


def test_a_batch_that_another_worker_applied_meanwhile_is_not_applied_again(full: Tieline) -> None:
    engine, other, projection = engine_of(full, Seen()), engine_of(full, Seen()), Seen()
    records = full.tracker.recorder.select_records(0, 10)
    assert engine.apply([projection], 0, records) == [projection.name]
    assert other.apply([projection], 0, records) == []
    assert len(rows(full)) == 10


def test_rebuilding_gives_the_same_rows_as_feeding_event_by_event(full: Tieline) -> None:
    before = {table: rows(full, table) for table in ("timeline_entry", "portfolio_change")}
    for name in full.engine.projections:
        full.engine.rebuild(name)
    assert {table: rows(full, table) for table in before} == before
    assert [state.status for state in full.engine.states()] == ["up to date"] * len(ALL)


def test_rebuilding_twice_gives_the_same_as_once_and_feeding_goes_on_after_it(full: Tieline, kim: Actor) -> None:
    engine = engine_of(full, Seen())
    engine.catch_up()
    engine.rebuild("seen")
    engine.rebuild("seen")
    full.tracker.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    engine.catch_up()
    assert [row[0] for row in rows(full)] == list(range(1, full.tracker.recorder.head()[0] + 1))


def test_the_old_rows_answer_while_a_new_version_is_built(full: Tieline) -> None:
    engine_of(full, Seen()).catch_up()
    engine = Engine(full.database, full.tracker.recorder, full.tracker.codec, [Seen(version=2)])
    answers = []
    engine.rebuild("seen", lambda _: answers.append(len(rows(full))))
    assert set(answers) == {len(rows(full))}


def test_a_new_version_in_the_code_is_built_when_it_starts(full: Tieline) -> None:
    engine_of(full, Seen()).catch_up()
    engine = engine_of(full, Seen(version=2))
    assert [(state.version, state.lag) for state in engine.states()] == [(2, 0)]


def test_an_event_that_a_projection_cannot_take_stops_it_there_and_no_other(full: Tieline) -> None:
    engine = engine_of(full, Seen(poison=40), *full.engine.projections.values())
    engine.catch_up()
    states = {state.name: state for state in engine.states()}
    assert states["seen"].status == "stopped"
    assert states["seen"].position == 39
    assert "stopped at event 40" in states["seen"].error
    assert "ValueError: cannot take this" in states["seen"].error
    assert states["timeline"].status == "up to date"
    assert len(rows(full)) == 39


def test_rows_that_the_database_cannot_store_stop_their_projection_there_and_no_other(full: Tieline) -> None:
    engine = engine_of(full, Seen(unstorable=40), *full.engine.projections.values())
    engine.catch_up()
    states = {state.name: state for state in engine.states()}
    assert (states["seen"].status, states["seen"].position) == ("stopped", 39)
    assert "stopped at event 40" in states["seen"].error
    assert states["timeline"].status == "up to date"
    assert len(rows(full)) == 39


def test_a_database_that_fails_stops_no_projection(full: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(full, Seen())

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as failing:
        failing.setattr(full.database, "insert", fail)
        with pytest.raises(OperationalError):
            engine.catch_up()
    assert engine.states()[0].status == "behind"
    engine.catch_up()
    assert len(rows(full)) == full.tracker.recorder.head()[0]


def test_a_stopped_projection_stays_stopped_until_it_is_rebuilt(full: Tieline) -> None:
    engine_of(full, Seen(poison=40)).catch_up()
    engine = engine_of(full, Seen())
    engine.catch_up()
    assert engine.states()[0].status == "stopped"
    engine.rebuild("seen")
    assert engine.states()[0].status == "up to date"
    assert len(rows(full)) == full.tracker.recorder.head()[0]


def test_a_rebuild_that_meets_the_poison_stops_there_and_says_so(full: Tieline) -> None:
    engine = engine_of(full, Seen(poison=40))
    engine.catch_up()
    engine.rebuild("seen")
    assert engine.states()[0].position == 39
    assert "stopped at event 40" in engine.states()[0].error


def test_an_event_that_the_code_does_not_know_stops_every_projection(full: Tieline) -> None:
    alien = StoredEvent("alien", 1, "from-the-future@1", b"{}")
    append = Append(command_id="x", fingerprint=b"", events=[alien], envelope=Envelope(recorded_by="x"))
    full.tracker.recorder.append([append])
    full.engine.catch_up()
    assert {state.status for state in full.engine.states()} == {"stopped"}
    assert "from-the-future" in full.engine.states()[0].error


def test_a_second_rebuild_overtakes_the_first(full: Tieline) -> None:
    engine = engine_of(full, Seen())
    other = engine_of(full, Seen())
    begun = False

    def begin_another(_: int) -> None:
        nonlocal begun
        if not begun:
            begun = True
            other.rebuild("seen")

    with pytest.raises(RebuildOvertaken, match="Another rebuild of seen"):
        engine.rebuild("seen", begin_another)
    assert len(rows(full)) == full.tracker.recorder.head()[0]


WORKER = """
import sys
from ui.bootstrap import Tieline
from ui.settings import Settings
tieline = Tieline(Settings.model_validate_json(sys.argv[1]))
sys.stdin.readline()
tieline.engine.catch_up()
tieline.close()
"""


def test_two_processes_at_once_never_apply_a_batch_twice(
    settings: Settings, open_it: Callable[[Settings], Tieline], clock: Clock, kim: Actor
) -> None:
    del clock
    tieline = open_it(settings)
    tieline.tracker.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    stored = LogInteraction(on=parse_when("2024"), kind="call", summary="Stock call")
    for _ in range(30):
        tieline.tracker.handle("s", stored, by=kim)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER.replace("tieline.engine", "import projections.engine.feeding as feeding; feeding.BATCH = 2; tieline.engine"), settings.model_dump_json()],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(2)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    results = [(worker.communicate(timeout=60)[1], worker.returncode) for worker in workers]
    assert [code for _, code in results] == [0, 0], results
    assert [row[3] for row in sorted(rows(tieline, "timeline_entry"), key=lambda row: row[3])] == list(range(1, 32))
    assert tieline.engine.position() == 31


def test_nothing_is_left_of_the_views_once_they_are_dropped(full: Tieline) -> None:
    of_views = {each.name for projection in ALL for each in tables_of(projection)} | {STATES.name}
    with full.database.write() as connection:
        assert of_views <= set(inspect(connection).get_table_names())
        drop_views(full.database, connection)
    with full.database.read() as connection:
        assert of_views.isdisjoint(inspect(connection).get_table_names())


def test_processes_that_start_at_once_on_an_empty_database_all_find_what_they_need(settings: Settings) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, settings.model_dump_json()],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]
    ends = [(worker.communicate("\n", timeout=60)[1], worker.returncode) for worker in workers]
    assert [code for _, code in ends] == [0, 0, 0], ends


@pytest.mark.parametrize("facts", [each for each in ALL if isinstance(each, Facts)], ids=lambda each: each.name)
def test_a_question_passes_over_no_kind_of_event_that_it_keeps(facts: Facts) -> None:
    for kind in REGISTRY.by_event:
        if kind not in facts.of:
            assert facts.added(Recorded("r", 1, example(kind))) is None, kind.__name__


def test_the_portfolio_passes_over_no_kind_of_event_that_changes_it() -> None:
    assert {kind for kind in REGISTRY.by_event if change(Recorded("r", 1, example(kind)))} == CHANGING
