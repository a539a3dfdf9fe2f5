"""The policy in words: the matrix of what each class gets, and the thresholds, as the page and the command line say it."""

from collections.abc import Iterable
from typing import Any

from domain.policy.keys import flat
from domain.policy.state import Version
from domain.relationship.joint_plan import horizon_in_words
from domain.relationship.rules import Horizon, Service
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


OF_A_CLASS = {
    "plan": "joint plan horizon",
    "shared_risk": "shared risk in the plan",
    "scorecard": "scorecard in the plan",
    "deepest_link": "deepest link",
    "link_expected": "link expected",
    "custom_links": "links built to measure",
    "team": "account team",
    "counterparts": "counterparts known",
    "terrain_months": "months between surveys of IT terrain",
}
"""What a class gets, by the last part of the key."""

OTHERS = {
    "criteria.large": "rated large from",
    "criteria.willing": "rated willing from",
    "criteria.able": "rated able from",
    "criteria.innovative": "rated innovative from",
    "criteria.growing": "rated growing from",
    "showcases.per_account": "showcases at once with one account, at most",
    "showcases.in_total": "showcases at once in all, at most",
    "weights.incremental": "capacity for change that an incremental milestone takes",
    "weights.paradigmatic": "capacity for change that a paradigmatic milestone takes",
    "cio_time.at_least": "share of the CIO's time with customers, at least",
    "cio_time.at_most": "share of the CIO's time with customers, at most",
    "attention.due_soon": "days before something is due soon",
    "attention.quiet": "days without an interaction with a large account, at most",
    "attention.review_every": "days between reviews of a plan, at most",
    "attention.assessment_every": "days between assessments of a partnership, at most",
}
"""Other values of the policy, by their keys."""


def named(key: str, value: Any) -> str:
    """A value of the policy by name: "joint plan horizon of a strategic account: 36 to 60 calendar months"."""
    first, *rest = key.split(".")
    if first == "services" and len(rest) == 2 and rest[1] in OF_A_CLASS:  # the class and what it gets
        of = f"of {'an' if rest[0][0] in 'aeiou' else 'a'} {rest[0]} account"
        said = horizon_in_words(value) if isinstance(value, Horizon) else yes_or_no(value)
        return f"{OF_A_CLASS[rest[1]]} {of}: {said}"
    if first == "segments":
        return f"high {rest[-1]} in {rest[0]} from: {told(value)}"
    return f"{OTHERS.get(key, key)}: {told(value)}"


def yes_or_no(value: Any) -> str:
    """A value of the policy in words, what there is or is not by yes or no."""
    return ("yes" if value else "no") if isinstance(value, bool) else told(value)


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
