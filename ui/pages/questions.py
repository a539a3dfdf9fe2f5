"""The questions of a review, each with its answers as of a day and as known at one."""

from datetime import date

import streamlit as st

from domain.history.when import EARLIEST, add_months
from projections.projection import FOREVER
from ui.format import day, end_of_day
from ui.parts.answers import show_answers
from ui.parts.as_of import as_of_banner, as_of_control
from ui.questions.catalogue import ALL
from ui.questions.question import Asked
from ui.session import theme, tieline, today

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title("Questions", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        as_of = as_of_control()
        known_on = st.date_input(
            "As known on", None, EARLIEST, today(), key="known_on", bind="query-params", format="YYYY-MM-DD", width=170,
            help="Shows only what was on record by the end of that day. Clear it to use all that is known now.",
        )  # fmt: skip
        since = st.date_input(
            "Looking back to", None, EARLIEST, today(), key="since", bind="query-params", format="YYYY-MM-DD", width=170,
            help="The beginning of the span that a question looks over; three years before if left empty.",
        )  # fmt: skip

as_of_banner(as_of)
if isinstance(known_on, date):
    st.info(f"Only what was on record by the end of {day(known_on)} is counted.", icon=":material/history:")

by_title = {question.title: question for question in ALL}
title = st.segmented_control(
    "Question", list(by_title), default=ALL[0].title, required=True, key="question", bind="query-params",
    label_visibility="collapsed",
)  # fmt: skip
question = by_title[str(title)]
st.markdown(f"**{question.asks}**")

looked_from = as_of or today()
asked = Asked(
    tieline=tieline(),
    as_of=looked_from,
    since=since if isinstance(since, date) else add_months(looked_from, -36),
    known_at=end_of_day(known_on) if isinstance(known_on, date) else FOREVER,
    theme=theme(),
)
show_answers(question.key, question.answers(asked), as_of)
