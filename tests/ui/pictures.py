"""Timelines made by hand, for the tests of the charts."""

from datetime import date

import pandas as pd

from domain.history.when import parse_when
from domain.models import REGISTRY
from projections.projection import day_number
from projections.timeline import COLUMNS

Row = dict[str, object]
DUE = {"starts": day_number(date(2025, 1, 1)), "ends": day_number(date(2025, 3, 31))}


def row(seq: int, on: str, kind: str, **more: object) -> Row:
    """One entry of a timeline, by its date as a person writes it."""
    when = parse_when(on)
    return {
        "first_day": day_number(when.first),
        "last_day": day_number(when.last),
        "seq": seq,
        "recorded_at": 1_795_338_000_000_000,
        "recorded_by": "local:kim",
        "kind": kind,
        "lane": REGISTRY.concept_of[kind].lane,
        "subject": "",
        "title": "",
        "value": "",
        "starts": 0,
        "ends": 0,
        "observed": 0,
        "inferred": 0,
        "retracted_by": 0,
        "headline": kind.replace("-", " ").capitalize(),
        **more,
    }


def plan(seq: int, on: str, name: str, starts: date, ends: date) -> Row:
    """A plan agreed."""
    days = {"starts": day_number(starts), "ends": day_number(ends)}
    return row(seq, on, "joint-plan-agreed", subject=name, title=name, **days)


def amended(seq: int, on: str, name: str, starts: date, ends: date) -> Row:
    """A plan with another term."""
    return {
        **plan(seq, on, name, starts, ends),
        "kind": "joint-plan-amended",
        "headline": f"Joint plan “{name}” amended",
    }


def frame(*rows: Row) -> pd.DataFrame:
    """The timeline of these entries, in the order that things happened."""
    ordered = sorted(rows, key=lambda each: (str(each["first_day"]), int(str(each["seq"]))))
    return pd.DataFrame(ordered, columns=COLUMNS)


def story() -> pd.DataFrame:
    """A small account with something in every kind of lane."""
    return frame(
        row(1, "2020-03-02", "relationship-opened", headline="Opened as an account: Acme"),
        row(2, "2020", "interaction-logged", value="meeting", headline="Meeting"),
        row(3, "2021-Q2", "reclassified", value="emerging", inferred=1, headline="Classified emerging"),
        row(4, "2021-07-01", "showcase-started", subject="s", title="Shelf counts"),
        row(5, "2022-02", "showcase-concluded", subject="s", title="Shelf counts", value="scale"),
        row(6, "2022-06-01", "reclassified", value="strategic", headline="Classified strategic"),
        plan(7, "2022-06-10", "Growth together", date(2022, 7, 1), date(2026, 7, 1)),
        plan(8, "2023-01-10", "Fewer returns", date(2023, 2, 1), date(2026, 2, 1)),
        row(9, "2023-05-04", "system-link-went-live", subject="l", title="EDI orders"),
        row(10, "2024-01-15", "milestone-planned", subject="m", title="Planners trained", value="the account", **DUE),
        row(11, "2024-03", "fact-observed", lane="economics", value="reached", observed=1, inferred=1),
        row(12, "2024-05-02", "joint-plan-reviewed", subject="Growth together", title="Growth together"),
        amended(13, "2024-06-03", "Growth together", date(2022, 7, 1), date(2027, 1, 1)),
        row(14, "2023-02", "system-link-proposed", subject="l", title="EDI orders"),
        row(15, "2024-02-01", "system-link-suspended", subject="l", title="EDI orders"),
        row(16, "2024-04-01", "system-link-resumed", subject="l", title="EDI orders"),
        row(17, "2024-01-08", "relationship-put-at-risk"),
        row(18, "2024-07-01", "relationship-recovered"),
        row(19, "2022-09", "counterpart-named", subject="c", title="Head of logistics IT", value="IT"),
        row(20, "2023-09-01", "rule-set", subject="r", title="Orders once a week"),
        row(21, "2024-02-09", "rule-breached", subject="r", title="Orders once a week", value="the account"),
    )
