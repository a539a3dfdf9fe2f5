"""Henderson's six determinants of a partnership, their indicators, and Tieline's anchored scale for rating them.

J. C. Henderson, "Plugging into Strategic Partnerships: The Critical IS Connection", Sloan Management Review, Spring 1990,
drew the determinants and indicators from interviews with executives, for partnerships between firms and within one. The
article came with no scoring instrument: the scale of 0 to 4 and its words are Tieline's own.
"""

from collections.abc import Mapping
from typing import Literal

from domain.relationship.vocabulary import Rating

Determinant = Literal[
    "mutual benefits", "commitment", "predisposition", "shared knowledge", "dependency", "organizational linkage",
]  # fmt: skip
DETERMINANTS: tuple[Determinant, ...] = (
    "mutual benefits", "commitment", "predisposition", "shared knowledge", "dependency", "organizational linkage",
)  # fmt: skip

Dimension = Literal["in context", "in action"]
DIMENSION: Mapping[Determinant, Dimension] = {
    "mutual benefits": "in context",
    "commitment": "in context",
    "predisposition": "in context",
    "shared knowledge": "in action",
    "dependency": "in action",
    "organizational linkage": "in action",
}
ASKS: Mapping[Dimension, str] = {"in context": "Will it last?", "in action": "Can it act?"}

Benefit = Literal[
    "financial return", "process or product innovation", "risk sharing", "efficiency", "working environment",
]  # fmt: skip
BENEFITS: tuple[Benefit, ...] = (
    "financial return", "process or product innovation", "risk sharing", "efficiency", "working environment",
)  # fmt: skip
"""What a side may have of a partnership: the indicators of mutual benefits."""

INDICATORS: Mapping[Determinant, Mapping[str, str]] = {
    "mutual benefits": {
        "financial return": "What it earns or saves the side, in money.",
        "process or product innovation": "New ways of working, or new products, that neither side had alone.",
        "risk sharing": "Losses and uncertainties that the two sides bear together.",
        "efficiency": "Less time, stock or work for the same result.",
        "working environment": "A better place to work for the people concerned.",
    },
    "commitment": {
        "shared goals": "Aims that both sides hold and plan by.",
        "incentive systems": "People on both sides are rewarded for what serves both.",
        "contracts": "Agreements that bind both sides beyond the single order.",
    },
    "predisposition": {
        "trust": "A track record of promises kept, and personal ties.",
        "attitudes and assumptions": "What each side takes for granted of the other.",
    },
    "shared knowledge": {
        "perspective": "What the other side is after, and how it judges success.",
        "environment": "The markets, rules and pressures that the other side works in.",
        "culture": "How the other side decides, and what it values.",
        "work processes": "How the other side's work is done, step by step.",
    },
    "dependency": {
        "skilled people": "People whose skills the other side does not have.",
        "management time": "Attention of managers that the other side needs.",
        "physical assets": "Plants, systems and sites that the other side relies on.",
    },
    "organizational linkage": {
        "process": "Processes of the two sides that run into each other.",
        "information": "Information and systems that the two sides share.",
        "social networks": "People of the two sides, at several levels, who know each other.",
    },
}
"""What each determinant consists of, after Henderson."""

SCALE_IS_OURS = "Henderson gave no scoring instrument: this scale of 0 to 4 is Tieline's own."

DEPENDENCY_NOTE = (
    "Dependency on each other's distinctive competencies and resources is not good in itself: later work found that "
    "mutual dependency can lower the quality of a partnership (Lee & Kim 1999)."
)

SCALE: Mapping[Determinant, Mapping[Rating, str]] = {
    "mutual benefits": {
        0: "This side sees no benefit of its own.",
        1: "Benefits are hoped for, but nobody has stated them.",
        2: "Benefits are stated for this side, but not yet seen.",
        3: "Stated benefits are seen, and both sides know what the other gets.",
        4: "Benefits are measured, found fair by both sides, and grow with the partnership.",
    },
    "commitment": {
        0: "Each order stands alone; either side would leave tomorrow.",
        1: "Goodwill only: no shared goal, nothing signed beyond trading terms.",
        2: "Some goals are shared on paper; rewards still pull the other way.",
        3: "Goals are shared and agreed for years; some people are rewarded for them.",
        4: "Goals, rewards and contracts of both sides point the same way and have held under strain.",
    },
    "predisposition": {
        0: "The other side is expected to take advantage.",
        1: "Wary: everything is checked, little is told.",
        2: "Correct: promises are kept, but there is no record of hard times yet.",
        3: "Trusting: a good track record, and people who vouch for each other.",
        4: "Taken for granted: bad news is told early, and the other side's motives are not in doubt.",
    },
    "shared knowledge": {
        0: "The other side's work is unknown.",
        1: "Known from hearsay and sales calls.",
        2: "The other side's processes are known to those who deal with it daily.",
        3: "Perspective, environment and processes are known across functions.",
        4: "Either side could explain the other's decisions, and plans with them in mind.",
    },
    "dependency": {
        0: "Nothing of the other side's is needed that could not be had elsewhere at once.",
        1: "Replacing the other side would be a nuisance.",
        2: "Replacing the other side would take months and cost dearly.",
        3: "Some work rests on people or assets that only the other side has.",
        4: "Central work could not go on without what only the other side has.",
    },
    "organizational linkage": {
        0: "Orders and invoices are all that passes between the two.",
        1: "A few people know each other; information passes on request.",
        2: "Information passes regularly; processes meet at fixed points.",
        3: "Processes and systems are coordinated, and people meet at several levels.",
        4: "Processes, systems and social networks of the two sides run as one.",
    },
}
"""What each rating means, in words. It tells where a side sees itself, not how good that is."""
