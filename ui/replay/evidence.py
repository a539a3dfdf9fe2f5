"""Evidence: a file that shows a stranger what is on record, and that it was not changed; and the program that checks it."""

from datetime import date
from typing import get_args

import streamlit as st

from domain.history.when import EARLIEST, LATEST
from domain.ledger.proofs import CannotProve
from projections.evidence import Chosen, What
from ui.evidence.making import verifier
from ui.format import plain
from ui.looking import Looking
from ui.parts.handing_out import file_button
from ui.parts.working import watch
from ui.queries.proving import evidence_made, make_evidence, proofs
from ui.queries.replay import histories
from ui.replay.asking import EndsBeforeItBegins

OF: dict[str, What] = {
    "One account": "account", "One record": "event", "A period": "period", "Everything": "portfolio",
}  # fmt: skip


def show_evidence(looked: Looking) -> None:
    """The choice, the file, and how it is checked."""
    assert set(OF.values()) == set(get_args(What))
    st.markdown(
        "A page to read in a browser that also holds the events, their proofs, the signed checkpoint and the policies that "
        "they were judged by, signed as a whole. Whoever gets it checks it without Tieline and without a connection. It holds "
        "the words that people wrote: whoever has it keeps them, also if they are forgotten here later."
    )
    try:
        why_not = proofs().can_sign
    except (CannotProve, OSError) as error:
        why_not = str(error)
    if why_not:
        st.info(plain(why_not), icon=":material/key_off:")
    chosen = chosen_of(looked)
    job = evidence_made()
    label = f"Make evidence of {what_of(chosen)}" if chosen else "Make evidence"
    if st.button(
        plain(label), type="primary", icon=":material/history_edu:", key="make-evidence",
        disabled=bool(why_not) or chosen is None or bool(job and job.running),
    ) and chosen:  # fmt: skip
        make_evidence(chosen)
        st.rerun()
    if watch(job) and job and job.result:
        made = job.result
        about = made.found.about
        st.success(
            f"Evidence of {plain(what_of(made.found.chosen))}: {len(about):,} record{'s' * (len(about) != 1)}, under a "
            f"checkpoint over {made.found.note.size:,}.",
            icon=":material/check:",
        )
        file_button(
            lambda: made.file, made.about, f"evidence-{file_name(made.found.chosen)}.html", "text/html",
            label="Download the evidence", what="evidence", key="evidence-file",
        )  # fmt: skip
    show_checking()


def chosen_of(looked: Looking) -> Chosen | None:
    """What the evidence is to be of; None while that is not clear. Raises EndsBeforeItBegins, NoSuchRecord."""
    known_at = looked.known_at if looked.known_on else None
    what = OF[
        str(
            st.segmented_control(
                "Evidence of", list(OF), default="One account", required=True, key="evidence-of", bind="query-params"
            )
        )
    ]
    if what == "portfolio":
        return Chosen(what=what, as_of=looked.as_of, known_at=known_at)
    if what == "event":
        number = st.number_input("Number of the record", 1, None, None, key="evidence-record", width=200)
        return Chosen(what=what, event=int(number)) if number else None
    called = histories()
    stream = st.selectbox(
        "Of which history?" if what == "account" else "Of which history? All where none is chosen",
        list(called), None, format_func=called.__getitem__, key="evidence-history", placeholder="Type or choose a name",
    )  # fmt: skip
    if what == "account":
        return Chosen(what=what, stream=stream, as_of=looked.as_of, known_at=known_at) if stream else None
    with st.container(horizontal=True):
        first, last = (
            st.date_input(label, None, EARLIEST, LATEST, key=f"evidence-{label}", format="YYYY-MM-DD", width=180)
            for label in ("From", "To")
        )
    first, last = (each if isinstance(each, date) else None for each in (first, last))
    if first and last and first > last:
        raise EndsBeforeItBegins("The period ends before it begins: exchange the two days.", field="period")
    if not (first or last):
        return None
    return Chosen(what=what, stream=stream or "", first=first, last=last, as_of=looked.as_of, known_at=known_at)


def what_of(chosen: Chosen) -> str:
    """What evidence is of, in words. Raises NoSuchRecord."""
    called = histories()
    name = called.get(chosen.stream, chosen.stream)
    match chosen.what:
        case "portfolio":
            return "everything on record"
        case "event":
            return f"record {chosen.event}"
        case "account":
            return name
        case _:
            days = f"{chosen.first or 'the beginning'} to {chosen.last or 'the end'}"
            return f"{name or 'all histories'}, {days}"


def file_name(chosen: Chosen) -> str:
    """A name for the file, without any person's or account's name in it."""
    of = chosen.stream or (f"record-{chosen.event}" if chosen.event else "ledger")
    days = "".join(f"-{each.isoformat()}" for each in (chosen.first, chosen.last) if each)
    return f"{of}{days}"


def show_checking() -> None:
    """How somebody who gets the file checks it."""
    with st.expander("How it is checked", icon=":material/fact_check:"):
        st.markdown(
            "Give whoever gets the file the public key on another way than the file (it is under *Checkpoints*), and this "
            "program, one file that they can read. It needs Python 3.11 or newer and the package cryptography."
        )
        st.download_button(
            "tieline_verify.py", verifier, "tieline_verify.py", "text/x-python", icon=":material/download:",
            on_click="ignore", key="verifier",
        )  # fmt: skip
        st.code('python tieline_verify.py FILE --key "KEY"', language=None, wrap_lines=True)
        st.markdown(
            "Its exit status is 0 where all is intact and signed with that key; 2 where all is intact and no key was given, so "
            "that anybody may have signed it; and 1 where something was changed, which it names."
        )
