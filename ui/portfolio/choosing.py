"""What is chosen on the page: how far to look back, and the section; both stand in the address."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from domain.history.when import EARLIEST, add_months
from ui.portfolio.going import OVERVIEW, SECTION, SINCE, close
from ui.session import looking, today

MONTHS = 36
"""So far back one looks if nothing is chosen."""


def choose_since() -> date:
    """The beginning of the span that is looked over."""
    chosen = st.date_input(
        "Looking back to", None, EARLIEST, today(), key=SINCE, bind="query-params", format="YYYY-MM-DD", width=170,
        help="The beginning of the span that is looked over; three years before if left empty.",
    )  # fmt: skip
    day = looking().day
    start = chosen if isinstance(chosen, date) else add_months(day, -MONTHS)
    return min(start, day)


def choose_section(sections: Sequence[str]) -> str:
    """The section that is open; what was open in another is closed."""
    return str(
        st.segmented_control(
            "Section", sections, default=OVERVIEW, required=True, key=SECTION, bind="query-params", on_change=close,
            label_visibility="collapsed",
        )
    )  # fmt: skip
