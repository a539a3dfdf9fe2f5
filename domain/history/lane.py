"""Where things stand in the picture of a history: lanes from the top down, and the phase that each event is of."""

from typing import Literal

Lane = Literal[
    "class", "plans", "showcases", "systems", "milestones", "interactions", "people", "service terms", "economics",
    "partnership", "other",
]  # fmt: skip
LANES: tuple[Lane, ...] = (
    "class", "plans", "showcases", "systems", "milestones", "interactions", "people", "service terms", "economics",
    "partnership", "other",
)  # fmt: skip

Phase = Literal["proposed", "started", "reached", "scaled", "concluded", "abandoned", "met", "noted"]
"""proposed or planned; begun; live, reached or confirmed; spread to others; ended as it should; given up or broken;
the two sides met; anything else."""
