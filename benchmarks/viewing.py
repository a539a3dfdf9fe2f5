"""The views: built anew from 100,000 events, and the timeline of one account read as of a date."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from random import Random
from uuid import uuid4

import pandas as pd

from benchmarks.databases import Place
from benchmarks.history import ACCOUNTS, FIRST_DAY, SPAN_DAYS, History, stream_name
from benchmarks.importing import observe
from benchmarks.measure import Medians, medians
from benchmarks.raw import Fact, Raw
from domain.ledger.database import in_chunks
from projections.projection import FOREVER, day_number
from projections.timeline import timeline
from ui.bootstrap import Tieline

CHUNK = 50_000
ASKED = 50
"""Accounts that are asked for: they have the same 100 events however much the others grow."""
ASKED_EVENTS = 100


def rebuild(tieline: Tieline, raw: Raw, times: int) -> Medians:
    """The median seconds of building the timeline and the portfolio anew; the rows of both sides are the same."""
    views = ["timeline", "portfolio"]
    taken = medians(lambda _: tieline.engine.rebuild_together(views), lambda _: raw.rebuild(), range(times))
    for ours, theirs in (
        ("timeline_entry", "raw_entry"),
        ("portfolio_change", "raw_change"),
        ("portfolio_span", "raw_span"),
    ):
        for more, less in ((ours, theirs), (theirs, ours)):
            assert raw.rows(f"SELECT * FROM {more} EXCEPT SELECT * FROM {less} LIMIT 1") == []
    return taken


def timelines(place: Place, size: int, times: int) -> Medians:
    """The median seconds of asking for one account as of a date, on a log of this size."""
    tieline = place.tieline()
    for chunk in in_chunks(grown_history(size), CHUNK):
        observe(tieline, chunk)
    tieline.engine.rebuild_together(["timeline"])
    raw = place.raw_beside(tieline)
    random = Random(5)
    asked = [(stream_name(random.randrange(ASKED)), random.randrange(SPAN_DAYS)) for _ in range(times)]
    days = [(stream, FIRST_DAY + timedelta(days=after)) for stream, after in asked]
    assert all(len(timeline(tieline.database, *each)) == len(by_hand(raw, *each)) for each in days[:20])
    taken = medians(
        lambda each: timeline(tieline.database, *each), lambda each: by_hand(raw, *each), days, warm_up=times // 10
    )
    raw.close()
    tieline.close()
    return taken


def by_hand(raw: Raw, stream: str, as_of: date) -> pd.DataFrame:
    """The same question to hand-written SQL."""
    return raw.timeline(stream, day_number(as_of), FOREVER)


def grown_history(size: int) -> Iterator[Fact]:
    """So many events in the order recorded: 100 of each asked account, evenly among those of the other 950."""
    history, others = History(4), ACCOUNTS - ASKED
    between = (size - ASKED * ASKED_EVENTS) // ASKED_EVENTS
    turn = count()
    for number in range(ASKED_EVENTS):
        for account in range(ASKED):
            yield stream_name(account), str(uuid4()), history.event(number, ASKED_EVENTS)
        for each in islice(turn, between):
            event = history.event(each // others, size // others + 1)
            yield stream_name(ASKED + each % others), str(uuid4()), event
