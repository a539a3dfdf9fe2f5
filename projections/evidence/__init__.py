"""What is on record of an account, the whole portfolio, one event or a span of time, chosen and told for evidence?"""

from projections.evidence.choosing import Chosen, What
from projections.evidence.gathering import Evidence, Told, gather

__all__ = ["Chosen", "Evidence", "Told", "What", "gather"]
