"""What was recorded, by whom, and can it be shown to be unchanged? The ledger record by record, and its proof."""

import streamlit as st

from domain.history.refusal import Refusal
from ui.format import plain
from ui.queries.asking import permitted
from ui.replay.accesses import show_accesses
from ui.replay.checkpoints import show_checkpoints
from ui.replay.evidence import show_evidence
from ui.replay.records import show_records
from ui.replay.stepping import show_steps
from ui.replay.verifying import show_verifying
from ui.session import looking

TABS = {
    "Step by step": show_steps,
    "Records": show_records,
    "Verify": show_verifying,
    "Checkpoints": show_checkpoints,
    "Evidence": show_evidence,
    "Access log": show_accesses,
}

st.title("Replay", anchor=False)
permitted("audit")
looked = looking()
for tab, show in zip(st.tabs(list(TABS), key="tab", bind="query-params"), TABS.values(), strict=True):
    if tab.open:
        with tab:
            try:
                show(looked)
            except Refusal as refused:
                st.warning(plain(refused.sentence), icon=":material/error:")
