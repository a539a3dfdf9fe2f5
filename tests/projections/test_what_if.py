"""What would be different under another policy, worked out by hand on five accounts, on both databases."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.access import Actor, local_actor
from domain.company.capacity import SetCapacity
from domain.company.cio_time import ReportCioHours
from domain.company.model import COMPANY
from domain.history.event import Command
from domain.observing import Observation
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.model import POLICY_MODEL
from domain.policy.supposed import Supposed
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.counterpart.commands import ConfirmCounterpart, LeaveCounterpart, NameCounterpart
from domain.relationship.economics import ReportEconomics
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone.events import MilestonePlanned
from domain.relationship.opening import OpenRelationship
from domain.relationship.partnership.commands import AssessPartnership
from domain.relationship.rating import RateCriteria
from domain.relationship.showcase import StartShowcase
from domain.relationship.system_link import TakeLinkLive
from domain.relationship.team import JoinTeam, LeaveTeam
from domain.relationship.terrain import SurveyTerrain
from projections.projection import FOREVER, day_of
from projections.what_if import Supposing, WhatIf, policy_known, remembered, what_if
from tests.conftest import Clock
from tests.domain.scenario import on
from ui.bootstrap import Tieline
from ui.settings import Settings

DAY = date(2026, 6, 1)

ALDER: list[Command] = [
    Reclassify(on=on("2024-01-01"), to="strategic", reason="able"),
    AgreePlan(
        on=on("2024-01-01"),
        plan_id="p",
        title="Growth",
        starts=date(2024, 1, 1),
        ends=date(2028, 1, 1),
        shared_risk="Half each",
    ),
    TakeLinkLive(on=on("2024-02-01"), link_id="l", title="Shelf", depth="integrated", custom=True),
    JoinTeam(on=on("2024-01-10"), member_id="m", title="Planner", function="IT", person="Ann"),
    JoinTeam(on=on("2024-01-10"), member_id="n", title="Loader", function="operations", person="Ben"),
    LeaveTeam(on=on("2025-03-01"), member_id="n"),
    NameCounterpart(on=on("2023-12-15"), counterpart_id="c", title="Head of IT", function="IT", person="Cat"),
    NameCounterpart(
        on=on("2024-02-01"), counterpart_id="d", title="Depot head", function="operations", person="Dan", confirmed=True
    ),
    LeaveCounterpart(on=on("2026-01-15"), counterpart_id="d"),
    NameCounterpart(on=on("2024-02-01"), counterpart_id="e", title="Buyer", function="commercial", person="Eve"),
    ConfirmCounterpart(on=on("2024-03-01"), counterpart_id="e"),
    SurveyTerrain(on=on("2025-06-01"), systems=("ERP",)),
    LogInteraction(on=on("2026-03-01"), kind="visit", summary="Shelf"),
    AssessPartnership(on=on("2026-02-01"), side="own company", commitment=3, evidence="seen"),
]
BIRCH: list[Command] = [
    Reclassify(on=on("2024-01-01"), to="integrated", reason="large"),
    RateCriteria(on=on("2023-11"), size=3, willingness=2, ability=3, evidence="seen"),
    AgreePlan(on=on("2025-09-15"), plan_id="p", title="Year", starts=date(2025, 10, 1), ends=date(2026, 10, 1)),
    TakeLinkLive(on=on("2024-05"), link_id="l", title="Orders", depth="integrated"),
    LogInteraction(on=on("2026-01-01"), kind="call", summary="Orders"),
    ReportEconomics(
        on=on("2025-02-01"), period=on("2024"), currency="USD", revenue=Decimal(8_000_000), net_profit=Decimal(600_000)
    ),
    ReportEconomics(
        on=on("2026-02-01"), period=on("2025"), currency="USD", revenue=Decimal(9_000_000), net_profit=Decimal(600_000)
    ),
]
CEDAR: list[Command] = [
    Reclassify(on=on("2024-01-01"), to="emerging", reason="quick"),
    StartShowcase(on=on("2025-01-01"), showcase_id="s", title="RFID", ends=date(2025, 9, 1)),
    StartShowcase(on=on("2025-02-01"), showcase_id="t", title="Crates"),
]
ELDER: list[Command] = [
    Reclassify(on=on("2024-01-01"), to="strategic", reason="able"),
    RateCriteria(on=on("2024-01-01"), size=3, willingness=2, ability=3, evidence="seen"),
    CloseRelationship(on=on("2026-01-01"), reason="Sold"),
]
STORY: dict[str, list[Command]] = {
    "Alder": ALDER,
    "Birch": BIRCH,
    "Cedar": CEDAR,
    "Dogwood": [Reclassify(on=on("2024-04-01"), to="stable", reason="small")],
    "Elder": ELDER,
}  # fmt: skip


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    return told(tieline, kim)


def told(tieline: Tieline, kim: Actor) -> Tieline:
    for name, commands in STORY.items():
        tieline.handle(name, OpenRelationship(on=on("2023-10-01"), name=name), by=kim)
        for command in commands:
            tieline.handle(name, command, by=kim)
    return tieline


def different(
    tieline: Tieline, *assignments: str, since: date = date.min, day: date = DAY, known_at: int = FOREVER
) -> WhatIf:
    recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
    supposed = Supposed(policy_known(recorder, codec, known_at), lambda rules: parse(rules, assignments), since)
    return what_if(Supposing(tieline.database, remembered(recorder, codec, known_at), supposed, day, known_at))


def signs(found: WhatIf) -> list[tuple[str, str, str, str]]:
    """Account, sign, what would become of it, and since when."""
    return [
        (each.name, each.sign, each.would, day_of(each.since).isoformat() if each.since else "")
        for each in found.flagged
    ]


def test_another_class_is_suggested_beside_the_one_on_record(portfolio: Tieline) -> None:
    found = different(portfolio, "criteria.willing=2")
    (birch,) = found.classed
    assert (birch.name, birch.on_record, birch.present, birch.other) == (
        "Birch",
        "integrated",
        "integrated",
        "strategic",
    )
    assert (day_of(birch.since), day_of(birch.since_last)) == (date(2023, 11, 1), date(2023, 11, 30))
    assert birch.why_other == (
        "large (size 3, from 3 on), willing (willingness 2, from 2 on) and able (ability 3, from 3 on)"
    )
    assert portfolio.tracker.codec.recorded(portfolio.tracker.recorder.select_by_seq([birch.seq])[0]).event == next(
        each.event for each in portfolio.tracker.history("Birch") if each.seq == birch.seq
    )
    assert found.accounts == 4  # Elder is closed, and would be classed differently before that
    assert [each.name for each in different(portfolio, "criteria.willing=2", day=date(2025, 12, 31)).classed] == [
        "Birch",
        "Elder",
    ]


def test_decisions_that_the_other_policy_forbids_are_told_with_its_rule(portfolio: Tieline) -> None:
    found = different(portfolio, "showcases.per_account=1", "services.integrated.plan.at_most=11")
    assert [(each.on.isoformat(), each.name, each.headline, each.refused) for each in found.decided] == [
        ("2025-02-01", "Cedar", "Showcase “Crates” started", True),
        ("2025-09-15", "Birch", "Joint plan “Year” agreed, 2025-10-01 to 2026-10-01", True),
    ]
    assert found.decided[0].sentence.startswith("“RFID” runs already, and the supposed policy allows 1 at once")
    assert len(different(portfolio, "showcases.per_account=1", day=date(2025, 1, 31)).decided) == 0
    assert len(different(portfolio, "showcases.per_account=1", since=date(2025, 2, 2)).decided) == 0
    assert len(different(portfolio, "showcases.in_total=1").decided) == 1


SIGNS: dict[tuple[str, ...], list[tuple[str, str, str, str]]] = {
    (
        "attention.quiet=60",
        "attention.review_every=300",
        "attention.due_soon=150",
        "attention.assessment_every=100",
        "services.strategic.team=IT",
        "services.strategic.counterparts=none",
        "services.strategic.custom_links=false",
        "services.strategic.terrain_months=6",
        "services.stable.terrain_months=12",
        "services.integrated.deepest_link=integrated",
        "services.emerging.link_expected=coordinated",
    ): [
        ("Alder", "assessment old", "appear", "2026-05-13"),
        ("Alder", "counterpart assumed", "go", "2024-01-01"),  # IT
        ("Alder", "counterpart missing", "go", "2024-01-01"),  # executive
        ("Alder", "counterpart missing", "go", "2026-01-15"),  # operations
        ("Alder", "custom link", "appear", "2024-02-01"),
        ("Alder", "quiet", "appear", "2026-05-01"),
        ("Alder", "team incomplete", "go", "2024-01-01"),  # commercial
        ("Alder", "team incomplete", "go", "2024-01-01"),  # executive
        ("Alder", "team incomplete", "go", "2025-03-01"),  # operations
        ("Alder", "terrain stale", "appear", "2025-12-02"),
        ("Birch", "link too deep", "go", "2024-05-01"),
        ("Birch", "plan ends soon", "appear", "2026-05-04"),
        ("Birch", "plan incomplete", "go", "2026-04-10"),
        ("Cedar", "no link deep enough", "appear", "2024-01-01"),
        ("Dogwood", "terrain unmapped", "appear", "2024-04-01"),
    ],
    (
        "attention.quiet=200",
        "services.strategic.plan.at_least=60",
        "services.integrated.plan=none",
        "services.strategic.counterparts=commercial",
        "segments.USD.revenue=8500000",
    ): [
        ("Alder", "counterpart assumed", "go", "2024-01-01"),
        ("Alder", "counterpart missing", "go", "2024-01-01"),
        ("Alder", "counterpart missing", "go", "2026-01-15"),
        ("Alder", "plan incomplete", "go", "2024-07-10"),
        ("Alder", "plan off policy", "appear", "2024-01-01"),
        ("Birch", "plan incomplete", "go", "2026-04-10"),  # no review
        ("Birch", "plan incomplete", "go", "2025-10-01"),  # no scorecard
        ("Birch", "plan off policy", "appear", "2025-09-15"),
        ("Birch", "profit segment", "differ", "2025-12-31"),
        ("Birch", "quiet", "go", "2026-05-02"),
    ],
    ("services.strategic.scorecard=true", "segments.USD.revenue=7000000"): [
        ("Alder", "plan incomplete", "appear", "2024-01-01"),
        ("Birch", "profit segment", "differ", "2024-12-31"),
    ],
}  # fmt: skip
"""What some changes make appear and go, and since when, by hand."""


def test_signs_appear_and_go_since_the_day_that_the_rule_gives(portfolio: Tieline) -> None:
    assert {assignments: signs(different(portfolio, *assignments)) for assignments in SIGNS} == SIGNS


def test_a_sign_shows_on_the_day_told_and_not_on_the_day_before(sqlite_tieline: Tieline, kim: Actor) -> None:
    portfolio, assignments = told(sqlite_tieline, kim), next(iter(SIGNS))[:4]

    @cache
    def shown(day: date) -> list[tuple[str, str, str, str]]:
        found = different(portfolio, *assignments, day=day).flagged
        return [(each.relationship, each.sign, each.would, each.what) for each in found]

    found = different(portfolio, *assignments).flagged
    assert len(found) == 4
    for each in found:
        since, sign = day_of(each.since), (each.relationship, each.sign, each.would, each.what)
        assert (sign in shown(since), sign in shown(since - timedelta(days=1))) == (True, False), each


def test_a_policy_supposed_from_a_day_on_makes_a_difference_from_then_on(portfolio: Tieline) -> None:
    assert signs(different(portfolio, "attention.quiet=60", since=date(2026, 5, 15))) == [
        ("Alder", "quiet", "appear", "2026-05-15")
    ]
    assert different(portfolio, "attention.quiet=60", since=date(2026, 6, 2)).nothing


def test_what_was_not_yet_recorded_makes_no_difference(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known = clock()
    clock.microseconds += 1_000_000
    portfolio.handle("Alder", LogInteraction(on=on("2026-05-20"), kind="call", summary="Crates"), by=kim)
    portfolio.handle("Dogwood", RateCriteria(on=on("2025"), size=2, willingness=3, ability=3, evidence="seen"), by=kim)
    supposed = ("attention.quiet=60", "criteria.large=2")
    now, then = different(portfolio, *supposed), different(portfolio, *supposed, known_at=known)
    assert (signs(now), [each.name for each in now.classed]) == ([], ["Dogwood"])
    assert (signs(then), then.classed) == ([("Alder", "quiet", "appear", "2026-05-01")], [])


def test_a_version_of_the_policy_that_was_not_yet_recorded_is_not_compared_with(
    portfolio: Tieline, clock: Clock, kim: Actor
) -> None:
    known = clock()
    clock.microseconds += 1_000_000
    rules = parse(POLICY, ["attention.quiet=60"])
    portfolio.handle(POLICY_MODEL.name, ChangePolicy(on=on("2024-01-01"), reason="Look earlier", rules=rules), by=kim)
    assert different(portfolio, "attention.quiet=60").flagged == []
    assert signs(different(portfolio, "attention.quiet=60", known_at=known)) == [
        ("Alder", "quiet", "appear", "2026-05-01")
    ]


def test_what_was_retracted_makes_no_difference_from_when_that_is_known(
    portfolio: Tieline, clock: Clock, kim: Actor
) -> None:
    known = clock()
    clock.microseconds += 1_000_000
    (rating,) = different(portfolio, "criteria.willing=2").classed
    (start,) = different(portfolio, "showcases.per_account=1").decided
    for seq in (rating.seq, start.seq):
        portfolio.tracker.retract(seq, "Of another account", by=kim)
    portfolio.engine.catch_up()
    supposed = ("criteria.willing=2", "showcases.per_account=1")
    now, then = different(portfolio, *supposed), different(portfolio, *supposed, known_at=known)
    assert (now.classed, now.decided) == ([], [])
    assert (then.classed, then.decided) == ([rating], [start])


def test_the_cios_time_is_judged_otherwise_since_the_first_period_of_which_that_is_so(
    portfolio: Tieline, kim: Actor
) -> None:
    for period, hours in (("2025-Q4", 10), ("2026-Q1", 3)):
        portfolio.handle(
            COMPANY.name, ReportCioHours(on=on("2026-04-10"), period=on(period), hours=Decimal(hours)), by=kim
        )
    portfolio.handle(
        "Birch",
        LogInteraction(on=on("2026-02-02"), kind="visit", summary="Depot", hours=Decimal(1), with_cio=True),
        by=kim,
    )
    (found,) = different(portfolio, "cio_time.at_least=0.40").flagged
    assert (found.relationship, found.name, found.sign, found.would) == ("", "the company", "CIO time", "differ")
    assert (day_of(found.since), found.what) == (
        date(2026, 3, 31),
        "The CIO's time with customers from 2026-01-01 to 2026-03-31 would be below what the policy wants, not within.",
    )


def test_the_load_of_milestones_without_a_weight_of_their_own_is_weighed_otherwise(
    portfolio: Tieline, kim: Actor
) -> None:
    planned = MilestonePlanned(
        on=on("2026-05-01"), milestone_id="m", title="Train", party="own company", due=on("2026-08"), observed=True
    )
    seen = Observation(command_id="seen", fingerprint=b"seen", stream="Birch", events=[planned])
    portfolio.tracker.observe([seen], by=kim, batch="seen")
    portfolio.handle(
        COMPANY.name, SetCapacity(on=on("2026-01-01"), party="own company", period=on("2026"), capacity=8), by=kim
    )
    assert [
        (each.sign, each.would, day_of(each.since)) for each in different(portfolio, "weights.incremental=3").flagged
    ] == [
        ("change load", "appear", date(2026, 4, 1)),
        ("change load", "appear", date(2026, 7, 1)),
    ]


def test_nothing_differs_where_nothing_is_on_record(tieline: Tieline) -> None:
    found = different(tieline, "attention.quiet=1", "criteria.large=0", "showcases.per_account=0")
    assert (found.nothing, found.accounts) == (True, 0)


KEYS: dict[str, st.SearchStrategy[object]] = {
    "attention.quiet": st.integers(0, 400),
    "attention.review_every": st.integers(0, 400),
    "criteria.large": st.integers(0, 4),
    "criteria.willing": st.integers(0, 4),
    "services.strategic.plan.at_least": st.integers(0, 60),
    "services.integrated.team": st.sampled_from(["IT", "none", "IT, executive"]),
    "services.strategic.terrain_months": st.integers(0, 40),
    "showcases.per_account": st.integers(0, 3),
    "segments.USD.profit": st.integers(0, 10**6),
}
others = st.fixed_dictionaries({}, optional=KEYS).map(lambda each: [f"{key}={value}" for key, value in each.items()])
days = st.dates(date(2023, 9, 1), date(2027, 1, 1))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Tieline:
    folder = tmp_path_factory.mktemp("kept")
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""), clock=Clock())
    return told(tieline, local_actor("kim"))


def everything(tieline: Tieline) -> list[object]:
    """The root of the ledger, and every row of every table."""
    look = tieline.database.look
    tables = sorted(name for (name,) in look("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return [tieline.tracker.recorder.tree().root(), *((name, look(f"SELECT * FROM {name}")) for name in tables)]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(others, days, st.none() | days)
def test_whatever_is_supposed_nothing_is_written(
    kept: Tieline, assignments: list[str], day: date, since: date | None
) -> None:
    before = everything(kept)
    found = different(kept, *assignments, day=day, since=since or date.min)
    assert everything(kept) == before
    if not assignments:
        assert found.nothing


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days)
def test_the_policy_in_force_supposed_again_makes_no_difference(kept: Tieline, day: date) -> None:
    recorder, codec = kept.tracker.recorder, kept.tracker.codec
    for same in (lambda rules: rules, lambda _: POLICY):
        supposed = Supposed(policy_known(recorder, codec), same)
        assert what_if(Supposing(kept.database, remembered(recorder, codec), supposed, day)).nothing
