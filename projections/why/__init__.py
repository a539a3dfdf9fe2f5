"""Why does an account stand as it does? The status, the rule that it follows from, and the records behind it."""

from projections.why.answer import Behind, Rule, Statement, Thing, Value, Why
from projections.why.asked import Asked
from projections.why.statuses import ACCEPTED, why, why_thing
from projections.why.things import things

__all__ = ["ACCEPTED", "Asked", "Behind", "Rule", "Statement", "Thing", "Value", "Why", "things", "why", "why_thing"]
