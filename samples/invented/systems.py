"""System links with the changes around them, IT terrain, and terms of service."""

from collections.abc import Sequence
from datetime import date, timedelta

from samples.invented.story import Story, months_later, periods


def terrain(story: Story, start: date, end: date) -> None:
    """What the account runs, surveyed now and then."""
    if story.name in {"Lakeshore Discount", "Granite Foodservice"}:
        return
    stale = story.name in {"Fairhaven Hypermarkets", "Orchard & Vine"}
    for number, day in enumerate(periods(months_later(start, 3), end, 12)):
        if stale and number > 1:
            break
        story.say(
            "terrain survey", story.near(day, 90),
            precision="month",
            systems=["SAP S/4HANA" if number else "SAP R/3", "Manhattan WMS", "Own order desk"],
            standards=["EDIFACT ORDERS", "GS1 SSCC"] if number else ["EDIFACT ORDERS"],
            constraints="Nothing changes between October and January", lead_time_weeks=story.random.randint(6, 30),
        )  # fmt: skip


def link(
    story: Story, start: date, title: str, kind: str, depth: str, *, custom: bool = False, needs: Sequence[str] = (),
    milestones: int = 2, rushed: bool = False, partner: str = "",
) -> None:  # fmt: skip
    """A system link from proposal to live, with the changes around it; a rushed one goes live over unchanged processes."""
    if not story.fresh(title):
        return
    story.say(
        "link propose", start, title=title, kind=kind, depth=depth, custom=custom or None, needs=list(needs) or None,
        channel_partner=partner or None,
    )  # fmt: skip
    live = months_later(start, story.random.randint(8, 14))
    for to, month_number in (("agreed", 2), ("built", 5), ("tested", 6), ("certified", 7)):
        story.say("link advance", story.near(months_later(start, month_number), 20), link_id=title, to=to)
    story.say(
        "link invest",
        months_later(start, 3),
        link_id=title,
        amount=str(story.random.randint(4, 60) * 10_000),
        currency="EUR",
    )
    for number in range(milestones):
        change = "paradigmatic" if depth == "integrated" and number == 0 else "incremental"
        party = ["the account", "own company", "channel partner"][number % 3 if partner else number % 2]
        name = [
            f"Planners work from one forecast ({title})",
            f"Order desk works by exception ({title})",
            f"Drivers book their slots ({title})",
        ][number]
        due = story.near(months_later(live, -1), 20)
        story.say(
            "milestone plan", story.near(months_later(start, 1), 20), title=name, party=party, due=str(due), change=change,
            stage="before need" if number == 0 else "during", part_of=title,
            channel_partner=partner if party == "channel partner" else None,
        )  # fmt: skip
        slipped = story.random.random() < 0.35
        if slipped:
            due_after = months_later(due, 3)
            story.say(
                "milestone reschedule",
                due - timedelta(days=5),
                "Peak season came first",
                milestone_id=name,
                due=str(due_after),
            )
            due = due_after
        if not rushed:
            if due >= live:
                live = due + timedelta(days=14)
            story.say("milestone reach", due - timedelta(days=story.random.randint(0, 10)), milestone_id=name)
        elif story.random.random() < 0.5:
            story.say("milestone drop", months_later(live, 2), "It works without, they say", milestone_id=name)
    story.say("link live", live, title=title, kind=kind)
    if story.random.random() < 0.12:
        off = story.near(months_later(live, 14), 30)
        story.say("link suspend", off, "Wrong stock figures for a week", link_id=title)
        story.say("link resume", off + timedelta(days=25), link_id=title)


def terms(story: Story, start: date, end: date) -> None:
    """A stable account's menu and rules, with exceptions and breaches."""
    for offering in story.random.sample(
        ["Weekly delivery", "Mixed pallets", "Electronic invoices", "Shelf-ready packs"], 2
    ):
        story.say("terms take", story.near(start, 60), title=offering)
    rules = story.random.sample(["Order once a week", "Two pallets at least", "Distribution centres only"], 2)
    for rule in rules:
        story.say("terms rule", story.near(start, 30), title=rule)
    for year in periods(months_later(start, 6), end, 12):
        if story.random.random() < 0.35:
            story.say("terms except", story.near(year, 200), "Opening of a new shop", rule_id=rules[0])
        if story.random.random() < 0.4:
            story.say(
                "terms breach",
                story.near(year, 300),
                rule_id=rules[1],
                by="the account",
                seen="Half a pallet, twice in a month",
            )
