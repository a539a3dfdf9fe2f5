"""The ledger record by record: which there are, what each changed, and how things stood after it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from domain.company.model import COMPANY
from domain.history.refusal import NoSuchRecord
from domain.history.when import parse_when
from domain.models import REGISTRY
from domain.policy.model import POLICY_MODEL
from domain.recorded import Recorded
from domain.retracting import struck, wholly_retracted
from projections import register
from projections.portfolio import names
from projections.projection import day_of
from projections.records import RecordShown, shown, titles_in, titles_of
from projections.register import Listed, Wanted
from projections.replay import Stepping
from projections.retracted import Retracted, retractions
from ui.bootstrap import Tieline
from ui.format import happened, iso_instant
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running
from ui.queries.portfolio import names_by_id
from ui.replay.changes import Change, Line, changes
from ui.standing import lines

BESIDE = 6
"""So many records of the same history are shown up to a step."""
EXPORTED = 100_000
"""So many rows of the register go into one file; the whole ledger is exported on the command line."""
OWN = {COMPANY.name: "The company", POLICY_MODEL.name: "The policy"}


class Choices(NamedTuple):
    """What there is to choose from in a filter."""

    authors: list[str]
    kinds: list[str]
    batches: list[str]


class Step(NamedTuple):
    """A record with how its history stood before and after it, as lines, and what is otherwise."""

    record: RecordShown
    stream: str
    happened_yet: bool
    """Whether it had happened by the day whose state is shown; else it changes nothing in it."""
    changed: list[Change]
    lines: Sequence[Line]
    beside: list[RecordShown]
    """The last records of the history up to it, the newest first."""
    struck: dict[int, Retracted]
    """How those of them that are struck through by now, or by the instant looked at, came to be so."""
    strikes: RecordShown | None
    """The record that it strikes through, if it does."""


def histories() -> dict[str, str]:
    """What each history is called, by its id: every relationship, the company and the policy."""
    permitted("audit")
    return {**OWN, **names_by_id()}


def choices() -> Choices:
    """The authors, kinds and imports on record."""
    return _choices(permitted("audit"))


def counted(wanted: Wanted) -> int:
    """How many records are wanted."""
    return _counted(permitted("audit"), wanted)


def place_of(wanted: Wanted, seq: int) -> int:
    """How many of the records wanted there are up to a number: the place of that record, or of the one before it."""
    now = permitted("audit")
    return seq if wanted.everything else register.count(running(now).database, wanted, seq)


def record_at(wanted: Wanted, place: int) -> Listed | None:
    """The record at a place, counted from 1, among those wanted; None where there are fewer."""
    database = running(permitted("audit")).database
    if wanted.everything:
        found = register.listed(database, wanted, 1, after=place - 1)
    else:
        found = register.listed(database, wanted, 1, offset=place - 1)
    return found[0] if found else None


def beyond(wanted: Wanted, seq: int) -> Listed | None:
    """The next of the records wanted after a number; None where there is none."""
    found = register.listed(running(permitted("audit")).database, wanted, 1, after=seq)
    return found[0] if found else None


def page_of(wanted: Wanted, number: int, size: int) -> list[Listed]:
    """A page of the records wanted, the newest first; pages count from 1."""
    return _page(permitted("audit"), wanted, number, size)


def first_day(stream: str) -> date | None:
    """The day of the first thing that happened in a history, or in all; None where nothing is on record."""
    number = _first_day(permitted("audit"), stream)
    return day_of(number) if number else None


def sentences(listed: Sequence[Listed]) -> list[RecordShown]:
    """These records with the words that people wrote; never cached, because words can be forgotten."""
    tracker = running(permitted("audit")).tracker
    found = [tracker.codec.recorded(record) for record in tracker.recorder.select_by_seq([each.seq for each in listed])]
    order = {each.seq: place for place, each in enumerate(listed)}
    found.sort(key=lambda each: order[each.seq])
    titles = titles_of(found)
    for stream in {each.originator_id for each in found}:
        with suppress(NoSuchRecord):
            titles |= titles_in(tracker.load(stream))
    return shown(tracker.codec, found, titles)


def strikes_on(listed: Sequence[Listed]) -> dict[int, Retracted]:
    """How those of these records that are struck through came to be so; never cached, because it has words."""
    tracker = running(permitted("audit")).tracker
    return retractions(tracker.recorder, tracker.codec, sorted({each.struck_by for each in listed if each.struck_by}))


def step_to(stream: str, seq: int, looked: Looking) -> Step:
    """A record of a history, and what it changed in how things stand on the day looked at. Never cached, because it has words."""
    now = permitted("audit")
    tracker = running(now).tracker
    kept = now[0], stream, tracker.recorder.versions([stream]).get(stream, 0)
    stepping = _stepping(*kept)
    as_of = looked.as_of or date.max
    upto = stepping.upto(seq)
    taken = upto[-1]
    gone = struck(each for each in stepping.history if each.recorded_at <= looked.known_at)
    number = getattr(taken.event, "record", 0)
    named = [each for each in upto if each.seq == number] if number else []
    beside = list(upto[-BESIDE:][::-1])
    said = shown(tracker.codec, [*beside, *named], stepping.titles)
    before, after = (_told(*kept, each, as_of, looked.day) for each in (upto[-2].seq if upto[1:] else 0, seq))
    strikes = sorted({by.seq for each in [*beside, *named] if (by := gone.get(each.seq))})
    return Step(
        record=said[0],
        stream=stream,
        happened_yet=taken.event.on.first <= as_of,
        changed=changes(before, after),
        lines=after,
        beside=said[: len(beside)],
        struck=retractions(tracker.recorder, tracker.codec, strikes),
        strikes=said[-1] if named else None,
    )


def export_of(wanted: Wanted) -> Callable[[], pd.DataFrame]:
    """What makes the table of the records wanted, the newest first, for a file: no person's words. It may be made later."""
    tieline = running(permitted("audit"))
    return lambda: _exported(tieline, wanted)


def _exported(tieline: Tieline, wanted: Wanted) -> pd.DataFrame:
    called = names(tieline.database).set_index("relationship")["name"].to_dict() | OWN
    rows = [
        {
            "record": each.seq,
            "account": called.get(each.relationship, each.relationship),
            "id": each.relationship,
            "kind": REGISTRY.by_name[each.kind].label,
            "first_day": day_of(each.first_day),
            "last_day": day_of(each.last_day),
            "recorded_at": iso_instant(each.recorded_at),
            "recorded_by": each.recorded_by,
            "import": each.batch,
            "struck_through_by": each.struck_by or None,
        }
        for each in register.listed(tieline.database, wanted, EXPORTED, newest_first=True)
    ]
    return pd.DataFrame(rows)


def when_told(record: RecordShown) -> str:
    """When a record says that it happened, as precisely as it is known."""
    return happened(parse_when(record.happened))


@st.cache_resource(max_entries=8, show_spinner=False)
def _stepping(settings: str, stream: str, version: int) -> Stepping:
    """A history as it is at a version; words in it are sealed."""
    del version
    history: list[Recorded] = running((settings, (0, 0))).tracker.history(stream)
    return Stepping(stream, history)


@st.cache_resource(max_entries=32, show_spinner=False)
def _told(settings: str, stream: str, version: int, seq: int, as_of: date, day: date) -> Sequence[Line]:
    """How a history stood after a record; what people wrote is not in these lines."""
    state = _stepping(settings, stream, version).state(seq, as_of)
    return () if wholly_retracted(state) else lines(state, day)


@st.cache_data(max_entries=8, show_spinner=False)
def _choices(now: Now) -> Choices:
    database = running(now).database
    authors, kinds, batches = (register.values(database, each) for each in ("recorded_by", "kind", "batch"))
    return Choices(authors, sorted(kinds, key=lambda each: REGISTRY.by_name[each].label), batches)


@st.cache_data(max_entries=64, show_spinner=False)
def _counted(now: Now, wanted: Wanted) -> int:
    return register.count(running(now).database, wanted)


@st.cache_data(max_entries=64, show_spinner=False)
def _page(now: Now, wanted: Wanted, number: int, size: int) -> list[Listed]:
    return register.listed(running(now).database, wanted, size, offset=(number - 1) * size, newest_first=True)


@st.cache_data(max_entries=64, show_spinner=False)
def _first_day(now: Now, stream: str) -> int:
    return register.first_day(running(now).database, stream)
