"""All relationships at once: what they are called, where each stood on the days looked at, and what a review asks of them."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar

import pandas as pd
import streamlit as st

from domain.access import may
from domain.ledger.database import Row
from projections import came_and_left as coming_and_leaving
from projections import census
from projections.came_and_left import Moved
from projections.census import Census, Counts, Order, Sought
from projections.once import one_look
from projections.portfolio import names, portfolio
from projections.records import RecordShown, records, titles_in
from ui.looking import Looking
from ui.portfolio.summing_up import Summary, matters, sum_up
from ui.queries.answers import Coming, Key, answers, coming
from ui.queries.asking import Now, permitted, readable, running
from ui.queries.looks import SharedLook
from ui.questions.attention import QUESTION as ATTENTION
from ui.questions.question import Answer, Asked, Behind, Question, told
from ui.session import actor, theme

T = TypeVar("T")


def relationship_names() -> pd.DataFrame:
    """Every relationship on record that whoever looks may read (``projections.portfolio.names``)."""
    return theirs(_names(permitted("read")))


def names_by_id() -> Mapping[str, str]:
    """The same names by id, in their order: what costs least where there are many."""
    named, only = _names_by_id(permitted("read")), readable()
    return named if only is None else {each: name for each, name in named.items() if each in only}


def standing(looked: Looking, relationship: str | None = None) -> pd.DataFrame:
    """Where every relationship that they may read, or only one, stood (``projections.portfolio.portfolio``)."""
    return theirs(_portfolio(permitted("read", relationship or ""), looked.day, looked.known_at, relationship))


def theirs(found: pd.DataFrame) -> pd.DataFrame:
    """The rows of relationships that whoever looks is not kept from."""
    only = readable()
    return found if only is None else found[found["relationship"].isin(only)]


def anything() -> bool:
    """Whether any relationship is on record at all, also of those that whoever looks is kept from."""
    return census.anything(running(permitted("read")).database)


def counts(looked: Looking, day: date | None = None) -> Counts:
    """How many of theirs stood where on the day looked at, or on another (``projections.census.counts``)."""
    return _counts(permitted("read"), day or looked.day, looked.known_at, readable())


def how_many(looked: Looking, sought: Sought) -> int:
    """How many of theirs are meant (``projections.census.how_many``)."""
    return _how_many(permitted("read"), looked.day, looked.known_at, readable(), sought)


def listed(looked: Looking, sought: Sought, order: Order, first: int, most: int) -> list[Row]:
    """Some of theirs, in an order (``projections.census.listed``)."""
    return _listed(permitted("read"), looked.day, looked.known_at, readable(), sought, order, first, most)


def flow(looked: Looking, since: date) -> dict[tuple[str, str], int]:
    """How accounts flowed between the classes (``projections.census.flow``)."""
    return _flow(permitted("review"), looked.day, looked.known_at, since)


def came_and_left(looked: Looking, since: date, what: str) -> list[Moved]:
    """Those of theirs that came into a class in a span, or left it (``projections.came_and_left``)."""
    return _came_and_left(permitted("read"), looked.day, looked.known_at, readable(), since, what)


def first_known(looked: Looking) -> tuple[int, int]:
    """The first day of which anything was known of theirs, and when the first was recorded."""
    database = running(permitted("read")).database
    return census.first_known(Census(database=database, as_of=looked.day, known_at=looked.known_at, own=readable()))


def may_review() -> bool:
    """Whether whoever looks may ask of the whole portfolio, so that a page need not offer what it would refuse."""
    return may(actor(), "review")


def overview(looked: Looking, since: date) -> tuple[Coming[Answer], Coming[list[Summary]] | None]:
    """What needs somebody, of theirs, and then, for those who may ask that, each section in a number; in one look."""
    now = permitted("read")
    asked = asked_of(now, looked, since)
    look = _shared_look(now, asked)
    pressing = _needing(now, asked, look, lambda answer: answer)
    if not may_review():
        return pressing, None
    key = Key(now, ("summaries", asked.as_of, since, asked.known_at))
    return pressing, coming(key, lambda: look.make(sum_up))


def answers_to(question: Question, looked: Looking, since: date) -> Coming[list[Answer]]:
    """The answers to a question about the whole portfolio; what needs somebody is answered of theirs, to everybody."""
    if question is ATTENTION:
        now = permitted("read")
        asked = asked_of(now, looked, since)
        return _needing(now, asked, _shared_look(now, asked), lambda answer: [answer])
    now = permitted("review")
    asked = asked_of(now, looked, since)
    key = Key(now, (question.key, asked.as_of, asked.since, asked.known_at, asked.theme))

    def made() -> list[Answer]:
        with one_look():
            return question.answers(asked)

    return coming(key, made)


def _shared_look(now: Now, asked: Asked) -> SharedLook:
    """A look on the days that are asked for."""
    return SharedLook(Key(now, ("look", asked.as_of, asked.known_at)), asked)


def _needing(now: Now, asked: Asked, look: SharedLook, put: Callable[[Answer], T]) -> Coming[T]:
    """What needs somebody: asked of all accounts at once, once for everybody, and cut down to those that one may read."""
    own = readable()
    key = Key(now, ("matters", asked.as_of, asked.known_at))
    return Coming(key, answers().ask(key, lambda: look.make(matters)), lambda found: put(found.of(own)))


def asked_of(now: Now, looked: Looking, since: date) -> Asked:
    """A question as it is asked on the page."""
    return Asked(tieline=running(now), as_of=looked.day, since=since, known_at=looked.known_at, theme=theme())


def words_in(answer: Answer, rows: slice = slice(None)) -> pd.DataFrame:
    """Rows of an answer with the words that people wrote; never kept, because words can be forgotten."""
    return told(running(permitted("read")), answer, rows)


def records_behind(behind: Behind) -> list[RecordShown]:
    """The records that a number counts, with the words that people wrote; never kept."""
    tracker = running(permitted("review")).tracker
    titles: dict[str, str] = {}
    for relationship in dict.fromkeys(relationship for relationship, _ in behind):
        titles |= titles_in(tracker.load(relationship))
    return records(tracker.recorder, tracker.codec, [seq for _, seq in behind], titles)


@st.cache_data(max_entries=8, show_spinner=False)
def _names(now: Now) -> pd.DataFrame:
    return names(running(now).database)


@st.cache_resource(max_entries=8, show_spinner=False)
def _names_by_id(now: Now) -> Mapping[str, str]:
    found = _names(now)
    return MappingProxyType(dict(zip(found["relationship"].tolist(), found["name"].tolist(), strict=True)))


@st.cache_data(max_entries=32, show_spinner=False)
def _portfolio(now: Now, as_of: date, known_at: int, relationship: str | None) -> pd.DataFrame:
    return portfolio(running(now).database, as_of, known_at, relationship)


@st.cache_resource(max_entries=64, show_spinner=False)
def _counts(now: Now, as_of: date, known_at: int, own: frozenset[str] | None) -> Counts:
    return census.counts(Census(database=running(now).database, as_of=as_of, known_at=known_at, own=own))


@st.cache_data(max_entries=64, show_spinner=False)
def _listed(
    now: Now,
    as_of: date,
    known_at: int,
    own: frozenset[str] | None,
    sought: Sought,
    order: Order,
    first: int,
    most: int,
) -> list[Row]:
    where = Census(database=running(now).database, as_of=as_of, known_at=known_at, own=own)
    return census.listed(where, sought, order, first, most)


@st.cache_data(max_entries=64, show_spinner=False)
def _how_many(now: Now, as_of: date, known_at: int, own: frozenset[str] | None, sought: Sought) -> int:
    return census.how_many(Census(database=running(now).database, as_of=as_of, known_at=known_at, own=own), sought)


@st.cache_resource(max_entries=32, show_spinner=False)
def _flow(now: Now, as_of: date, known_at: int, since: date) -> dict[tuple[str, str], int]:
    return census.flow(Census(database=running(now).database, as_of=as_of, known_at=known_at), since)


@st.cache_data(max_entries=32, show_spinner=False)
def _came_and_left(
    now: Now, as_of: date, known_at: int, own: frozenset[str] | None, since: date, what: str
) -> list[Moved]:
    where = Census(database=running(now).database, as_of=as_of, known_at=known_at, own=own)
    return coming_and_leaving.came_and_left(where, since, what)
