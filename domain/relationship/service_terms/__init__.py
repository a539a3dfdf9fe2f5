"""Service terms: a menu of service offerings and rules of engagement, what a stable account has instead of a plan (Byrnes)."""

from domain.relationship.service_terms.offering import SERVICE_OFFERING, DropOffering, Offering, TakeOffering
from domain.relationship.service_terms.rule import RuleOfEngagement
from domain.relationship.service_terms.rule_commands import GrantException, LiftRule, NoteBreach, SetRule
from domain.relationship.service_terms.rule_decisions import RULE_OF_ENGAGEMENT

__all__ = [
    "RULE_OF_ENGAGEMENT",
    "SERVICE_OFFERING",
    "DropOffering",
    "GrantException",
    "LiftRule",
    "NoteBreach",
    "Offering",
    "RuleOfEngagement",
    "SetRule",
    "TakeOffering",
]
