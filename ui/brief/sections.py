"""What a brief tells of an account, part by part, in words and tables."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from domain.history.when import duration, parse_when
from domain.ledger.finding import counted
from domain.relationship.partnership.record import profile
from projections.change_load.milestones import milestones
from projections.difference import Point, Told
from projections.economics import standing as economics
from projections.plans import objectives, plans, scorecard
from projections.projection import day_of
from projections.question import rows_of
from projections.showcases import trials
from projections.why import Asked, why
from ui.brief.html import listed, paragraph, part, section, table, text
from ui.difference_words import standing_cells, summary
from ui.format import day, happened, in_days, span
from ui.parts.standing import sentence_case
from ui.record_words import record_words
from ui.standing import things
from ui.status import in_short
from ui.why_words import policy, said, since

LATEST = 15
"""So many of the records that came since are told, the latest."""
PERIODS = 12
"""So many periods of a scorecard."""
OF_SYSTEMS = ("system link", "IT terrain")


def since_then(told: Told, name: str, start: Point, end: Point) -> str:
    """What changed since a chosen day: the standings, then the latest records."""
    stood = table(
        ["What", "Was", "Is", "Because"],
        ([what, *map(in_days, rest)] for what, *rest in map(standing_cells, told.changed)),
    )
    came = [(HAPPENED, each) for each in told.happened] + [(LEARNED, each) for each in told.learned]
    came.sort(key=lambda each: (parse_when(each[1].record.happened).first, each[1].record.seq), reverse=True)
    rows = [[happened(parse_when(each.record.happened)), record_words(each.record), how] for how, each in came[:LATEST]]
    more = paragraph(f"The latest {LATEST} of {len(came)}.", "quiet") if len(came) > LATEST else ""
    gone = [
        [happened(parse_when(each.record.happened)), record_words(each.record), each.retracted.why]
        for each in told.gone
    ]
    return section(
        f"What changed since {day(told.start.day)}",
        paragraph(summary(told, name, start, end)),
        part("What stands differently", stood),
        part("What came", table(["When", "What", "How"], rows) + more if rows else ""),
        part("What no longer holds", table(["When", "What", "Why"], gone)),
    )


HAPPENED, LEARNED = "it happened", "we learned it"


def plan_and_scorecard(asked: Asked) -> str:
    """The plans that are proposed, agreed or in force, their objectives, and the last periods of their scorecards."""
    where = asked.tracker.database, asked.as_of, asked.known_at, asked.relationship
    live = [each for each in rows_of(plans(*where)) if each["status"] in {"proposed", "agreed", "in force"}]
    told = [
        [
            each["title"],
            each["status"],
            f"{day(day_of(each['starts']))} to {day(day_of(each['ends']))}",
            "yes" if each["shares_risk"] else "–",
            day(day_of(each["reviewed"])) if each["reviewed"] else "never",
        ]
        for each in live
    ]
    ids = {each["plan"] for each in live}
    goals = [
        [each["title"], span(day_of(each["due"]), day_of(each["due_last"])), each["status"],
         f"{duration(each['days_late'])} late" if each["days_late"] else f"moved {counted(each['moves'], 'time')}" if each["moves"] else ""]
        for each in rows_of(objectives(*where))
        if each["plan"] in ids
    ]  # fmt: skip
    measured = [each for each in rows_of(scorecard(*where)) if each["plan"] in ids]
    measured.sort(key=lambda each: (each["period_last"], each["title"]), reverse=True)
    marks = [
        [each["title"], span(day_of(each["period_first"]), day_of(each["period_last"])), number(each["target"]),
         number(each["actual"]), each["unit"], each["status"]]
        for each in measured[:PERIODS]
    ]  # fmt: skip
    return section(
        "Plan and scorecard",
        table(["Plan", "Stands", "Term", "Shared risk", "Last review"], told)
        or paragraph("No joint plan is proposed, agreed or in force."),
        part("Objectives", table(["Objective", "Due", "Stands", ""], goals)),
        part("Scorecard", table(["Measure", "Period", "Target", "Actual", "In", "Stands"], marks, (2, 3))),
    )


def showcases(asked: Asked) -> str:
    """Its showcases as they stand."""
    where = asked.tracker.database, asked.as_of, asked.known_at, asked.relationship
    rows = [
        [each["title"], each["status"] + (f": {each['outcome']}" if each["outcome"] else ""),
         span(day_of(each["since"]), day_of(each["since_last"])), each["result"] or "–"]
        for each in rows_of(trials(*where))
    ]  # fmt: skip
    return section("Showcases", table(["Showcase", "Stands", "Since", "Latest result"], rows))


def systems(asked: Asked) -> str:
    """The system links and what is known of the account's IT terrain."""
    rows = [
        [sentence_case(concept), in_short(thing, asked.as_of) or getattr(thing, "title", key)]
        for concept, held in things(asked.state)
        if concept in OF_SYSTEMS and isinstance(held, dict)
        for key, thing in held.items()
    ]
    return section("Systems", table(["", "Stands"], rows))


def change_load(asked: Asked) -> str:
    """The milestones that wait, by when they are due."""
    found = milestones(
        asked.tracker.database, asked.as_of, asked.known_at, asked.rules.weights, relationship=asked.relationship
    )
    waiting = sorted((each for each in found if not each.ended), key=lambda each: (each.due_last, each.title))
    today = asked.as_of.toordinal()
    rows = [
        [each.title, each.who_name, span(day_of(each.due), day_of(each.due_last)),
         "overdue" if each.due_last < today else "planned", each.weight]
        for each in waiting
    ]  # fmt: skip
    load = paragraph(f"{sum(each.weight for each in waiting)} points of change wait in all.", "quiet") if rows else ""
    return section("Change load", table(["Milestone", "Who changes", "Due", "Stands", "Weight"], rows, (4,)) + load)


def partnership(asked: Asked) -> str:
    """How both sides rated the partnership last, determinant by determinant, and the gap; never one figure."""
    rated = [each for each in profile(asked.state.partnership) if each.own is not None or each.theirs is not None]
    rows = [
        [each.determinant.replace("_", " ").capitalize(), each.own.rating if each.own else "–",
         each.theirs.rating if each.theirs else "–", "–" if each.gap is None else f"{each.gap:+d}".replace("+0", "0")]
        for each in rated
    ]  # fmt: skip
    scale = paragraph("From 0 to 4 on Tieline's own scale of Henderson's determinants.", "quiet") if rows else ""
    return section(
        "Partnership, as both sides see it",
        table(["Determinant", "Own company", "The account", "Gap"], rows, (1, 2, 3)) + scale,
    )


def money(asked: Asked) -> str:
    """The last known year in each currency, and its profit segment."""
    found = economics(asked.tracker.database, asked.as_of, asked.policy.rules_on, asked.known_at, asked.relationship)
    rows = [
        [each["currency"], f"{day(day_of(each['starts']))} to {day(day_of(each['ends']))}" if each["ends"] else "–",
         number(each["revenue"]), number(each["net_profit"]), number(each["cost_to_serve"]),
         share(each["share_of_wallet"]), each["segment"]]
        for each in rows_of(found)
    ]  # fmt: skip
    columns = ["Currency", "Year", "Revenue", "Net profit", "Cost to serve", "Share of wallet", "Segment"]
    return section("Economics", table(columns, rows, (2, 3, 4, 5)))


def open_matters(asked: Asked) -> str:
    """What needs a decision, with the rule that says so and since when."""
    return section(
        "Open matters, and why", listed(_matters(asked)) or paragraph("Nothing needs a decision by this day.")
    )


def _matters(asked: Asked) -> Iterator[str]:
    for each in why(asked, "attention").statements:
        if each.says or each.thing is not None:
            begun = f"Since {since(each)}." if each.since else ""
            rule = f"{each.rule.sentence} {sentence_case(policy(each.rule))}."
            yield f'<strong>{text(said(each, asked.as_of))}</strong> {text(begun)}<br><span class="quiet">{text(rule)}</span>'


def number(value: Any) -> str:
    """A figure with its thousands set apart."""
    if value is None or pd.isna(value):
        return "–"
    return f"{value:,f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) and value % 1 else f"{int(value):,}"


def share(value: Any) -> str:
    """A share in percent."""
    return "–" if value is None or pd.isna(value) else f"{number(value)}%"
