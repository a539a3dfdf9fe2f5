"""One account from its first day, and all that goes with each class."""

from collections.abc import Sequence
from datetime import date
from random import Random

from samples.invented.money import WHY, money, rated
from samples.invented.names import CAREERS, FUNCTIONS, TRIALS
from samples.invented.people import counterparts, met, partnership, team
from samples.invented.plans import shared_plan, yearly_plans
from samples.invented.showcases import trial
from samples.invented.story import FOREVER, Story, month, months_later
from samples.invented.systems import link, terms, terrain

MANAGERS = ("login.example.com:berg", "login.example.com:lind", "login.example.com:moss")
"""The subjects that account managers would sign in as."""


def account(name: str, random: Random) -> Story:
    """Its career, and all that goes with each class."""
    story = Story(name, random)
    career = [(month(text), account_class) for text, account_class in CAREERS[name]]
    story.say("open", months_later(career[0][0], -3))
    if random.random() < 0.6:
        story.say(
            "identify", career[0][0], system="Salesforce", external_id=f"001{random.randint(10**11, 10**12 - 1)}AAA"
        )
    live_plan = ""
    for number, (start, account_class) in enumerate(career):
        end = career[number + 1][0] if number + 1 < len(career) else FOREVER
        rated(story, start, account_class)
        settle = settlement(name, career, number, live_plan)
        story.say("classify", start, WHY[account_class], to=account_class, settle=settle)
        money(story, account_class, start, end)
        met(story, account_class, start, end)
        live_plan = {"strategic": strategic, "integrated": integrated, "emerging": emerging, "stable": stable}[
            account_class
        ](story, start, end)
    fate(story)
    responsible(story, career[0][0])
    return story


def responsible(story: Story, start: date) -> None:
    """The account manager who signs in for it, named by the subject; in some, another from the year 2025 on."""
    number = len(story.name) % len(MANAGERS)
    story.say("assign", start, manager=MANAGERS[number])
    if len(story.name) % 4 == 0:
        story.say("release", date(2025, 1, 7), manager=MANAGERS[number])
        story.say("assign", date(2025, 1, 7), manager=MANAGERS[number - 1])


def settlement(name: str, career: Sequence[tuple[date, str]], number: int, live_plan: str) -> dict[str, str] | None:
    """What becomes of the plan that is live when the class changes."""
    if not number or not live_plan:
        return None
    return {live_plan: "carry" if career[number][1] == "strategic" or name == "Crown & Anchor" else "close"}


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
    for number, (title, hypothesis) in enumerate(story.random.sample(TRIALS, story.random.choice([1, 2]))):
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


def fate(story: Story) -> None:
    """What befell a few of them."""
    match story.name:
        case "Castle Grocers":
            story.say("at-risk", date(2023, 2, 14), "A new owner who will not share forecasts")
            story.say("recover", date(2023, 9, 1), "A year's plan instead of five")
            story.say("team leave", date(2023, 6, 1), "Needed elsewhere", member_id="executive lead")
        case "Halden Markets":
            story.say("counterpart face", date(2024, 9, 2), counterpart_id="Director of logistics", ours=story.person())
            story.say(
                "plan share-risk", date(2026, 9, 1), plan_id="Shared plan 2026–2029", shared_risk="The third year too"
            )
            story.say(
                "objective drop", date(2026, 10, 5), "Done in another way", objective_id="Joint depot planned, 2026"
            )
        case "Brightwater Foods":
            day = date(2025, 6, 2)
            story.say("plan propose", day, title="Shared cold store", starts="2026-01-01", ends="2029-01-01")
            story.say("plan withdraw", date(2025, 11, 3), "Neither side found the money", plan_id="Shared cold store")
        case "Meridian Wholesale":
            story.say("link retire", date(2025, 10, 6), "Nobody looked at the forecast", link_id="Forecast exchange")
        case "Juniper Fresh":
            why = "Orders and stock now in one exchange"
            story.say("link depth", date(2024, 3, 4), why, link_id="Orders by EDI", depth="coordinated")
        case "Bramble Stores":
            story.say(
                "terms lift", date(2024, 2, 5), "A second delivery a week pays", rule_id="Distribution centres only"
            )
            story.say("terms drop", date(2024, 5, 6), "Shelves changed", offering_id="Shelf-ready packs")
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
