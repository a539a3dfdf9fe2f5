"""What the questions say of a day is what the state folded to that day says, whatever order it was recorded in."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy.schema import CreateTable

from domain.history.event import Command, Event
from domain.history.order import dated
from domain.history.refusal import Refusal
from domain.history.when import When, on_day, parse_when, widen
from domain.ledger.database import Database, sqlite_url
from domain.policy.version_1 import POLICY
from domain.recorded import Recorded
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship, ReopenRelationship
from domain.relationship.gaps import gaps
from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import PlanMilestone, RescheduleMilestone
from domain.relationship.model import RELATIONSHIP
from domain.relationship.risk import PutAtRisk
from domain.relationship.showcase import SpendOnShowcase, StartShowcase
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Alone
from domain.relationship.system_link import ProposeLink, SuspendLink, TakeLinkLive
from projections.attention.due import overdue_milestones
from projections.attention.look import Look
from projections.catalogue import ALL
from projections.change_load.milestones import milestones
from projections.change_load.waiting import pending
from projections.deriving import derive_all, tables_of
from projections.fit_facts import held
from projections.growth_facts import counterparts, link_facts, ratings, working
from projections.plans import objectives, plans, scorecard
from projections.portfolio import portfolio
from projections.projection import day_number
from projections.reach import people
from projections.showcases import running, trials
from tests.domain.scenario import HARBOUR
from tests.strategies import commands

AROUND = Alone(POLICY)
ENDINGS = {"completed": "completed", "closed": "closed early", "superseded": "superseded", "withdrawn": "withdrawn"}


def early(command: Command) -> Command:
    """The command in the first months of 2024, where its span overlaps with those of many others."""
    day = date(2024, (command.on.first.month + 1) // 2, command.on.first.day % 28 + 1)
    return replace(command, on=widen(day, command.on.precision))


CLASSED = Reclassify(on=on_day(date(2022, 1, 1)), to="strategic", reason="able and willing")
histories = st.lists(commands.map(early), min_size=10, max_size=40).map(lambda each: [CLASSED, *each])
days = st.dates(date(2024, 1, 1), date(2025, 1, 31))
known = st.integers(1, 40)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The tables of all questions, empty."""
    opened = Database(sqlite_url(tmp_path_factory.mktemp("views") / "views.db"))
    with opened.write() as connection:
        for projection in ALL:
            for table in tables_of(projection):
                connection.execute(CreateTable(table))
    yield opened
    opened.close()


def live(given_commands: list[Command]) -> list[Event]:
    """The history after carrying out what is accepted, in the order recorded."""
    history: list[Event] = [HARBOUR]
    for command in given_commands:
        try:
            history += RELATIONSHIP.decide(RELATIONSHIP.folded("r", history), history, command, AROUND)
        except Refusal:
            continue
    return history


def told(database: Database, history: list[Event]) -> None:
    """Put a history into the tables; each event is recorded at the instant of its number."""
    batch = [Recorded("r", seq, event, seq=seq, recorded_at=seq) for seq, event in enumerate(history, 1)]
    with database.write(durable=False) as connection:
        for projection in ALL:
            rows = projection.rows(batch)
            for table in projection.tables:
                database.run(connection, f"DELETE FROM {table.name}")
                database.insert(connection, table, rows[table.name])
            for derived in projection.derived:
                derive_all(database, connection, derived)


def state_on(history: list[Event], day: date) -> Relationship:
    """What is known as of a day."""
    by_then = [event for counts_from, event in dated(history) if counts_from <= day]
    return RELATIONSHIP.fold(Relationship(id="r"), by_then)


def number(day: date | None) -> int:
    """The day as the views keep it, 0 for none."""
    return day_number(day) if day else 0


def first(when: When | None) -> int:
    """The first day of a span as the views keep it, 0 for none."""
    return day_number(when.first) if when else 0


def rows(frame: pd.DataFrame, key: str, *columns: str) -> dict[str, tuple[object, ...]]:
    """Some columns of each row by one that tells the rows apart."""
    return {each[key]: tuple(each[column] for column in columns) for each in frame.to_dict("records")}


law = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@law
@given(histories, days, known)
def test_an_account_stands_as_its_state_does(
    database: Database, given_commands: list[Command], day: date, known: int
) -> None:
    history = live(given_commands)
    told(database, history)
    state = state_on(history[:known], day)
    found = portfolio(database, day, known).to_dict("records")
    (row,) = found
    in_force = [each for each in state.plans.values() if each.live_on(day) and each.starts <= day]
    assert row["account_class"] == (state.account_class or "")
    assert row["class_since"] == first(state.class_since)
    assert row["at_risk_since"] == first(state.profile.at_risk_since)
    assert row["closed_since"] == first(state.profile.closed)
    assert (row["plan"], row["plan_ends"]) in [(each.title, number(each.ends)) for each in in_force] or [("", 0)]


def plan_status(plan: Plan, day: date) -> str:
    """How a plan stands on a day, as the question calls it."""
    if plan.ending:
        return ENDINGS[plan.ending]
    if plan.agreed is None:
        return "proposed"
    if plan.ends <= day:
        return "ran out"
    return "agreed" if plan.starts > day else "in force"


@law
@given(histories, days, known)
def test_plans_objectives_and_scorecards_are_as_in_the_state(
    database: Database, given_commands: list[Command], day: date, known: int
) -> None:
    history = live(given_commands)
    told(database, history)
    state = state_on(history[:known], day)
    assert rows(
        plans(database, day, known),
        "plan",
        "title",
        "status",
        "starts",
        "ends",
        "first_starts",
        "first_ends",
        "amendments",
        "shares_risk",
        "reviewed",
        "agreed",
        "ended",
        "result",
    ) == {
        each.id: (
            each.title,
            plan_status(each, day),
            number(each.starts),
            number(each.ends),
            number(each.first_starts),
            number(each.first_ends),
            each.amendments,
            each.shares_risk,
            first(each.reviewed),
            first(each.agreed),
            first(each.ended),
            each.result or "",
        )
        for each in state.plans.values()
    }
    left_open = {each.id for each in state.plans.values() if each.ended}
    found = objectives(database, day, known)
    assert rows(found, "objective", "title", "plan", "due", "due_last", "first_due", "moves", "settled") == {
        each.id: (
            each.title,
            each.plan_id,
            first(each.due),
            number(each.due.last),
            first(each.first_due),
            each.moves,
            first(each.settled),
        )
        for each in state.objectives.values()
    }
    assert set(found[found["status"] == "late"]["objective"]) == {
        each.id for each in state.objectives.values() if each.late_on(day) and each.plan_id not in left_open
    }
    readings = {
        (measure.id, first(each.period), number(each.period.last)): (each.first_target, each.target, each.actual)
        for measure in state.measures.values()
        for each in measure.periods.values()
    }
    assert {
        (each["measure"], each["period_first"], each["period_last"]): (
            each["first_target"],
            each["target"],
            each["actual"],
        )
        for each in scorecard(database, day, known).to_dict("records")
    } == readings


@law
@given(histories, days, known)
def test_showcases_are_as_in_the_state(
    database: Database, given_commands: list[Command], day: date, known: int
) -> None:
    history = live(given_commands)
    told(database, history)
    state = state_on(history[:known], day)
    assert rows(
        trials(database, day, known),
        "showcase",
        "title",
        "status",
        "started",
        "spent",
        "currency",
        "outcome",
        "ends",
        "observed",
    ) == {
        each.id: (
            each.title,
            each.status,
            first(each.started),
            each.spent,
            each.currency,
            each.outcome or "",
            number(each.limits.ends),
            each.observed,
        )
        for each in state.showcases.values()
    }
    everything = state_on(history, day)
    assert running(database, day, "another") == sum(each.counts for each in everything.showcases.values())


@law
@given(histories, days, known)
def test_milestones_are_as_in_the_state(
    database: Database, given_commands: list[Command], day: date, known: int
) -> None:
    history = live(given_commands)
    told(database, history)
    state = state_on(history[:known], day)
    assert {
        each.milestone: (each.title, each.due, each.due_last, each.moves, each.ended > 0)
        for each in milestones(database, day, known)
    } == {
        each.id: (each.title, first(each.due), number(each.due.last), each.moves, each.ended is not None)
        for each in state.milestones.values()
    }
    overdue = [each for each in state.milestones.values() if each.open and each.due.last < day]
    look = Look(database, day, known, POLICY)
    matters = list(overdue_milestones(look, portfolio(database, day, known)))
    assert [each.since for each in matters] == ([min(number(each.due.last) for each in overdue)] if overdue else [])


@law
@given(histories, days, known)
def test_links_ratings_and_people_are_as_in_the_state(
    database: Database, given_commands: list[Command], day: date, known: int
) -> None:
    history = live(given_commands)
    told(database, history)
    state = state_on(history[:known], day)
    kept = held(database, day, known).get("r")
    stood = [each[-1] for each in kept.links] if kept else []
    assert sorted((each.title, each.depth, each.working, each.custom) for each in stood) == sorted(
        (each.title, each.depth or "", each.working, each.custom) for each in state.links.values()
    )
    worked = working(link_facts(database, day, known), "relationship")
    assert rows(worked, "subject", "depth", "first_day") == {
        each.id: (each.depth or "", first(each.live)) for each in state.links.values() if each.working
    }
    assert set(pending(database, day, known)) == {
        ("r", each.id) for each in state.links.values() if each.live is None and each.open
    }
    in_force = [each for each in state.plans.values() if each.live_on(day) and each.starts <= day]
    assert sum(each.in_force_on(day_number(day)) for each in (kept.plans if kept else [])) == len(in_force)
    on_team = {each.function for each in state.team.values() if each.open}
    assert (kept.team if kept else set()) == on_team
    assert ratings(database, day, known).get("r", {}) == {each: rated.rating for each, rated in state.criteria.items()}
    here = [each for each in state.counterparts.values() if each.open]
    assert counterparts(database, day, known).get("r", {}) == {
        function: any(each.confirmed for each in here if each.function == function)
        for function in {each.function for each in here}
    }
    found = people(database, day, POLICY, known)
    said = {(row["unknown"], row["assumed"], row["team"]) for row in found.to_dict("records")}
    if state.account_class and not state.closed:
        due = gaps(POLICY.service(state.account_class), state.team, state.counterparts, day)
        missing = due.counterparts, due.assumed, due.team
        assert said == ({missing} if any(missing) else set())
    else:
        assert said == set()


def on_record(database: Database, *given_commands: Command) -> None:
    """An account with what these commands led to; none of them is refused."""
    history: list[Event] = [HARBOUR]
    for command in given_commands:
        history += RELATIONSHIP.decide(RELATIONSHIP.folded("r", history), history, command, AROUND)
    told(database, history)


AT_LAST = date(2025, 1, 31)


def test_what_was_at_risk_when_it_closed_is_not_when_it_is_reopened(database: Database) -> None:
    on_record(
        database,
        PutAtRisk(on=parse_when("2024-01-10"), reason="lost a tender"),
        CloseRelationship(on=parse_when("2024-02-10"), reason="lost"),
        ReopenRelationship(on=parse_when("2024-03-10")),
    )
    assert portfolio(database, date(2024, 1, 31))["at_risk_since"].item() == day_number(date(2024, 1, 10))
    assert portfolio(database, AT_LAST)["at_risk_since"].item() == 0


def test_a_milestone_rescheduled_in_the_year_it_was_planned_in_is_overdue_by_its_new_date(database: Database) -> None:
    on_record(
        database,
        PlanMilestone(
            on=parse_when("2024-03-10"), milestone_id="m", title="Train", party="the account", due=parse_when("2024-05")
        ),
        RescheduleMilestone(on=parse_when("2024"), milestone_id="m", due=parse_when("2024-09-30"), reason="delayed"),
    )

    def overdue(day: date) -> list[int]:
        return [each.since for each in overdue_milestones(Look(database, day, 99, POLICY), pd.DataFrame())]

    assert overdue(date(2024, 2, 1)) == overdue(date(2024, 9, 30)) == []
    assert overdue(date(2024, 10, 1)) == [day_number(date(2024, 9, 30))]


def test_a_link_suspended_in_the_year_it_began_in_does_not_work(database: Database) -> None:
    on_record(
        database,
        ProposeLink(on=parse_when("2024-02-05"), link_id="l", title="Orders", kind="EDI", depth="coordinated"),
        TakeLinkLive(on=parse_when("2024-03-10"), link_id="l", title="Orders"),
        SuspendLink(on=parse_when("2024"), link_id="l", reason="moved"),
    )
    assert working(link_facts(database, AT_LAST), "relationship").empty
    assert not held(database, AT_LAST)["r"].links[0][-1].working


def test_what_was_spent_keeps_its_currency(database: Database) -> None:
    on_record(
        database,
        StartShowcase(on=parse_when("2024-03-10"), showcase_id="s", title="Tags"),
        SpendOnShowcase(on=parse_when("2024"), showcase_id="s", amount=Decimal(9), currency="EUR"),
    )
    assert trials(database, AT_LAST)[["spent", "currency"]].to_numpy().tolist() == [[Decimal(9), "EUR"]]
