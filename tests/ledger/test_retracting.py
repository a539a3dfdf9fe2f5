"""Records struck through: retracted or corrected, alone or as a whole import, and never from under somebody's later work."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.access import Actor, NotAllowed, local_actor
from domain.asked import CommandIdReused
from domain.company.forgetting import ForgetPerson
from domain.company.own_system import AddOwnSystem
from domain.history.refusal import NoSuchRecord, NothingEntered, ReasonMissing
from domain.history.retraction import (
    DecidedForGood,
    NothingInstead,
    NothingToStrike,
    OfAnotherHistory,
    OthersDependOnIt,
)
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan, PlanHorizonOutsidePolicy, ProposePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship, RenameRelationship
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.showcase import AdoptShowcase, StartShowcase
from domain.relationship.system_link import ProposeLink
from domain.retracting import Correction
from projections.audit import audit
from projections.imports import imports
from projections.migration import spells
from projections.portfolio import names, portfolio
from projections.replay import replay
from projections.timeline import timeline
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.record_file import record_file
from ui.settings import Settings

TODAY = date(2026, 11, 22)


@pytest.fixture
def kim() -> Actor:
    return local_actor("kim")


@pytest.fixture
def harbour(tieline: Tieline, kim: Actor) -> str:
    """Opened as record 1, strategic as record 2, with a plan as record 3."""
    stream = "relationship-harbour"
    tieline.handle(stream, OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle(stream, Reclassify(on=parse_when("2023-05"), to="strategic", reason="Able"), by=kim)
    plan = AgreePlan(
        on=parse_when("2023-12-01"),
        plan_id="plan-shelf",
        title="Shelf to factory",
        starts=date(2024, 1, 1),
        ends=date(2028, 1, 1),
    )
    tieline.handle(stream, plan, by=kim)
    return stream


def log(tieline: Tieline, stream: str, by: Actor, summary: str = "Stock call", when: str = "2024-03-01") -> int:
    command = LogInteraction(on=parse_when(when), kind="call", summary=summary)
    return tieline.handle(stream, command, by=by).first_seq


def seqs(tieline: Tieline, stream: str, **cut: object) -> list[int]:
    return [int(each) for each in timeline(tieline.database, stream, **cut)["seq"]]  # type: ignore[arg-type]  # as the timeline takes it


def sound(tieline: Tieline) -> bool:
    """Whether the ledger is whole and every view is what it would be if built anew."""
    return not audit(tieline.engine, [], []).findings


def test_a_retracted_record_counts_no_longer_and_stays_on_record(tieline: Tieline, harbour: str, kim: Actor) -> None:
    seq = log(tieline, harbour, kim)
    receipt = tieline.retract(seq, "It was another account", by=kim)
    assert receipt.count == 1
    assert seqs(tieline, harbour) == [1, 2, 3]
    assert seqs(tieline, harbour, struck=True) == [1, 2, 3, 4]
    told = replay(tieline.tracker, harbour).events[-1]
    assert (told.kind, told.sentence) == ("record-retracted", "Record 4 retracted — It was another account.")
    assert sound(tieline)


def test_what_was_known_before_the_retraction_is_still_what_was_known_then(
    tieline: Tieline, harbour: str, kim: Actor, clock: Clock
) -> None:
    seq, before = log(tieline, harbour, kim), clock()
    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    tieline.retract(seq, "Wrong", by=kim)
    assert seqs(tieline, harbour, known_at=before) == [1, 2, 3, seq]
    assert seqs(tieline, harbour, known_at=clock() - 1) == [1, 2, 3, seq]
    assert seqs(tieline, harbour, known_at=clock()) == [1, 2, 3]
    assert len(replay(tieline.tracker, harbour, known_at=before).events) == seq


def test_retracting_twice_stays_quiet(tieline: Tieline, harbour: str, kim: Actor) -> None:
    seq = log(tieline, harbour, kim)
    tieline.retract(seq, "Wrong", by=kim)
    assert tieline.retract(seq, "Wrong again", by=kim).count == 0
    assert tieline.tracker.recorder.head()[0] == seq + 1


def test_a_repeated_retraction_gets_the_first_answer(tieline: Tieline, harbour: str, kim: Actor) -> None:
    seq = log(tieline, harbour, kim)
    first = tieline.retract(seq, "Wrong", by=kim, command_id="r1")
    again = tieline.retract(seq, "Wrong", by=kim, command_id="r1")
    assert (again.first_seq, again.repeated) == (first.first_seq, True)
    with pytest.raises(CommandIdReused):
        tieline.retract(1, "Wrong", by=kim, command_id="r1")


def test_a_correction_strikes_the_old_and_records_the_new_in_one_go(tieline: Tieline, harbour: str, kim: Actor) -> None:
    command = Reclassify(on=parse_when("2023-04"), to="strategic", reason="As minuted")
    receipt = tieline.handle(harbour, command, by=kim, correction=Correction(record=2, reason="Wrong month"))
    assert receipt.count == 2
    state = tieline.tracker.load(harbour)
    assert str(state.classing.since) == "2023-04"
    assert spells(tieline.database, TODAY)["seq"].tolist() == [receipt.last_seq]
    assert seqs(tieline, harbour) == [1, receipt.last_seq, 3]
    assert sound(tieline)


def test_a_correction_of_what_others_follow_up_keeps_its_id(tieline: Tieline, harbour: str, kim: Actor) -> None:
    plan = PlanMilestone(
        on=parse_when("2024-01"), milestone_id="m1", title="Web ordring", party="own company", due=parse_when("2024-Q3")
    )
    seq = tieline.handle(harbour, plan, by=kim).first_seq
    tieline.handle(harbour, ReachMilestone(on=parse_when("2024-08"), milestone_id="m1"), by=kim)
    again = PlanMilestone(
        on=parse_when("2024-01"),
        milestone_id="m2",
        title="Web ordering",
        party="own company",
        due=parse_when("2024-Q3"),
    )
    tieline.handle(harbour, again, by=kim, correction=Correction(record=seq, reason="Misspelt"))
    kept = tieline.tracker.load(harbour).milestones
    assert {each.title: str(each.reached) for each in kept.values()} == {"Web ordering": "2024-08"}
    assert list(kept) == ["m1"]
    assert set(timeline(tieline.database, harbour).query("lane == 'milestones'")["title"]) == {"Web ordering"}


def test_a_proposal_is_corrected_although_it_was_agreed_since(tieline: Tieline, harbour: str, kim: Actor) -> None:
    term = {"title": "Next plan", "starts": date(2028, 1, 1), "ends": date(2032, 1, 1)}
    propose = ProposePlan(on=parse_when("2025-01-05"), plan_id="plan-next", **term)  # type: ignore[arg-type]  # shorthand
    seq = tieline.handle(harbour, propose, by=kim).first_seq
    tieline.handle(harbour, AgreePlan(on=parse_when("2025-06"), plan_id="plan-next", **term), by=kim)  # type: ignore[arg-type]
    again = ProposePlan(on=parse_when("2025-02-05"), plan_id="plan-other", **term)  # type: ignore[arg-type]  # shorthand
    receipt = tieline.handle(harbour, again, by=kim, correction=Correction(record=seq, reason="A month off"))
    assert receipt.count == 2
    plan = tieline.tracker.load(harbour).plans["plan-next"]
    assert str(plan.agreed) == "2025-06"
    assert "plan-other" not in tieline.tracker.load(harbour).plans
    assert sound(tieline)


def test_it_is_refused_while_later_records_rest_on_it_and_names_them(
    tieline: Tieline, harbour: str, kim: Actor
) -> None:
    with pytest.raises(OthersDependOnIt, match=r"“Shelf to factory” agreed.*record 3, by local:kim"):
        tieline.retract(2, "Wrong", by=kim)
    with pytest.raises(OthersDependOnIt, match=r"record 2, by local:kim.*; .*record 3"):
        tieline.retract(1, "Wrong", by=kim)
    stable = Reclassify(on=parse_when("2023-05"), to="stable", reason="Small")
    with pytest.raises(OthersDependOnIt, match="Shelf to factory"):
        tieline.handle(harbour, stable, by=kim, correction=Correction(record=2, reason="Wrong class"))
    assert tieline.tracker.recorder.head()[0] == 3


def test_what_would_end_nothing_any_more_rests_on_what_it_ends(tieline: Tieline, harbour: str, kim: Actor) -> None:
    risk = tieline.handle(harbour, PutAtRisk(on=parse_when("2024-02"), reason="Buyer left"), by=kim).first_seq
    tieline.handle(harbour, RecoverRelationship(on=parse_when("2024-05"), reason="New buyer"), by=kim)
    with pytest.raises(OthersDependOnIt, match=f"record {risk + 1}"):
        tieline.retract(risk, "Never was", by=kim)
    tieline.retract(risk + 1, "Never was", by=kim)
    tieline.retract(risk, "Never was", by=kim)
    assert not tieline.tracker.load(harbour).at_risk


def test_what_was_adopted_elsewhere_stays(tieline: Tieline, harbour: str, kim: Actor) -> None:
    start = StartShowcase(
        on=parse_when("2024-01"),
        showcase_id="s1",
        title="RFID",
        reason="Fewer gaps",
        success="Half",
        sites=2,
        ends=date(2025, 1, 1),
        budget=Decimal(100),
        currency="EUR",
    )
    seq = tieline.handle(harbour, start, by=kim).first_seq
    tieline.handle("relationship-b", OpenRelationship(on=parse_when("2020"), name="Ostia Stores"), by=kim)
    adopt = AdoptShowcase(
        on=parse_when("2024-06"),
        showcase_id="s2",
        source=harbour,
        showcase="s1",
    )
    tieline.handle("relationship-b", adopt, by=kim)
    with pytest.raises(OthersDependOnIt, match="Ostia Stores"):
        tieline.retract(seq, "Wrong", by=kim)


def test_what_one_command_recorded_goes_together(tieline: Tieline, harbour: str, kim: Actor) -> None:
    command = Reclassify(on=parse_when("2025-01"), to="stable", reason="Shrank", settle={"plan-shelf": "close"})
    receipt = tieline.handle(harbour, command, by=kim)
    assert receipt.count == 2
    assert tieline.retract(receipt.last_seq, "Not so", by=kim).count == 2
    state = tieline.tracker.load(harbour)
    assert state.account_class == "strategic"
    assert state.plans["plan-shelf"].ended is None


def test_a_record_that_is_none_of_its_kind_is_refused(tieline: Tieline, harbour: str, kim: Actor) -> None:
    seq = log(tieline, harbour, kim)
    strike = tieline.retract(seq, "Wrong", by=kim).first_seq
    for number, said in ((strike, "record anew"), (99, "from 1 to 5"), (0, "from 1 to 5"), (2**70, "from 1 to 5")):
        with pytest.raises(NothingToStrike, match=said):
            tieline.retract(number, "Wrong", by=kim)
    with pytest.raises(ReasonMissing):
        tieline.retract(3, "  ", by=kim)
    rename = RenameRelationship(on=parse_when("2024"), name="Harbour")
    with pytest.raises(NothingToStrike, match="struck through before"):
        tieline.handle(harbour, rename, by=kim, correction=Correction(record=seq, reason="Wrong"))
    with pytest.raises(NotAllowed):
        tieline.retract(3, "Wrong", by=Actor("ann", frozenset({"auditor"})))


def test_a_correction_is_judged_like_any_command(tieline: Tieline, harbour: str, kim: Actor) -> None:
    two_years = AgreePlan(
        on=parse_when("2023-12-01"), plan_id="p", title="Short", starts=date(2024, 1, 1), ends=date(2026, 1, 1)
    )
    with pytest.raises(PlanHorizonOutsidePolicy):
        tieline.handle(harbour, two_years, by=kim, correction=Correction(record=3, reason="Wrong"))
    same = RenameRelationship(on=parse_when("2024"), name="Harbour Foods")
    seq = log(tieline, harbour, kim)
    with pytest.raises(NothingInstead):
        tieline.handle(harbour, same, by=kim, correction=Correction(record=seq, reason="Wrong"))


def test_a_correction_stays_within_its_history(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle("relationship-b", OpenRelationship(on=parse_when("2020"), name="Ostia Stores"), by=kim)
    command = Reclassify(on=parse_when("2023"), to="stable", reason="Small")
    with pytest.raises(OfAnotherHistory, match="another account"):
        tieline.handle("relationship-b", command, by=kim, correction=Correction(record=2, reason="Wrong account"))


def test_a_version_of_the_policy_is_not_retracted(tieline: Tieline, kim: Actor) -> None:
    rules = replace(POLICY, attention=replace(POLICY.attention, quiet=30))
    changed = ChangePolicy(on=parse_when("2024-01-01"), rules=rules, reason="Closer")
    seq = tieline.handle("policy", changed, by=kim).first_seq
    with pytest.raises(DecidedForGood, match="change the policy again"):
        tieline.retract(seq, "Wrong", by=kim)


def test_a_company_record_is_retracted_unless_a_link_needs_it(tieline: Tieline, harbour: str, kim: Actor) -> None:
    system = AddOwnSystem(on=parse_when("2020"), system_id="own-1", title="Order desk")
    seq = tieline.handle("company", system, by=kim).first_seq
    link = ProposeLink(
        on=parse_when("2024"),
        link_id="l1",
        title="Web orders",
        kind="web ordering",
        depth="coordinated",
        needs=("own-1",),
    )
    proposed = tieline.handle(harbour, link, by=kim).first_seq
    with pytest.raises(OthersDependOnIt, match=f"Harbour Foods .record {proposed}"):
        tieline.retract(seq, "Sold", by=kim)
    tieline.retract(proposed, "Never was", by=kim)
    tieline.retract(seq, "Sold", by=kim)
    assert not tieline.tracker.load("company").systems


def test_a_wholly_retracted_account_is_not_on_record_any_more(tieline: Tieline, kim: Actor) -> None:
    opened = OpenRelationship(on=parse_when("2020"), name="Typo Foods")
    seq = tieline.handle("relationship-typo", opened, by=kim).first_seq
    tieline.retract(seq, "A slip", by=kim)
    assert names(tieline.database).empty
    assert portfolio(tieline.database, TODAY).empty
    with pytest.raises(NoSuchRecord, match="retracted"):
        tieline.tracker.load("relationship-typo")
    tieline.handle("relationship-typo", opened, by=kim)
    assert tieline.tracker.load("relationship-typo").name == "Typo Foods"
    assert sound(tieline)


def test_a_state_from_a_snapshot_sees_a_retraction(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.tracker.snapshot_every = 2
    seq = tieline.handle(harbour, RenameRelationship(on=parse_when("2025"), name="Harbor"), by=kim).first_seq
    assert tieline.tracker.snapshots is not None
    tieline.retract(seq, "Misheard", by=kim)
    fresh = Tieline(tieline.settings, clock=tieline.clock)
    try:
        assert fresh.tracker.load(harbour) == tieline.tracker.load(harbour)
        assert fresh.tracker.load(harbour).name == "Harbour Foods"
    finally:
        fresh.close()


def test_an_import_is_retracted_as_a_whole(tieline: Tieline, kim: Actor) -> None:
    batch = import_case(tieline, SAMPLE, by=kim).batch or ""
    before = tieline.tracker.recorder.head()[0]
    trial = tieline.retract_batch(batch, "Wrong file", by=kim, dry_run=True)
    assert tieline.tracker.recorder.head()[0] == before
    assert {each.fate for each in trial} == {"reversed"}
    fates = tieline.retract_batch(batch, "Wrong file", by=kim)
    assert {each.fate for each in fates} == {"reversed"}
    assert sum(len(each.row.seqs) for each in fates) == before
    assert portfolio(tieline.database, TODAY).empty
    assert {each.fate for each in tieline.retract_batch(batch, "Wrong file", by=kim)} == {"retracted before"}
    assert [each.retracted for each in imports(tieline.tracker.recorder, tieline.tracker.codec)] == [before]
    assert sound(tieline)


def test_rows_that_later_work_rests_on_are_kept_and_say_why(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"account": "Harbour Foods", "do": "open", "on": "2020"}\n'
        '{"account": "Harbour Foods", "do": "classify", "on": "2021", "to": "strategic", "reason": "Able"}\n'
        '{"account": "Harbour Foods", "do": "interaction", "on": "2022", "kind": "call", "summary": "Prices"}\n'
        '{"account": "Ostia Stores", "do": "open", "on": "2020"}\n'
    )
    batch = record_file(tieline, file, by=kim).batch or ""
    stream = names(tieline.database).query("name == 'Harbour Foods'")["relationship"].iloc[0]
    plan = AgreePlan(
        on=parse_when("2023-12-01"), plan_id="p", title="Shelf", starts=date(2024, 1, 1), ends=date(2028, 1, 1)
    )
    tieline.handle(stream, plan, by=local_actor("ann"))
    fates = tieline.retract_batch(batch, "Wrong file", by=kim)
    assert [each.fate for each in fates] == ["kept", "kept", "reversed", "reversed"]
    assert "“Shelf” agreed" in fates[1].why
    assert "by local:ann" in fates[1].why
    assert names(tieline.database)["name"].tolist() == ["Harbour Foods"]
    assert tieline.tracker.load(stream).account_class == "strategic"
    assert sound(tieline)


def test_an_import_that_is_none_is_refused(tieline: Tieline, kim: Actor) -> None:
    with pytest.raises(NoSuchRecord, match="imports list"):
        tieline.retract_batch("import-none", "Wrong", by=kim)
    with pytest.raises(NothingEntered, match="why"):
        tieline.retract_batch("import-none", " ", by=kim)


def test_a_file_that_was_retracted_can_be_imported_again(tieline: Tieline, kim: Actor) -> None:
    first = import_case(tieline, SAMPLE, by=kim)
    accounts = len(portfolio(tieline.database, TODAY))
    tieline.retract_batch(first.batch or "", "Too early", by=kim)
    assert portfolio(tieline.database, TODAY).empty
    second = import_case(tieline, SAMPLE, by=kim)
    assert (second.recorded, second.already_recorded) == (first.recorded, 0)
    assert import_case(tieline, SAMPLE, by=kim).already_recorded == first.recorded
    assert len(portfolio(tieline.database, TODAY)) == accounts
    assert sound(tieline)


LINES = """\
{"account": "Harbour Foods", "do": "open", "on": "2020"}
{"account": "Harbour Foods", "do": "classify", "on": "2021", "to": "strategic", "reason": "Able", "id": "class"}
{"account": "Harbour Foods", "do": "classify", "on": "2022", "to": "strategic", "reason": "Able", "corrects": "class", "because": "A year off"}
{"account": "Harbour Foods", "do": "interaction", "on": "2022", "kind": "call", "summary": "Prices", "id": "call"}
{"account": "Harbour Foods", "do": "retract", "record": "call", "reason": "Another account"}
"""


def test_a_file_corrects_and_retracts_its_own_lines(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(LINES)
    assert record_file(tieline, file, by=kim, dry_run=True).refused == []
    assert tieline.tracker.recorder.head()[0] == 0
    result = record_file(tieline, file, by=kim)
    assert (result.refused, result.recorded, result.events) == ([], 5, 6)
    stream = names(tieline.database)["relationship"].iloc[0]
    assert str(tieline.tracker.load(stream).classing.since) == "2022"
    assert len(seqs(tieline, stream)) == 2
    assert record_file(tieline, file, by=kim).already_recorded == 5
    assert sound(tieline)


def test_a_line_that_strikes_what_is_not_there_is_refused(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"account": "Harbour Foods", "do": "open", "on": "2020"}\n'
        '{"account": "Harbour Foods", "do": "retract", "record": "7", "reason": "Wrong"}\n'
        '{"account": "Harbour Foods", "do": "retract", "record": "nothing", "reason": "Wrong"}\n'
        '{"account": "Harbour Foods", "do": "retract", "reason": "Wrong"}\n'
    )
    refused = record_file(tieline, file, by=kim).refused
    assert [each.line for each in refused] == [2, 3, 4]
    assert "from 1 to 1" in refused[0].reason
    assert "“nothing”" in refused[1].reason
    assert "“record”" in refused[2].reason


def test_views_fed_as_it_comes_are_those_built_anew(
    settings: Settings, open_it: Callable[[Settings], Tieline], kim: Actor
) -> None:
    tieline = open_it(settings)
    batch = import_case(tieline, SAMPLE, by=kim).batch or ""
    streams = names(tieline.database)["relationship"].tolist()
    for number, stream in enumerate(streams):
        seq = log(tieline, stream, kim, f"Call {number}")
        if number % 2:
            tieline.retract(seq, "Wrong", by=kim)
    tieline.retract_batch(batch, "Wrong file", by=kim)
    found = [timeline(tieline.database, stream, struck=True) for stream in streams]
    for name in tieline.engine.projections:
        tieline.engine.rebuild(name)
    for stream, frame in zip(streams, found, strict=True):
        assert timeline(tieline.database, stream, struck=True).equals(frame)
    assert sound(tieline)


def test_that_somebody_was_forgotten_is_not_retracted(tieline: Tieline, harbour: str, kim: Actor) -> None:
    tieline.handle(
        harbour, LogInteraction(on=parse_when("2024"), kind="call", summary="x"), by=kim, reported_by="Ann Dal"
    )
    person = tieline.tracker.vault.known("Ann Dal")
    forget = ForgetPerson(on=parse_when("2026"), people=(person,), records=1, keys=(), reason="Asked to")
    seq = tieline.handle("company", forget, by=kim).first_seq
    with pytest.raises(DecidedForGood, match="does not come back"):
        tieline.retract(seq, "Wrong", by=kim)
