"""Lines as one noted them: one fills the form, several become a batch that is looked through before it is recorded."""

from collections.abc import Sequence

import streamlit as st

from ui.format import plain
from ui.forms.log import log_form
from ui.logging.batch import show_batch, show_last_batch
from ui.logging.lines import Names, Read, read_line
from ui.logging.one_thing import ACCOUNT, nothing_is_there, nothing_to_log, which_account
from ui.logging.proposing import propose, proposed_for, said
from ui.logging.streams import account_names, loggable, name_of
from ui.logging.tables import is_table
from ui.parts.bringing_in import show_bringing_in
from ui.queries.logging import state_now
from ui.session import actor, tieline, today

TEXT, READ, RECORDED, PLACE = "pasted-lines", "pasted-read", "pasted-recorded", "pasted"
"""The field, what was read last of a single line, what is left of recorded ones, and the place of its draft."""
EXAMPLES = (
    "Met Kim at Harbour about EDI yesterday",
    "2024-03 reached: Drivers trained",
    "Harbour Foods; call; 12 Mar 2024; EDI cut-over",
)
MOST_LINES = 200
"""More are brought in as a file."""


def show_pasted() -> None:
    """The field, and below it what was understood."""
    if nothing_is_there(loggable()):
        nothing_to_log()
        return
    show_last_batch()
    restore()
    text = st.text_area(
        "What you noted, one thing a line",
        key=TEXT,
        height=110,
        placeholder="\n".join(EXAMPLES),
        help="An account by its name or the beginning of it, a date, what happened: in any order, in your own words.",
    )
    st.button("Read it", icon=":material/manage_search:", key="pasted-go")
    keep(text or "")
    lines = [line for line in (text or "").splitlines() if line.strip()]
    if not lines:
        st.caption("Nothing is recorded before you have seen what was understood.")
    elif len(lines) > MOST_LINES:
        st.error(
            f"These are {len(lines)} lines, and up to {MOST_LINES} are read here: bring them in as a file.",
            icon=":material/block:",
        )
    elif is_table(lines):
        st.caption("This is a table with a heading: what each row becomes is looked through first.")
        show_bringing_in(tieline(), actor(), text or "")
    elif len(lines) == 1:
        show_line(lines[0])
    else:
        names = account_names()
        show_batch([reading(line, names, st.query_params.get(ACCOUNT, "")) for line in lines], done_with)


def reading(line: str, names: Names, stream: str = "") -> Read:
    """What a line says."""
    return read_line(line, names, today(), state_now, stream)


def show_line(line: str) -> None:
    """What was understood of one line, what was not, and the form that it fills."""
    read = reading(line, account_names())
    if read.nothing:
        st.warning(
            f"Nothing of “{plain(line[:80])}” was understood. Say which account, what happened and when, for instance "
            f"“{EXAMPLES[0]}”; or log it under “One thing”.",
            icon=":material/help:",
        )
        return
    if not read.stream:
        if not (stream := which_account(loggable())):
            tell(read)
            st.caption("The line names no account: choose it.")
            return
        read = reading(line, account_names(), stream)
    tell(read)
    seen = f"{read.stream}\n{line}"
    if st.session_state.get(READ) != seen or not proposed_for(read.stream):
        propose(read, tieline().tracker.load(read.stream).version)
        st.session_state[READ] = seen
    log_form(tieline(), actor(), read.stream, recorded=done_with)


def tell(read: Read) -> None:
    """What was understood, and what was not."""
    st.markdown(f"**Understood:** {plain(said(read, name_of(read.stream) if read.stream else '')) or 'little'}")
    told = [*(plain(each) for each in read.doubts), *([f"Not understood: “{plain(read.left)}”."] if read.left else [])]
    if told:
        st.warning("  \n".join(told), icon=":material/help:")


def restore() -> None:
    """What was pasted on an earlier visit stands there again; nothing does once it is recorded."""
    if (left := st.session_state.pop(RECORDED, None)) is not None:
        st.session_state[TEXT] = left
    if TEXT not in st.session_state and (kept := tieline().drafts.at(actor().subject, PLACE)):
        st.session_state[TEXT] = kept.content


def keep(text: str) -> None:
    """Keep what was pasted for another visit."""
    drafts, subject = tieline().drafts, actor().subject
    kept = drafts.at(subject, PLACE)
    if text.strip() and (kept is None or kept.content != text):
        drafts.keep(subject, PLACE, text)
    elif kept and not text.strip():
        drafts.drop(subject, PLACE)


def done_with(left: Sequence[str] = ()) -> None:
    """Some lines are recorded: only those that are left stay in the field."""
    tieline().drafts.drop(actor().subject, PLACE)
    st.session_state[RECORDED] = "\n".join(left)
