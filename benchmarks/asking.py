"""The questions of a review, asked of the sample's accounts many times over, beside a plain scan of the rows they rest on."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from msgspec.structs import replace

from benchmarks.databases import Place
from benchmarks.importing import KIM, observe
from benchmarks.measure import Medians, medians
from benchmarks.raw import Fact
from domain.history.event import Event
from domain.history.text import Sealed
from domain.ledger.database import Database
from domain.relationship.opening import RelationshipOpened
from domain.relationship.rules import Rules
from domain.relationship.showcase import ShowcaseAdopted
from domain.retracting import standing as left_standing
from projections.attention import attention
from projections.change_load import load, waiting
from projections.economics import by_year, standing
from projections.fit import misfits
from projections.growth import readiness
from projections.migration import dwell
from projections.partnership import profiles
from projections.plans import coverage, objectives, scorecard
from projections.portfolio import portfolio
from projections.projection import day_number
from projections.reach import people, terrain
from projections.showcases import ready, trials
from ui.bootstrap import Tieline
from ui.record_file import record_file
from ui.settings import Settings

SAMPLE = Path(__file__).parent.parent / "samples" / "portfolio.jsonl"
TODAY, EARLIER = date(2026, 11, 20), date(2023, 11, 20)

Ask = Callable[[Database, date, Rules], object]


class Question(NamedTuple):
    """A question and the tables that it is answered from."""

    name: str
    ask: Ask
    tables: Sequence[str]


QUESTIONS = (
    Question("where every account stands", lambda data, day, _: portfolio(data, day), ["portfolio_span"]),
    Question("how long accounts stay in a class", lambda data, day, _: dwell(data, day), ["migration_class"]),
    Question("who is treated unlike the class", misfits, ["fit_fact"]),
    Question("who is ready to grow", readiness, ["growth_fact"]),
    Question("profit segments", lambda data, day, rules: standing(data, day, lambda _: rules), ["economics_fact"]),
    Question("profit segments by year", lambda data, day, rules: by_year(data, day, lambda _: rules), ["economics_fact"]),
    Question("both sides of partnerships", lambda data, day, _: profiles(data, day), ["partnership_fact"]),
    Question("which plans are in force", lambda data, day, rules: coverage(data, rules, day), ["plan_fact"]),
    Question("objectives of plans", lambda data, day, _: objectives(data, day), ["plan_fact"]),
    Question("scorecards of plans", lambda data, day, _: scorecard(data, day), ["plan_fact"]),
    Question("who is not yet known", people, ["reach_fact"]),
    Question("whose terrain is not mapped", terrain, ["reach_fact"]),
    Question("showcases", lambda data, day, _: trials(data, day), ["showcase_fact"]),
    Question("what to scale, and to whom", lambda data, day, _: ready(data, day), ["showcase_fact"]),
    Question("change load", lambda data, day, _: load(data, day), ["change_load_fact"]),
    Question("what waits on change", lambda data, day, _: waiting(data, day), ["change_load_fact"]),
    Question(
        "what needs a decision",
        attention,
        [
            "portfolio_span", "migration_class", "fit_fact", "growth_fact", "partnership_fact", "plan_fact", "reach_fact",
            "showcase_fact", "change_load_fact",
        ],
    ),
)  # fmt: skip


def questions(place: Place, copies: int, times: int) -> Iterator[tuple[str, Medians]]:
    """The median seconds of each question, asked in turns of today and of three years ago, and of reading its rows."""
    tieline = place.tieline()
    facts = list(many(sample(), copies))
    observe(tieline, facts)
    tieline.engine.rebuild_together(list(tieline.engine.projections))
    raw, database = place.raw_beside(tieline), tieline.database
    rules = tieline.tracker.around.rules_on(TODAY)
    of = f"of {len({stream for stream, _, _ in facts}):,} accounts with {len(facts):,} events"
    for name, ask, tables in QUESTIONS:

        def scan(day: date, tables: Sequence[str] = tables) -> None:
            for table in tables:
                first = "valid_from" if table == "portfolio_span" else "first_day"
                raw.rows(f"SELECT * FROM {table} WHERE {first} <= {day_number(day)} ORDER BY {first}, seq")

        days = [TODAY, EARLIER] * (times + 1)
        taken = medians(lambda day: ask(database, day, rules), scan, days, warm_up=2)  # noqa: B023  # run at once
        yield f"{name}, {of}", taken
    raw.close()
    tieline.close()


def sample() -> list[tuple[str, Event]]:
    """The events of the sample portfolio that stand, with their streams, in the order recorded."""
    with tempfile.TemporaryDirectory() as folder:
        tieline = Tieline(Settings(data_dir=Path(folder), database_url="", keys_database_url=""))
        record_file(tieline, SAMPLE, by=KIM)
        recorder = tieline.tracker.recorder
        found = left_standing(
            [tieline.tracker.codec.recorded(each) for each in recorder.select_records(0, recorder.head()[0])]
        )
        tieline.close()
    return [(each.originator_id, plain(each.event)) for each in found]


def plain(event: Event) -> Event:
    """The event with other words in the place of those that were sealed."""
    words = [name for name in event.__struct_fields__ if isinstance(getattr(event, name), Sealed)]
    return replace(event, **dict.fromkeys(words, "As was said when both sides last met")) if words else event


def many(events: Sequence[tuple[str, Event]], copies: int) -> Iterator[Fact]:
    """The events of the company once, and those of each relationship so many times under other names."""
    for number in range(copies):
        for stream, event in events:
            if not stream.startswith("relationship-"):
                if number == 0:
                    yield stream, str(uuid4()), event
                continue
            copied = event
            if isinstance(event, RelationshipOpened):
                copied = replace(event, name=f"{event.name} {number}")
            elif isinstance(event, ShowcaseAdopted):
                copied = replace(event, source_relationship=f"{event.source_relationship}-{number}")
            yield f"{stream}-{number}", str(uuid4()), copied
