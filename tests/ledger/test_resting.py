"""What rests on a record that is struck through, and what does not: within an account, across accounts, in an import."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.retraction import NothingInstead, OthersDependOnIt
from domain.history.when import parse_when as when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.objective import SetObjective
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import AdoptShowcase, ProposeShowcase, SpendOnShowcase, StartShowcase
from domain.relationship.system_link import RetireLink, TakeLinkLive
from domain.relationship.team import JoinTeam, LeaveTeam
from domain.retracting import Correction
from projections.audit import audit
from projections.portfolio import names
from tests.conftest import SAMPLE
from ui.bootstrap import Tieline, ViewStopped
from ui.importing import import_case
from ui.record_file import record_file

HARBOUR = "relationship-harbour"
OPENED = OpenRelationship(on=when("2020"), name="Harbour Foods")
STRATEGIC = Reclassify(on=when("2021"), to="strategic", reason="Able")
START = StartShowcase(on=when("2024-03"), showcase_id="s", title="RFID")
WRONG = "It was wrong"


def recorded(tieline: Tieline, by: Actor, *commands: Command, stream: str = HARBOUR) -> list[int]:
    """The number of the first record of each."""
    return [tieline.handle(stream, each, by=by).first_seq for each in commands]


def sound(tieline: Tieline) -> bool:
    return not audit(tieline.engine, [], []).findings


def test_in_the_place_of_an_opening_stands_an_opening_or_nothing(sqlite_tieline: Tieline, kim: Actor) -> None:
    (seq,) = recorded(sqlite_tieline, kim, OPENED)
    with pytest.raises(NothingInstead, match="another opening"):
        sqlite_tieline.handle(HARBOUR, STRATEGIC, by=kim, correction=Correction(record=seq, reason=WRONG))
    renamed = OpenRelationship(on=when("2019"), name="Harbor Foods")
    sqlite_tieline.handle(HARBOUR, renamed, by=kim, correction=Correction(record=seq, reason=WRONG))
    assert names(sqlite_tieline.database)["name"].tolist() == ["Harbor Foods"]


def test_what_follows_up_rests_on_the_start_and_not_on_the_proposal_before_it(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    proposed = ProposeShowcase(on=when("2024-01"), showcase_id="s", title="RFID", reason="Fewer gaps")
    spent = SpendOnShowcase(on=when("2024-05"), showcase_id="s", amount=Decimal(9), currency="EUR")
    _, _, proposal, start, spending = recorded(sqlite_tieline, kim, OPENED, STRATEGIC, proposed, START, spent)
    with pytest.raises(OthersDependOnIt, match=f"record {spending},"):
        sqlite_tieline.retract(start, WRONG, by=kim)
    misspelt = StartShowcase(on=when("2024-03"), showcase_id="u", title="RFID tags")
    with pytest.raises(OthersDependOnIt, match=f"record {spending},"):
        sqlite_tieline.handle(HARBOUR, misspelt, by=kim, correction=Correction(record=start, reason=WRONG))
    sqlite_tieline.retract(proposal, WRONG, by=kim)
    again = ProposeShowcase(on=when("2024-02"), showcase_id="t", title="RFID", reason="Fewer gaps")
    with pytest.raises(OthersDependOnIt, match=f"record {spending},"):
        sqlite_tieline.handle(HARBOUR, again, by=kim, correction=Correction(record=start, reason=WRONG))
    showcase = sqlite_tieline.tracker.load(HARBOUR).showcases["s"]
    assert (showcase.proposed, str(showcase.started), showcase.spent) == (None, "2024-03", Decimal(9))


@pytest.mark.parametrize(
    ("begins", "ends", "begins_again"),
    [
        (
            JoinTeam(on=when("2021"), member_id="a", title="Planner", function="IT", person="Ann Dal"),
            LeaveTeam(on=when("2022"), member_id="a"),
            JoinTeam(on=when("2023"), member_id="b", title="Planner", function="IT", person="Ann Dal"),
        ),
        (
            TakeLinkLive(on=when("2021"), link_id="a", title="Web orders", kind="EDI"),
            RetireLink(on=when("2022"), link_id="a"),
            TakeLinkLive(on=when("2023"), link_id="b", title="web orders", kind="EDI"),
        ),
    ],
)
def test_what_began_again_under_its_name_rests_on_the_end_before_it(
    sqlite_tieline: Tieline, kim: Actor, begins: Command, ends: Command, begins_again: Command
) -> None:
    _, _, _, end, again = recorded(sqlite_tieline, kim, OPENED, STRATEGIC, begins, ends, begins_again)
    with pytest.raises(OthersDependOnIt, match=f"record {again},"):
        sqlite_tieline.retract(end, WRONG, by=kim)
    sqlite_tieline.retract(again, WRONG, by=kim)
    assert sqlite_tieline.retract(end, WRONG, by=kim).count == 1


def test_whichever_record_of_a_command_is_corrected_what_it_began_stays_the_same(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    plan = AgreePlan(
        on=when("2021-06"),
        plan_id="p",
        title="Shelf",
        starts=date(2021, 7, 1),
        ends=date(2025, 7, 1),
        closed_on=when("2023-02"),
    )
    _, _, first = recorded(sqlite_tieline, kim, OPENED, STRATEGIC, plan)
    objective = SetObjective(on=when("2021-08"), objective_id="o", plan_id="p", title="Fewer gaps", due=when("2022"))
    recorded(sqlite_tieline, kim, objective)
    again = AgreePlan(
        on=when("2021-06"),
        plan_id="q",
        title="Shelf to factory",
        starts=date(2021, 7, 1),
        ends=date(2025, 7, 1),
        closed_on=when("2023-04"),
    )
    for _ in range(2):
        correction = Correction(record=first + 1, reason=WRONG)
        receipt = sqlite_tieline.handle(HARBOUR, again, by=kim, correction=correction, command_id="corrected")
        assert receipt.count == 4
    plans = sqlite_tieline.tracker.load(HARBOUR).plans
    assert {each.id: (each.title, str(each.ended)) for each in plans.values()} == {"p": ("Shelf to factory", "2023-04")}
    assert sound(sqlite_tieline)


def test_what_another_just_recorded_is_found_before_the_views_were_fed(tieline: Tieline, kim: Actor) -> None:
    _, _, start = recorded(tieline, kim, OPENED, STRATEGIC, START)
    recorded(tieline, kim, OpenRelationship(on=when("2020"), name="Ostia Stores"), stream="relationship-b")
    adopted = AdoptShowcase(on=when("2024-06"), showcase_id="t", source=HARBOUR, showcase="s")
    tieline.tracker.handle("relationship-b", adopted, by=kim)
    call = LogInteraction(on=when("2024-03"), kind="call", summary="Prices")
    with pytest.raises(OthersDependOnIt, match="Ostia Stores"):
        tieline.handle(HARBOUR, call, by=kim, correction=Correction(record=start, reason=WRONG))


def test_while_it_cannot_be_told_what_rests_on_it_elsewhere_nothing_is_struck(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    _, _, start = recorded(sqlite_tieline, kim, OPENED, STRATEGIC, START)
    with sqlite_tieline.database.write() as connection:
        connection.exec_driver_sql("UPDATE projection SET error = 'stopped' WHERE name = 'mentions'")
    with pytest.raises(ViewStopped, match="what rests on it elsewhere"):
        sqlite_tieline.retract(start, WRONG, by=kim)
    assert sqlite_tieline.tracker.recorder.head()[0] == start


ADOPTED = """\
{"account": "Harbour Foods", "do": "open", "on": "2020"}
{"account": "Harbour Foods", "do": "showcase start", "on": "2022", "title": "RFID", "ref": "rfid"}
{"account": "Ostia Stores", "do": "open", "on": "2020"}
{"account": "Ostia Stores", "do": "showcase adopt", "on": "2023", "source": "Harbour Foods", "showcase": "RFID"}
"""


def test_a_trial_says_of_each_row_what_the_real_one_does_also_across_accounts(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(ADOPTED.replace('"source"', '"from"'))
    result = record_file(tieline, file, by=kim)
    assert result.refused == []
    batch = result.batch or ""
    trial = tieline.retract_batch(batch, WRONG, by=kim, dry_run=True)
    real = tieline.retract_batch(batch, WRONG, by=kim)
    assert [(each.fate, each.why) for each in trial] == [(each.fate, each.why) for each in real]
    assert {each.fate for each in real} == {"reversed"}
    assert names(tieline.database).empty
    assert sound(tieline)


def test_a_row_stays_with_what_it_names_itself(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"account": "Harbour Foods", "do": "open", "on": "2020"}\n'
        '{"account": "Harbour Foods", "do": "classify", "on": "2021", "to": "strategic", "reason": "Able"}\n'
        '{"account": "Harbour Foods", "do": "plan agree", "on": "2021-06", "title": "Shelf", "from": "2021-07-01", "to": "2025-07-01"}\n'
        '{"account": "Harbour Foods", "do": "objective set", "on": "2021-08", "title": "Gaps", "plan": "Shelf", "due": "2022"}\n'
        '{"account": "Harbour Foods", "do": "objective set", "on": "2021-08", "title": "Cost", "plan": "Shelf", "due": "2022"}\n'
    )
    result = record_file(tieline, file, by=kim)
    assert result.refused == []
    stream = names(tieline.database)["relationship"].iloc[0]
    moved = tmp_path / "later.jsonl"
    moved.write_text(
        '{"account": "Harbour Foods", "do": "objective move", "on": "2022", "objective": "Gaps", "due": "2023", "reason": "Late"}\n'
    )
    assert record_file(tieline, moved, by=kim).refused == []
    fates = tieline.retract_batch(result.batch or "", WRONG, by=kim)
    assert [each.fate for each in fates] == ["kept", "kept", "kept", "kept", "reversed"]
    assert "“Gaps”" in fates[2].why
    assert "“Cost”" not in fates[2].why
    assert {each.title for each in tieline.tracker.load(stream).objectives.values()} == {"Gaps"}
    assert sound(tieline)


def test_a_row_that_somebody_corrected_or_retracted_is_not_imported_again(sqlite_tieline: Tieline, kim: Actor) -> None:
    import_case(sqlite_tieline, SAMPLE, by=kim)
    record = next(
        each
        for stream in names(sqlite_tieline.database)["relationship"]
        for each in sqlite_tieline.tracker.history(stream)[1:]
    )
    call = LogInteraction(on=when("1996"), kind="call", summary="Prices")
    sqlite_tieline.handle(record.originator_id, call, by=kim, correction=Correction(record=record.seq, reason=WRONG))
    corrected = sqlite_tieline.tracker.recorder.head()[0]
    assert import_case(sqlite_tieline, SAMPLE, by=kim).recorded == 0
    sqlite_tieline.retract(corrected, WRONG, by=kim)
    assert import_case(sqlite_tieline, SAMPLE, by=kim).recorded == 0


def test_a_number_of_thousands_of_digits_is_no_record(sqlite_tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"account": "Harbour Foods", "do": "open", "on": "2020"}\n'
        f'{{"account": "Harbour Foods", "do": "retract", "record": "{"9" * 5000}", "reason": "Wrong"}}\n'
    )
    (refused,) = record_file(sqlite_tieline, file, by=kim).refused
    assert refused.reason.startswith("Nothing was recorded as")


def test_a_line_that_strikes_says_nothing_that_would_be_passed_over(
    sqlite_tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    recorded(sqlite_tieline, kim, OPENED)
    file = tmp_path / "history.jsonl"
    file.write_text(
        '{"account": "Harbour Foods", "do": "retract", "record": 1, "reason": "Wrong", "becaus": "Wrong"}\n'
        '{"account": "Harbour Foods", "do": "interaction", "on": "2022", "kind": "call", "summary": "Prices", "because": "Wrong"}\n'
    )
    refused = record_file(sqlite_tieline, file, by=kim).refused
    assert ["“becaus” is no field" in refused[0].reason, "“corrects”" in refused[1].reason] == [True, True]
    assert sqlite_tieline.tracker.recorder.head()[0] == 1
