"""Which records are asked for: a history, and filters that stand in the address and stay from tab to tab."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from domain.history.refusal import Refusal
from domain.history.when import EARLIEST, LATEST
from domain.models import REGISTRY
from projections.register import Standing, Wanted
from ui.format import end_of_day
from ui.looking import Looking
from ui.queries.replay import OWN, choices, histories

HISTORY = "history"
"""What the history is called in the address."""
WHOLE = "The whole ledger"
MANY = 200
"""So many histories are offered at once; of more, those that are looked for."""
LABELS = {kind.label: name for name, kind in REGISTRY.by_name.items()}
STANDING: dict[str, Standing] = {"Standing": "standing", "Struck through": "struck through"}
DAY = 86_400_000_000 - 1
"""From the first to the last microsecond of a day."""
DATES = ("recorded_from", "recorded_to", "happened_from", "happened_to")
FILTERS = ("author", "kind", "import", *DATES)


class EndsBeforeItBegins(Refusal):
    """A period begins on a day up to that on which it ends."""


def asked_for(looked: Looking, *, standing: bool = False) -> Wanted:
    """Let somebody choose; with ``standing`` also between what stands and what was struck through.

    Raises EndsBeforeItBegins.
    """
    stream = history()
    names = (*FILTERS, "standing") if standing else FILTERS
    set_ = sum(bool(st.session_state.get(each) or st.query_params.get(each)) for each in names)
    label = f"Filter ({set_} set)" if set_ else "Filter"
    there = choices()
    with st.expander(label, icon=":material/filter_list:", key="filter"), st.grid(4, min_column_width=170):
        author = st.selectbox(
            "Recorded by", there.authors, None, key="author", bind="query-params", placeholder="Anybody"
        )
        kind = st.selectbox(
            "Kind", [REGISTRY.by_name[each].label for each in there.kinds], None, key="kind", bind="query-params",
            placeholder="Any kind",
        )  # fmt: skip
        batch = st.selectbox("Import", there.batches, None, key="import", bind="query-params", placeholder="Any way in")
        chosen = (
            st.selectbox("Standing", list(STANDING), None, key="standing", bind="query-params", placeholder="All")
            if standing
            else None
        )
        recorded_from, recorded_to, first, last = (
            day_field(*each)
            for each in zip(DATES, ("Recorded from", "Recorded to", "Happened from", "Happened to"), strict=True)
        )
        st.button("Clear", on_click=clear, icon=":material/filter_list_off:", disabled=not set_)
    for begins, ends, what in (
        (recorded_from, recorded_to, "in which it was recorded"),
        (first, last, "in which it happened"),
    ):
        if begins and ends and begins > ends:
            raise EndsBeforeItBegins(f"The time {what} ends before it begins: exchange the two days.", field=what)
    return Wanted(
        stream=stream,
        author=author or "",
        kind=LABELS[kind] if kind else "",
        batch=batch or "",
        first=first,
        last=last,
        recorded_from=end_of_day(recorded_from) - DAY if recorded_from else None,
        recorded_to=end_of_day(recorded_to) if recorded_to else None,
        standing=STANDING[chosen] if chosen else "",
        known_at=looked.known_at,
    )


def day_field(key: str, label: str) -> date | None:
    """A day, or none."""
    chosen = st.date_input(label, None, EARLIEST, LATEST, key=key, bind="query-params", format="YYYY-MM-DD")
    return chosen if isinstance(chosen, date) else None


def history() -> str:
    """The history that is chosen, by its id; "" for the whole ledger. It stands in the address."""
    called = {"": WHOLE, **histories()}
    named = st.query_params.get(HISTORY, "")
    if named not in called:
        st.warning("There is no history under this address: here is the whole ledger.", icon=":material/search_off:")
    st.session_state["replay-history"] = named if named in called else ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sought = ""
        if len(called) > MANY:
            sought = st.text_input("Find a history", key="replay-sought", placeholder="Part of a name", width=240)
        ids, left_out = to_choose_from(called, st.session_state["replay-history"], sought)
        chosen = st.selectbox(
            "History", ids, format_func=called.__getitem__, key="replay-history", on_change=_choose,
            help="Every record of one account, of the company, of the policy, or of all.",
        )  # fmt: skip
    if left_out:
        st.caption(
            f"{MANY + left_out:,} histories are called like that, of which the first {MANY} are listed: type more of the name."
        )
    elif sought.strip() and len(ids) == len(to_choose_from(called, str(chosen), "")[0]):
        st.caption("No other history is called like that.")
    return str(chosen)


def to_choose_from(called: Mapping[str, str], chosen: str, sought: str) -> tuple[list[str], int]:
    """The histories offered, by id, and how many more are called as sought: each one sent with the page costs time.

    ``called`` has the name of each by id. Up to ``MANY`` all are offered; of more the whole ledger, those of no
    relationship, the one ``chosen``, and the first ``MANY`` that have the text ``sought`` in their names.
    """
    if len(called) <= MANY:
        return list(called), 0
    always = {"", *OWN, chosen}
    part = " ".join(sought.split()).casefold()
    found = [each for each, name in called.items() if part in name.casefold() and each not in always] if part else []
    some = always.union(found[:MANY])
    return [each for each in called if each in some], max(0, len(found) - MANY)


def _choose() -> None:
    """Another history was chosen: its steps are others."""
    st.query_params.pop("step", None)
    if chosen := st.session_state["replay-history"]:
        st.query_params[HISTORY] = chosen
    else:
        st.query_params.pop(HISTORY, None)


def clear() -> None:
    """Choose nothing in any filter."""
    for each in (*FILTERS, "standing"):
        st.session_state[each] = None
