"""The answers to a question on a page: sentence, numbers that open what they count, picture, table, and the table as a file."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.charts.palette import PAGE as PAGE_COLOUR
from ui.format import plain, unbroken
from ui.parts.leading_table import leading_table, linked_table
from ui.parts.sharing import Drawn, share_table
from ui.parts.time_travel import record_address
from ui.portfolio.going import address, leads_to
from ui.queries.portfolio import words_in
from ui.questions.question import Answer, Drawing, Question
from ui.session import theme

PAGE = 20
FIGURES = 8
"""So many numbers of a sentence are offered; more would be a wall of them."""


def show_answers(question: Question, answers: Sequence[Answer]) -> None:
    """Each answer in a frame of its own."""
    for number, answer in enumerate(answers):
        with st.container(border=True):
            show_answer(question, answer, number)


def show_answer(question: Question, answer: Answer, number: int = 0, *, alone: bool = False, title: str = "") -> None:
    """One answer, a page of its rows at a time."""
    key = f"{question.key}-{number}"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(title or answer.title), width="content", anchor=False)
        if len(answer.table):
            about = {"section": question.title, "table": answer.key or key}
            share_table(
                lambda: words_in(answer), title or answer.title, key, about, says=answer.says, picture=taken(answer.drawing),
                key=key,
            )  # fmt: skip
    if not title:
        st.markdown(plain(answer.says))
    if answer.figures and not alone:
        with st.container(horizontal=True, gap="small"):
            for each in answer.figures[:FIGURES]:
                leads_to(
                    f"{each.number:,} {plain(each.name)}",
                    question.title,
                    {"answer": answer.key, "only": each.name},
                    key=f"{key}-{each.name}",
                )
    if answer.drawing:
        show_drawing(key, answer.drawing)
    if len(answer.table):
        place = st.container()
        show_table(place, question, answer, rows_at_once(key, answer))


def rows_at_once(key: str, answer: Answer) -> slice:
    """The rows that are shown, chosen from a list: several page numbers on one page could not be told apart by ear."""
    count = len(answer.table)
    if count <= PAGE:
        return slice(count)
    parts = {f"{first + 1} to {min(first + PAGE, count)} of {count}": first for first in range(0, count, PAGE)}
    chosen = st.selectbox(
        f"Rows of “{answer.title}”", list(parts), key=f"{key}-rows", bind="query-params",
        label_visibility="collapsed", width=170,
    )  # fmt: skip
    return slice(parts[chosen], parts[chosen] + PAGE)


def show_table(place: DeltaGenerator, question: Question, answer: Answer, rows: slice) -> None:
    """These rows of the table: the first cell leads to the account, a number to what it counts."""
    shown = words_in(answer, rows).rename(columns=str).map(str).map(unbroken)
    if answer.accounts or answer.behind:
        html = linked_table(shown, links(question, answer, rows), theme(), answer.title)
        place.html(html)
    else:
        shown = shown.rename(columns=plain).map(plain)
        place.table(shown, hide_index=True, border="horizontal", alt=answer.title)


def links(question: Question, answer: Answer, rows: slice) -> dict[str, list[str]]:
    """By column where each cell leads, "" for nowhere."""
    table = answer.table.iloc[rows]
    found: dict[str, list[str]] = {}
    if answer.accounts:
        events = answer.events or [0] * len(answer.table)
        found[str(table.columns[0])] = [
            record_address(account, event) for account, event in zip(answer.accounts[rows], events[rows], strict=True)
        ]
    for column in answer.behind:
        found[column] = [
            address(question.title, answer=answer.key, row=row, column=column) if counts(cell) else ""
            for row, cell in zip(answer.row_names[rows], table[column], strict=True)
        ]
    return found


def counts(cell: object) -> bool:
    """Whether a cell is a number above zero."""
    return str(cell) not in {"", "0", "0.0", "0.00", "–"}


def show_record_rows(rows: Sequence[tuple[str, int, str, str, str]], *, title: str) -> None:
    """Records: the account, which leads to the record, when, and what happened."""
    table = pd.DataFrame([each[2:] for each in rows], columns=["Account", "When", "What happened"])
    addresses = [record_address(stream, seq) for stream, seq, *_ in rows]
    st.html(leading_table(table.map(unbroken), addresses, theme(), title))


def taken(drawing: Drawing | None) -> Drawn | None:
    """The picture as a file has it, on the ground of a page."""
    if drawing is None:
        return None
    return Drawn({**drawing.spec, "background": PAGE_COLOUR[theme()]}, drawing.datasets)


def show_drawing(key: str, drawing: Drawing) -> None:
    """The picture."""
    spec = {**drawing.spec, "datasets": drawing.datasets} if drawing.datasets else drawing.spec
    st.vega_lite_chart(spec, width="stretch", key=f"{key}-chart", alt=drawing.alt)
