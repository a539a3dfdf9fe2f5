"""Makes samples/portfolio.jsonl: an invented company's relationships over eight years, one command a line.

Every name, number and event in it is made up. The same seed gives the same file:

    python samples/make_portfolio.py > samples/portfolio.jsonl
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

SEED = 1990
FIRST, LAST = date(2018, 11, 1), date(2026, 11, 14)
FOREVER = date(2030, 1, 1)

CAREERS: dict[str, Sequence[tuple[str, str]]] = {
    # Strategic all along, or grown into it.
    "Halden Markets": [("2018-12", "strategic")],
    "Northgate Stores": [("2018-12", "integrated"), ("2021-04", "strategic")],
    "Orchard & Vine": [("2019-01", "integrated"), ("2022-09", "strategic")],
    "Brightwater Foods": [("2019-02", "emerging"), ("2021-01", "integrated"), ("2024-06", "strategic")],
    "Kestrel Retail": [("2018-12", "strategic")],
    "Castle Grocers": [("2018-12", "strategic"), ("2023-05", "integrated")],
    # Large, and less willing.
    "Meridian Wholesale": [("2018-12", "integrated")],
    "Fairhaven Hypermarkets": [("2019-01", "integrated")],
    "Tannery Lane": [("2019-03", "integrated"), ("2024-02", "stable")],
    "Summit Cash & Carry": [("2018-12", "integrated")],
    "Lakeshore Discount": [("2019-02", "integrated")],
    "Vantage Pharmacies": [("2020-05", "integrated")],
    "Crown & Anchor": [("2018-12", "integrated"), ("2020-10", "strategic"), ("2025-03", "integrated")],
    "Pinewood Stores": [("2019-06", "emerging"), ("2022-03", "integrated")],
    "Granite Foodservice": [("2019-01", "integrated")],
    # Small and inventive.
    "Juniper Fresh": [("2019-04", "emerging")],
    "Lantern Market": [("2019-09", "emerging")],
    "Basil & Rye": [("2020-02", "emerging")],
    "Quayside Online": [("2020-08", "emerging"), ("2025-05", "integrated")],
    "Little Larder": [("2021-01", "emerging")],
    "Saffron Door": [("2021-06", "emerging"), ("2024-09", "stable")],
    "Greenfork": [("2022-02", "emerging")],
    "Copper Kettle": [("2022-10", "emerging")],
    "Parcel & Pear": [("2023-04", "emerging")],
    # Small, and glad to stay as they are.
    "Ashdown Co-operative": [("2018-12", "stable")],
    "Bramble Stores": [("2018-12", "stable")],
    "Dunmore Traders": [("2019-01", "stable")],
    "Eastfield Provisions": [("2019-01", "stable")],
    "Farrier Street": [("2019-02", "stable")],
    "Gable End Shops": [("2019-02", "stable")],
    "Hollins Brothers": [("2019-03", "stable")],
    "Ivy House Foods": [("2019-03", "stable"), ("2022-05", "emerging")],
    "Kirkwall Supply": [("2019-04", "stable")],
    "Longmeadow": [("2019-05", "stable")],
    "Millrace Village Stores": [("2019-06", "stable")],
    "Oldtown Provisions": [("2019-07", "stable")],
    "Redgate Corner Shops": [("2019-09", "stable")],
    "Stonebridge": [("2020-01", "stable")],
    "Weaver & Sons": [("2020-03", "stable")],
    "Yarrow Foods": [("2020-06", "stable")],
}
PARTNERS = {"Fleetway Logistics": "channel partner", "Corelink Integrators": "channel partner"}
GIVEN = [
    "Ada",
    "Ben",
    "Clara",
    "Dev",
    "Elin",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kofi",
    "Lena",
    "Mara",
    "Nils",
]
FAMILY = [
    "Abbott",
    "Berg",
    "Castro",
    "Dahl",
    "Ekman",
    "Fraser",
    "Gallo",
    "Hale",
    "Ito",
    "Jensen",
    "Kaya",
    "Lind",
    "Moss",
]
FUNCTIONS = ["IT", "operations", "commercial", "executive"]
ROLES = {
    "IT": ["Head of supply chain IT", "Integration lead"],
    "operations": ["Director of logistics", "Head of distribution"],
    "commercial": ["Buying director", "Category director"],
    "executive": ["Chief operating officer", "Managing director"],
}
TRIALS = [
    ("Shelf-edge RFID", "Counts at the shelf get below two percent error"),
    ("Dock-to-dock pick-up", "Half a day less between factory and store"),
    ("Shared demand forecast", "Forecast error falls by a fifth"),
    ("Same-day replenishment", "Empty shelves at six in the evening halve"),
    ("Returnable crates", "Packaging cost falls by a third"),
    ("Live order status", "Calls about late orders fall by half"),
]
SUBJECTS = ["Quarterly line review", "Where the pallets wait", "Forecast for the season", "Complaints about late orders",
            "What the pilot showed", "Terms for next year", "Returns and damages", "Who counts what"]  # fmt: skip


@dataclass
class Story:
    """One account's lines."""

    name: str
    random: Random
    lines: list[dict[str, Any]] = field(default_factory=list)
    counter: int = 0

    def say(self, do: str, on: date, why: str = "", *, precision: str = "day", **answers: Any) -> None:
        """A command on a day, left out where that is not yet."""
        if on > LAST:
            return
        self.counter += 1
        written = {
            "day": on.isoformat(),
            "month": f"{on:%Y-%m}",
            "quarter": f"{on.year}-Q{(on.month + 2) // 3}",
            "year": str(on.year),
        }[precision]
        said = {key: answer for key, answer in answers.items() if answer is not None}
        line = {"account": self.name, "do": do, "on": written, **({"reason": why} if why else {}), **said}
        self.lines.append({"_at": on, "_number": self.counter, **line})

    def person(self) -> str:
        """Somebody's invented name."""
        return f"{self.random.choice(GIVEN)} {self.random.choice(FAMILY)}"

    def near(self, day: date, days: int) -> date:
        """A day up to so many days later."""
        return day + timedelta(days=self.random.randint(0, days))


def month(text: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{text}-01")


def months_later(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, 1)


def periods(start: date, end: date, months: int) -> Iterator[date]:
    """The first days of the periods that end by ``end``."""
    day = date(start.year, (start.month - 1) // months * months + 1, 1)
    day = day if day >= start else months_later(day, months)
    while months_later(day, months) <= min(end, LAST):
        yield day
        day = months_later(day, months)


# What belongs to an account of each class.


RATINGS = {
    "strategic": {"size": (3, 4), "willingness": (3, 4), "ability": (3, 4), "innovativeness": (2, 3), "growth": (1, 3)},
    "integrated": {
        "size": (3, 4),
        "willingness": (1, 2),
        "ability": (2, 4),
        "innovativeness": (1, 3),
        "growth": (0, 2),
    },
    "emerging": {"size": (0, 2), "willingness": (2, 4), "ability": (1, 3), "innovativeness": (3, 4), "growth": (2, 4)},
    "stable": {"size": (0, 2), "willingness": (0, 2), "ability": (0, 2), "innovativeness": (0, 1), "growth": (0, 1)},
}
WHY = {
    "strategic": "Able and willing to plan years ahead with us",
    "integrated": "Large, and content with coordination",
    "emerging": "Small, quick, and growing fast",
    "stable": "Small, and glad of a reliable service",
}
REVENUE = {"strategic": 90, "integrated": 40, "emerging": 3, "stable": 2}
"""In millions a year."""


def rated(story: Story, on: date, account_class: str) -> None:
    """The criteria, a little before the class is decided."""
    ratings = {name: story.random.randint(*span) for name, span in RATINGS[account_class].items()}
    story.say("criteria rate", on - timedelta(days=14), **ratings, evidence="Rated together with sales and logistics")


def money(story: Story, account_class: str, start: date, end: date) -> None:
    """Revenue and profit for each year; a large account may be a drain for a while."""
    drain = story.random.random() < (0.35 if account_class == "integrated" else 0.15)
    size = REVENUE[account_class] * story.random.uniform(0.6, 1.5)
    currency = "USD" if story.name in {"Vantage Pharmacies", "Quayside Online", "Kestrel Retail"} else "EUR"
    growth = 1.18 if account_class == "emerging" else story.random.uniform(0.98, 1.06)
    share = story.random.randint(20, 60)
    for year in periods(start, end, 12):
        margin = story.random.uniform(-0.03, 0.01) if drain else story.random.uniform(0.05, 0.12)
        drain = drain and story.random.random() < 0.75
        revenue = round(size * 1_000_000)
        share = max(5, min(90, share + story.random.randint(-3, 5)))
        story.say(
            "economics report", months_later(year, 13), period=str(year.year), currency=currency,
            revenue=str(revenue), net_profit=str(round(revenue * margin)),
            cost_to_serve=str(round(revenue * story.random.uniform(0.06, 0.14))), share_of_wallet=str(share),
        )  # fmt: skip
        size *= growth


def met(story: Story, account_class: str, start: date, end: date) -> None:
    """Meetings, calls and visits, with the CIO where it matters."""
    every = {"strategic": 1, "integrated": 2, "emerging": 3, "stable": 6}[account_class]
    quiet_from = date(2026, 3, 1) if story.name == "Summit Cash & Carry" else FOREVER
    for day in periods(start, end, every):
        on = story.near(day, 27)
        if on >= quiet_from:
            break
        kind = story.random.choice(["meeting", "call", "visit", "review", "meeting"])
        with_cio = account_class in ("strategic", "integrated") and story.random.random() < 0.4
        story.say(
            "interaction", on, kind=kind, summary=story.random.choice(SUBJECTS),
            hours=str(story.random.choice([1, 1.5, 2, 3, 4])), participants=f"{story.person()}, {story.person()}",
            with_cio=True if with_cio else None,
        )  # fmt: skip


def counterparts(story: Story, functions: Sequence[str], start: date) -> None:
    """Who faces whom: assumed at first, most of them confirmed, one of them gone later."""
    for function in functions:
        on = story.near(start, 120)
        title = story.random.choice(ROLES[function])
        story.say("counterpart name", on, title=title, function=function, person=story.person(), ours=story.person())
        if story.random.random() < 0.8:
            story.say("counterpart confirm", story.near(months_later(on, 2), 60), counterpart_id=title)
            if function == "commercial" and story.random.random() < 0.4:
                story.say("counterpart leave", story.near(date(2025, 2, 1), 200), "Moved on", counterpart_id=title)


def team(story: Story, start: date, *, whole: bool) -> None:
    """One's own account team."""
    for function in FUNCTIONS if whole else FUNCTIONS[1:3]:
        story.say(
            "team join", story.near(start, 60), title=f"{function} lead", function=function, person=story.person()
        )


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
            systems=["SAP S/4HANA" if number else "SAP R/3", "Manhattan WMS", "Own order desk"],
            standards=["EDIFACT ORDERS", "GS1 SSCC"] if number else ["EDIFACT ORDERS"],
            constraints="Nothing changes between October and January", lead_time_weeks=story.random.randint(6, 30),
        )  # fmt: skip


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
    ours = {name: story.random.randint(1, 3) for name in names}
    for day in periods(months_later(start, 5), end, 12):
        theirs = {
            name: max(0, min(4, rating + story.random.choice([-2, -1, -1, 0, 0, 1]))) for name, rating in ours.items()
        }
        on = story.near(day, 40)
        story.say("partnership assess", on, side="own company", evidence="Workshop of the account team", **ours)
        if story.random.random() < 0.85:
            on = story.near(on, 30)
            story.say("partnership assess", on, side="the account", evidence="Interviews with six managers", **theirs)
        ours = {name: min(4, rating + story.random.choice([0, 0, 1])) for name, rating in ours.items()}
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
        for day in periods(months_later(begins, 6), min(ends, end), 6):
            story.say("plan review", story.near(day, 20), plan_id=title, findings="On course, but for the depot")
        if story.random.random() < 0.6:
            moved = months_later(ends, -6)
            on = story.near(months_later(begins, 12), 90)
            if on < min(end, LAST):
                story.say("plan amend", on, "The depot opens half a year earlier", plan_id=title, ends=str(moved))
                ends = moved
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
            goal = target + (number if better == "higher" else -number)
            story.say("measure target", start, measure_id=name, period=quarter, target=str(goal))
            actual = goal + story.random.randint(-5, 3) * (1 if better == "higher" else -1)
            story.say(
                "measure record",
                story.near(months_later(day, 3), 20),
                measure_id=name,
                period=quarter,
                actual=str(actual),
            )


AIMS = ["Joint depot planned", "One forecast for both", "Orders confirmed within the hour", "Damage halved",
        "Buyers trained on the portal", "Cartons that fit the shelf"]  # fmt: skip


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


def link(
    story: Story, start: date, title: str, kind: str, depth: str, *, custom: bool = False, needs: Sequence[str] = (),
    milestones: int = 2, rushed: bool = False, partner: str = "",
) -> None:  # fmt: skip
    """A system link from proposal to live, with the changes around it; a rushed one goes live over unchanged processes."""
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
                what="Half a pallet, twice in a month",
            )


# One account from its first day.


def account(name: str, random: Random) -> Story:
    """Its career, and all that goes with each class."""
    story = Story(name, random)
    career = [(month(text), account_class) for text, account_class in CAREERS[name]]
    story.say("open", career[0][0] - timedelta(days=20))
    if random.random() < 0.6:
        story.say(
            "identify", career[0][0], system="Salesforce", external_id=f"001{random.randint(10**11, 10**12 - 1)}AAA"
        )
    live_plan = ""
    for number, (start, account_class) in enumerate(career):
        end = career[number + 1][0] if number + 1 < len(career) else FOREVER
        rated(story, start, account_class)
        settle = settlement(career, number, live_plan)
        story.say("classify", start, WHY[account_class], to=account_class, settle=settle)
        money(story, account_class, start, end)
        met(story, account_class, start, end)
        live_plan = {"strategic": strategic, "integrated": integrated, "emerging": emerging, "stable": stable}[
            account_class
        ](story, start, end)
    fate(story)
    return story


def settlement(career: Sequence[tuple[date, str]], number: int, live_plan: str) -> dict[str, str] | None:
    """What becomes of the plan that is live when the class changes."""
    if not number or not live_plan:
        return None
    return {live_plan: "carry" if career[number][1] == "strategic" else "close"}


def strategic(story: Story, start: date, end: date) -> str:
    """Shared plan, whole team, integrated link, both sides assessed."""
    team(story, start, whole=story.name != "Orchard & Vine")
    counterparts(story, FUNCTIONS if story.name != "Northgate Stores" else FUNCTIONS[:3], start)
    terrain(story, start, end)
    partnership(story, start, end)
    if story.name != "Orchard & Vine":
        link(story, months_later(start, 4), "Stock managed to the shelf", "VMI", "integrated", custom=True,
             needs=["Order hub", "Replenishment engine"], milestones=3, partner="Fleetway Logistics")  # fmt: skip
    return shared_plan(story, start, end)


def integrated(story: Story, start: date, end: date) -> str:
    """A plan for each year, web ordering, counterparts in IT and operations."""
    counterparts(story, FUNCTIONS[:2] if story.name != "Lakeshore Discount" else FUNCTIONS[1:2], start)
    terrain(story, start, end)
    partnership(story, start, end)
    rushed = story.name in {"Fairhaven Hypermarkets", "Vantage Pharmacies"}
    link(
        story,
        months_later(start, 5),
        "Orders on the web",
        "web ordering",
        "coordinated",
        needs=["Order hub"],
        rushed=rushed,
    )
    if story.random.random() < 0.5:
        link(
            story,
            months_later(start, 30),
            "Forecast exchange",
            "CPFR",
            "coordinated",
            needs=["Forecast service"],
            milestones=1,
        )
    return yearly_plans(story, start, end)


def emerging(story: Story, start: date, end: date) -> str:
    """A standard link, and experiments within limits."""
    link(story, months_later(start, 2), "Orders by EDI", "EDI", "arm's length", milestones=1)
    counterparts(story, FUNCTIONS[1:2], start)
    for number, (title, hypothesis) in enumerate(story.random.sample(TRIALS, 2)):
        trial(story, months_later(start, 6 + 22 * number), end, title, hypothesis)
    return ""


def stable(story: Story, start: date, end: date) -> str:
    """Menu and rules; two have grown a custom link that nobody pays for."""
    terms(story, start, end)
    custom = story.name in {"Gable End Shops", "Stonebridge"}
    link(
        story, months_later(start, 3), "Their own order format" if custom else "Orders by EDI", "EDI", "arm's length",
        custom=custom, milestones=1, rushed=custom,
    )  # fmt: skip
    return ""


def trial(story: Story, start: date, end: date, title: str, hypothesis: str) -> None:
    """A showcase: limits and measures first, then spending and measurements, then a conclusion."""
    if start > LAST or start >= end:
        return
    budget, runs = story.random.randint(3, 12) * 10_000, story.random.randint(7, 12)
    ends = months_later(start, runs)
    story.say("showcase propose", months_later(start, -1), hypothesis, title=title)
    story.say(
        "showcase start", start, hypothesis, title=title, budget=str(budget), currency="EUR",
        sites=story.random.randint(1, 6), ends=str(ends), success="Measured against six stores without it",
    )  # fmt: skip
    over = story.random.random() < 0.25
    for quarter in range(1, 4):
        amount = round(budget * (0.4 if over else 0.28))
        story.say(
            "showcase spend",
            story.near(months_later(start, 2 * quarter), 20),
            showcase_id=title,
            amount=str(amount),
            currency="EUR",
        )
        story.say(
            "showcase measure", story.near(months_later(start, 2 * quarter), 25), showcase_id=title, title="Empty shelves",
            value=str(story.random.randint(3, 9)), unit="%", target="5",
        )  # fmt: skip
    if ends < min(end, LAST):
        outcome = story.random.choices(["scale", "extend", "stop"], [5, 2, 3])[0]
        why = {
            "scale": "It works, and others can have it",
            "extend": "Too early to say",
            "stop": "Not worth the trouble",
        }
        story.say("showcase conclude", ends, why[outcome], showcase_id=title, outcome=outcome)


def fate(story: Story) -> None:
    """What befell a few of them."""
    match story.name:
        case "Castle Grocers":
            story.say("at-risk", date(2023, 2, 14), "A new owner who will not share forecasts")
            story.say("recover", date(2023, 9, 1), "A year's plan instead of five")
        case "Lakeshore Discount":
            story.say("at-risk", date(2026, 8, 20), "Two late seasons in a row")
        case "Yarrow Foods":
            story.say("close", date(2025, 6, 30), "Taken over by a group that we do not serve")
        case "Weaver & Sons":
            story.say("rename", date(2024, 4, 1), "Under new ownership", name="Weaver Food Group")
        case "Oldtown Provisions":
            story.say("close", date(2022, 12, 31), "Gave up its shops")
            story.say("reopen", date(2024, 3, 1), "The daughter opened them again")
        case _:
            return


def adoptions(stories: dict[str, Story]) -> None:
    """Where a showcase that was to be scaled spread, first to one and then to the next."""
    for name, story in list(stories.items()):
        for line in list(story.lines):
            if line["do"] != "showcase conclude" or line.get("outcome") != "scale":
                continue
            title, on = line["showcase_id"], line["_at"]
            ready = [
                each
                for each, career in CAREERS.items()
                if each != name and classed(career, on) in ("strategic", "integrated")
            ]
            for number, adopter in enumerate(story.random.sample(ready, story.random.randint(0, 3))):
                stories[adopter].say(
                    "showcase adopt", months_later(on, 3 + 5 * number), f"Seen at {name}", source=name, showcase=title
                )


def classed(career: Sequence[tuple[str, str]], on: date) -> str:
    """The class on a day."""
    return next((each for text, each in reversed(career) if month(text) <= on), "")


def company(random: Random) -> Story:
    """The company's own stream: capacity, the CIO's time, systems, investment."""
    story = Story("company", random)
    for title in ("Order hub", "Replenishment engine", "Forecast service", "Warehouse control"):
        story.say("company add-system", FIRST, title=title)
    story.say("company ready", date(2019, 6, 1), system_id="Order hub")
    story.say("company ready", date(2021, 2, 1), system_id="Replenishment engine")
    story.say("company ready", date(2023, 10, 1), system_id="Forecast service")
    story.say("company unready", date(2024, 5, 1), "Its data centre moves", system_id="Warehouse control")
    for year in range(2019, 2027):
        on = date(year - 1, 12, 10)
        story.say("company capacity", on, party="own company", period=str(year), capacity=24)
        story.say("company capacity", on, party="the account", period=str(year), capacity=8)
        story.say(
            "company capacity",
            on,
            party="channel partner",
            channel_partner="Fleetway Logistics",
            period=str(year),
            capacity=8,
        )
        for dimension, amount in (
            ("horizontal", 900),
            ("vertical", 500),
            ("customer-integrated", 250 + 60 * (year - 2019)),
        ):
            story.say(
                "company invest",
                date(year, 12, 20),
                dimension=dimension,
                period=str(year),
                amount=str(amount * 1000),
                currency="EUR",
            )
        for quarter in range(1, 5):
            story.say(
                "company cio-hours",
                date(year, quarter * 3, 28),
                period=f"{year}-Q{quarter}",
                hours=str(random.randint(460, 540)),
            )
    return story


def others(random: Random) -> Iterator[Story]:
    """Channel partners, and the relationship of a line of business with IS."""
    for name, kind in PARTNERS.items():
        story = Story(name, random)
        story.say("open", FIRST, kind=kind)
        met(story, "stable", FIRST, FOREVER)
        yield story
    line = Story("Household line and IS", random)
    line.say("open", date(2020, 1, 10), kind="internal")
    partnership(line, date(2020, 1, 10), FOREVER)
    met(line, "integrated", date(2020, 1, 10), FOREVER)
    yield line


def main() -> None:
    """Write the whole portfolio in the order that things happened."""
    stories = {name: account(name, Random(f"{SEED} {name}")) for name in CAREERS}
    adoptions(stories)
    every = [company(Random(SEED)), *stories.values(), *others(Random(SEED + 1))]
    lines = [line for story in every for line in story.lines]
    lines.sort(key=lambda line: (line["_at"], line["account"] != "company", line["account"], line["_number"]))
    for line in lines:
        written = {key: value for key, value in line.items() if not key.startswith("_")}
        sys.stdout.write(json.dumps(written, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
