"""The answers to a question on a page: sentence, picture, table, and the table as a file."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from ui.format import plain
from ui.parts.as_of import onward
from ui.questions.question import Answer, Drawing

PAGE = 20


def show_answers(key: str, answers: Sequence[Answer], as_of: date | None) -> None:
    """Each answer in a frame of its own."""
    for number, answer in enumerate(answers):
        with st.container(border=True):
            show_answer(f"{key}-{number}", answer, as_of)


def show_answer(key: str, answer: Answer, as_of: date | None) -> None:
    """One answer; rows beyond a page are reached by its number."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(answer.title), width="content", anchor=False)
        if len(answer.table):
            st.download_button(
                "CSV",
                data=answer.table.to_csv(index=False),
                file_name=f"{key}.csv",
                mime="text/csv",
                icon=":material/download:",
                help="This table as a file for a spreadsheet",
                on_click="ignore",
                key=f"{key}-csv",
            )
    st.markdown(plain(answer.says))
    if answer.drawing:
        show_drawing(key, answer.drawing)
    if len(answer.table):
        pages = -(-len(answer.table) // PAGE)
        place = st.container()
        number = st.pagination(pages, key=f"{key}-page") if pages > 1 else 1
        shown = linked(answer, as_of).iloc[(number - 1) * PAGE : number * PAGE]
        place.table(shown, hide_index=True, border="horizontal", alt=answer.title)


def show_drawing(key: str, drawing: Drawing) -> None:
    """The picture."""
    if drawing.kind == "echarts":
        st.echarts_chart(drawing.spec, height=drawing.height, key=f"{key}-flow", alt=drawing.alt)
    else:
        spec = {**drawing.spec, "datasets": drawing.datasets} if drawing.datasets else drawing.spec
        st.vega_lite_chart(spec, width="stretch", key=f"{key}-chart", alt=drawing.alt)


def linked(answer: Answer, as_of: date | None) -> pd.DataFrame:
    """The table as Markdown, its first column leading to the account and the chosen event of each row."""
    table = pd.DataFrame({plain(str(name)): cells.map(cell) for name, cells in answer.table.items()})
    if answer.accounts:
        events = answer.events or [0] * len(table)
        table[table.columns[0]] = [
            f"[{said}](/account?{urlencode(onward(as_of, account=account, **({'event': str(event)} if event else {})))})"
            for said, account, event in zip(table.iloc[:, 0], answer.accounts, events, strict=True)
        ]
    return table


def cell(value: object) -> str:
    """A cell as Markdown that shows just what it says."""
    return plain(str(value))
