"""Which showcases are tried and what do they take, which is ready to scale and to whom, and how did each spread?"""

from projections.showcases.facts import SHOWCASES, running
from projections.showcases.spreading import fitting_accounts, ready, scalable, spread
from projections.showcases.trials import STATUSES, trials

__all__ = ["SHOWCASES", "STATUSES", "fitting_accounts", "ready", "running", "scalable", "spread", "trials"]
