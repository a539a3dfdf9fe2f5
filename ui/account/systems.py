"""Systems and IT terrain: how far each link has come, what it rests on, and what the account itself runs."""

from datetime import date

import streamlit as st

from domain.history.when import When
from domain.relationship.state import Relationship
from domain.relationship.system_link import Link
from ui.account.showing import nothing_yet, show_chart, show_table
from ui.charts.palette import Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart
from ui.format import happened
from ui.looking import Looking
from ui.queries.account import state_of
from ui.session import theme
from ui.status import status

LOOKS = {
    "Proposed": "Proposed or planned",
    "Agreed": "Started",
    "Built": "Other event",
    "Tested": "Met or reviewed",
    "Certified": "Scaled or adopted",
    "Live": "Live or reached",
    "Suspended": "Given up or broken",
    "Resumed": "Started",
    "Retired": "Concluded or retired",
}


def show_systems(relationship: str, looked: Looking) -> None:
    """The links between the companies' systems, and the account's own terrain."""
    state = state_of(relationship, looked)
    st.header("System links", anchor=False)
    if state.links:
        show_chart(links_chart(state, looked.day, theme()), "links")
        show_table([row(each, looked.day) for each in state.links.values()], "System links")
        for each in state.links.values():
            warn(each)
    else:
        nothing_yet(
            relationship,
            "No system link is on record",
            "Log what is proposed, built or live between the two companies: web ordering, EDI, vendor-managed inventory.",
            link_propose="Log a proposed link",
            link_live="Log a link that went live",
        )
    st.header("IT terrain", anchor=False)
    show_terrain(relationship, state)


def warn(link: Link) -> None:
    """That a link went live over processes that had not changed, or over systems that were not ready."""
    said = [
        *(["over processes that had not changed, which only speeds them up"] if link.over_unchanged_processes else []),
        *(
            [f"over own systems that were not ready ({len(link.on_unready_systems)})"]
            if link.on_unready_systems
            else []
        ),
    ]
    if said and link.open:
        st.warning(f"“{link.title}” went live {' and '.join(said)}.", icon=":material/warning:")


def show_terrain(relationship: str, state: Relationship) -> None:
    """What the account runs, as last surveyed."""
    terrain = state.terrain
    if terrain.surveyed is None:
        nothing_yet(
            relationship,
            "The IT terrain was not surveyed",
            "A link takes long, so it pays to know early what systems and standards the account runs. Log what a survey found.",
            terrain_survey="Log a survey",
        )
        return
    weeks = terrain.lead_time_weeks
    lead = "not said" if weeks is None else f"{weeks} week{'s' * (weeks != 1)}"
    show_table(
        [
            {"Of": "Surveyed", "Found": happened(terrain.surveyed)},
            {"Of": "Systems", "Found": ", ".join(terrain.systems) or "none named"},
            {"Of": "Standards", "Found": ", ".join(terrain.standards) or "none named"},
            {"Of": "Time that a link takes", "Found": lead},
        ],
        "IT terrain as last surveyed",
    )


def row(link: Link, day: date) -> dict[str, str]:
    """A link in words."""
    invested = ", ".join(f"{amount:,f} {currency}" for currency, amount in link.invested.items())
    return {
        "Link": link.title,
        "Kind": link.kind,
        "Stands": status(link, day),
        "Depth": link.depth or "not said",
        "Custom": "yes" if link.custom else "no",
        "Invested": invested or "–",
    }


def links_chart(state: Relationship, today: date, theme: Theme) -> Chart:
    """How far each link has come, step by step, and since when it works."""
    tracks = [track(each, today.toordinal()) for each in state.links.values()]
    return tracks_chart(tracks, LOOKS, today, theme, of="System links")


def track(link: Link, today: int) -> Track:
    """One link."""
    steps: list[tuple[str, When | None]] = [
        ("Proposed", link.proposed),
        *((step.capitalize(), on) for step, on in link.steps.items()),
        ("Live", link.live),
        *((turn.to.capitalize(), turn.on) for turn in link.turns),
        ("Retired", link.retired),
    ]
    marks = [Mark(middle(on), called, f"{called.lower()} {happened(on)}") for called, on in steps if on]
    bars = []
    if link.live:
        start, end = link.live.first.toordinal(), (link.retired.first.toordinal() if link.retired else today) + 1
        tone = "past" if link.retired else "systems"
        bars = [
            Bar(start, max(end, start + 1), tone, "retired" if link.retired else f"working since {happened(link.live)}")
        ]
    return Track(link.title, bars, marks)


def middle(when: When) -> float:
    """The middle of the days on which it may have happened."""
    return (when.first.toordinal() + when.last.toordinal() + 1) / 2
