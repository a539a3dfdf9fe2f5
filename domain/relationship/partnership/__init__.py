"""Partnerships by Henderson's model (1990): six determinants, rated by both sides, shown as a profile and a gap."""

from domain.history.concept import Concept, EventKind
from domain.relationship.partnership.commands import (
    AssessPartnership,
    StateBenefit,
    decide_assessment,
    decide_benefit,
)
from domain.relationship.partnership.record import BenefitStated, PartnershipAssessed, evolve

PARTNERSHIP = Concept(
    name="partnership",
    source="Henderson 1990: six determinants; the 0–4 scale is Tieline's own. Lee & Kim 1999 on dependency.",
    lane="partnership",
    holds="partnership",
    kinds=(
        EventKind(
            name="partnership-assessed",
            event=PartnershipAssessed,
            label="Partnership assessed",
            phase="met",
            words=("reason", "evidence"),
            people=("assessor",),
        ),
        EventKind(name="benefit-stated", event=BenefitStated, label="Partnership benefit stated", phase="noted"),
    ),
    evolve=evolve,
    decisions={AssessPartnership: decide_assessment, StateBenefit: decide_benefit},
)
