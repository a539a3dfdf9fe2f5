"""How Tieline itself is, for whoever looks after it: views, imports, backups, health, and the people on record."""

import streamlit as st

from domain.access import may
from ui.operations.backups import show_backups
from ui.operations.health import show_health
from ui.operations.imports import show_imports
from ui.operations.people import show_people
from ui.operations.responsibilities import show_responsibilities
from ui.operations.views import show_views
from ui.queries.asking import permitted
from ui.session import actor

TABS = {
    "Views": show_views,
    "Imports": show_imports,
    "Backup": show_backups,
    "Health": show_health,
    "Responsibilities": show_responsibilities,
}
ONLY_OPERATING = {"People": show_people}

st.title("Operations", anchor=False)
permitted("audit")
shown = TABS | (ONLY_OPERATING if may(actor(), "operate") else {})
if not may(actor(), "operate"):
    st.caption("You may look; an administrator acts.")
for tab, show in zip(st.tabs(list(shown), key="tab", bind="query-params"), shown.values(), strict=True):
    if tab.open:
        with tab:
            show()
