"""Access log: who was handed what out of the ledger, and when; and whether the log is as it was written."""

from datetime import date

import pandas as pd
import streamlit as st

from ui.format import end_of_day, instant, plain, unbroken
from ui.looking import Looking
from ui.queries.proving import access_subjects, accesses, accesses_counted, accesses_wrong
from ui.replay.asking import DAY, EndsBeforeItBegins, day_field

PAGE = 25
CHECKED = "access-log-checked"


def show_accesses(_looked: Looking) -> None:
    """The filter, the rows and the check. Raises EndsBeforeItBegins."""
    st.markdown(
        "Evidence, exports and backups leave a row each before they leave. It says what was handed out by ids and filters, and "
        "by its digest, SHA-256 over the file. Nothing in it is ever changed."
    )
    with st.grid(3, min_column_width=170):
        subject = st.selectbox(
            "Handed to", access_subjects(), None, key="handed_to", bind="query-params", placeholder="Anybody"
        )
        first, last = day_field("handed_from", "From"), day_field("handed_until", "Until")
    if first and last and first > last:
        raise EndsBeforeItBegins("The time ends before it begins: exchange the two days.", field="handed_from")
    asked = begin_of(first), end_of_day(last) if last else None, subject or ""
    total = accesses_counted(*asked)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(f"{total:,} row{'s' * (total != 1)}", anchor=False)
        if st.button("Check the log", icon=":material/fact_check:", key="check-accesses"):
            st.session_state[CHECKED] = [each.sentence for each in accesses_wrong()]
    if CHECKED in st.session_state:
        show_check(st.session_state.pop(CHECKED))
    if not total:
        chosen = subject or first or last
        st.markdown("Nothing is in the access log of that." if chosen else "Nothing is in the access log yet.")
        return
    place = st.container()
    pages = -(-total // PAGE)
    number = min(st.pagination(pages, key="access-page"), pages) if pages > 1 else 1
    rows = [
        {
            "Row": f"{each.number:,}",
            "When": unbroken(instant(each.at)),
            "Handed to": plain(each.subject),
            "What": plain(each.what),
            "About": plain(", ".join(f"{name} {value}" for name, value in each.about.items())) or "–",
            "SHA-256": plain(f"{each.digest[:12]}…"),
        }
        for each in accesses(*asked, PAGE, (number - 1) * PAGE)
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Access log, the newest first")
    st.caption("Whole digests: “tieline access-log”.")


def begin_of(first: date | None) -> int:
    """The first instant of a day; 0 for none."""
    return end_of_day(first) - DAY if first else 0


def show_check(wrong: list[str]) -> None:
    """What reading the whole log again came to."""
    if not wrong:
        st.success(
            "Every row of the access log is as it was written, and follows the one before it.", icon=":material/check:"
        )
    for each in wrong[:20]:
        st.error(plain(each), icon=":material/gpp_bad:")
