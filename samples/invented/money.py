"""Ratings and figures."""

from datetime import date, timedelta
from typing import Any

from samples.invented.story import Story, months_later, periods

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
    ratings: dict[str, Any] = {name: story.random.randint(*span) for name, span in RATINGS[account_class].items()}
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
        if account_class in ("strategic", "integrated"):
            spent = round(revenue * story.random.uniform(0.002, 0.006), -3)
            story.say(
                "economics invest",
                months_later(year, 13),
                dimension=story.random.choice(["customer-integrated", "customer-integrated", "vertical"]),
                period=str(year.year),
                amount=str(int(spent)),
                currency=currency,
            )
