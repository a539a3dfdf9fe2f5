"""What came in together, in files."""

import streamlit as st

from projections.imports import Import, imports
from ui.queries.asking import Now, permitted, running


def imports_on_record() -> list[Import]:
    """Every import (``projections.imports.imports``), of whatever accounts: for who audits."""
    return _imports(permitted("audit"))


@st.cache_data(max_entries=4, show_spinner=False)
def _imports(now: Now) -> list[Import]:
    tracker = running(now).tracker
    return imports(tracker.recorder, tracker.codec)
