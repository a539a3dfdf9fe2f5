"""A section: the answers to one question, or what one number of them counts."""

from datetime import date

import pandas as pd
import streamlit as st

from domain.company.model import COMPANY
from domain.history.when import parse_when
from projections.census import Sought
from ui.format import happened, plain
from ui.parts.answers import show_answer, show_answers, show_record_rows
from ui.parts.sharing import share_table
from ui.portfolio.going import ANSWER, COLUMN, ONLY, ROW, close, opened
from ui.portfolio.listing import show_sought
from ui.portfolio.waiting import show_when_there
from ui.queries import portfolio as ask
from ui.questions.question import Answer, Behind, Question, counted
from ui.record_words import record_words
from ui.session import looking

RECORDS = 20
"""So many records are shown at once."""
RECORD = ["Account", "When", "What happened"]
OTHERWISE = {COMPANY.name: "The company"}
"""What a history is called that is of no account."""


def show_section(question: Question, since: date) -> None:
    """The question and its answers, once they are there."""
    st.markdown(f"**{question.asks}**")

    def show(found: list[Answer]) -> None:
        if which := opened():
            show_opened(question, found, which)
        else:
            show_answers(question, found)

    show_when_there(ask.answers_to(question, looking(), since), show)


def show_opened(question: Question, found: list[Answer], which: dict[str, str]) -> None:
    """What one number counts, with the way back to all of the answers."""
    st.button(f"All of {question.title}", icon=":material/arrow_back:", on_click=close, key="back")
    answer = next((each for each in found if each.key and each.key == which.get(ANSWER)), None)
    if answer is None:
        nothing()
        return
    if ROW in which or COLUMN in which:
        behind = answer.counted_in(which.get(COLUMN, ""), which.get(ROW, ""))
        if behind is None:
            nothing()
        else:
            show_behind(answer, which, behind, f"{answer.title}: {which[ROW]}, {within(which[COLUMN])}")
        return
    if ONLY not in which:
        show_answer(question, answer, alone=True)
        return
    figure = next((each for each in answer.figures if each.name == which[ONLY]), None)
    if figure is None:
        st.header(plain(answer.title), anchor=False)
        st.markdown(f"None is counted as “{plain(which[ONLY])}” on this date.")
        return
    if figure.behind:
        show_behind(answer, which, figure.behind, f"{answer.title}: {figure.name}")
        return
    show_answer(question, answer.chosen(figure.rows), alone=True, title=f"{answer.title}: {figure.name}")


def nothing() -> None:
    """The address names a number that is not there."""
    st.markdown("There is no such number on these dates: look at all of the answers, or choose other dates.")


def show_behind(answer: Answer, which: dict[str, str], behind: Behind, heading: str) -> None:
    """The accounts, or the records, that a number counts."""
    if any(seq for _, seq in behind):
        show_records(which, behind, heading)
        return
    only = tuple(dict.fromkeys(relationship for relationship, _ in behind))
    show_sought(Sought(kind="", closed=None, only=only), "class", title=answer.title, about=which, heading=heading)


def within(words: str) -> str:
    """Words as they stand in the midst of others: "Treated like it" as "treated like it", but "CIO's hours" as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def show_records(which: dict[str, str], behind: Behind, heading: str) -> None:
    """Records, some at a time."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(heading), width="content", anchor=False)
        share_table(
            lambda: pd.DataFrame([each[2:] for each in told(behind)], columns=RECORD), heading, "records", which,
            key="records-shared",
        )  # fmt: skip
    st.markdown(f"{counted(len(behind), 'record')}.")
    rows, pages = st.container(), -(-len(behind) // RECORDS)
    number = st.pagination(pages, key="records", bind="query-params") if pages > 1 else 1
    with rows:
        show_record_rows(told(behind[(number - 1) * RECORDS : number * RECORDS]), title=heading)


def told(behind: Behind) -> list[tuple[str, int, str, str, str]]:
    """Records: the relationship, the number of the record, and in words the account, when, and what happened."""
    names = ask.names_by_id()
    found = {each.seq: each for each in ask.records_behind(behind)}
    return [
        (
            stream,
            seq,
            names.get(stream, OTHERWISE.get(stream, stream)),
            happened(parse_when(found[seq].happened)),
            record_words(found[seq]),
        )
        for stream, seq in behind
        if seq in found
    ]
