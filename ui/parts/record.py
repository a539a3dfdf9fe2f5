"""The full record of one event: its sentence, both dates, its author and its source."""

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from domain.history.case import CaseRow
from domain.history.when import parse_when
from domain.models import model_of
from domain.relationship.model import RELATIONSHIP
from projections.records import RecordShown
from projections.retracted import Retracted
from ui.format import happened, instant, plain
from ui.looking import Looking
from ui.parts.changing import show_changes
from ui.parts.chosen import ask_why, choose
from ui.queries.account import record_of, stands_for
from ui.record_words import record_words
from ui.struck_words import struck_words

NO_BREAK = "\u00a0"
WHOLE = {"month": "some day of that month", "quarter": "some day of that quarter", "year": "some day of that year"}


STATUS_OF = {
    "reclassified": "class", "criteria-rated": "class", "relationship-put-at-risk": "risk", "relationship-recovered": "risk",
    "relationship-closed": "closed", "relationship-reopened": "closed", "relationship-opened": "name",
    "relationship-renamed": "name", "partnership-assessed": "partnership", "economics-reported": "segment",
}  # fmt: skip
"""The status that an event about no thing bears on."""


IN_THE_PICTURE = "Select a mark or a bar in the picture to read its record."


def show_chosen(relationship: str, chosen: int | None, looked: Looking, how: str = IN_THE_PICTURE) -> None:
    """The record of the event that was chosen, also where it was struck through, with the ways to go on from it.

    Where none was, ``how`` says how one is.
    """
    st.header("Record", anchor=False)
    if not chosen:
        st.markdown(how)
        return
    found = record_of(relationship, chosen, looked)
    if found is None:
        st.markdown("The chosen event had not happened by this date, or was not known then.")
        return
    show_record(found.record, found.strike, stands_for(relationship, chosen))
    about = found.subject or STATUS_OF.get(found.record.kind, "")
    if about and model_of(relationship) is RELATIONSHIP:
        st.button("Why does it stand so?", on_click=ask_why, args=(about,), icon=":material/help:", key="why-of-record")
    if not found.strike:
        show_changes(relationship, found.record)


def show_record(record: RecordShown, strike: Retracted | None = None, stands_for: Sequence[int] = ()) -> None:
    """The record as a sentence and a table of what is known of it; first that it was struck through, if it was."""
    if strike:
        said = plain(struck_words(strike))
        st.warning(f"{said[0].upper()}{said[1:]}", icon=":material/strikethrough_s:")
        for seq in strike.instead:
            st.button(
                f"Show record {seq}", on_click=choose, args=(seq,), type="tertiary", icon=":material/arrow_forward:"
            )
    said = plain(record_words(record))
    st.markdown(f"~~**{said}**~~" if strike else f"**{said}**")
    known = {name.replace(" ", NO_BREAK): said for name, said in details(record).items()}
    if stands_for:
        known["Stands"] = f"in the place of record{'s' * (len(stands_for) > 1)} {' and '.join(map(str, stands_for))}"
    st.table(known, border="horizontal", hide_header=True, alt="What is known of the chosen event")


def details(record: RecordShown) -> dict[str, str]:
    """What is known of an event, by what it is called; as Markdown."""
    when = parse_when(record.happened)
    known = {
        "Happened": happened(when) + (f" ({WHOLE[when.precision]})" if when.precision in WHOLE else ""),
        "Recorded": instant(record.recorded_at),
        "Recorded by": plain(record.recorded_by),
    }
    if record.reported_by:
        known["Reported by"] = plain(record.reported_by)
    if record.observed:
        known["Judged by"] = "no policy: history, recorded as observed"
    elif record.policy_version:
        known["Judged by"] = f"policy version {record.policy_version}"
    if record.case:
        known |= of_case(record.case)
    known["Event"] = f"number {record.seq}, {plain(record.label.lower())}"
    return known


def of_case(case: CaseRow) -> dict[str, str]:
    """What a published fact adds: how it was stated, and where."""
    known = {}
    if case.quantity:
        known["Quantity"] = plain(f"{case.quantity} {case.unit}")
    if case.side:
        known["Side"] = plain(case.side.replace("_", " "))
    known["Basis"] = "read from the facts, not stated" if case.inferred == "yes" else "stated by the source"
    if case.date_basis:
        known["Date from"] = plain(case.date_basis.replace("_", " "))
    if source := source_of(case):
        known["Source"] = source
    return known


def source_of(case: CaseRow) -> str:
    """Title, author and year, the title linked where the source is on the web."""
    title = plain(case.source_title or case.source_url)
    if title and case.source_url.startswith(("http://", "https://")):
        title = f"[{title}]({quote(case.source_url, safe=':/?&=%#,;+@~._-')})"
    return ", ".join(part for part in (title, plain(case.source_author), plain(case.source_year)) if part)
