"""Carrying out commands: idempotent, concurrent, late, and the same live, replayed or from a snapshot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.access import Actor, NotAllowed
from domain.asked import Asked, CommandIdReused
from domain.history.event import Command
from domain.history.refusal import BreaksLaterRecord, CannotBeKept, NoSuchRecord, Refusal
from domain.history.when import parse_when
from domain.ledger.database import DatabaseUnusable
from domain.ledger.record import Receipt
from domain.meanwhile import ChangedMeanwhile
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan, PlanHorizonOutsidePolicy
from domain.relationship.milestone import MilestoneAlreadyReached, PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import StartShowcase
from domain.retracting import folded
from domain.streams import stream_of
from domain.tracker import Tracker
from tests.strategies import commands
from ui.bootstrap import Tieline
from ui.settings import Settings

Open = Callable[[Settings], Tieline]


def on(text: str) -> dict[str, object]:
    return {"on": parse_when(text)}


def classify(to: str, when: str, **more: object) -> Reclassify:
    return Reclassify(on=parse_when(when), to=to, reason="judged so", **more)  # type: ignore[arg-type]  # shorthand


@pytest.fixture
def harbour(tieline: Tieline, kim: Actor) -> str:
    """An account that was opened on 1 January 2020."""
    stream = stream_of("opened")
    tieline.handle(stream, OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    return stream


def events(tieline: Tieline, stream: str) -> list[str]:
    return [type(each.event).__name__ for each in tieline.tracker.history(stream)]


def test_an_event_carries_its_whole_envelope(tieline: Tieline, harbour: str, kim: Actor) -> None:
    receipt = tieline.handle(harbour, classify("strategic", "2021-01"), by=kim, reported_by="Ann Dal")
    recorded = tieline.tracker.history(harbour)[-1]
    assert (receipt.first_seq, receipt.last_seq, receipt.count) == (2, 2, 1)
    assert (recorded.seq, recorded.originator_version) == (2, 2)
    assert recorded.recorded_by == "local:kim"
    assert tieline.tracker.vault.names([recorded.reported_by or ""]) == {recorded.reported_by: "Ann Dal"}
    assert recorded.policy_version == 1
    assert recorded.recorded_at == tieline.clock()
    assert recorded.command_id == receipt.command_id


def test_what_cannot_be_written_down_is_refused_and_nothing_is_recorded(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    command = LogInteraction(on=parse_when("2024-03-01"), kind="call", summary="Stock \udcff call")
    with pytest.raises(CannotBeKept, match="udcff"):
        tieline.handle(harbour, command, by=kim)
    readable = replace(command, summary="Stock call")
    asked = [
        Asked(command_id="c1", said=b"1", stream=harbour, command=lambda _: command),
        Asked(command_id="c2", said=b"2", stream=harbour, command=lambda _: readable),
    ]
    answers = tieline.tracker.handle_all(asked, by=kim, batch="b1")
    assert [each.became for each in answers] == ["refused", "recorded"]
    assert events(tieline, harbour) == ["RelationshipOpened", "InteractionLogged"]


def test_a_repeated_command_has_no_second_effect_and_gets_the_first_answer(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    command = LogInteraction(on=parse_when("2024-03-01"), kind="call", summary="Stock call")
    first = tieline.handle(harbour, command, by=kim, command_id="c1")
    again = tieline.handle(harbour, command, by=kim, command_id="c1")
    assert (again.first_seq, again.last_seq, again.repeated) == (first.first_seq, first.last_seq, True)
    assert events(tieline, harbour) == ["RelationshipOpened", "InteractionLogged"]


def test_a_command_id_used_for_another_command_is_refused(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim, command_id="c1")
    with pytest.raises(CommandIdReused, match="an id of its own"):
        tieline.handle(harbour, classify("stable", "2021"), by=kim, command_id="c1")


def test_a_refused_command_writes_nothing(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    two_years = AgreePlan(
        on=parse_when("2022"), plan_id="p", title="Short", starts=date(2022, 1, 1), ends=date(2024, 1, 1)
    )
    with pytest.raises(PlanHorizonOutsidePolicy):
        tieline.handle(harbour, two_years, by=kim, reported_by="Ann Dal")
    assert tieline.tracker.recorder.head()[0] == 2
    with tieline.keys.read() as connection:
        assert tieline.keys.rows(connection, "SELECT * FROM people") == []


def test_a_quiet_command_writes_nothing(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    assert tieline.handle(harbour, classify("strategic", "2021"), by=kim).count == 0
    assert tieline.tracker.recorder.head()[0] == 2


def test_a_quiet_command_stays_quiet_when_it_is_repeated_after_things_changed(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    assert tieline.handle(harbour, classify("strategic", "2021"), by=kim, command_id="q").count == 0
    tieline.handle(harbour, classify("stable", "2021"), by=kim)
    again = tieline.handle(harbour, classify("strategic", "2021"), by=kim, command_id="q")
    assert (again.count, again.repeated) == (0, True)
    assert tieline.tracker.load(harbour).account_class == "stable"
    with pytest.raises(CommandIdReused):
        tieline.handle(harbour, classify("emerging", "2022"), by=kim, command_id="q")


def test_a_ledger_is_not_opened_with_the_keys_of_another(
    settings: Settings, open_it: Open, tmp_path: Path, kim: Actor
) -> None:
    first = open_it(settings)
    first.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    open_it(settings)
    elsewhere = settings.model_copy(
        update={"data_dir": tmp_path / "other", "database_url": settings.ledger_address}
    )  # fmt: skip
    with pytest.raises(DatabaseUnusable, match="TIELINE_KEYS_DATABASE_URL"):
        open_it(elsewhere)


def test_a_command_for_a_relationship_that_was_never_opened_is_refused(tieline: Tieline, kim: Actor) -> None:
    with pytest.raises(NoSuchRecord, match="open it first"):
        tieline.handle("relationship-none", classify("stable", "2021"), by=kim)


def test_an_auditor_may_not_record(tieline: Tieline, harbour: str) -> None:
    with pytest.raises(NotAllowed, match="may not record"):
        tieline.handle(harbour, classify("stable", "2021"), by=Actor("ann", frozenset({"auditor"})))


def test_a_reclassification_logged_late_does_not_become_todays_class(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    tieline.handle(harbour, classify("strategic", "2023"), by=kim)
    tieline.handle(harbour, classify("emerging", "2021"), by=kim)
    state = tieline.tracker.load(harbour)
    assert state.account_class == "strategic"
    assert state.version == 3


def test_a_back_dated_break_is_refused_after_the_state_came_from_the_cache(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    plan = AgreePlan(on=parse_when("2022"), plan_id="p", title="Plan", starts=date(2022, 1, 1), ends=date(2026, 1, 1))
    tieline.handle(harbour, plan, by=kim)
    with pytest.raises(BreaksLaterRecord, match="2022"):
        tieline.handle(harbour, classify("stable", "2021-06"), by=kim)


def test_a_form_over_a_class_that_changed_meanwhile_is_refused_saying_what_changed(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    seen = tieline.tracker.load(harbour).version
    tieline.handle(harbour, classify("integrated", "2022"), by=Actor("local:ann", kim.roles))
    plan = AgreePlan(on=parse_when("2023"), plan_id="p", title="Plan", starts=date(2023, 1, 1), ends=date(2026, 1, 1))
    with pytest.raises(ChangedMeanwhile, match=r"Classified integrated \(by local:ann\)"):
        tieline.handle(harbour, plan, by=kim, seen_version=seen)


def test_two_people_reaching_the_same_milestone_conflict(tieline: Tieline, harbour: str, kim: Actor) -> None:
    planning = PlanMilestone(
        on=parse_when("2024"), milestone_id="m", title="Trained", party="the account", due=parse_when("2024-Q3")
    )
    tieline.handle(harbour, planning, by=kim)
    seen = tieline.tracker.load(harbour).version
    reaching = ReachMilestone(on=parse_when("2024-06-01"), milestone_id="m")
    tieline.handle(harbour, reaching, by=kim, seen_version=seen)
    with pytest.raises(ChangedMeanwhile, match="“Trained” reached"):
        tieline.handle(harbour, reaching, by=kim, seen_version=seen)
    with pytest.raises(MilestoneAlreadyReached):
        tieline.handle(harbour, reaching, by=kim)


def test_a_form_over_anything_else_that_changed_is_decided_again_and_succeeds(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    seen = tieline.tracker.load(harbour).version
    tieline.handle(harbour, StartShowcase(on=parse_when("2024"), showcase_id="s", title="RFID"), by=kim)
    receipt = tieline.handle(harbour, classify("strategic", "2024"), by=kim, seen_version=seen)
    assert receipt.count == 1


def test_many_writers_on_one_relationship_all_get_through_in_one_order(
    tieline: Tieline, settings: Settings, open_it: Open, harbour: str, kim: Actor
) -> None:
    processes = [tieline, open_it(settings), open_it(settings)]

    def log(number: int) -> Receipt:
        command = LogInteraction(on=parse_when("2024-03-01"), kind="call", summary=f"Call {number}")
        return processes[number % 3].tracker.handle(harbour, command, by=kim)

    with ThreadPoolExecutor(6) as threads:
        receipts = list(threads.map(log, range(30)))
    assert sorted(receipt.first_seq for receipt in receipts) == list(range(2, 32))
    assert [each.originator_version for each in tieline.tracker.history(harbour)] == list(range(1, 32))


def test_the_same_command_sent_by_many_at_once_is_carried_out_once(
    tieline: Tieline, settings: Settings, open_it: Open, harbour: str, kim: Actor
) -> None:
    processes = [tieline, open_it(settings)]
    command = LogInteraction(on=parse_when("2024-03-01"), kind="call", summary="Stock call")
    with ThreadPoolExecutor(6) as threads:
        receipts = list(
            threads.map(lambda i: processes[i % 2].tracker.handle(harbour, command, by=kim, command_id="c1"), range(12))
        )
    assert {receipt.first_seq for receipt in receipts} == {2}
    assert tieline.tracker.recorder.head()[0] == 2


def fresh(tieline: Tieline) -> Tracker:
    """A tracker with nothing in its cache."""
    return Tracker(tieline.database, tieline.tracker.vault, clock=tieline.clock)


def test_a_snapshot_is_taken_and_used(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.tracker.snapshot_every = 5
    for number in range(10):
        command = LogInteraction(on=parse_when(f"2024-03-{number + 1:02}"), kind="call", summary="Stock call")
        tieline.handle(harbour, command, by=kim)
    assert tieline.tracker.snapshots is not None
    assert [each.originator_version for each in tieline.tracker.snapshots.get(harbour)] == [5, 10]
    assert fresh(tieline).load(harbour) == folded(harbour, tieline.tracker.history(harbour))


def test_a_late_event_makes_a_snapshot_useless(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.tracker.snapshot_every = 2
    tieline.handle(harbour, classify("strategic", "2023"), by=kim)
    tieline.handle(harbour, classify("emerging", "2021"), by=kim)
    state = fresh(tieline).load(harbour)
    assert state.account_class == "strategic"
    assert state == folded(harbour, tieline.tracker.history(harbour))


def test_a_snapshot_of_another_version_of_the_code_is_passed_over(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle(harbour, classify("strategic", "2023"), by=kim)
    with tieline.database.write() as connection:
        row = (harbour, 2, "relationship-state@999", b"{}")
        tieline.database.run(connection, "INSERT INTO snapshots VALUES (?, ?, ?, ?)", row)
    assert fresh(tieline).load(harbour) == folded(harbour, tieline.tracker.history(harbour))


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(commands, max_size=14), st.integers(1, 4))
def test_live_state_replay_and_snapshots_agree(
    tieline: Tieline, kim: Actor, given_commands: list[Command], snapshot_every: int
) -> None:
    tracker = tieline.tracker
    tracker.snapshot_every = snapshot_every
    stream = stream_of("opened")
    tracker.handle(stream, OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    for command in given_commands:
        try:
            tracker.handle(stream, command, by=kim)
        except Refusal:
            continue
    replayed = folded(stream, tracker.history(stream))
    assert tracker.load(stream) == replayed
    assert fresh(tieline).load(stream) == replayed


def test_an_observed_class_is_not_judged(tieline: Tieline, harbour: str, kim: Actor) -> None:
    from domain.observing import Observation

    tieline.handle(harbour, classify("strategic", "2021"), by=kim)
    plan = AgreePlan(on=parse_when("2022"), plan_id="p", title="Plan", starts=date(2022, 1, 1), ends=date(2026, 1, 1))
    tieline.handle(harbour, plan, by=kim)
    seen = Reclassified(on=parse_when("2023"), to="stable", reason="a paper says so", observed=True)
    tieline.tracker.observe(
        [Observation(command_id="o1", fingerprint=b"", stream=harbour, events=[seen])], by=kim, batch="b1"
    )
    assert tieline.tracker.load(harbour).account_class == "stable"
    assert tieline.tracker.history(harbour)[-1].batch == "b1"
    assert tieline.tracker.history(harbour)[-1].policy_version == 0
