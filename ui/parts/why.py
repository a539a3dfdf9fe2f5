"""Why does it stand so? The status that was asked for, its rule and policy, and the records behind it, each to be read."""

import streamlit as st

from domain.history.when import parse_when
from projections.why import Behind, Statement, Thing
from projections.why.answer import Why
from ui.format import happened, plain
from ui.looking import Looking
from ui.parts.chosen import ask_why, asked_why, choose
from ui.parts.standing import sentence_case
from ui.queries.evolving import answer_why
from ui.struck_words import struck_words
from ui.why_words import judged, policy, said, since

STATUSES = {
    "class": "Class", "plan": "Joint plan in force", "misfit": "Treated unlike its class", "risk": "At risk",
    "closed": "Open or closed", "attention": "What needs a decision", "team": "Account team",
    "segment": "Profit segment", "partnership": "Partnership", "name": "Name", "kind": "Kind",
}  # fmt: skip
"""What is asked of the account as a whole; of its things each by its title."""
TOPIC = "why-topic"
SHOWN = 8
"""So many records of one statement are listed, the newest first."""


def show_why(relationship: str, looked: Looking) -> None:
    """The answer to what was asked for in the address, with all else that can be asked; nothing where nothing was."""
    about = asked_why()
    if not about:
        return
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header("Why", anchor=False, width="content")
            st.button("Close", on_click=ask_why, args=("",), type="tertiary", icon=":material/close:", key="why-close")
        with st.spinner("Looking up the records behind it …"):
            answer, things = answer_why(relationship, looked, about)
        topics(about, things)
        if answer is None:
            st.markdown("There is nothing of this kind on record by this date: choose another one.")
            return
        for number, statement in enumerate(answer.statements):
            show_statement(answer, statement, number)


def topics(about: str, things: list[Thing]) -> None:
    """Choose what to ask about."""
    called = {**STATUSES, **{each.id: f"{each.concept.capitalize()} “{each.title}”" for each in things}}
    st.session_state[TOPIC] = about if about in called else None
    st.selectbox(
        "About",
        list(called),
        format_func=lambda each: called.get(each, each),
        key=TOPIC,
        on_change=_asked,
        placeholder="Choose what to ask about",
        label_visibility="collapsed",
    )


def _asked() -> None:
    ask_why(st.session_state[TOPIC] or "")


def show_statement(answer: Why, statement: Statement, number: int) -> None:
    """One thing that is so: the sentence, its rule, and the records behind it."""
    begun = f"Since {since(statement)}." if statement.since else ""
    st.markdown(f"**{plain(said(statement, answer.as_of))}** {plain(begun)}")
    st.markdown(f"{plain(statement.rule.sentence)}  \n{plain(sentence_case(policy(statement.rule)))}.")
    records = [*reversed(statement.behind)]
    if not records:
        return
    st.markdown(f"Behind it, the latest first{f' ({SHOWN} of {len(records)})' if len(records) > SHOWN else ''}:")
    with st.container(gap="small"):
        for each in records[:SHOWN]:
            show_behind(each, number)


def show_behind(each: Behind, number: int) -> None:
    """A record behind it, which is read when it is pressed."""
    record = each.record
    words = f"{happened(parse_when(record.happened))}: {record.sentence}"
    struck = f" – {plain(struck_words(each.retracted))}" if each.retracted else ""
    said_so = f"~~{plain(words)}~~{struck}" if each.retracted else plain(words)
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall"):
        st.markdown(f"{said_so} ({plain(judged(record.policy_version))})")
        st.button(
            f"Read {record.seq}",
            key=f"behind-{number}-{record.seq}",
            on_click=choose,
            args=(record.seq,),
            type="tertiary",
            icon=":material/arrow_forward:",
            help=f"Read record {record.seq}",
        )
