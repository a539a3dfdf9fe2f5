"""The answers to a question on a page: sentence, picture, table, and the table as a file."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.format import plain, unbroken
from ui.parts.handing_out import csv_button
from ui.parts.leading_table import leading_table
from ui.parts.time_travel import onward
from ui.questions.question import Answer, Drawing
from ui.session import looking, theme

PAGE = 20


def show_answers(key: str, answers: Sequence[Answer]) -> None:
    """Each answer in a frame of its own."""
    for number, answer in enumerate(answers):
        with st.container(border=True):
            show_answer(f"{key}-{number}", answer)


def show_answer(key: str, answer: Answer) -> None:
    """One answer, a page of its rows at a time."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(answer.title), width="content", anchor=False)
        if len(answer.table):
            csv_button(
                lambda: answer.table.to_csv(index=False),
                {"table": key, **looking().query},
                f"{key}.csv",
                help="This table as a file for a spreadsheet",
                key=f"{key}-csv",
            )
    st.markdown(plain(answer.says))
    if answer.drawing:
        show_drawing(key, answer.drawing)
    if len(answer.table):
        place = st.container()
        show_table(place, answer, rows_at_once(key, answer))


def rows_at_once(key: str, answer: Answer) -> slice:
    """The rows that are shown, chosen from a list: several page numbers on one page could not be told apart by ear."""
    count = len(answer.table)
    parts = {f"{first + 1} to {min(first + PAGE, count)} of {count}": first for first in range(0, count, PAGE)}
    if len(parts) == 1:
        return slice(count)
    chosen = st.selectbox(
        f"Rows of “{answer.title}”", list(parts), key=f"{key}-rows", bind="query-params",
        label_visibility="collapsed", width=170,
    )  # fmt: skip
    return slice(parts[chosen], parts[chosen] + PAGE)


def show_table(place: DeltaGenerator, answer: Answer, rows: slice) -> None:
    """These rows of the table, where there are accounts each with its first cell leading to one."""
    shown = answer.table.iloc[rows].rename(columns=str).map(str)
    if answer.accounts:
        shown = shown.map(unbroken)
        place.html(leading_table(shown, addresses(answer)[rows], theme(), answer.title))
    else:
        shown = shown.rename(columns=plain).map(lambda each: unbroken(plain(each)))
        place.table(shown, hide_index=True, border="horizontal", alt=answer.title)


def show_drawing(key: str, drawing: Drawing) -> None:
    """The picture."""
    if drawing.kind == "echarts":
        st.echarts_chart(drawing.spec, height=drawing.height, key=f"{key}-flow", alt=drawing.alt)
    else:
        spec = {**drawing.spec, "datasets": drawing.datasets} if drawing.datasets else drawing.spec
        st.vega_lite_chart(spec, width="stretch", key=f"{key}-chart", alt=drawing.alt)


def addresses(answer: Answer) -> list[str]:
    """For each row the address of its account, with the event behind it chosen."""
    events = answer.events or [0] * len(answer.table)
    return [
        f"account?{urlencode(onward(account=account, **({'event': str(event)} if event else {})))}"
        for account, event in zip(answer.accounts, events, strict=True)
    ]
