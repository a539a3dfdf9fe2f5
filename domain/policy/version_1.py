"""Version 1 of the policy: the values that Byrnes gives for joint plans in "The Strategic CIO"."""

from domain.relationship.rules import Horizon, Rules

POLICY = Rules(
    version=1,
    plan_horizons={
        "strategic": Horizon(at_least=36, at_most=60),
        "integrated": Horizon(at_least=11, at_most=13),
    },
)
"""Three to five years for a strategic account, about one year for an integrated one, none for the others."""
