"""Joint plans, their objectives and scorecards."""

from collections.abc import Sequence
from datetime import date, timedelta

from samples.invented.names import AIMS
from samples.invented.story import LAST, Story, months_later, periods


def shared_plan(story: Story, start: date, end: date) -> str:
    """A strategic account's plan of three to five years: proposed, agreed, reviewed, moved, perhaps superseded.

    Returns the title of the plan that is live at the end.
    """
    years = story.random.choice([3, 4, 5])
    begins = months_later(start, 2)
    title = ""
    while begins < min(end, LAST):
        before, title = title, f"Shared plan {begins.year}–{begins.year + years}"
        ends = months_later(begins, 12 * years)
        story.say("plan propose", months_later(begins, -3), title=title, starts=str(begins), ends=str(ends))
        agreed = story.near(months_later(begins, -1), 20)
        story.say(
            "plan agree", agreed, title=title, starts=str(begins), ends=str(ends),
            shared_risk="Both carry half of what the new depot costs beyond the budget",
        )  # fmt: skip
        if before:
            story.say("plan supersede", begins, "Agreed anew before it ran out", plan_id=before, successor_id=title)
        measured(
            story,
            title,
            begins,
            min(ends, end),
            [("Shelf availability", "%", "higher", 94), ("Lead time", "days", "lower", 9)],
        )
        objectives(story, title, agreed, min(ends, end))
        if story.random.random() < 0.6:
            moved = months_later(ends, 6 if years < 5 else -6)
            on = story.near(months_later(begins, 12), 90)
            if on < min(end, LAST):
                why = "The depot opens half a year later" if moved > ends else "The depot opens half a year earlier"
                story.say("plan amend", on, why, plan_id=title, ends=str(moved))
                ends = moved
        for day in periods(months_later(begins, 6), min(months_later(ends, -3), end), 6):
            story.say("plan review", story.near(day, 20), plan_id=title, findings="On course, but for the depot")
        begins = months_later(ends, -2 if ends < end else 0)
        years = 3
        if story.name == "Kestrel Retail" and begins > date(2024, 1, 1):
            break  # its last plan ran out, and nobody agreed the next
    return title


def yearly_plans(story: Story, start: date, end: date) -> str:
    """An integrated account's plan for each year, with its scorecard. Returns the title of the last one."""
    title, begins = "", date(start.year + (start.month > 2), 1, 1)
    while begins < min(end, LAST):
        ends = date(begins.year + 1, 1, 1)
        if story.name == "Granite Foodservice" and begins.year in {2022, 2026}:
            begins = ends  # nobody found the time
            continue
        title = f"Business plan {begins.year}"
        agreed = story.near(begins - timedelta(days=45), 30)
        if agreed < start:
            begins = ends
            continue
        story.say("plan agree", agreed, title=title, starts=str(begins), ends=str(ends))
        measured(
            story, title, begins, min(ends, end), [("Orders on the web", "%", "higher", 30 + 8 * (begins.year - 2019))]
        )
        if story.random.random() < 0.5:
            objectives(story, title, agreed, min(ends, end))
        if ends <= end:
            story.say(
                "plan complete", story.near(ends, 30), plan_id=title,
                result=story.random.choice(["met", "met", "partly met", "missed"]),
            )  # fmt: skip
        begins = ends
    return title


def measured(story: Story, plan: str, start: date, end: date, measures: Sequence[tuple[str, str, str, int]]) -> None:
    """The scorecard of a plan: a target for each half-year, and what came of it."""
    for title, unit, better, target in measures:
        name = f"{title}, {plan[-9:].strip()}"
        story.say("measure set", start, plan_id=plan, title=name, unit=unit, better=better)
        for number, day in enumerate(periods(start, end, 3)):
            if number % 2:
                continue
            quarter = f"{day.year}-Q{(day.month + 2) // 3}"
            goal = min(96, target + number // 4) if better == "higher" else max(3, target - number // 4)
            story.say("measure target", start, measure_id=name, period=quarter, target=str(goal))
            actual = goal + story.random.randint(-2, 2)
            story.say(
                "measure record",
                story.near(months_later(day, 3), 20),
                measure_id=name,
                period=quarter,
                actual=str(actual),
            )


def objectives(story: Story, plan: str, start: date, end: date) -> None:
    """Objectives with an owner on each side: met, moved, missed, and one that is late."""
    for aim in story.random.sample(AIMS, 3):
        title = f"{aim}, {plan[-9:].strip()}"
        due = story.near(months_later(start, 5), 300)
        story.say(
            "objective set",
            start,
            plan_id=plan,
            title=title,
            due=str(due),
            owner_here=story.person(),
            owner_there=story.person(),
        )
        fate = story.random.random()
        if fate < 0.3:
            moved = due + timedelta(days=120)
            on = due - timedelta(days=10)
            if on < end:
                story.say("objective move", on, "Waits for the new depot", objective_id=title, due=str(moved))
            due = moved
        if due < end and fate < 0.75:
            story.say("objective meet", due - timedelta(days=story.random.randint(0, 30)), objective_id=title)
        elif due < end and fate < 0.88:
            story.say("objective miss", story.near(due, 20), "The other side had other priorities", objective_id=title)
