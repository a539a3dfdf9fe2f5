"""What needs a decision on Monday morning: one list, why, since when, the most pressing first.

It asks the other questions and keeps what calls for somebody to act. What comes first is plain to see: what is late or
in danger, then what needs deciding, then what needs a look; within these strategic accounts first, and what has waited
longest first.
"""

from projections.attention.known import WIDE_GAP, partnerships, quiet
from projections.attention.look import URGENCIES, Look, only_observed
from projections.attention.ranking import attention

__all__ = ["URGENCIES", "WIDE_GAP", "Look", "attention", "only_observed", "partnerships", "quiet"]
