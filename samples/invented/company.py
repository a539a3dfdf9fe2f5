"""The company's own history, and the relationships that are no accounts."""

from collections.abc import Iterator
from datetime import date
from random import Random

from samples.invented.names import PARTNERS
from samples.invented.people import met, partnership
from samples.invented.story import FIRST, FOREVER, Story


def company(random: Random) -> Story:
    """The company's own stream: capacity, the CIO's time, systems, investment."""
    story = Story("company", random)
    for title in ("Order hub", "Replenishment engine", "Forecast service", "Warehouse control"):
        story.say("company add-system", FIRST, title=title)
    story.say("company ready", date(2019, 6, 1), system_id="Order hub")
    story.say("company ready", date(2021, 2, 1), system_id="Replenishment engine")
    story.say("company ready", date(2023, 10, 1), system_id="Forecast service")
    story.say("company ready", date(2020, 9, 1), system_id="Warehouse control")
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
