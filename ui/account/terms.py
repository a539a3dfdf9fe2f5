"""Service terms: what of the menu the account takes, the rules both sides deal by, exceptions and breaches."""

from datetime import date

import streamlit as st

from domain.history.when import When
from domain.relationship.service_terms import Offering, RuleOfEngagement
from domain.relationship.state import Relationship
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.account.systems import middle
from ui.charts.palette import Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart
from ui.format import day, happened
from ui.looking import Looking
from ui.queries.account import state_of
from ui.session import theme

LOOKS = {
    "Exception granted": "Proposed or planned",
    "Broken by the account": "Given up or broken",
    "Broken by ourselves": "Concluded or retired",
}


def show_terms(relationship: str, looked: Looking) -> None:
    """The offerings and the rules of engagement."""
    state = state_of(relationship, looked)
    if not (state.offerings or state.rules_of_engagement):
        nothing_yet(
            relationship,
            "No service terms are on record",
            "Log what the account takes from the menu of services, and the rules by which both sides deal: order sizes, "
            "lead times, days of delivery.",
            terms_take="Log an offering taken",
            terms_rule="Log a rule of engagement",
        )
        return
    show_chart(terms_chart(state, looked.day, theme()), "terms")
    if state.offerings:
        st.header("From the menu", anchor=False)
        show_table([offering_row(each) for each in state.offerings.values()], "Offerings taken from the menu")
    if state.rules_of_engagement:
        st.header("Rules of engagement", anchor=False)
        show_table([rule_row(each) for each in state.rules_of_engagement.values()], "Rules of engagement")


def offering_row(each: Offering) -> dict[str, str]:
    """An offering in words."""
    return {
        "Offering": each.title,
        "Taken": happened(each.taken),
        "Stands": f"dropped {happened(each.dropped)}" if each.dropped else "taken",
    }


def rule_row(each: RuleOfEngagement) -> dict[str, str]:
    """A rule in words."""
    return {
        "Rule": each.title,
        "Since": happened(each.since),
        "Stands": f"lifted {happened(each.lifted)}" if each.lifted else "in force",
        "Exceptions": str(len(each.exceptions)),
        "Breaches": str(len(each.breaches)),
        "Last breach": f"{happened(each.breaches[-1].on)}, by {each.breaches[-1].by}" if each.breaches else "none",
    }


def terms_chart(state: Relationship, today: date, theme: Theme) -> Chart:
    """Since when each offering is taken and each rule holds, and when it was broken."""
    now = today.toordinal()
    tracks = [Track(each.title, [lasting(each.taken, each.dropped, now)], ()) for each in state.offerings.values()]
    for rule in state.rules_of_engagement.values():
        marks = [
            Mark(
                middle(each.on), "Exception granted",
                f"exception from {happened(each.on)}{f' until {day(each.until)}' if each.until else ''}",
            )
            for each in rule.exceptions
        ]  # fmt: skip
        for breach in rule.breaches:
            by = "the account" if breach.by == "the account" else "ourselves"
            marks.append(Mark(middle(breach.on), f"Broken by {by}", f"broken by {by} {happened(breach.on)}"))
        tracks.append(Track(rule.title, [lasting(rule.since, rule.lifted, now)], marks))
    return tracks_chart(tracks, LOOKS, today, theme, of="Service terms")


def lasting(since: When, over: When | None, today: int) -> Bar:
    """From a day to its end, or to the day looked from."""
    start, end = since.first.toordinal(), (over.first.toordinal() if over else today) + 1
    said = f"{happened(since)} to {happened(over)}" if over else f"since {happened(since)}"
    return Bar(start, max(end, start + 1), "past" if over else "stable", said)
