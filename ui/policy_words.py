"""The policy in words: the matrix of what each class gets, and the thresholds, as the page and the command line say it."""

from collections.abc import Iterable
from typing import Any

from domain.policy.keys import flat
from domain.policy.state import Version
from domain.relationship.rules import Service
from ui.format import day as in_words
from ui.format import happened


def since(version: Version) -> str:
    """When a version takes effect, in words."""
    if version.since is None:
        return "in force from the beginning"
    return f"in force from {in_words(version.first)}" + (
        f" ({happened(version.since)})" if version.since.precision != "day" else ""
    )


def matrix(services: Iterable[Service]) -> list[tuple[str, list[str]]]:
    """What the classes get, row by row."""
    columns = list(services)
    words = list(dict.fromkeys(row for each in columns for row in each.gets))
    return [
        ("plan runs", [f"{it.plan.at_least} to {it.plan.at_most} months" if it.plan else "–" for it in columns]),
        ("shared risk", [yes_or_dash(it.shared_risk) for it in columns]),
        ("scorecard", [yes_or_dash(it.scorecard) for it in columns]),
        ("deepest link", [it.deepest_link for it in columns]),
        ("link expected", [it.link_expected or "–" for it in columns]),
        ("links to measure", [yes_or_dash(it.custom_links) for it in columns]),
        ("account team", [", ".join(it.team) or "–" for it in columns]),
        ("counterparts", [", ".join(it.counterparts) or "–" for it in columns]),
        ("IT terrain", [f"surveyed every {it.terrain_months} months" if it.terrain_months else "–" for it in columns]),
        *((row, [it.gets.get(row, "–") for it in columns]) for row in words),
    ]


def thresholds(version: Version) -> list[list[str]]:
    """All other values of the policy, by the keys that they are changed by."""
    return [[key, told(value)] for key, value in flat(version.rules).items() if not key.startswith("services.")]


def told(value: Any) -> str:
    """A value of the policy in words."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return str(value)


def yes_or_dash(there_is: bool) -> str:
    """Whether a class has it, in a cell."""
    return "yes" if there_is else "–"
