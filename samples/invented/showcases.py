"""Showcase experiments, and how they spread."""

from datetime import date

from samples.invented.names import CAREERS
from samples.invented.story import LAST, Story, classed, months_later


def trial(story: Story, start: date, end: date, title: str, hypothesis: str) -> None:
    """A showcase: limits and measures first, then spending and measurements, then a conclusion."""
    if start > LAST or start >= end:
        return
    budget, runs = story.random.randint(3, 12) * 10_000, story.random.randint(7, 12)
    ends = months_later(start, runs)
    story.say("showcase propose", months_later(start, -1), hypothesis, title=title)
    story.used.add(title)
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
            "showcase measure", story.near(months_later(start, 2 * quarter), 25), showcase_id=title, measure="Empty shelves",
            measured=str(story.random.randint(3, 9)), unit="%", target="5",
        )  # fmt: skip
    if ends < min(end, LAST):
        outcome = story.random.choices(["scale", "extend", "stop"], [5, 2, 3])[0]
        why = {
            "scale": "It works, and others can have it",
            "extend": "Too early to say",
            "stop": "Not worth the trouble",
        }
        story.say("showcase conclude", ends, why[outcome], showcase_id=title, outcome=outcome)


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
                if title in stories[adopter].used:
                    continue
                stories[adopter].used.add(title)
                stories[adopter].say(
                    "showcase adopt", months_later(on, 3 + 5 * number), f"Seen at {name}", source=name, showcase=title
                )
                if story.random.random() < 0.75:
                    done = months_later(on, 14 + 5 * number)
                    stories[adopter].say("showcase conclude", done, "In daily use", showcase_id=title, outcome="scale")
