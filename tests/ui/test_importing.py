"""Import of case files: every row is accounted for."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.access import Actor
from domain.history.case import CASE_COLUMNS
from domain.history.event import Event
from domain.history.when import parse_when
from domain.relationship.classification import Reclassified
from domain.relationship.economics import EconomicsReported
from domain.relationship.interaction import InteractionLogged
from domain.relationship.milestone import MilestoneDropped, MilestoneReached, PlanMilestone
from domain.relationship.observation import CASE_LANES, FactObserved
from domain.relationship.opening import OpenRelationship, RelationshipOpened
from domain.relationship.service_terms.rule import RuleLifted, RuleSet
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted, StartShowcase
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive
from projections.portfolio import names
from tests.conftest import SAMPLE
from ui.bootstrap import Tieline
from ui.case_rows import NotACaseFile
from ui.importing import ImportResult, import_case, kind_of

ROW = {
    "row_id": "X1",
    "supplier": "Example Mills",
    "account": "Harbour Foods",
    "date": "2024-03",
    "date_precision": "month",
    "kind": "economics",
    "status_or_phase": "reached",
    "fact": "Sales passed a mark.",
    "quantity": "12",
    "unit": "EUR million",
    "side": "both",
    "source_title": "Annual report",
    "source_author": "Example Mills",
    "source_year": "2024",
    "source_url": "https://example.org/report",
    "inferred": "no",
    "date_basis": "stated",
}


def case_file(folder: Path, *rows: dict[str, str], name: str = "case.csv") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, CASE_COLUMNS)
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def recorded(tieline: Tieline, name: str) -> list[Any]:
    found = names(tieline.database)
    stream = found.loc[found["name"] == name, "relationship"].item()
    return [each.event for each in tieline.tracker.history(str(stream))]


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.rows, result.recorded, result.already_recorded, len(result.refused)


def test_all_rows_of_the_published_history_are_recorded_in_one_batch(tieline: Tieline, kim: Actor) -> None:
    result = import_case(tieline, SAMPLE, by=kim)
    assert counts(result) == (133, 133, 0, 0)
    records = tieline.tracker.recorder.select_records(0, 1000)
    assert {record.batch for record in records} == {result.batch}
    assert len(records) == 133 + 23
    assert len(names(tieline.database)) == 23


def test_the_same_file_again_records_nothing_and_reports_every_row_as_recorded(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    head = tieline.tracker.recorder.head()
    result = import_case(tieline, SAMPLE, by=kim)
    assert counts(result) == (133, 0, 133, 0)
    assert result.batch is None
    assert tieline.tracker.recorder.head() == head


def test_a_dry_run_says_the_same_and_writes_nothing(tieline: Tieline, kim: Actor) -> None:
    result = import_case(tieline, SAMPLE, by=kim, dry_run=True)
    assert counts(result) == (133, 133, 0, 0)
    assert tieline.tracker.recorder.head() == (0, 0)


def test_all_17_columns_of_every_row_are_kept(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    kept = []
    for record in tieline.tracker.recorder.select_records(0, 1000):
        event = tieline.tracker.codec.recorded(record).event
        if event.case is not None:
            words = tieline.tracker.codec.words([event])[0]["reason"]
            kept.append({**{name: getattr(event.case, name, "") for name in CASE_COLUMNS}, "fact": words})
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        assert kept == list(csv.DictReader(file))


def test_a_row_with_the_terms_becomes_that_event_and_any_other_a_fact_in_its_lane(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    count: dict[type, int] = {}
    for record in tieline.tracker.recorder.select_records(0, 1000):
        event = tieline.tracker.codec.recorded(record).event
        count[type(event)] = count.get(type(event), 0) + 1
        assert event.observed
        if isinstance(event, FactObserved):
            assert event.case is not None
            assert event.lane == CASE_LANES[event.case.kind]
    assert count == {
        RelationshipOpened: 23,
        Reclassified: 11,
        ShowcaseStarted: 9,
        ShowcaseConcluded: 1,
        SystemLinkWentLive: 5,
        RuleSet: 7,
        RuleLifted: 1,
        InteractionLogged: 4,
        EconomicsReported: 2,
        FactObserved: 93,
    }


def test_an_interrupted_import_is_finished_by_the_next(
    tieline: Tieline, kim: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = tieline.tracker.observe

    def a_few_at_once(*args: Any, **kwargs: Any) -> None:
        def stop(done: int) -> None:
            if done > 40:
                raise KeyboardInterrupt

        original(*args, **{**kwargs, "events_at_once": 10, "progress": stop})

    with monkeypatch.context() as patch:
        patch.setattr(tieline.tracker, "observe", a_few_at_once)
        with pytest.raises(KeyboardInterrupt):
            import_case(tieline, SAMPLE, by=kim)
    assert 0 < tieline.tracker.recorder.head()[0] < 133
    result = import_case(tieline, SAMPLE, by=kim)
    assert result.recorded + result.already_recorded == 133
    assert result.already_recorded > 0
    assert tieline.tracker.recorder.head()[0] == 133 + 23


def test_an_account_that_is_on_record_under_its_name_gets_the_rows(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="harbour foods"), by=kim)
    import_case(tieline, case_file(tmp_path, {}), by=kim)
    assert len(names(tieline.database)) == 1
    assert len(tieline.tracker.history("s")) == 2


def test_one_account_written_in_several_ways_is_one_relationship(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    ways = [{"row_id": f"X{i}", "account": name} for i, name in enumerate(("Zeta Foods", "ZETA  foods", "Zeta Foods "))]
    assert counts(import_case(tieline, case_file(tmp_path, *ways), by=kim)) == (3, 3, 0, 0)
    assert list(names(tieline.database)["name"]) == ["Zeta Foods"]


def test_a_row_that_another_import_recorded_in_the_meantime_is_counted_as_what_became_of_it(
    tieline: Tieline, kim: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = case_file(tmp_path, {"row_id": "X1"}, {"row_id": "X2"}, {"row_id": "X3"})
    other = case_file(tmp_path, {"row_id": "X1"}, {"row_id": "X2", "fact": "Sales fell."}, name="other.csv")
    original = tieline.tracker.observe

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(tieline.tracker, "observe", original)
        import_case(tieline, other, by=kim)
        return original(*args, **kwargs)

    monkeypatch.setattr(tieline.tracker, "observe", overtaken)
    result = import_case(tieline, path, by=kim)
    assert counts(result) == (3, 1, 1, 1)
    assert (result.refused[0].row_id, "other content" in result.refused[0].reason) == ("X2", True)


def test_rows_about_a_name_that_two_relationships_have_are_refused(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    for stream in ("s", "t"):
        tieline.handle(stream, OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    result = import_case(tieline, case_file(tmp_path, {}), by=kim)
    assert counts(result) == (1, 0, 0, 1)
    assert "more than one relationship" in result.refused[0].reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"date": "soon"}, "is not a date"),
        ({"date": ""}, "column date is empty"),
        ({"row_id": ""}, "column row_id is empty"),
        ({"fact": " "}, "column fact is empty"),
        ({"kind": "gossip"}, "kind “gossip” is not known: use one of classification"),
        ({"fact": "Sales \0 fell."}, "NUL character"),
        ({"date_precision": "day"}, "known to the month, but date_precision says “day”"),
    ],
)
def test_a_row_that_cannot_be_recorded_is_listed_with_the_reason_and_the_others_are_recorded(
    tieline: Tieline, kim: Actor, tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    result = import_case(tieline, case_file(tmp_path, {"row_id": "X0"}, {"row_id": "X9", **change}), by=kim)
    assert counts(result) == (2, 1, 0, 1)
    assert reason in result.refused[0].reason
    assert result.refused[0].row_id in ("X9", "line 3")


def test_a_row_with_more_cells_than_columns_is_refused_and_not_cut(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    path = case_file(tmp_path, {})
    path.write_text(path.read_text(encoding="utf-8").rstrip() + ",extra\n", encoding="utf-8")
    result = import_case(tieline, path, by=kim)
    assert "more than 17 columns" in result.refused[0].reason


def test_a_row_id_with_other_content_than_before_is_refused(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    import_case(tieline, case_file(tmp_path, {}), by=kim)
    result = import_case(tieline, case_file(tmp_path, {"fact": "Sales fell."}, name="other.csv"), by=kim)
    assert counts(result) == (1, 0, 0, 1)
    assert "other content" in result.refused[0].reason


def test_a_row_that_stands_twice_in_a_file_is_recorded_once(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    assert counts(import_case(tieline, case_file(tmp_path, {}, {}), by=kim)) == (2, 1, 1, 0)
    different = case_file(tmp_path, {"row_id": "X2"}, {"row_id": "X2", "quantity": "13"}, name="other.csv")
    assert counts(import_case(tieline, different, by=kim)) == (2, 1, 0, 1)


def test_an_outcome_without_a_showcase_that_was_running_is_a_fact(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    import_case(tieline, case_file(tmp_path, {"kind": "showcase", "status_or_phase": "abandoned"}), by=kim)
    assert isinstance(recorded(tieline, "Harbour Foods")[-1], FactObserved)


def test_an_outcome_concludes_the_only_showcase_that_was_running_also_if_it_was_logged_by_hand(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle("s", StartShowcase(on=parse_when("2023"), showcase_id="rfid", title="RFID"), by=kim)
    import_case(tieline, case_file(tmp_path, {"kind": "showcase", "status_or_phase": "abandoned"}), by=kim)
    concluded = recorded(tieline, "Harbour Foods")[-1]
    assert isinstance(concluded, ShowcaseConcluded)
    assert (concluded.showcase_id, concluded.outcome) == ("rfid", "stop")


YEAR = {"date": "2024", "date_precision": "year"}


@pytest.mark.parametrize(
    ("change", "revenue"),
    [
        ({**YEAR, "fact": "Yearly sales."}, Decimal(12_000_000)),
        ({**YEAR, "fact": "Yearly sales", "unit": "eur"}, None),
        ({**YEAR, "fact": "Yearly sales to each other.", "unit": "EUR", "quantity": "12.5"}, Decimal("12.5")),
        ({**YEAR, "fact": "Yearly sales passed this.", "quantity": ""}, None),
        ({**YEAR, "fact": "Yearly sales passed this.", "unit": "percent"}, None),
        ({**YEAR, "fact": "Yearly sales passed this.", "side": "account"}, None),
        ({**YEAR, "fact": "Yearly sales passed this.", "status_or_phase": "proposed"}, None),
        ({**YEAR, "fact": "Savings passed this."}, None),
        ({"fact": "Its sales passed this."}, None),
    ],
)
def test_a_years_sales_between_both_sides_are_its_revenue_and_any_other_figure_is_a_fact(
    tieline: Tieline, kim: Actor, tmp_path: Path, change: dict[str, str], revenue: Decimal | None
) -> None:
    import_case(tieline, case_file(tmp_path, change), by=kim)
    event = recorded(tieline, "Harbour Foods")[-1]
    if revenue is None:
        assert isinstance(event, FactObserved)
    else:
        assert isinstance(event, EconomicsReported)
        assert (str(event.period), event.currency, event.revenue) == ("2024", "EUR", revenue)


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("The buyers came for two visits.", "visit"),
        ("Review of the year.", "review"),
        ("Meetings, and then a call.", "meeting"),
        ("Still negotiating.", "note"),
    ],
)
def test_an_interaction_is_of_the_kind_that_the_fact_names(
    tieline: Tieline, kim: Actor, tmp_path: Path, fact: str, kind: str
) -> None:
    import_case(tieline, case_file(tmp_path, {"kind": "interaction", "status_or_phase": "live", "fact": fact}), by=kim)
    event = recorded(tieline, "Harbour Foods")[-1]
    assert isinstance(event, InteractionLogged)
    assert event.kind == kind


LIVE = {"row_id": "L", "kind": "system_link", "status_or_phase": "live", "date": "2023", "date_precision": "year"}
TERMS = {"row_id": "T", "kind": "service_terms", "status_or_phase": "started", "date": "2023", "date_precision": "year"}


@pytest.mark.parametrize(
    ("begins", "phase", "ends"),
    [(LIVE, "retired", SystemLinkRetired), (TERMS, "retired", RuleLifted), (TERMS, "abandoned", RuleLifted)],
)
def test_an_end_is_of_the_only_thing_that_can_end(
    tieline: Tieline, kim: Actor, tmp_path: Path, begins: dict[str, str], phase: str, ends: type[Event]
) -> None:
    end = {"row_id": "E", "kind": begins["kind"], "status_or_phase": phase}
    import_case(tieline, case_file(tmp_path, end, begins), by=kim)
    *_, ended, begun = recorded(tieline, "Harbour Foods")
    assert isinstance(ended, ends)
    assert ended.subject == begun.subject


@pytest.mark.parametrize("begins", [LIVE, TERMS])
def test_an_end_that_could_be_of_two_things_or_of_none_is_a_fact(
    tieline: Tieline, kim: Actor, tmp_path: Path, begins: dict[str, str]
) -> None:
    end = {"row_id": "E", "kind": begins["kind"], "status_or_phase": "retired"}
    two = case_file(tmp_path, begins, {**begins, "row_id": "M"}, end)
    later = {**begins, "account": "Mill Lane", "date": "2025"}
    none = case_file(tmp_path, later, {**end, "account": "Mill Lane"}, name="later.csv")
    import_case(tieline, two, by=kim)
    import_case(tieline, none, by=kim)
    assert isinstance(recorded(tieline, "Harbour Foods")[-1], FactObserved)
    assert isinstance(recorded(tieline, "Mill Lane")[-1], FactObserved)


@pytest.mark.parametrize(
    ("phase", "side", "becomes"),
    [
        ("reached", "account", MilestoneReached),
        ("abandoned", "account", MilestoneDropped),
        ("reached", "supplier", FactObserved),
        ("reached", "both", FactObserved),
        ("proposed", "account", FactObserved),
    ],
)
def test_a_milestone_logged_by_hand_is_reached_or_dropped_by_the_party_that_the_row_names(
    tieline: Tieline, kim: Actor, tmp_path: Path, phase: str, side: str, becomes: type
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    plan = PlanMilestone(
        on=parse_when("2023"), milestone_id="web", title="Web", party="the account", due=parse_when("2024")
    )
    tieline.handle("s", plan, by=kim)
    row = {"kind": "milestone", "status_or_phase": phase, "side": side}
    import_case(tieline, case_file(tmp_path, row), by=kim)
    assert isinstance(recorded(tieline, "Harbour Foods")[-1], becomes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "lacks the columns row_id"),
        (b"name,date\nx,y\n", "lacks the columns row_id"),
        (b"\xff\xfe\x00row", "cannot be read as CSV"),
        ((",".join(reversed(CASE_COLUMNS)) + "\n").encode(), "in another order"),
    ],
)
def test_a_file_that_is_no_case_file_is_refused_saying_what_one_is(
    tieline: Tieline, kim: Actor, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(NotACaseFile, match=f"{message}.*first line is row_id,supplier"):
        import_case(tieline, path, by=kim)


def test_a_file_that_is_not_there_is_refused(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    with pytest.raises(NotACaseFile, match="name a file that exists"):
        import_case(tieline, tmp_path / "none.csv", by=kim)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("All retail customers (programme)", "segment"),
        ("High-frequency stores", "segment"),
        ("Wal-Mart", "account"),
        ("Allied Stores", "account"),
        ("Dollar Stores", "account"),
    ],
)
def test_a_group_of_accounts_is_told_from_an_account_by_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
