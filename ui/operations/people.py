"""People on record, and forgetting one: first what it would affect, then why, and the name typed once more."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from domain.forgetting import Affected
from domain.forgetting.mentioning import folded
from domain.history.refusal import Refusal
from projections.people import PersonOnRecord
from ui.format import plain
from ui.parts.working import watch
from ui.queries.operations import (
    erasure_due,
    forget_for_good,
    list_people,
    look_for,
    looked_for,
    people_listed,
)
from ui.queries.replay import histories

PAGE = 50
LISTED = 20
DONE = "forgotten-just-now"


def show_people() -> None:
    """Who is on record, and the way to forget somebody."""
    st.markdown(
        "Somebody may ask to be forgotten. Their name is destroyed, and the words that mention them; the records stay where "
        "they are, and every proof over them stands."
    )
    show_on_record()
    show_forgetting()


def show_on_record() -> None:
    """The people whom fields of records name; the whole ledger is read for it, so only when it is asked for."""
    with st.container(border=True):
        st.header("On record", anchor=False)
        job = people_listed()
        if st.button(
            "Read who is on record", icon=":material/group:", disabled=bool(job and job.running), key="people-read"
        ):
            list_people()
            st.rerun()
        if watch(job) and job and job.result is not None:
            show_list(job.result)


def show_list(found: Sequence[PersonOnRecord]) -> None:
    """The people by name, a page at a time."""
    if not found:
        st.markdown("Nobody is named on record yet.")
        return
    place = st.container()
    pages = -(-len(found) // PAGE)
    number = min(st.pagination(pages, key="people-page"), pages) if pages > 1 else 1
    rows = [
        {
            "Name": plain(each.name),
            "Records": f"{each.records:,}",
            "In accounts": f"{each.accounts:,}",
            "Id": plain(each.id),
        }
        for each in found[(number - 1) * PAGE : number * PAGE]
    ]
    place.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="People on record, by name")
    st.caption("Those who are only mentioned in what people wrote are not among them, nor are those who sign in.")


def show_forgetting() -> None:
    """Whom to look for, what forgetting them would affect, and doing it."""
    with st.container(border=True):
        st.header("Forget a person", anchor=False)
        if said := st.session_state.pop(DONE, ""):
            st.success(said, icon=":material/check:")
        with st.form("forget-look", border=False):
            person = st.text_input("Whole name, or id", key="forget-person")
            also = st.text_input(
                "Other spellings to look for, separated by semicolons", key="forget-also", placeholder="Annie; Lee, Ann"
            )
            only_mentioned = st.checkbox(
                "No record names them; they are only mentioned in words", key="forget-mentioned"
            )
            wanted = st.form_submit_button("Show what it would affect", icon=":material/search:")
        if wanted:
            begin_to_look(person, also, only_mentioned=only_mentioned)
        job = looked_for()
        if watch(job) and job and job.result:
            show_affected(job.result)
            ask_to_forget(job.result)


def begin_to_look(person: str, also: str, *, only_mentioned: bool) -> None:
    """Look for them, or say why nobody is meant."""
    if not person.strip():
        st.error("Write the whole name of the person to forget, or their id.", icon=":material/error:")
        return
    try:
        look_for(person, [each for each in also.split(";") if each.strip()], only_mentioned=only_mentioned)
    except Refusal as refused:
        st.error(plain(refused.sentence), icon=":material/error:")
    else:
        st.rerun()


def show_affected(found: Affected) -> None:
    """Which records, how many words, and what stays."""
    who = ", ".join(f"“{each}”" for each in found.spellings)
    called = histories()
    st.subheader(plain(f"What forgetting {who} would affect"), anchor=False)
    if not found.records:
        st.markdown("No record names them, and no words that can be read mention them.")
    else:
        rows = [
            {
                "Account": plain(called.get(stream, stream)),
                "Records": f"{len(some):,}",
                "Naming them": f"{sum(each.named for each in some):,}",
                "Mentioning them": f"{sum(each.mentioned for each in some):,}",
            }
            for stream, some in found.by_stream()[:LISTED]
        ]
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Records that name or mention them")
    if found.in_the_clear:
        st.markdown(
            "These texts are no person's words: they stand in the clear and **stay**. Rename the thing, or correct the record:"
        )
        clear = [
            {
                "Where": plain(f"{called.get(each.stream, each.stream) or 'anywhere'}, {each.where}"),
                "Text": plain(each.text),
            }
            for each in found.in_the_clear[:LISTED]
        ]
        st.table(pd.DataFrame(clear), hide_index=True, border="horizontal", alt="What stays in the clear")
    if found.alike:
        names = ", ".join(f"“{each}”" for each in found.alike[:LISTED])
        st.markdown(
            plain(f"Not forgotten with them: {names}. If that is the same person, add the name as another spelling.")
        )


def ask_to_forget(found: Affected) -> None:
    """Why, and the name once more; then it is done, and cannot be undone."""
    words = len(found.keys)
    with st.form("forget-do", border=False):
        keep = st.checkbox(
            f"Keep the words of the {words:,} record{'s' * (words != 1)} that mention them", key="forget-keep"
        )
        reason = st.text_input("Who asked for it, without the person's name", key="forget-reason")
        typed = st.text_input("This cannot be undone. Type the name again to forget the person", key="forget-typed")
        wanted = st.form_submit_button("Forget for good", type="primary", icon=":material/delete_forever:")
    if not wanted:
        return
    if folded(typed) not in {folded(each) for each in (*found.people, *found.spellings)} - {""}:
        st.error(
            "Another name was typed, so nobody was forgotten: type the name as it is shown above.",
            icon=":material/error:",
        )
        return
    try:
        forget_for_good(found, reason, keep_words=keep)
    except Refusal as refused:
        st.error(plain(refused.sentence), icon=":material/error:")
        return
    left = (
        " The files of the vault wait to be written anew: “tieline forget --complete” does it." if erasure_due() else ""
    )
    st.session_state[DONE] = plain(f"The person is forgotten.{left}")
    st.rerun()
