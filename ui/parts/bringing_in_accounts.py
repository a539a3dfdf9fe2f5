"""Which relationship each account of the files is: what was found, and the way to choose where nothing was."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd
import streamlit as st

from domain.access import Actor
from ui.crm.accounts import LEAVE, OPEN, Found, How, OnRecord
from ui.crm.planning import Understood, placed
from ui.format import plain

PAGE = 10
IN_WORDS: Mapping[How, str] = {
    "by its id": "known by the id of the other system",
    "by its name": "found by name; the id is kept",
    "chosen": "chosen",
    "to be opened": "to be opened",
    "not on record": "not on record",
    "cannot be told": "cannot be told",
    "left out": "left out",
    "not yours": "not assigned to you",
}
FIRST: Sequence[How] = (
    "cannot be told",
    "not on record",
    "not yours",
    "chosen",
    "left out",
    "to be opened",
    "by its name",
    "by its id",
)
"""What needs a look comes first."""


class Choosing(Protocol):
    """What keeps the choices."""

    chosen: dict[str, str]


def choose_accounts(bringing: Choosing, rows: Understood, record: OnRecord, actor: Actor, key: str) -> bool:
    """The accounts of the files and where each goes; whether those that are not on record are to be opened."""
    if all(file.understanding.account for file in rows.files):
        return False
    st.header("Accounts", anchor=False)
    open_new = st.toggle(
        "Open the accounts that are not on record",
        key=f"{key}-open",
        help="Otherwise their rows are left out. One whose name two accounts have is never opened by itself.",
    )
    found = placed(rows, record, chosen=bringing.chosen, open_new=open_new, by=actor).found
    if not found:
        st.markdown("No row that could be recorded names an account.")
        return open_new
    found = sorted(found, key=lambda each: (FIRST.index(each.how), each.company.name.casefold()))
    counts = Counter(each.how for each in found)
    st.markdown(", ".join(f"**{counts[how]:,}** {IN_WORDS[how]}" for how in IN_WORDS if counts[how]) + ".")
    show_page(found, key)
    choose_one(bringing, found, record, key)
    return open_new


def show_page(found: Sequence[Found], key: str) -> None:
    """Some of the accounts, those that need a look first."""
    pages = -(-len(found) // PAGE)
    place = st.container()
    number = st.pagination(pages, key=f"{key}-page") if pages > 1 else 1
    rows = [
        {
            "In the files": plain(called(each)),
            "On record": plain(each.name) if each.stream else "–",
            "How": plain(each.why or IN_WORDS[each.how]),
        }
        for each in found[(number - 1) * PAGE : number * PAGE]
    ]
    place.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        alt="Accounts of the files, and which on record each is",
    )


def called(found: Found) -> str:
    """What an account of the files is called, told from others by its id."""
    company = found.company
    return f"{company.name} ({company.id})" if company.name and company.id else company.name or company.id


def choose_one(bringing: Choosing, found: Sequence[Found], record: OnRecord, key: str) -> None:
    """Choose where the rows of one account go."""
    by_token = {each.company.token: each for each in found}
    names = {OPEN: "Open it as a new account", LEAVE: "Leave its rows out"}
    with (
        st.expander("Choose for one account", expanded=any(each.how == "cannot be told" for each in found)),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        token = st.selectbox(
            "Account in the files",
            list(by_token),
            format_func=lambda each: called(by_token[each]),
            key=f"{key}-which",
            width=320,
        )
        goes = st.selectbox(
            "is on record as",
            [OPEN, LEAVE, *record.by_stream],
            format_func=lambda each: names.get(each) or record.by_stream[each].name,
            index=None,
            placeholder="Choose",
            key=f"{key}-goes",
            width=320,
        )
        st.button("Choose", disabled=goes is None, key=f"{key}-choose", on_click=choose, args=(bringing, token, goes))
        st.button(
            "As found",
            disabled=token not in bringing.chosen,
            key=f"{key}-unchoose",
            on_click=choose,
            args=(bringing, token, None),
        )


def choose(bringing: Choosing, token: str, goes: str | None) -> None:
    """Keep what was chosen for an account; None for what is found by itself."""
    if goes is None:
        bringing.chosen.pop(token, None)
    else:
        bringing.chosen[token] = goes
