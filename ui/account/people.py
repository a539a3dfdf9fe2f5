"""People: who faces whom in which function, where somebody is missing, and how often both sides meet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from domain.relationship.gaps import gaps
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.relationship.vocabulary import FUNCTIONS
from projections.projection import day_of
from projections.question import rows_of
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.axes import Spec
from ui.charts.layers import ready
from ui.charts.palette import INK, LINE, PAGE, QUIET, TONES, Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart
from ui.format import happened, span
from ui.looking import Looking
from ui.queries.account import people_called, state_of
from ui.queries.policy import rules_on
from ui.queries.relationship import meetings_of
from ui.session import theme

LOOKS = {"Assumed": "Proposed or planned", "Confirmed": "Live or reached", "Left": "Concluded or retired"}
FORGOTTEN = "[forgotten]"
LATEST = 16
"""So many quarters of meetings are drawn."""


def show_people(relationship: str, looked: Looking) -> None:
    """Both sides by function, the gaps, and the meetings."""
    state, rules = state_of(relationship, looked), rules_on(looked)
    named = people_called(
        relationship,
        [*(each.person for each in state.team.values()),
         *(person for each in state.counterparts.values() for person in (each.person, each.ours))],
    )  # fmt: skip
    st.header("Who faces whom", anchor=False)
    if state.team or state.counterparts:
        for said in missing(state, rules, looked.day):
            st.warning(said, icon=":material/person_off:")
        show_chart(people_chart(state, looked.day, theme()), "people")
        show_table(rows(state, named), "People on both sides")
    else:
        nothing_yet(
            relationship,
            "Nobody is on record on either side",
            "Log who is on the account team, and who their counterparts are at the account, before they are needed.",
            team_join="Log a team member",
            counterpart_name="Log a counterpart",
        )
    st.header("Meetings", anchor=False)
    met = meetings_of(relationship, looked)
    if met.empty:
        nothing_yet(
            relationship, "No meeting is on record", "Log meetings, calls and visits, with the hours and whether the CIO took part.",
            interaction="Log an interaction",
        )  # fmt: skip
        return
    st.markdown(share(met, looked.day, rules))
    show_chart(meetings_chart(met, theme()), "meetings")


def share(met: pd.DataFrame, day: date, rules: Rules) -> str:
    """How often both sides met in the last four quarters, and how often the CIO was there."""
    recent = met[met["last_day"] > day.toordinal() - 366]
    count, cio = int(recent["meetings"].sum()), int(recent["with_cio"].sum())
    if not count:
        return "No meeting in the last four quarters."
    band = rules.cio_time
    return (
        f"{count:,} meeting{'s' * (count != 1)} in the last four quarters; the CIO took part in {cio:,} of them "
        f"({cio / count:.0%}), {recent['cio_hours'].sum():g} hours as far as they were noted. The policy wants "
        f"{float(band.at_least):.0%} to {float(band.at_most):.0%} of the CIO's time to be with customers, over all accounts."
    )


def missing(state: Relationship, rules: Rules, day: date) -> list[str]:
    """What the policy gives the class and the account has not, of its people."""
    found = gaps(rules.service(state.account_class), state.team, state.counterparts, day)
    told = (
        (found.team, "Nobody is on the account team from"),
        (found.counterparts, "Nobody is known at the account in"),
        (found.assumed, "Only assumed at the account, not confirmed, in"),
    )
    return [f"{what} {', '.join(those)} (policy version {rules.version})." for those, what in told if those]


def rows(state: Relationship, named: dict[str, str]) -> list[dict[str, str]]:
    """Everybody in words, by function, those who left last."""
    found = [
        (bool(each.left), FUNCTIONS.index(each.function), {
            "Function": each.function, "Side": "the account", "Role": each.title,
            "Person": named.get(each.person, FORGOTTEN),
            "Faced by": named.get(each.ours, FORGOTTEN) if each.ours else "nobody named",
            "Stands": f"left {happened(each.left)}" if each.left else f"confirmed {happened(each.confirmed)}" if each.confirmed else "assumed",
            "Since": happened(each.since),
        })
        for each in state.counterparts.values()
    ]  # fmt: skip
    found += [
        (bool(each.left), FUNCTIONS.index(each.function), {
            "Function": each.function, "Side": "own team", "Role": each.title,
            "Person": named.get(each.person, FORGOTTEN), "Faced by": "",
            "Stands": f"left {happened(each.left)}" if each.left else "on the team", "Since": happened(each.joined),
        })
        for each in state.team.values()
    ]  # fmt: skip
    return [row for *_, row in sorted(found, key=lambda each: each[:2])]


def people_chart(state: Relationship, today: date, theme: Theme) -> Chart:
    """Since when each role is filled, on both sides; no names."""
    tracks = [role(f"Own: {each.title}", each.joined, each.left, [], today) for each in state.team.values()]
    for there in state.counterparts.values():
        since = there.since
        told = Mark(middle(since), "Assumed", f"named {happened(since)}") if not there.confirmed else None
        sure = there.confirmed and Mark(middle(there.confirmed), "Confirmed", f"confirmed {happened(there.confirmed)}")
        tracks.append(role(f"Theirs: {there.title}", since, there.left, [each for each in (told, sure) if each], today))
    return tracks_chart(tracks, LOOKS, today, theme, of="People on both sides")


def role(name: str, since: Any, left: Any, marks: Sequence[Mark], today: date) -> Track:
    """A role from when it was filled to when it was left."""
    start, end = since.first.toordinal(), (left.first if left else today).toordinal() + 1
    said = f"{happened(since)} to {happened(left)}" if left else f"since {happened(since)}"
    over = [Mark(middle(left), "Left", f"left {happened(left)}")] if left else []
    return Track(name, [Bar(start, max(end, start + 1), "past" if left else "people", said)], [*marks, *over])


def middle(when: Any) -> float:
    """The middle of the days on which it may have happened."""
    return float(when.first.toordinal() + when.last.toordinal() + 1) / 2


def meetings_chart(met: pd.DataFrame, theme: Theme) -> Chart:
    """The meetings of each quarter, those with the CIO below the others."""
    found = rows_of(met.tail(LATEST))
    data = pd.DataFrame(
        [
            {
                "quarter": (quarter := span(day_of(each["first_day"]), day_of(each["last_day"]))),
                "who": who,
                "meetings": count,
                "place": place,
                "fill": TONES[theme][tone].fill,
                "said": f"{quarter}: {count} {who}",
            }
            for each in found
            for place, (who, count, tone) in enumerate(
                (
                    ("with the CIO", each["with_cio"], "strategic"),
                    ("without the CIO", each["meetings"] - each["with_cio"], "crowd"),
                )
            )
            if count > 0
        ]
    )
    axis: Spec = {"title": None, "domain": False, "ticks": False, "labelColor": QUIET[theme], "gridColor": LINE[theme]}
    tones = ", ".join(
        f"'{who}': '{TONES[theme][tone].fill}'"
        for who, tone in (("with the CIO", "strategic"), ("without the CIO", "crowd"))
    )
    told: Spec = {"field": "said", "type": "nominal"}
    spec: dict[str, Any] = {
        "height": 220,
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"name": "meetings"},
        "mark": {"type": "bar", "width": {"band": 0.6}},
        "encoding": {
            "x": {"field": "quarter", "type": "ordinal", "sort": None, "axis": {**axis, "labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "meetings", "type": "quantitative", "axis": {**axis, "tickMinStep": 1, "format": "d"}},
            "fill": ready("fill"),
            "order": {"field": "place", "type": "quantitative"},
            "opacity": {
                "field": "who", "type": "nominal", "scale": {"domain": ["with the CIO", "without the CIO"], "range": [1, 1]},
                "legend": {
                    "title": None, "orient": "bottom", "symbolFillColor": {"expr": f"({{{tones}}})[datum.value]"},
                    "symbolType": "square", "symbolOpacity": 1, "symbolStrokeWidth": 0, "labelColor": INK[theme], "labelFontSize": 13,
                },
            },
            "tooltip": [{**told, "title": "Meetings"}],
            "description": told,
        },
        "config": {"background": PAGE[theme], "view": {"stroke": None}},
    }  # fmt: skip
    return Chart(spec, {"meetings": data}, f"Meetings by quarter. {'; '.join(data['said'])}.")
