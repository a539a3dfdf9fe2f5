"""One account between two points on the page: what stands differently, and the records that came and went."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.history.when import parse_when
from projections.difference import Changed, Compared, Event, Gone, Seen
from projections.records import RecordShown
from ui.comparing.points import Between, said
from ui.difference_words import GONE, HAPPENED, LEARNED, STANDS, standing_cells, summary
from ui.format import happened, in_days, instant, plain, unbroken
from ui.parts.badges import class_badge
from ui.parts.leading_table import leading_table
from ui.parts.sharing import share_table
from ui.parts.time_travel import record_address
from ui.queries.compare import compared, told, told_gone
from ui.record_words import record_words
from ui.session import theme
from ui.struck_words import struck_words

PAGE = 20


def show_account(relationship: str, name: str, between: Between, actions: DeltaGenerator) -> None:
    """The sentence, the statuses before and after, and each part with its records; sharing is offered in ``actions``."""
    found = compared(relationship, between.start, between.end)
    st.markdown(plain(summary(found, name, between.start, between.end)))
    if found.nothing:
        with st.container(border=True):
            st.header("Nothing changed", anchor=False)
            st.markdown(
                "Between these two points nothing happened, nothing was learned, and nothing was struck through."
            )
        return
    with actions:
        share_table(
            lambda: as_table(relationship, found),
            f"What changed at {name}",
            "compare",
            {"account": relationship, "from": said(between.start)},
            says=summary(found, name, between.start, between.end),
        )
    if found.changed:
        show_standing(relationship, found)
    show_part(HAPPENED, relationship, found.happened, lambda some: event_rows(told(relationship, found, some)))
    show_part(LEARNED, relationship, found.learned, lambda some: event_rows(told(relationship, found, some)))
    show_part(GONE, relationship, found.gone, lambda some: gone_rows(told_gone(relationship, found, some)))


def show_standing(relationship: str, found: Compared) -> None:
    """Before and after, status by status, each leading to the event behind it; the class in badges above."""
    with st.container(border=True):
        st.header(STANDS, anchor=False)
        for each in found.changed:
            if each.aspect == "class":
                st.markdown(f"{mark(each.before)} → {mark(each.after)}")
        addresses = [record_address(relationship, each.seq) for each in found.changed]
        shown = standing_table(found.changed).map(unbroken)
        st.html(leading_table(shown, addresses, theme(), STANDS))


def mark(account_class: str) -> str:
    """A class as a badge; none where the account was not on record."""
    return class_badge(account_class) if account_class else ":gray-badge[Not on record]"


def standing_table(changed: Sequence[Changed]) -> pd.DataFrame:
    """What stands differently, in four columns."""
    rows = [standing_cells(each) for each in changed]
    return pd.DataFrame(
        [[each[:1].upper() + each[1:], *map(in_days, rest)] for each, *rest in rows],
        columns=["Status", "Was", "Is", "Because"],
    )


def as_table(relationship: str, found: Compared) -> pd.DataFrame:
    """All of it for a spreadsheet, a row for each difference; the words are opened when it is asked for."""
    rows: list[dict[str, Any]] = [
        {"part": STANDS, "event": each.seq or None, "what": each.aspect, "title": each.title, "was": each.before,
         "is": each.after, "because": " and ".join(each.by)}
        for each in found.changed
    ]  # fmt: skip
    for part, seen in ((HAPPENED, found.happened), (LEARNED, found.learned)):
        rows += [
            {"part": part, **of_record(each.record), "instead of": each.instead_of or None}
            for each in told(relationship, found, seen)
        ]
    rows += [
        {"part": GONE, **of_record(each.record), "struck by": each.retracted.record, "because": each.retracted.why}
        for each in told_gone(relationship, found, found.gone)
    ]
    return pd.DataFrame(rows, dtype=object)


def of_record(record: RecordShown) -> dict[str, Any]:
    """A record in columns, its first day as a date and when it was recorded as a time."""
    when = parse_when(record.happened)
    return {
        "event": record.seq,
        "what": record.sentence,
        "happened": happened(when),
        "first day": when.first,
        "recorded": datetime.fromtimestamp(record.recorded_at // 1_000_000, UTC),
        "by": record.recorded_by,
    }


def show_part(
    title: str, relationship: str, seen: Sequence[Seen], rows: Callable[[Sequence[Seen]], list[dict[str, str]]]
) -> None:
    """A part of the records, the latest first, a page at a time: their words are opened only then."""
    if not seen:
        return
    newest = list(reversed(seen))
    key = title.lower().replace(" ", "-")
    with st.container(border=True):
        st.header(f"{title}: {len(seen):,}", anchor=False)
        place = st.container()
        pages = -(-len(newest) // PAGE)
        number = st.pagination(pages, key=f"{key}-page", bind="query-params") if pages > 1 else 1
        shown = newest[(number - 1) * PAGE : number * PAGE]
        addresses = [record_address(relationship, each.seq) for each in shown]
        place.html(leading_table(pd.DataFrame(rows(shown)), addresses, theme(), title))


def event_rows(events: Sequence[Event]) -> list[dict[str, str]]:
    """Records that came, each with when and by whom it was recorded."""
    return [
        {
            "When": unbroken(happened(parse_when(each.record.happened))),
            "What happened": record_words(each.record)
            + (f" (in place of record {each.instead_of})" if each.instead_of else ""),
            "Recorded": unbroken(instant(each.record.recorded_at)),
            "By": each.record.recorded_by,
        }
        for each in events
    ]


def gone_rows(those: Sequence[Gone]) -> list[dict[str, str]]:
    """Records that went, each with who struck it through and why."""
    return [
        {
            "When": unbroken(happened(parse_when(each.record.happened))),
            "What was on record": record_words(each.record),
            "Struck through": struck_words(each.retracted),
        }
        for each in those
    ]
