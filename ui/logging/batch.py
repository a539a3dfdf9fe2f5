"""Several lines as a batch: each with what it would record or why not, tried out first, recorded and taken back together."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from domain.access import NotAllowed, require
from domain.history.asking import fields
from domain.history.when import on_day
from domain.relationship.classification import Reclassify
from ui.commands import key_of
from ui.failing import database_failure
from ui.format import plain
from ui.forms.quick import usual_currency
from ui.logging.lines import Read
from ui.logging.proposing import said
from ui.logging.streams import name_of
from ui.parts.taking_back import take_back_dialog
from ui.queries.logging import state_now
from ui.record_file import RecordResult, record_lines
from ui.session import actor, tieline, today

DONE = "pasted-batch"
"""The batch that was recorded last, and how many lines of it."""
NO_ACCOUNT, NO_KIND = "It names no account.", "What happened is not understood."


def show_batch(reads: Sequence[Read], done_with: Callable[[Sequence[str]], None]) -> None:
    """What each line would record, and the button that records those that can be."""
    ready = {number: row_of(read) for number, read in enumerate(reads, 1) if not wanting(read)}
    tried = tried_out(ready)
    refused = {each.line: each.reason for each in tried.refused} if tried else {}
    st.table(
        pd.DataFrame([shown(number, read, refused.get(number, "")) for number, read in enumerate(reads, 1)]).map(plain),
        hide_index=True,
        border="horizontal",
        alt="What each line would record",
    )
    if tried is None:
        return
    st.caption(
        f"Tried out: {told(tried, len(reads))} Nothing is recorded yet. Change the lines above, or record the rest."
    )
    if st.button(
        f"Record {tried.recorded} of {len(reads)}", type="primary", key="pasted-record", disabled=not tried.recorded,
        on_click=record, args=(reads, ready, done_with),
    ):  # fmt: skip
        st.rerun()  # the lines that are recorded are gone by now


def show_last_batch() -> None:
    """What was recorded of the lines before, with the way to take it back."""
    done = st.session_state.get(DONE)
    if not done:
        return
    batch, sentence = done
    with st.container(horizontal=True, vertical_alignment="center"):
        (st.success if batch else st.error)(sentence, icon=":material/check:" if batch else ":material/block:")
        if batch and st.button("Take it back…", icon=":material/undo:", key="pasted-take-back"):
            take_back_dialog(tieline(), actor(), batch)
        st.button("Hide", key="pasted-hide", on_click=_hide)


def _hide() -> None:
    st.session_state.pop(DONE, None)


def record(reads: Sequence[Read], rows: dict[int, dict[str, Any]], done_with: Callable[[Sequence[str]], None]) -> None:
    """Record the lines that can be; those that cannot stay."""
    try:
        result = carried_out(rows, dry_run=False)
    except NotAllowed as refused:
        st.session_state[DONE] = "", plain(str(refused))
        return
    except Exception as error:
        if not (why := database_failure(error)):
            raise
        st.session_state[DONE] = (
            "",
            f"The database failed ({plain(why)}). Press the button again: nothing is recorded twice.",
        )
        return
    st.session_state[DONE] = result.batch or "", f"Recorded: {told(result, len(reads))}"
    stay = {each.line for each in result.refused} | (set(range(1, len(reads) + 1)) - rows.keys())
    done_with([reads[number - 1].line for number in sorted(stay)])


def tried_out(rows: dict[int, dict[str, Any]]) -> RecordResult | None:
    """What would become of the lines; None where it cannot be told, which is said."""
    try:
        return carried_out(rows, dry_run=True)
    except Exception as error:
        if not (why := database_failure(error)):
            raise
        st.error(f"The database failed ({plain(why)}). Try again once it answers.", icon=":material/error:")
        return None


def carried_out(rows: dict[int, dict[str, Any]], *, dry_run: bool) -> RecordResult:
    """Every line judged like any other command, and recorded unless it is a ``dry_run``. Raises NotAllowed."""
    for each in rows.values():
        require(actor(), "record", each["account"])
    return record_lines(tieline(), rows.items(), by=actor(), dry_run=dry_run)


def wanting(read: Read) -> str:
    """Why a line cannot be tried yet."""
    if not read.stream:
        return next((each for each in read.doubts if "account" in each), NO_ACCOUNT)
    if not read.command:
        return NO_KIND
    return next(iter(read.doubts), "") if read.on is None else ""


def row_of(read: Read) -> dict[str, Any]:
    """A line as a line of a file of commands."""
    assert read.command
    row: dict[str, Any] = {"account": read.stream, "do": read.command.path, "on": str(read.on or on_day(today()))}
    for field in fields(read.command):
        if (given := read.answers.get(field.name)) not in (None, ""):
            row[next(iter(key_of(field)), field.name)] = str(given)
    if "currency" in {each.name for each in fields(read.command)} and (usual := usual_currency(state_now(read.stream))):
        row.setdefault("currency", usual)
    reason = " ".join(filter(None, (read.answers.get("reason"), read.left)))
    if reason or read.command is Reclassify:
        row["reason"] = reason
    return row


def shown(number: int, read: Read, refused: str) -> dict[str, str]:
    """A line of the table: few columns, so that it is read on a phone."""
    answers = [
        str(each) for name, each in read.answers.items() if name not in ("kind", "reason") and not name.endswith("_id")
    ]
    says = "; ".join(filter(None, [*answers, str(read.answers.get("reason", "")), read.left]))
    on = "" if read.on or not read.command else ", today"
    understood = said(read, name_of(read.stream) if read.stream else "") + on
    return {
        "Line": f"{number}. {read.line.strip()}",
        "Understood": ": ".join(filter(None, [understood, says])) if read.command else "–",
        "To be seen to": wanting(read) or refused or "–",
    }


def told(result: RecordResult, lines: int) -> str:
    """What became of the lines."""
    already = f", {result.already_recorded} on record already" if result.already_recorded else ""
    left = lines - result.recorded - result.already_recorded
    return f"{result.recorded} of {lines} lines{already}{f', {left} not' if left else ''}."
