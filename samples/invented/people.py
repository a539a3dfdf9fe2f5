"""Counterparts, teams, meetings, and how both sides see the partnership."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from samples.invented.names import FUNCTIONS, ROLES, SUBJECTS
from samples.invented.story import FOREVER, Story, months_later, periods


def met(story: Story, account_class: str, start: date, end: date) -> None:
    """Meetings, calls and visits, with the CIO where it matters."""
    every = {"strategic": 1, "integrated": 2, "emerging": 3, "stable": 6}[account_class]
    quiet_from = date(2026, 3, 1) if story.name == "Summit Cash & Carry" else FOREVER
    for day in periods(start, end, every):
        on = story.near(day, 27)
        if on >= quiet_from:
            break
        kind = story.random.choice(["meeting", "call", "visit", "review", "meeting"])
        with_cio = account_class in ("strategic", "integrated") and story.random.random() < 0.75
        story.say(
            "interaction", on, kind=kind, summary=story.random.choice(SUBJECTS),
            hours=str(story.random.choice([4, 6, 8] if with_cio else [1, 1.5, 2, 3, 4])), participants=f"{story.person()}, {story.person()}",
            with_cio=True if with_cio else None,
        )  # fmt: skip


def counterparts(story: Story, functions: Sequence[str], start: date) -> None:
    """Who faces whom: assumed at first, most of them confirmed, one of them gone later."""
    for function in functions:
        on = story.near(start, 120)
        title = next((each for each in ROLES[function] if story.fresh(each)), "")
        if not title:
            continue
        story.say("counterpart name", on, title=title, function=function, person=story.person(), ours=story.person())
        if story.random.random() < 0.8:
            story.say("counterpart confirm", story.near(months_later(on, 2), 60), counterpart_id=title)
            if function == "commercial" and story.random.random() < 0.75:
                story.say("counterpart leave", story.near(date(2025, 2, 1), 200), "Moved on", counterpart_id=title)


def team(story: Story, start: date, *, whole: bool) -> None:
    """One's own account team."""
    for function in FUNCTIONS if whole else FUNCTIONS[1:3]:
        story.say(
            "team join", story.near(start, 60), title=f"{function} lead", function=function, person=story.person()
        )


def partnership(story: Story, start: date, end: date) -> None:
    """Both sides' view, once a year; theirs lags behind."""
    names = [
        "mutual_benefits",
        "commitment",
        "predisposition",
        "shared_knowledge",
        "dependency",
        "organizational_linkage",
    ]
    ours: dict[str, Any] = {name: story.random.randint(1, 3) for name in names}
    for day in periods(months_later(start, 5), end, 12):
        theirs: dict[str, Any] = {
            name: max(0, min(4, rating + story.random.choice([-2, -1, -1, 0, 0, 1]))) for name, rating in ours.items()
        }
        on = story.near(day, 40)
        story.say("partnership assess", on, side="own company", evidence="Workshop of the account team", **ours)
        if story.random.random() < 0.85:
            on = story.near(on, 30)
            story.say("partnership assess", on, side="the account", evidence="Interviews with six managers", **theirs)
        ours = {name: min(4, rating + story.random.choice([0, 0, 1])) for name, rating in ours.items()}
    if not story.fresh("Steady volumes"):
        return
    story.say(
        "partnership benefit",
        story.near(start, 200),
        title="Fewer empty shelves",
        side="the account",
        kind="efficiency",
    )
    story.say(
        "partnership benefit",
        story.near(start, 200),
        title="Steady volumes",
        side="own company",
        kind="financial return",
    )
