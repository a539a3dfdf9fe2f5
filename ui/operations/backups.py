"""Backup: copying the ledger while it is in use, what is there, and how to put one back."""

import pandas as pd
import streamlit as st

from domain.access import may
from domain.ledger.finding import counted
from ui.backing_up import WHAT
from ui.doctor.check import ago, size_of
from ui.format import plain
from ui.parts.handing_out import file_button
from ui.parts.working import watch
from ui.queries.operations import back_up, backing_up, backup_folder, backups
from ui.session import actor, tieline

LISTED = 50
MOST = 200_000_000
"""Bytes of a file that goes through the browser: it passes through the server's memory."""


def show_backups() -> None:
    """The button, the list, and what to know."""
    folder = backup_folder()
    st.markdown(
        "A backup is one moment of the whole ledger, whoever records meanwhile, and is read and hashed again before it gets its "
        "name. The keys that people's words are sealed under are not in it: back them up apart, after the ledger, with "
        "“tieline vault backup”."
    )
    job, found = backing_up(), backups()
    if may(actor(), "operate") and st.button(
        "Back up now", type="primary", icon=":material/save:", disabled=bool(job and job.running), key="back-up"
    ):
        back_up()
        st.rerun()
    if watch(job) and job and job.result:
        st.success(
            f"Backed up {counted(job.result.events, 'record')} to {plain(job.result.path.name)} in {job.seconds:.1f} s.",
            icon=":material/check:",
        )
    if not found:
        with st.container(border=True):
            st.header("No backup is in the folder yet", anchor=False)
            st.markdown(f"They are put into {plain(str(folder))}.")
    else:
        now = tieline().clock()
        st.header(f"The last backup is of {ago(found[0].at, now)}", anchor=False)
        rows = [
            {"File": plain(each.path.name), "Made": plain(ago(each.at, now)), "Size": size_of(each.size)}
            for each in found[:LISTED]
        ]
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Backups, the newest first")
        if may(actor(), "operate"):
            small = {each.path.name: each.path for each in found[:LISTED] if each.size <= MOST}
            if small:
                with st.container(horizontal=True, vertical_alignment="bottom"):
                    name = st.selectbox("Backup to take", list(small), key="backup-file", width=320)
                    file_button(
                        small[name].read_bytes, {"file": name}, name, "application/vnd.sqlite3",
                        label="Download", what=WHAT, key="backup-take",
                    )  # fmt: skip
        st.caption(
            f"They are in {plain(str(folder))}. TIELINE_BACKUP_DIR chooses another folder, best on another disk."
        )
    with st.expander("How to put one back", icon=":material/settings_backup_restore:"):
        st.markdown(
            "Restoring stays on the command line, because nobody else may have the database open meanwhile: stop the server, "
            "then run this. It reads and hashes the whole backup first, and asks before anything would be lost."
        )
        st.code("tieline restore FILE", language=None)
