"""What every page needs of the running Tieline: opened once for each database, shared by all sessions.

Reads are cached by the position that the views have reached, so that a cached answer is never out of date, and by how
much was forgotten, so that no forgotten words are shown.
"""

from contextlib import suppress
from datetime import date

import pandas as pd
import streamlit as st

from domain.access import Actor
from domain.history.refusal import NoSuchRecord
from domain.ledger.destroying import how_many
from domain.relationship.state import Relationship
from projections.imports import Import, imports
from projections.portfolio import names, portfolio
from projections.records import RecordShown, records, titles_in
from projections.retracted import Retracted, in_place_of, retractions
from projections.timeline import timeline
from projections.titles import with_titles
from ui.bootstrap import Tieline, local_user
from ui.charts.palette import Theme
from ui.charts.timeline import Chart, timeline_chart
from ui.format import day_at
from ui.settings import Settings

Position = tuple[int, int]


def tieline() -> Tieline:
    """The running Tieline, as the environment sets it."""
    return _opened(Settings().model_dump_json())


@st.cache_resource(show_spinner="Opening the database …")
def _opened(settings: str) -> Tieline:
    return Tieline(Settings.model_validate_json(settings))


def actor() -> Actor:
    """Whoever is looking: on one's own machine, the user that runs it."""
    return local_user()


def today() -> date:
    """The day by Tieline's clock, in UTC."""
    return day_at(tieline().clock())


def theme() -> Theme:
    """The theme that the page is shown in."""
    return "dark" if st.context.theme.type == "dark" else "light"


def relationship_names() -> pd.DataFrame:
    """Every relationship on record (``projections.portfolio.names``)."""
    return _names(*_now())


def standing(as_of: date, relationship: str | None = None) -> pd.DataFrame:
    """Where every relationship, or only one, stood (``projections.portfolio.portfolio``)."""
    return _portfolio(*_now(), as_of, relationship)


def evolution(relationship: str, as_of: date | None, *, struck: bool = False) -> pd.DataFrame:
    """What had happened by a day, or all that is on record (``projections.timeline.timeline``).

    With ``struck`` what was struck through is among it.
    """
    return _timeline(*_now(), relationship, as_of or date.max, struck=struck)


def evolution_chart(
    relationship: str, as_of: date | None, looked_from: date, label: str, name: str, *, struck: bool = False
) -> Chart:
    """The picture of it."""
    return _chart(*_now(), relationship, as_of, looked_from, label, name, theme(), struck=struck)


def state_of(relationship: str, as_of: date) -> Relationship:
    """The relationship as it stood on a day, by all that is on record."""
    state = tieline().tracker.around.relationship(relationship, as_of)
    return state or Relationship(id=relationship)


def records_of(relationship: str, seqs: list[int]) -> list[RecordShown]:
    """The records of these events, with the words that people wrote; never cached, because words can be forgotten."""
    running = tieline()
    found = evolution(relationship, None, struck=True)
    titles = dict(zip(found["subject"], found["title"], strict=True))  # also of what was struck through
    with suppress(NoSuchRecord):
        titles |= titles_in(running.tracker.load(relationship))
    return records(running.tracker.recorder, running.tracker.codec, seqs, titles)


def struck_through(found: pd.DataFrame) -> dict[int, Retracted]:
    """How each record of a timeline that was struck through came to be so; never cached, because it has words."""
    running = tieline()
    strikes = sorted({int(seq) for seq in found["retracted_by"] if seq})
    return retractions(running.tracker.recorder, running.tracker.codec, strikes)


def stands_for(seq: int) -> tuple[int, ...]:
    """The records in whose place this one stands."""
    running = tieline()
    return in_place_of(running.tracker.recorder, running.tracker.codec, seq)


def imports_on_record() -> list[Import]:
    """Every import (``projections.imports.imports``)."""
    return _imports(*_now())


def _now() -> tuple[str, Position]:
    """What reads are cached by: the database, the position of its views, and how much was destroyed in the vault."""
    running = tieline()
    return running.settings.model_dump_json(), (running.engine.position(), how_many(running.keys))


@st.cache_data(max_entries=8, show_spinner=False)
def _names(settings: str, position: Position) -> pd.DataFrame:  # noqa: ARG001  # position is the key of the cache
    return names(_opened(settings).database)


@st.cache_data(max_entries=32, show_spinner=False)
def _portfolio(settings: str, position: Position, as_of: date, relationship: str | None) -> pd.DataFrame:  # noqa: ARG001  # as above
    return portfolio(_opened(settings).database, as_of, relationship=relationship)


@st.cache_data(max_entries=4, show_spinner=False)
def _imports(settings: str, position: Position) -> list[Import]:  # noqa: ARG001  # as above
    tracker = _opened(settings).tracker
    return imports(tracker.recorder, tracker.codec)


@st.cache_data(max_entries=64, show_spinner=False)
def _timeline(settings: str, position: Position, relationship: str, as_of: date, *, struck: bool) -> pd.DataFrame:  # noqa: ARG001  # as above
    running = _opened(settings)
    found = timeline(running.database, relationship, as_of, struck=struck)
    return with_titles(running.tracker.recorder, running.tracker.codec, found)


@st.cache_data(max_entries=64, show_spinner=False)
def _chart(
    settings: str,
    position: Position,
    relationship: str,
    as_of: date | None,
    looked_from: date,
    label: str,
    name: str,
    shown_in: Theme,
    *,
    struck: bool,
) -> Chart:
    found = _timeline(settings, position, relationship, as_of or date.max, struck=struck)
    return timeline_chart(found, looked_from, shown_in, label=label, name=name)
