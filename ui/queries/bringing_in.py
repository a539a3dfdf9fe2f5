"""What the accounts in files are looked for among: the relationships on record and their ids in other systems."""

import streamlit as st

from domain.access import reach
from projections.external_ids import ExternalId, external_ids
from ui.crm.accounts import OnRecord, looked_through
from ui.finding import Named
from ui.queries.asking import Now, permitted, running
from ui.queries.portfolio import relationship_names
from ui.session import actor


def accounts_on_record() -> OnRecord:
    """The relationships that whoever looks may record about."""
    ids = _external_ids(permitted("record"))
    found = relationship_names()
    named = [
        Named(id=stream, name=name, kind=kind)
        for stream, name, kind in zip(found["relationship"], found["name"], found["kind"], strict=True)
    ]
    return looked_through(named, ids, reach(actor(), "record"))


@st.cache_data(max_entries=4, show_spinner=False)
def _external_ids(now: Now) -> list[ExternalId]:
    return external_ids(running(now).database)
