"""What one dropped file is: its kind, which column says what, what rows of each kind become, and the first rows as they would read."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, get_args

import pandas as pd
import streamlit as st
from msgspec.structs import replace
from streamlit.delta_generator import DeltaGenerator

from ui.crm.accounts import OnRecord
from ui.crm.dates import ORDERS, DateOrder, zones
from ui.crm.files import Dropped
from ui.crm.mapping import (
    FACT,
    INTERACTIONS,
    LEAVE_OUT,
    MEANINGS,
    RENAME,
    Meaning,
    Understanding,
    kinds_in,
    notes_of,
    times_in,
    understood,
)
from ui.crm.planning import FileRows
from ui.crm.sentences import sentence
from ui.crm.sources import ASKED, ROLE_NAMES, SOURCES, Role, columns_in, recognised
from ui.crm.table import Table
from ui.format import happened, plain

SHOWN = 5
"""So many rows are shown as they would read."""
NO_COLUMN = ""
"""What stands for no column."""


class Last(NamedTuple):
    """What was chosen last for a file with the same headings."""

    taken: Callable[[Understanding], Understanding]
    """An understanding with it."""
    source: str
    """The kind of file that it was said to be."""
    begin_anew: Callable[[], None]


def choose_understanding(
    table: Table, record: OnRecord, key: str, found: Dropped, last: Last | None = None
) -> tuple[Understanding, DeltaGenerator]:
    """How a file is understood: proposed, and changed where it was chosen otherwise; and the place for its first rows."""
    with st.container(border=True):
        st.header(plain(table.file), anchor=False)
        unread = f", and {len(table.unread):,} that cannot be read" if table.unread else ""
        st.markdown(f"{len(table.rows):,} row{'s' * (len(table.rows) != 1)}{unread}")
        if last:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown("Understood as you chose last for a file with these headings.", width="content")
                st.button(
                    "Begin anew", on_click=last.begin_anew, icon=":material/restart_alt:", key=f"{key}-anew",
                    help="Forget what was chosen, and begin with what is proposed",
                )  # fmt: skip
        kinds = {each.id: each for each in SOURCES if each.holds != "tieline"}
        chosen = st.selectbox(
            "What it is",
            list(kinds),
            index=list(kinds).index(last.source if last else recognised(table).id),
            format_func=lambda each: kinds[each].label,
            key=f"{key}-source",
        )
        source = kinds[chosen]
        key = f"{key}-{source.id}"
        how = understood(table, source)
        as_last = last is not None and source.id == last.source
        if last and as_last:
            how = last.taken(how)
        if not source.system:
            said = st.text_input(
                "Which system it is from (optional)",
                how.system,
                key=f"{key}-system",
                help="Ids in the file are kept under this name.",
            )
            how = replace(how, system=" ".join(said.split()))
        helps = source.holds == "key" or (source.holds == "accounts" and len(found.tables) > 1)
        if source.holds != "key":
            how = choose_columns(table, how, key)
        if helps:
            st.caption("It says which accounts the other files mean; where they say more, its rows are not recorded.")
            return how, st.container()
        how = choose_dates(table, how, key, as_last=as_last)
        if source.holds != "accounts":
            how = choose_kinds(table, how, key)
            how = choose_one_account(how, record, key)
        for note in notes_of(table, how):
            st.caption(f":material/info: {plain(note)}")
        return how, st.container()


def choose_columns(table: Table, how: Understanding, key: str) -> Understanding:
    """Which column says what, out of sight where it is known."""
    known = how.source.needs or how.source.id == "dynamics-activities"
    proposed = columns_in(how.source, table)
    wanted: list[Role] = [role for role in ASKED if role in how.columns or role in proposed or not known]
    if how.source.holds == "accounts":
        wanted = ["account name", "account id", "date"]
    columns = dict(how.columns)
    with (
        st.expander("Which column says what", expanded=not known),
        st.grid(3, min_column_width=220),
    ):
        for role in wanted:
            offered = [NO_COLUMN, *table.columns]
            column = st.selectbox(
                ROLE_NAMES[role],
                offered,
                index=offered.index(columns.get(role, NO_COLUMN)),
                format_func=lambda each: each or "– no column –",
                key=f"{key}-column-{role}",
            )
            columns.pop(role, None)
            if column:
                columns[role] = column
    return replace(how, columns=columns)


def choose_dates(table: Table, how: Understanding, key: str, *, as_last: bool) -> Understanding:
    """How dates are written, and the zone of times that say none; asked only where it matters."""
    times = times_in(table, how)
    with st.container(horizontal=True):
        if times.unsure:
            orders: tuple[DateOrder, ...] = get_args(DateOrder)
            how = replace(
                how,
                dates=st.selectbox(
                    "How dates are written",
                    orders,
                    index=orders.index(how.dates if as_last and times.order == "year first" else times.order),
                    format_func=lambda each: f"{each.capitalize()}, {ORDERS[each]}",
                    key=f"{key}-dates",
                    width=260,
                ),
            )
        if times.lack_zone:
            zone = st.selectbox(
                "Time zone of times that say none", zones(), index=zones().index(how.zone), key=f"{key}-zone", width=300,
                help="A record counts on the day that it is in UTC.",
            )  # fmt: skip
            how = replace(how, zone=zone)
    return how


def choose_kinds(table: Table, how: Understanding, key: str) -> Understanding:
    """What rows of each kind become."""
    found = kinds_in(table, how)
    offered = [each for each in MEANINGS if each != RENAME or how.source.holds == "changes"]
    kinds: dict[str, Meaning] = {}
    called = "field" if how.source.holds == "changes" and how.columns.get("field") else "kind"
    with st.expander(f"What rows of each {called} become", expanded=len(found) <= 6), st.grid(3, min_column_width=220):
        for kind, count in found.items():
            kinds[kind.casefold()] = st.selectbox(
                f"{plain(kind) or f'No {called}'} ({count:,})",
                offered,
                index=offered.index(how.meaning(kind)),
                format_func=in_words,
                key=f"{key}-kind-{kind.casefold()}",
            )
    return replace(how, kinds=kinds)


def in_words(meaning: Meaning) -> str:
    """What rows become, as it is offered."""
    if meaning in INTERACTIONS:
        return meaning.capitalize()
    if meaning == RENAME:
        return "The account renamed"
    if meaning == LEAVE_OUT:
        return "Left out"
    lane = meaning.removeprefix(FACT)
    return "A fact" if lane == "other" else f"A fact about: {lane}"


def choose_one_account(how: Understanding, record: OnRecord, key: str) -> Understanding:
    """Whether the rows say which account they are about, or all of them are about one."""
    names: Mapping[str, str] = {stream: each.name for stream, each in record.by_stream.items()}
    silent = not {"account id", "account name", "parent"} & set(how.columns) and how.source.id != "hubspot-engagements"
    account = st.selectbox(
        "Account",
        ["", *names],
        format_func=lambda each: plain_name(names, each),
        key=f"{key}-account",
        help="Choose one where the rows do not say it, or say it otherwise.",
        width=420,
    )
    if silent and not account:
        st.warning(
            "No column says which account a row is about: choose the account of all rows.", icon=":material/help:"
        )
    return replace(how, account=account)


def plain_name(names: Mapping[str, str], stream: str) -> str:
    """What a choice of account is called."""
    return names.get(stream) or "As the rows say"


def show_first_rows(rows: FileRows) -> None:
    """The first rows as they would read on record."""
    if rows.understanding.source.holds == "accounts":
        return
    if not rows.told:
        why = f": {rows.fallen[0].why}" if rows.fallen else "."
        st.warning(plain(f"No row says enough to be recorded{why}"), icon=":material/help:")
        return
    shown = [
        {
            "Line": str(each.line),
            "When": happened(each.on).replace(" ", "\u00a0"),
            "Account": plain(", ".join(company.name or company.id for company in each.companies)) or "–",
            "What": plain(sentence(each.command)),
            "Author": plain(each.author) or "–",
        }
        for each in rows.told[:SHOWN]
    ]
    st.markdown("**The first rows, as they would read**")
    st.table(pd.DataFrame(shown), hide_index=True, border="horizontal", alt=f"The first rows of {rows.file}")
