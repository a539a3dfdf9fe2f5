"""Which accounts share the plan that their class calls for, and how do these plans go?"""

from projections.plans.drift import drift
from projections.plans.facts import PLANS
from projections.plans.objectives import objectives
from projections.plans.scorecards import scorecard
from projections.plans.standing import STANDINGS, counts, coverage, plans

__all__ = ["PLANS", "STANDINGS", "counts", "coverage", "drift", "objectives", "plans", "scorecard"]
