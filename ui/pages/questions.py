"""The questions of a review, each with its answers as of a day and as known at one."""

from datetime import date

import streamlit as st

from domain.history.when import EARLIEST, add_months
from ui.parts.answers import show_answers
from ui.queries.asking import permitted
from ui.questions.catalogue import ALL
from ui.questions.question import Asked
from ui.session import looking, theme, tieline, today

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title("Questions", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        since = st.date_input(
            "Looking back to", None, EARLIEST, today(), key="since", bind="query-params", format="YYYY-MM-DD", width=170,
            help="The beginning of the span that a question looks over; three years before if left empty.",
        )  # fmt: skip

by_title = {question.title: question for question in ALL}
title = st.segmented_control(
    "Question", list(by_title), default=ALL[0].title, required=True, key="question", bind="query-params",
    label_visibility="collapsed",
)  # fmt: skip
question = by_title[str(title)]
st.markdown(f"**{question.asks}**")

looked = looking()
permitted("review")
asked = Asked(
    tieline=tieline(),
    as_of=looked.day,
    since=since if isinstance(since, date) else add_months(looked.day, -36),
    known_at=looked.known_at,
    theme=theme(),
)
show_answers(question.key, question.answers(asked))
