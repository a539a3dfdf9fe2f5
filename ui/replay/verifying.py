"""Verify: is everything as it was recorded? With how far it came, what was found, and how fast it was."""

from base64 import b64encode

import pandas as pd
import streamlit as st

from ui.format import instant, plain
from ui.looking import Looking
from ui.parts.working import watch
from ui.queries.proving import Verified, verify, verifying
from ui.verify_words import WITHOUT_CHECKPOINT, verdict
from ui.working import Job

LISTED = 100
"""So many findings are listed; all of them with “tieline verify”."""


def show_verifying(_looked: Looking) -> None:
    """The button, and the last answer."""
    st.markdown(
        "Every record is read and hashed again and held against the tree over the ledger and every signed checkpoint; the "
        "guards in the database, the receipts of commands, the access log and every view are checked, too. Nothing is "
        "written, and both dates above make no difference."
    )
    job = verifying()
    if st.button(
        "Verify everything",
        type="primary",
        icon=":material/verified:",
        disabled=bool(job and job.running),
        key="verify",
    ):
        job = verify()
        st.rerun()
    if watch(job) and job and job.result:
        found, checkpoints = job.result.found, job.result.checkpoints
        st.header("What was found", anchor=False)
        said = plain(verdict(found, checkpoints, job.seconds))
        if found.findings:
            st.error(said, icon=":material/gpp_bad:")
            rows = [
                {
                    "First record": f"{each.seq:,}" if each.seq else "–",
                    "What is not as it was recorded": plain(each.sentence),
                }
                for each in found.findings[:LISTED]
            ]
            st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="What is not as it was recorded")
            if (more := len(found.findings) - LISTED) > 0:
                st.caption(f"And {more:,} more: “tieline verify” prints all of them.")
        else:
            st.success(said, icon=":material/verified:")
            if not checkpoints:
                st.warning(plain(WITHOUT_CHECKPOINT), icon=":material/info:")
        st.table(measured(job, job.result), border="horizontal", hide_header=True, alt="What was checked, and how fast")


def measured(job: Job[Verified], result: Verified) -> dict[str, str]:
    """What was checked, when, by whom, and how fast."""
    found, checkpoints = result
    speed = f", {round(found.events / job.seconds):,} a second" if job.seconds and found.events else ""
    return {
        "Records": f"{found.events:,}{speed}",
        "Views": f"{found.views}",
        "Checkpoints": f"{checkpoints:,}",
        "Root of the tree": plain(b64encode(found.root).decode()),
        "Verified": f"{instant(job.began_at)}, by {plain(job.by)}, in {job.seconds:.1f} s",
    }
