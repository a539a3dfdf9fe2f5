"""What changed between two points, worked out by hand: late events, corrections, retractions and a changed policy."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from domain.access import Actor
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan, ClosePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship, RenameRelationship
from domain.relationship.risk import PutAtRisk
from domain.relationship.showcase import StartShowcase
from domain.retracting import Correction
from projections.difference import Backwards, Changed, Point, Told, counts, difference, flows, known_up_to
from projections.what_if import policy_known
from tests.conftest import Clock
from ui.bootstrap import Tieline

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def at(text: str) -> int:
    """An instant, in microseconds."""
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def told(tieline: Tieline, start: Point, end: Point, relationship: str | None = "s") -> Told:
    tracker = tieline.tracker
    return difference(
        tieline.database,
        tracker.recorder,
        tracker.codec,
        lambda known_at: policy_known(tracker.recorder, tracker.codec, known_at),
        start,
        end,
        relationship,
    )


def statuses(found: Told) -> dict[tuple[str, str], tuple[str, str, str, tuple[str, ...]]]:
    """Each status that changed: what it was, what it was as is known now, what it is, and what made the difference."""

    def row(each: Changed) -> tuple[str, str, str, tuple[str, ...]]:
        return each.before, each.learned, each.after, each.by

    return {(each.aspect, each.title): row(each) for each in found.changed}


@pytest.fixture
def story(tieline: Tieline, clock: Clock, kim: Actor) -> Tieline:
    """Harbour Foods, recorded on 1 April 2026: strategic since 2020, with a plan up to July 2026 and a milestone due in May."""
    clock.set(datetime(2026, 4, 1, 9, tzinfo=UTC))
    for command in (
        OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"),
        Reclassify(on=parse_when("2020-02-01"), to="strategic", reason="able"),
        AgreePlan(
            on=parse_when("2022-06-01"), plan_id="p", title="Plan", starts=date(2022, 7, 1), ends=date(2026, 7, 1)
        ),
        PlanMilestone(
            on=parse_when("2026-02-01"), milestone_id="m", title="Train", party="the account", due=parse_when("2026-05")
        ),
    ):
        tieline.handle("s", command, by=kim)
    return tieline


def later(tieline: Tieline, clock: Clock, kim: Actor, command: object, **options: object) -> int:
    """Record a command an hour later; returns the number of its last event."""
    clock.microseconds += 3_600_000_000
    return tieline.handle("s", command, by=kim, **options).last_seq  # type: ignore[arg-type]  # any command and options


def test_what_came_after_the_first_day_happened(story: Tieline, clock: Clock, kim: Actor) -> None:
    clock.set(datetime(2026, 6, 1, tzinfo=UTC))
    seq = later(story, clock, kim, PutAtRisk(on=parse_when("2026-05-20"), reason="lost a tender"))
    found = told(story, Point(MARCH), Point(JUNE))
    assert [(each.record.seq, each.record.sentence) for each in found.happened] == [
        (seq, "Put at risk — lost a tender.")
    ]
    assert (found.learned, found.gone) == ([], [])
    assert statuses(found) == {
        ("risk", ""): ("", "", "at risk", ("it happened",)),
        ("milestone", "Train"): (
            "planned, due 2026-05-31",
            "planned, due 2026-05-31",
            "overdue, due 2026-05-31",
            ("it happened",),
        ),
    }


def test_what_had_happened_by_the_first_day_and_was_recorded_since_was_learned(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    clock.set(datetime(2026, 6, 1, tzinfo=UTC))
    seq = later(story, clock, kim, ReachMilestone(on=parse_when("2026-03-15"), milestone_id="m"))
    found = told(story, Point(MARCH, at("2026-05-01")), Point(MARCH))
    assert (found.happened, [each.record.seq for each in found.learned], found.gone) == ([], [seq], [])
    assert statuses(found) == {
        ("milestone", "Train"): ("planned, due 2026-05-31", "reached", "reached", ("we learned it",))
    }
    assert told(story, Point(MARCH), Point(JUNE)).changed == []


def test_a_status_may_change_both_ways(story: Tieline, clock: Clock, kim: Actor) -> None:
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    later(story, clock, kim, ClosePlan(on=parse_when("2026-02-15"), plan_id="p"))
    later(story, clock, kim, Reclassify(on=parse_when("2026-03-01"), to="integrated", reason="less willing"))
    later(story, clock, kim, Reclassify(on=parse_when("2026-06-01"), to="stable", reason="no will left"))
    found = told(story, Point(MARCH, at("2026-04-02")), Point(JUNE))
    assert statuses(found)["class", ""] == ("strategic", "integrated", "stable", ("it happened", "we learned it"))
    assert statuses(found)["plan in force", ""] == ("“Plan”, to 2026-07-01", "", "", ("we learned it",))
    assert [len(each) for each in (found.happened, found.learned)] == [1, 2]


def test_a_corrected_record_no_longer_holds_and_what_stands_in_its_place_is_learned(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    wrong = later(story, clock, kim, StartShowcase(on=parse_when("2026-03-01"), showcase_id="x", title="RFIP"))
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    right = later(
        story, clock, kim, StartShowcase(on=parse_when("2026-03-01"), showcase_id="y", title="RFID"),
        correction=Correction(record=wrong, reason="misspelt"),
    )  # fmt: skip
    found = told(story, Point(MARCH, at("2026-04-02")), Point(MARCH))
    (gone,) = found.gone
    assert (gone.record.seq, gone.record.sentence) == (wrong, "Showcase “RFIP” started.")
    assert (gone.retracted.why, gone.retracted.by, gone.retracted.instead) == ("misspelt", kim.subject, (right,))
    assert gone.retracted.at == at("2026-05-01T01:00")
    assert [(each.record.seq, each.instead_of) for each in found.learned] == [(right, wrong)]
    assert found.happened == []
    assert statuses(found) == {}, "the showcase runs as before, under the name that it has now"


def test_a_retracted_record_no_longer_holds_from_when_it_was_retracted(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    wrong = later(story, clock, kim, PutAtRisk(on=parse_when("2026-03-01"), reason="heard so"))
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    story.retract(wrong, "It was another account", by=kim)
    found = told(story, Point(MARCH, at("2026-04-02")), Point(MARCH))
    assert [(each.record.seq, each.retracted.why, each.retracted.instead) for each in found.gone] == [
        (wrong, "It was another account", ())
    ]
    assert statuses(found) == {("risk", ""): ("at risk", "", "", ("we learned it",))}
    assert told(story, Point(MARCH, at("2026-04-02")), Point(MARCH, at("2026-04-30"))).nothing
    assert told(story, Point(MARCH), Point(MARCH)).nothing, "by what is known now it never was"


def test_what_was_recorded_and_retracted_in_between_is_no_difference(story: Tieline, clock: Clock, kim: Actor) -> None:
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    story.retract(later(story, clock, kim, PutAtRisk(on=parse_when("2026-03-01"), reason="heard so")), "wrong", by=kim)
    assert told(story, Point(MARCH, at("2026-04-02")), Point(MARCH)).nothing


def test_a_changed_policy_makes_misfits(story: Tieline, clock: Clock, kim: Actor) -> None:
    strategic = replace(POLICY.services["strategic"], team=(), link_expected=None)
    bare = replace(POLICY, version=0, services={**POLICY.services, "strategic": strategic})
    whole = replace(bare, services={**bare.services, "strategic": replace(strategic, team=("IT",))})
    for on, rules in (("2019-01-01", bare), ("2026-05-01", whole)):
        clock.microseconds += 3_600_000_000
        story.handle("policy", ChangePolicy(on=parse_when(on), reason="drawn up anew", rules=rules), by=kim)
    found = told(story, Point(MARCH), Point(date(2026, 5, 31)))
    assert statuses(found)["misfit", "team incomplete"] == (
        "", "", "Nobody from IT is on the account team", ("it happened",),
    )  # fmt: skip
    before = told(story, Point(MARCH, at("2026-04-01T09:30")), Point(MARCH))
    assert all(each[3] == ("we learned it",) for each in statuses(before).values())
    assert statuses(before)["misfit", "no link deep enough"][2] == ""


def test_the_portfolio_has_new_accounts_closed_ones_and_moves(story: Tieline, clock: Clock, kim: Actor) -> None:
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    story.handle("t", OpenRelationship(on=parse_when("2026-05-01"), name="Pine Retail"), by=kim)
    story.handle("u", OpenRelationship(on=parse_when("2021-01-01"), name="Old Mill"), by=kim)
    story.handle("u", Reclassify(on=parse_when("2021-02-01"), to="stable", reason="small"), by=kim)
    story.handle("u", CloseRelationship(on=parse_when("2026-06-10"), reason="sold"), by=kim)
    later(story, clock, kim, RenameRelationship(on=parse_when("2026-06-11"), name="Harbour Foods Group"))
    found = told(story, Point(MARCH, at("2026-04-02")), Point(JUNE), None)
    assert {each.name: (each.before, each.learned, each.after) for each in found.changed if each.aspect == "class"} == {
        "Old Mill": ("", "stable", "closed"),
        "Pine Retail": ("", "", "unclassified"),
    }
    assert {(each.name, each.before, each.after) for each in found.changed if each.aspect == "name"} == {
        ("Harbour Foods Group", "Harbour Foods", "Harbour Foods Group")
    }
    assert [each for each in counts(found.stood, found.stands) if each[1] or each[2]] == [
        ("strategic", 1, 1), ("unclassified", 0, 1), ("closed", 0, 1),
    ]  # fmt: skip
    assert flows(found.changed) == [("", "unclassified", 1), ("", "closed", 1)]
    assert [(each.name, each.record.kind) for each in found.learned] == [
        ("Old Mill", "relationship-opened"), ("Old Mill", "reclassified"),
    ]  # fmt: skip


def test_what_is_only_known_to_the_year_happened_where_the_year_begins(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    seq = later(story, clock, kim, LogInteraction(on=parse_when("2026"), kind="call", summary="Prices"))
    found = told(story, Point(date(2025, 12, 31)), Point(JUNE))
    assert seq in [each.record.seq for each in found.happened]
    assert told(story, Point(date(2026, 1, 1)), Point(JUNE)).happened[-1].record.seq != seq


def test_an_empty_ledger_has_no_difference(tieline: Tieline) -> None:
    assert told(tieline, Point(MARCH), Point(JUNE), None).nothing


def test_a_span_that_goes_backwards_is_refused(story: Tieline) -> None:
    with pytest.raises(Backwards, match="2026-06-30 is after 2026-03-31: choose a first day that is not after"):
        told(story, Point(JUNE), Point(MARCH))
    with pytest.raises(Backwards, match="choose a first time of recording"):
        told(story, Point(MARCH, at("2026-05-02")), Point(JUNE, at("2026-05-01")))


def test_the_last_record_by_an_instant_is_found_among_many_of_the_same_time(
    story: Tieline, clock: Clock, kim: Actor
) -> None:
    recorder = story.tracker.recorder
    assert [known_up_to(recorder, at(each)) for each in ("2026-03-31", "2026-04-01T09:00", "2030-01-01")] == [0, 4, 4]
    last = later(story, clock, kim, PutAtRisk(on=parse_when("2026-03-01"), reason="heard so"))
    assert [known_up_to(recorder, at(each)) for each in ("2026-04-01T09:59", "2026-04-01T10:00")] == [4, last]
