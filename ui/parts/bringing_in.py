"""A dropped file, or several: what is in them, what each row becomes, a try that writes nothing, and then the record.

What was dropped, chosen and tried is kept in the session until other files are dropped, so that a page that is drawn
anew reads no file twice and judges no row twice.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

import msgspec
import streamlit as st

from domain.access import Actor
from ui.bootstrap import Tieline
from ui.crm.accounts import OnRecord
from ui.crm.bringing_in import bring_in
from ui.crm.files import Dropped, dropped
from ui.crm.mapping import Understanding
from ui.crm.outcome import Outcome, together
from ui.crm.own_files import record_own
from ui.crm.planning import Plan, Understood, placed, understood_rows
from ui.crm.remembering import Remembered, as_remembered, forget, recalled, remember
from ui.crm.table import MOST_BYTES, Table
from ui.format import plain
from ui.forms.places import Places
from ui.parts.bringing_in_accounts import choose_accounts
from ui.parts.bringing_in_files import Last, choose_understanding, show_first_rows
from ui.parts.bringing_in_outcome import show_outcome
from ui.parts.taking_back import advancing
from ui.queries.bringing_in import accounts_on_record
from ui.session import today

KEY = "bringing-in"
PASTED = "pasted lines.csv"
"""What a pasted table is called."""
TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "jsonl", "ndjson"]


class Bringing(msgspec.Struct):
    """What this session is bringing in."""

    files: tuple[str, ...]
    """The ids of the dropped files, by which it is seen whether they are others."""
    found: Dropped
    chosen: dict[str, str] = {}
    """Where accounts go, by token, as somebody chose."""
    understood: tuple[tuple[Understanding, ...], date, Understood] | None = None
    planned: tuple[Any, Plan] | None = None
    """The last plan, with what it was made from."""
    tried: tuple[Any, Outcome] | None = None
    """What became of that plan when it was tried."""
    recorded: Outcome | None = None
    last: dict[int, Remembered] = {}
    """By table what was chosen last for one with the same headings."""


def show_bringing_in(tieline: Tieline, actor: Actor, pasted: str = "") -> None:
    """The whole of it: drop, choose, try, record, take back. A ``pasted`` table takes the place of files."""
    if pasted:
        pasted_id = sha256(pasted.encode()).hexdigest()
        go_on_with(tieline, actor, opened(tieline, actor, [(pasted_id, PASTED, BytesIO(pasted.encode()))]))
        return
    st.markdown(
        "Drop what another system exported: CSV or XLSX, several files together where they belong together. Each row "
        "becomes a record of its own. You see first what every row would become, and nothing is written until you say so."
    )
    number = st.session_state.setdefault(f"{KEY}-number", 0)
    files = st.file_uploader(
        "Files", TYPES, accept_multiple_files=True, key=f"{KEY}-files-{number}", max_upload_size=MOST_BYTES // 1_000_000
    )
    if not files:
        st.session_state.pop(KEY, None)
        show_what_is_known()
        return
    go_on_with(tieline, actor, opened(tieline, actor, [(each.file_id, each.name, each) for each in files]))


def go_on_with(tieline: Tieline, actor: Actor, bringing: Bringing) -> None:
    """What was read, and what is to become of it."""
    for sentence in bringing.found.refused:
        st.error(plain(sentence), icon=":material/block:")
    for own in bringing.found.own:
        what = "published facts" if own.kind == "tieline-facts" else "a file of commands"
        st.info(f"**{plain(own.file)}**: {what}, which Tieline reads as it is.", icon=":material/description:")
    if bringing.recorded:
        st.button("Bring in other files", icon=":material/upload_file:", on_click=begin_anew)
        show_outcome(tieline, actor, bringing.recorded, bringing.found.tables, dry_run=False)
        return
    if bringing.found.tables or bringing.found.own:
        chosen_and_tried(tieline, actor, bringing)


def opened(tieline: Tieline, actor: Actor, files: Sequence[tuple[str, str, Any]]) -> Bringing:
    """What is in the files, read once."""
    ids = tuple(file_id for file_id, _, _ in files)
    bringing = st.session_state.get(KEY)
    if not isinstance(bringing, Bringing) or bringing.files != ids:
        chosen = bringing.chosen if isinstance(bringing, Bringing) and not bringing.recorded else {}
        with st.spinner("Reading the files …"):
            bringing = Bringing(ids, dropped([(name, file.getvalue()) for _, name, file in files]), chosen)
        for number, table in enumerate(bringing.found.tables):
            if last := recalled(tieline, actor.subject, table):
                bringing.last[number] = last
        st.session_state[KEY] = bringing
    return bringing


def begin_anew() -> None:
    """Other files are dropped next."""
    st.session_state.pop(KEY, None)
    st.session_state[f"{KEY}-number"] += 1


def show_what_is_known() -> None:
    """What is recognised, before anything was dropped."""
    with st.expander("What is recognised", icon=":material/help:"):
        st.markdown(
            "- **Salesforce**: AccountHistory, OpportunityFieldHistory, Task, Account; Opportunity and User as keys to them\n"
            "- **HubSpot**: companies, engagements, and the table that says which company an engagement is about\n"
            "- **Dynamics 365**: exported activities, accounts, and the audit of changes\n"
            "- **Tieline**: published facts (a case file), and files of commands\n"
            "- **any other table** with a column for the date and one for the words\n\n"
            "The same file again records nothing twice."
        )


def chosen_and_tried(tieline: Tieline, actor: Actor, bringing: Bringing) -> None:
    """What each file and account is, then the try and the record."""
    record = accounts_on_record()
    mark = bringing.files[0][:8]
    chosen = [
        choose_understanding(
            table, record, f"{KEY}-{mark}-{number}", bringing.found, last_of(tieline, actor, bringing, number)
        )
        for number, table in enumerate(bringing.found.tables)
    ]
    understandings = tuple(how for how, _ in chosen)
    places = {table.file: place for table, (_, place) in zip(bringing.found.tables, chosen, strict=True)}
    made_from: Any = understandings
    plan: Plan | None = None
    if bringing.found.tables:
        rows = rows_of(bringing, understandings)
        for each in rows.files:
            with places[each.file]:
                show_first_rows(each)
        open_new = choose_accounts(bringing, rows, record, actor, f"{KEY}-{mark}")
        made_from = (understandings, dict(bringing.chosen), open_new)
        plan = plan_of(bringing, rows, record, actor, made_from, open_new=open_new)
    try_and_record(tieline, actor, bringing, plan, made_from)


def last_of(tieline: Tieline, actor: Actor, bringing: Bringing, number: int) -> Last | None:
    """What was chosen last for a table with the same headings, and the way to begin anew; None where nothing was."""
    if number not in bringing.last:
        return None
    table = bringing.found.tables[number]

    def anew() -> None:
        forget(tieline, actor.subject, table)
        del bringing.last[number]
        for key in [
            each for each in st.session_state if str(each).startswith(f"{KEY}-{bringing.files[0][:8]}-{number}-")
        ]:
            del st.session_state[key]

    return Last(
        lambda how: as_remembered(tieline, table, how, bringing.last[number]), bringing.last[number].source, anew
    )


def rows_of(bringing: Bringing, understandings: tuple[Understanding, ...]) -> Understood:
    """The rows, understood anew only where something else was chosen."""
    day = today()
    if bringing.understood is None or bringing.understood[:2] != (understandings, day):
        with st.spinner("Looking at the rows …"):
            files: list[tuple[Table, Understanding]] = list(zip(bringing.found.tables, understandings, strict=True))
            bringing.understood = (understandings, day, understood_rows(files, day))
        bringing.planned = bringing.tried = None
    return bringing.understood[2]


def plan_of(
    bringing: Bringing, rows: Understood, record: OnRecord, actor: Actor, made_from: Any, *, open_new: bool
) -> Plan:
    """Where each row goes, looked up anew only where something else was chosen or is on record."""
    if bringing.planned is None or bringing.planned[0] != (made_from, record):
        bringing.planned = (
            (made_from, record),
            placed(rows, record, chosen=bringing.chosen, open_new=open_new, by=actor),
        )
    return bringing.planned[1]


def try_and_record(tieline: Tieline, actor: Actor, bringing: Bringing, plan: Plan | None, made_from: Any) -> None:
    """The button that tries all rows, what they would become, and the button that records them."""
    places = Places()
    st.header("Try it, then record it", anchor=False)
    tried = bringing.tried[1] if bringing.tried and bringing.tried[0] == made_from else None
    if tried is None and st.button("Try all rows", type="primary", icon=":material/rule:", key=f"{KEY}-try"):
        with st.spinner("Judging every row; nothing is written …"):
            tried = places_carried_out(places, lambda: all_of(tieline, actor, bringing, plan, dry_run=True))
        if tried is not None:
            if bringing.understood is not None:
                for table, how in zip(bringing.found.tables, bringing.understood[0], strict=True):
                    remember(tieline, actor.subject, table, how)
            bringing.tried = (made_from, tried)
            st.rerun()
    if tried is not None:
        show_outcome(tieline, actor, tried, bringing.found.tables, dry_run=True)
        st.caption(
            f"Recorded by {plain(actor.subject)}, reported by the authors in the files, at the time you press the button."
        )
        if tried.recorded and st.button(
            f"Record {tried.recorded:,} row{'s' * (tried.recorded != 1)}",
            type="primary",
            icon=":material/check:",
            key=f"{KEY}-record",
        ):
            places.beside("")
            outcome = places_carried_out(places, lambda: all_of(tieline, actor, bringing, plan, dry_run=False))
            if outcome is not None:
                bringing.recorded = outcome
                st.rerun()
    places.beside("")


def places_carried_out(places: Places, act: Any) -> Outcome | None:
    """What an act comes to, or None where it was refused, which is then told here."""
    places.beside("")
    outcome: Outcome | None = places.carried_out(act)
    return outcome


def all_of(tieline: Tieline, actor: Actor, bringing: Bringing, plan: Plan | None, *, dry_run: bool) -> Outcome:
    """Try or record all that was dropped. Raises a Refusal."""
    with advancing("Judging" if dry_run else "Recording") as report:
        outcomes = [
            record_own(tieline, each.file, each.kind, each.content, by=actor, dry_run=dry_run, progress=report)
            for each in bringing.found.own
        ]
        if plan is not None:
            outcomes.append(bring_in(tieline, plan, by=actor, dry_run=dry_run, progress=report))
    return together(outcomes)
