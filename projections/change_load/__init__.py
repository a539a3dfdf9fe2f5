"""Where does change pile up: the milestones in flight for each party and quarter against its capacity, and what waits on it?

A milestone is in flight from when it was planned to when it was reached or dropped, else to when it is due, or to the
day itself where it is overdue; it takes its weight of the party's capacity in each of these quarters. "The account" is
each account by itself, and a channel partner is known by its name wherever it is named.
"""

from projections.change_load.facts import CHANGE_LOAD
from projections.change_load.load import load
from projections.change_load.waiting import waiting

__all__ = ["CHANGE_LOAD", "load", "waiting"]
